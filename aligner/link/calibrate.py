"""Where a run draws the line between links, doubt and unrelated pairs. Pure functions on arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["accept_threshold", "doubtful"]


def accept_threshold(probability: NDArray[np.float32], lowest: float, highest: float) -> float:
    """Return the probability from which a pair should count as a link in this run.

    With calibrated probabilities the expected F1 is largest when pairs are taken from half of that largest value on, so
    documents that speak plainly get a strict line and documents that share few words a lenient one.

    Args:
        probability: calibrated, shape ``(n_goals, n_items)``.
        lowest: lower bound of the result.
        highest: upper bound.
    """
    falling = np.sort(probability, axis=None)[::-1].astype(np.float64)
    expected = 2 * np.cumsum(falling) / (np.arange(1, len(falling) + 1) + falling.sum())
    return float(np.clip(expected.max() / 2, lowest, highest))


def doubtful(probability: NDArray[np.float32], accept: float, reject: float) -> NDArray[np.bool_]:
    """Return which pairs cannot be told, shape ``(n_goals, n_items)``.

    A pair in the band counts when it is the item's best, or close to being accepted; an item's weaker rivals say nothing.
    """
    band = (probability >= reject) & (probability < accept)
    best = probability >= probability.max(axis=0, keepdims=True)
    return np.asarray(band & (best | (probability >= (accept + reject) / 2)))
