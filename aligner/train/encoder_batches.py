"""What the encoder is shown in one step: the goals and the work of a few whole organisations, as documents would word them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aligner.train.link_data import GoalRecord, Organisation

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Batch", "draw"]

_GLOSSED = 0.5
_DESCRIBED = 0.1
_PARAPHRASED = 0.3
_TOLD = 0.2


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Texts of both sides, and which work serves which goal: ``truth`` of shape ``(len(goals), len(items))``.

    Near misses and work without a goal are columns without a link.
    """

    goals: tuple[str, ...]
    items: tuple[str, ...]
    truth: NDArray[np.bool_]


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
