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

_ADAPTIVE = 40
_DENSE = ("value", "over_goal_bank", "over_item_bank", "corrected", "over_rivals", "over_siblings", "over_run", "around")
_LEXICAL = ("value", "corrected", "over_rivals")
_RUN = ("log_goals", "log_items")


@dataclass(frozen=True, slots=True, eq=False)
class Dense:
    """Vectors of one view of the texts, all unit rows of the same space.

    Attributes:
        goals: shape ``(n_goals, d)``. items: shape ``(n_items, d)``.
        goal_bank: goals of unrelated organisations, shape ``(m, d)``. item_bank: items of unrelated organisations.
    """

    goals: Array
    items: Array
    goal_bank: Array
    item_bank: Array


def feature_names(dense: Sequence[str], lexical: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the columns that ``pair_features`` makes for channels of these names."""
    columns = [f"{name}.{part}" for name in dense for part in _DENSE]
    columns += [f"{name}.{part}" for name in lexical for part in _LEXICAL]
    return (*columns, *_RUN)


def pair_features(dense: Sequence[Dense], lexical: Sequence[Array]) -> Array:
    """Return features of every pair, shape ``(n_goals, n_items, n_features)``.

    The background of a text among unrelated texts does not depend on the size of the run, the background within the run
    tells what is special here; the scorer weighs the two.

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
    goal_mean, goal_spread = _background(view.goals @ view.item_bank.T)
    item_mean, item_spread = _background(view.items @ view.goal_bank.T)
    spread = np.maximum(similarity.std(), np.float32(1e-3))
    return [
        similarity,
        (similarity - goal_mean[:, None]) / goal_spread[:, None],
        (similarity - item_mean[None, :]) / item_spread[None, :],
        csls(similarity),
        similarity - _best_other(similarity, axis=0),
        similarity - top_mean(similarity, 1),
        (similarity - similarity.mean()) / spread,
        neighbourhood(similarity, view.items) - similarity.mean(),
    ]


def _background(similarity: Array) -> tuple[Array, Array]:
    """Mean and spread of the nearest texts of a bank, per row: what chance alone would reach."""
    size = similarity.shape[1]
    nearest = np.partition(similarity, size - _ADAPTIVE, axis=1)[:, size - _ADAPTIVE :]
    return nearest.mean(axis=1), np.maximum(nearest.std(axis=1), np.float32(1e-3))


def _best_other(similarity: Array, axis: int) -> Array:
    """Return for every value the largest of the others along an axis; with a single value, zero."""
    size = similarity.shape[axis]
    if size == 1:
        return np.zeros_like(similarity)
    ordered = np.partition(similarity, (size - 2, size - 1), axis=axis)
    first = np.take(ordered, [size - 1], axis=axis)
    second = np.take(ordered, [size - 2], axis=axis)
    return np.where(similarity >= first, second, first)
