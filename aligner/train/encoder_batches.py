"""What the encoder is shown while it is tuned.

A step holds the goals and the work of a few whole organisations, worded as documents would, terms with their glosses, and
general texts that should stay where they are.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from aligner.encode.glossary import Glossary
from aligner.encode.glossary_files import Entry, parse_jsonl
from aligner.errors import ModelError
from aligner.link.texts import with_glosses
from aligner.train.link_data import GoalRecord, Organisation, read_organisations

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Batch", "Material", "Settings", "Step", "draw", "read_material", "shown_steps"]

_GLOSSED = 0.5
_DESCRIBED = 0.1
_PARAPHRASED = 0.3
_TOLD = 0.2
_MOST_SENTENCES = 3


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Texts of both sides, and which work serves which goal: ``truth`` of shape ``(len(goals), len(items))``.

    Near misses and work without a goal are columns without a link.
    """

    goals: tuple[str, ...]
    items: tuple[str, ...]
    truth: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Settings:
    """How the encoder is tuned.

    Attributes:
        epochs: times that every organisation is shown.
        organisations: shown together in one step.
        rate: highest learning rate.
        temperature: cosines are divided by it.
        terms: glossary terms drawn to their glosses in one step.
        others: general texts held in place in one step.
        term_weight: of the loss over terms.
        stay: weight of the pull towards the original vectors.
        share: of the tuned weights in those written; the rest is the original.
        seed: of order and wording.
    """

    epochs: int = 1
    organisations: int = 2
    rate: float = 2e-4
    temperature: float = 0.07
    terms: int = 64
    others: int = 32
    term_weight: float = 0.3
    stay: float = 1.0
    share: float = 0.85
    seed: int = 20_260


@dataclass(frozen=True, slots=True)
class Step:
    """What one step shows: organisations, terms with their glosses, and general texts."""

    batch: Batch
    names: Sequence[str]
    glosses: Sequence[str]
    others: Sequence[str]


@dataclass(frozen=True, slots=True)
class Material:
    """All texts there are to learn from."""

    organisations: Sequence[Organisation]
    entries: Sequence[Entry]
    others: Sequence[str]


def read_material(pairs: Path, skip: Collection[str]) -> Material:
    """Read the organisations but those to skip, the glossary, and the statements beside the pairs.

    Raises:
        ModelError: the pairs cannot be read, or no organisation is left.
    """
    organisations = [one for one in read_organisations(pairs) if one.name not in skip]
    if not organisations:
        message = f"{pairs}: every organisation is left out; name fewer"
        raise ModelError(message)
    entries = parse_jsonl(files("aligner").joinpath("data", "glossary.jsonl").read_text("utf-8"), "glossary.jsonl")
    others = [f"{entry.term}: {entry.gloss}" for entry in entries]
    for one in organisations:
        lines = (json.loads(line) for line in (pairs / f"{one.name}.jsonl").read_text("utf-8").splitlines())
        others += [line["statement"] for line in lines if "statement" in line]
    return Material(organisations, entries, others)


def shown_steps(material: Material, steps: int, settings: Settings, rng: np.random.Generator) -> Iterator[Step]:
    """Yield what every step shows; each organisation comes once before any comes again, but for the rest of a division."""
    glossed = lru_cache(maxsize=None)(partial(with_glosses, terms=Glossary.load()))
    waiting: list[int] = []
    size = min(settings.organisations, len(material.organisations))
    for _ in range(steps):
        if len(waiting) < size:
            waiting = rng.permutation(len(material.organisations)).tolist()
        chosen, waiting = waiting[:size], waiting[size:]
        batch = draw([material.organisations[place] for place in chosen], glossed, rng)
        entries = [material.entries[place] for place in _some(len(material.entries), settings.terms, rng)]
        names = [(entry.term, *entry.aliases)[int(rng.integers(1 + len(entry.aliases)))] for entry in entries]
        others = [
            " ".join(material.others[place] for place in _some(len(material.others), int(rng.integers(1, _MOST_SENTENCES + 1)), rng))
            for _ in range(settings.others)
        ]
        yield Step(batch, names, [entry.gloss for entry in entries], others)


def _some(count: int, most: int, rng: np.random.Generator) -> list[int]:
    found: list[int] = rng.choice(count, min(most, count), replace=False).tolist()
    return found


def draw(organisations: Sequence[Organisation], glossed: Callable[[str], str], rng: np.random.Generator) -> Batch:
    """Return all goals, each in one of its wordings, and all work of some organisations.

    Half of the texts carry glosses and some work carries a description, so that one encoder serves all of them.

    Args:
        organisations: their work counts as unrelated to each other's goals.
        glossed: adds glosses to a text.
        rng: chooses wordings.
    """
    goals: list[str] = []
    items: list[str] = []
    owners: list[int] = []
    for organisation in organisations:
        for record in organisation.goals:
            for text in (*record.direct, *record.indirect):
                items.append(_described(text, (record.goal, record.paraphrase), rng))
                owners.append(len(goals))
            items += [_described(text, organisation.orphans, rng) for text in record.near_miss]
            owners += [-1] * len(record.near_miss)
            goals.append(_wording(record, rng))
        items += organisation.orphans
        owners += [-1] * len(organisation.orphans)
    texts = [glossed(text) if rng.random() < _GLOSSED else text for text in (*goals, *items)]
    truth = np.array(owners)[None, :] == np.arange(len(goals))[:, None]
    return Batch(tuple(texts[: len(goals)]), tuple(texts[len(goals) :]), truth)


def _wording(record: GoalRecord, rng: np.random.Generator) -> str:
    chance = float(rng.random())
    if chance < _TOLD:
        return f"{record.goal}. {record.paraphrase}"
    return record.paraphrase if chance < _TOLD + _PARAPHRASED else record.goal


def _described(text: str, told: Sequence[str], rng: np.random.Generator) -> str:
    """Give some work a description: the end of one of the sentences told."""
    if not told or rng.random() >= _DESCRIBED:
        return text
    words = told[int(rng.integers(len(told)))].split()
    return f"{text.rstrip('.')}. {' '.join(words[int(rng.integers(max(1, len(words) // 2))) :])}"
