"""From features to calibrated probabilities. Pure functions on arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

__all__ = ["Layer", "Scorer", "project"]


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """An affine map: ``weight`` of shape ``(inputs, outputs)``, ``bias`` of shape ``(outputs,)``."""

    weight: Array
    bias: Array

    def __call__(self, x: Array) -> Array:
        """Map rows of shape ``(..., inputs)``."""
        return np.asarray(x @ self.weight + self.bias, np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Scorer:
    """A logistic model over standardised features, calibrated on organisations it has not seen.

    No measure of likeness has a negative weight: the training pairs are short and full of traps that share words with a goal,
    and a scorer free to distrust shared words would do so in documents that mean them.

    Attributes:
        features: names of the columns, in order.
        mean: subtracted from each column. scale: then divided by. weight: shape ``(n_features,)``. bias: added to the sum.
        lowest_accept: bound of a run's acceptance threshold. highest_accept: likewise.
        reject_share: the rejection threshold as a share of the acceptance threshold.
        direct: probability from which a link is called direct.
    """

    features: tuple[str, ...]
    mean: Array
    scale: Array
    weight: Array
    bias: float
    lowest_accept: float
    highest_accept: float
    reject_share: float
    direct: float

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Scorer:
        """Build from the JSON that the training recipe writes."""
        numbers = ("bias", "lowest_accept", "highest_accept", "reject_share", "direct")
        return cls(
            features=tuple(raw["features"]),
            mean=np.array(raw["mean"], np.float32),
            scale=np.array(raw["scale"], np.float32),
            weight=np.array(raw["weight"], np.float32),
            **{name: float(raw[name]) for name in numbers},
        )

    def probability(self, features: Array) -> Array:
        """Return calibrated probabilities in [0, 1] of shape ``(...)`` for features of shape ``(..., n_features)``."""
        odds = ((features - self.mean) / self.scale) @ self.weight + self.bias
        return np.asarray(1 / (1 + np.exp(-np.clip(odds, -30, 30))), np.float32)


def project(vectors: Array, layers: Sequence[Layer]) -> Array:
    """Return unit rows moved to where goals and the work that serves them lie closer: residual of one hidden layer.

    Args:
        vectors: unit rows of shape ``(n, d)``.
        layers: two maps, ``d`` to hidden and hidden to ``d``.
    """
    hidden = np.tanh(layers[0](vectors))
    moved = vectors + layers[1](hidden)
    return np.asarray(moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9), np.float32)
