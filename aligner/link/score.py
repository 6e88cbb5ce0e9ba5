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

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Layer:
        """Build from lists of numbers."""
        return cls(np.array(raw["weight"], np.float32), np.array(raw["bias"], np.float32))


@dataclass(frozen=True, slots=True, eq=False)
class Scorer:
    """A small network over standardised features with a calibrated output.

    Attributes:
        features: names of the columns, in order.
        mean: subtracted from each column. scale: then divided by.
        layers: tanh between them; the last has one output, the log-odds before calibration.
        slope: multiplies the log-odds. intercept: added to them.
        accept: probability from which a pair is a link. reject: probability below which a pair is unrelated.
        direct: probability from which a link is called direct.
    """

    features: tuple[str, ...]
    mean: Array
    scale: Array
    layers: tuple[Layer, ...]
    slope: float
    intercept: float
    accept: float
    reject: float
    direct: float

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Scorer:
        """Build from the JSON that the training recipe writes."""
        return cls(
            features=tuple(raw["features"]),
            mean=np.array(raw["mean"], np.float32),
            scale=np.array(raw["scale"], np.float32),
            layers=tuple(Layer.from_json(layer) for layer in raw["layers"]),
            **{name: float(raw[name]) for name in ("slope", "intercept", "accept", "reject", "direct")},
        )

    def log_odds(self, features: Array) -> Array:
        """Return uncalibrated log-odds of shape ``(...)`` for features of shape ``(..., n_features)``."""
        x = np.asarray((features - self.mean) / self.scale, np.float32)
        for layer in self.layers[:-1]:
            x = np.tanh(layer(x))
        return self.layers[-1](x)[..., 0]

    def probability(self, features: Array) -> Array:
        """Return calibrated probabilities in [0, 1] of shape ``(...)``."""
        odds = np.clip(self.slope * self.log_odds(features) + self.intercept, -30, 30)
        return np.asarray(1 / (1 + np.exp(-odds)), np.float32)


def project(vectors: Array, layers: Sequence[Layer]) -> Array:
    """Return unit rows moved to where goals and the work that serves them lie closer: residual of one hidden layer.

    Args:
        vectors: unit rows of shape ``(n, d)``.
        layers: two maps, ``d`` to hidden and hidden to ``d``.
    """
    hidden = np.tanh(layers[0](vectors))
    moved = vectors + layers[1](hidden)
    return np.asarray(moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9), np.float32)
