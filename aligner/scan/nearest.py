"""The nearest items of many goals: products block by block, so that memory does not grow with the archive. Pure functions on arrays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Nearest", "nearest"]

_BLOCK = 1024


@dataclass(frozen=True, slots=True, eq=False)
class Nearest:
    """The best items of every goal, by falling score and then by place.

    Attributes:
        items: places of the items in the order they were given, shape ``(n_goals, k)``; -1 where there are fewer than k.
        scores: cosines in [-1, 1], the same shape; -2 beside -1.
    """

    items: NDArray[np.int64]
    scores: NDArray[np.float32]


def nearest(goals: NDArray[np.float32], blocks: Iterable[NDArray[np.float32]], k: int) -> Nearest:
    """Return the k nearest items of every goal.

    Args:
        goals: unit rows, shape ``(n_goals, d)``.
        blocks: unit rows of the items, one array ``(m, d)`` after the other; each is let go of before the next is asked for.
        k: how many, at least 1.
    """
    items = np.full((len(goals), k), -1, np.int64)
    scores = np.full((len(goals), k), -2.0, np.float32)
    place = 0
    for block in blocks:
        for start in range(0, len(goals), _BLOCK):
            part = slice(start, start + _BLOCK)
            items[part], scores[part] = _merged(items[part], scores[part], goals[part] @ block.T, place)
        place += len(block)
    return Nearest(items, scores)


def _merged(
    items: NDArray[np.int64], scores: NDArray[np.float32], fresh: NDArray[np.float32], place: int
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Join the best so far with the scores of one more block, shape ``(n, m)``, whose first item has the given place."""
    k, count = items.shape[1], fresh.shape[1]
    if not count:
        return items, scores
    # Rows in which nothing of the block comes near the best so far are most of them after a few blocks.
    better = np.flatnonzero(fresh.max(axis=1) > scores[:, -1])
    some = fresh[better]
    top = np.argpartition(some, count - k, axis=1)[:, count - k :] if count > k else np.broadcast_to(np.arange(count), some.shape)
    joined_items = np.concatenate([items[better], top + place], axis=1)
    joined_scores = np.concatenate([scores[better], np.take_along_axis(some, top, axis=1)], axis=1)
    order = np.lexsort((joined_items, -joined_scores), axis=1)[:, :k]
    items, scores = items.copy(), scores.copy()
    items[better] = np.take_along_axis(joined_items, order, axis=1)
    scores[better] = np.take_along_axis(joined_scores, order, axis=1)
    return items, scores
