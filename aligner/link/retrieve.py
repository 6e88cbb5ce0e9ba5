"""How close goals and items are: dense and lexical similarity, and their correction for hubs. Pure functions on arrays."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from aligner.link.words import content_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["csls", "lexical", "neighbourhood", "top_mean"]

_NEIGHBOURS = 5


def top_mean(similarity: NDArray[np.float32], axis: int, k: int = _NEIGHBOURS) -> NDArray[np.float32]:
    """Return the mean of the ``k`` largest values along an axis, which is kept with length one.

    In a small set a third of it is the neighbourhood, at least one: else every value would be its own background.
    """
    size = similarity.shape[axis]
    k = max(1, min(k, size // 3))
    largest = np.partition(similarity, size - k, axis=axis)
    part = largest[:, size - k :] if axis == 1 else largest[size - k :]
    return np.asarray(part.mean(axis=axis, keepdims=True), np.float32)


def csls(similarity: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return twice the similarity less what goal and item have with their nearest neighbours: hubs lose, specific pairs win.

    Args:
        similarity: shape ``(n_goals, n_items)``, neither zero.
    """
    return 2 * similarity - top_mean(similarity, 1) - top_mean(similarity, 0)


def lexical(
    goals: Sequence[str],
    items: Sequence[str],
    frequencies: Mapping[str, int],
    documents: int,
) -> NDArray[np.float32]:
    """Return the TF-IDF cosine of every pair, shape ``(len(goals), len(items))``, in [0, 1].

    Args:
        goals: texts of the goals.
        items: texts of the items.
        frequencies: how many background documents hold a stem; keeps weights sensible when a run has few texts.
        documents: number of background documents.
    """
    bags = [Counter(stem for stem, _ in content_words(text)) for text in (*goals, *items)]
    column = {stem: index for index, stem in enumerate(dict.fromkeys(stem for bag in bags for stem in bag))}
    matrix = np.zeros((len(bags), len(column)), np.float32)
    for row, bag in enumerate(bags):
        for stem, count in bag.items():
            matrix[row, column[stem]] = 1 + math.log(count)
    known = np.array([frequencies.get(stem, 0) for stem in column], np.float32)
    seen = (matrix > 0).sum(axis=0, dtype=np.float32) + known
    matrix *= np.log((len(bags) + documents + 1) / (seen + 0.5))
    matrix /= np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-9)
    return np.asarray(matrix[: len(goals)] @ matrix[len(goals) :].T, np.float32)


def neighbourhood(similarity: NDArray[np.float32], items: NDArray[np.float32], k: int = 3) -> NDArray[np.float32]:
    """Return for every pair the mean similarity between the goal and the item's nearest other items.

    Work on one goal tends to resemble its sister work.

    Args:
        similarity: shape ``(n_goals, n_items)``.
        items: unit rows, shape ``(n_items, d)``.
        k: number of neighbours.
    """
    count = items.shape[0]
    if count <= k:
        return similarity
    among = items @ items.T
    np.fill_diagonal(among, -2.0)
    nearest = np.argsort(-among, axis=1, kind="stable")[:, :k]
    return np.asarray(similarity[:, nearest].mean(axis=2), np.float32)
