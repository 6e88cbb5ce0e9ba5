"""What the scorer sees of a goal-item pair, measured against the background of its goal, its item and its run. Pure functions on arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aligner.link.retrieve import csls, neighbourhood, top_mean

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

__all__ = ["Dense", "feature_names", "pair_features"]

_DENSE = ("value", "corrected", "over_rivals", "over_siblings", "over_run", "around")
_LEXICAL = ("value", "corrected", "over_rivals")
_RUN = ("log_goals", "log_items")


@dataclass(frozen=True, slots=True, eq=False)
class Dense:
    """Vectors of one view of the texts, all unit rows of the same space.

    Attributes:
        goals: shape ``(n_goals, d)``.
        items: shape ``(n_items, d)``.
    """

    goals: Array
    items: Array


def feature_names(dense: Sequence[str], lexical: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the columns that ``pair_features`` makes for channels of these names."""
    columns = [f"{name}.{part}" for name in dense for part in _DENSE]
    columns += [f"{name}.{part}" for name in lexical for part in _LEXICAL]
    return (*columns, *_RUN)


def pair_features(dense: Sequence[Dense], lexical: Sequence[Array]) -> Array:
    """Return features of every pair, shape ``(n_goals, n_items, n_features)``.

    The same similarity means less for a goal or an item that is close to everything, so each value is also given against its
    row, its column and the whole run; a background of unrelated texts was tried as well and got no weight.

    Args:
        dense: one per view, in the order the scorer was trained with.
        lexical: similarity matrices of shape ``(n_goals, n_items)`` in [0, 1], likewise.
    """
    layers: list[Array] = []
    for view in dense:
        layers += _dense_layers(view)
    for matrix in lexical:
        layers += [matrix, csls(matrix), matrix - _best_other(matrix, axis=0)]
    shape = layers[0].shape
    layers += [np.full(shape, np.log(size), np.float32) for size in shape]
    return np.stack(layers, axis=-1).astype(np.float32)


def _dense_layers(view: Dense) -> list[Array]:
    similarity = view.goals @ view.items.T
    spread = np.maximum(similarity.std(), np.float32(1e-3))
    return [
        similarity,
        csls(similarity),
        similarity - _best_other(similarity, axis=0),
        similarity - top_mean(similarity, 1),
        (similarity - similarity.mean()) / spread,
        neighbourhood(similarity, view.items) - similarity.mean(),
    ]


def _best_other(similarity: Array, axis: int) -> Array:
    """Return for every value the largest of the others along an axis; with a single value, zero."""
    size = similarity.shape[axis]
    if size == 1:
        return np.zeros_like(similarity)
    ordered = np.partition(similarity, (size - 2, size - 1), axis=axis)
    first = np.take(ordered, [size - 1], axis=axis)
    second = np.take(ordered, [size - 2], axis=axis)
    return np.where(similarity >= first, second, first)
