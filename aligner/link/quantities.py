"""A measure that both sides name is evidence of a link, whether the numbers agree or not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from aligner.domain.facts import Metric
from aligner.domain.goals import Goal, Item
from aligner.link.words import content_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["measure_odds"]

_SHARED = 2.0
_NEAR = 2.0


def measure_odds(goals: Sequence[Goal], items: Sequence[Item]) -> NDArray[np.float32]:
    """Return log-odds to add, shape ``(n_goals, n_items)``.

    Two sides share a measure when they state numbers of one unit, the larger at most twice the smaller, and the words around
    the numbers meet. Whether the numbers agree is judged elsewhere.
    """
    odds = np.zeros((len(goals), len(items)), np.float32)
    wanted = [
        (row, metric, _stems(f"{goal.text} {metric.of or ''}") - _stems(metric.text))
        for row, goal in enumerate(goals)
        for metric in goal.metrics
    ]
    for column, item in enumerate(items):
        if item.metrics and wanted:
            told = _stems(" ".join((item.text, *(quote.text for quote in item.description), *(metric.of or "" for metric in item.metrics))))
            for row, metric, words in wanted:
                if words & told and any(_near(metric, stated) for stated in item.metrics):
                    odds[row, column] = _SHARED
    return odds


def _near(goal: Metric, item: Metric) -> bool:
    if goal.unit is None or goal.unit != item.unit or not goal.value or not item.value:
        return False
    small, large = sorted((abs(goal.value), abs(item.value)))
    return large <= _NEAR * small


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem for stem, _ in content_words(text))
