"""Gold labels: what is to be found in an organisation's documents."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from aligner.errors import CorruptFileError

__all__ = ["Gold", "GoldGap", "GoldGoal", "GoldItem", "load_gold"]


@dataclass(frozen=True, slots=True)
class GoldGoal:
    """A labelled goal; ``texts`` holds its own text first and its other mentions after it."""

    id: str
    texts: tuple[str, ...]
    vague: bool | None
    support: str | None


@dataclass(frozen=True, slots=True)
class GoldItem:
    """A labelled piece of work."""

    id: str
    text: str
    work_class: str | None
    status: str | None
    alignment: str | None
    same_as: str | None


@dataclass(frozen=True, slots=True)
class GoldGap:
    """A labelled finding."""

    kind: str
    goal: str | None
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gold:
    """All labels of one organisation, with the files they speak of (absolute paths)."""

    organisation: str
    strategy: tuple[str, ...]
    execution: tuple[str, ...]
    goals: tuple[GoldGoal, ...]
    non_goals: tuple[str, ...]
    items: tuple[GoldItem, ...]
    links: frozenset[tuple[str, str]]
    gaps: tuple[GoldGap, ...]


def load_gold(path: Path) -> Gold:
    """Read a ``gold.json``; file names in it are relative to its folder.

    Raises:
        CorruptFileError: the file is no JSON or lacks a required key.
    """
    try:
        raw = json.loads(path.read_text("utf-8"))
        return Gold(
            organisation=raw["organisation"],
            strategy=tuple(str(path.parent / name) for name in raw["strategy"]),
            execution=tuple(str(path.parent / name) for name in raw["execution"]),
            goals=tuple(
                GoldGoal(
                    one["id"],
                    (one["text"], *(mention["text"] for mention in one.get("mentions", ()))),
                    one.get("vague"),
                    one.get("support"),
                )
                for one in raw["goals"]
            ),
            non_goals=tuple(one["text"] for one in raw["non_goals"]),
            items=tuple(
                GoldItem(one["id"], one["text"], one.get("work_class"), one.get("status"), one.get("alignment"), one.get("same_as"))
                for one in raw["items"]
            ),
            links=frozenset((one["goal"], one["item"]) for one in raw["links"]),
            gaps=tuple(GoldGap(one["kind"], one.get("goal"), tuple(one.get("items", ()))) for one in raw["gaps"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise CorruptFileError(str(path), f"is no gold file ({type(error).__name__}: {error})") from error
