"""Gold labels: what is to be found in an organisation's documents."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aligner.domain.goals import Goal, Item, Quote
from aligner.domain.text import Locator
from aligner.errors import CorruptFileError

__all__ = ["Gold", "GoldGap", "GoldGoal", "GoldItem", "Plain", "load", "load_gold"]


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
    """All labels of one organisation, with the files they speak of (absolute paths).

    ``unlabelled`` names the kinds of gap that nobody looked for, so that findings of these kinds are neither right nor wrong.
    """

    organisation: str
    strategy: tuple[str, ...]
    execution: tuple[str, ...]
    goals: tuple[GoldGoal, ...]
    non_goals: tuple[str, ...]
    items: tuple[GoldItem, ...]
    links: frozenset[tuple[str, str]]
    gaps: tuple[GoldGap, ...]
    unlabelled: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Plain:
    """Goals, items and links without documents."""

    name: str
    goals: tuple[Goal, ...]
    items: tuple[Item, ...]
    links: frozenset[tuple[str, str]]


def load(path: Path) -> Gold | Plain:
    """Read either form of gold file: labels of documents, or ``{"goals": [{"id", "text"}], "items": [...], "links": [[goal, item]]}``.

    Raises:
        CorruptFileError: the file is neither.
    """
    try:
        raw = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise CorruptFileError(str(path), f"is no gold file ({type(error).__name__}: {error})") from error
    return load_gold(path) if isinstance(raw, dict) and "strategy" in raw else _plain(path, raw)


def _plain(path: Path, raw: Any) -> Plain:  # noqa: ANN401 - JSON of unknown form
    try:
        goals = tuple(Goal(str(one["id"]), one["text"], Locator(path.name), description=_told(one)) for one in raw["goals"])
        items = tuple(Item(str(one["id"]), one["text"], Locator(path.name), description=_told(one)) for one in raw["items"])
        links = frozenset(
            (str(one[0]), str(one[1])) for one in (tuple(pair.values()) if isinstance(pair, dict) else pair for pair in raw["links"])
        )
    except (KeyError, TypeError, IndexError) as error:
        raise CorruptFileError(str(path), f"is no gold file ({type(error).__name__}: {error})") from error
    if not goals or not items:
        raise CorruptFileError(str(path), "holds no goals or no items")
    return Plain(str(raw.get("name") or path.stem), goals, items, links)


def _told(one: dict[str, Any]) -> tuple[Quote, ...]:
    told = one.get("description")
    return (Quote(told, Locator("gold")),) if isinstance(told, str) and told else ()


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
            non_goals=tuple(one["text"] for one in raw.get("non_goals", ())),
            items=tuple(
                GoldItem(one["id"], one["text"], one.get("work_class"), one.get("status"), one.get("alignment"), one.get("same_as"))
                for one in raw["items"]
            ),
            links=frozenset((one["goal"], one["item"]) for one in raw["links"]),
            gaps=tuple(GoldGap(one["kind"], one.get("goal"), tuple(one.get("items", ()))) for one in raw.get("gaps", ())),
            unlabelled=frozenset(raw.get("unlabelled", ())),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise CorruptFileError(str(path), f"is no gold file ({type(error).__name__}: {error})") from error
