"""Trains the two residual maps that bring goals and the work that serves them closer, on frozen vectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aligner.link.model import Projection
from aligner.link.score import Layer

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

__all__ = ["Sample", "train_projection"]

_HIDDEN = 384
_EPOCHS = 28
_BATCH = 8
_RATE = 1e-3
_DECAY = 1e-2
_DROPOUT = 0.3
_TEMPERATURE = 0.1
# Pulls every vector back to where the frozen encoder put it: without it, texts of other kinds lose.
_STAY = 2.0


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """One organisation: ``goals`` of shape ``(variants, n_goals, d)``, ``items`` ``(n_items, d)``, ``truth`` ``(n_goals, n_items)``."""

    goals: Array
    items: Array
    truth: NDArray[np.bool_]


class _Side:
    """One residual map with its gradients and AdamW state."""

    def __init__(self, size: int, rng: np.random.Generator) -> None:
        bound = np.sqrt(1 / size)
        self.values = [
            rng.uniform(-bound, bound, (size, _HIDDEN)).astype(np.float32),
            rng.uniform(-bound, bound, _HIDDEN).astype(np.float32),
            np.zeros((_HIDDEN, size), np.float32),
            np.zeros(size, np.float32),
        ]
        self.first = [np.zeros_like(value) for value in self.values]
        self.second = [np.zeros_like(value) for value in self.values]

    def forward(self, x: Array, rng: np.random.Generator) -> Array:
        """Return unit rows, with dropout on input and hidden layer."""
        keep = np.float32(1 / (1 - _DROPOUT))
        self.x = x
        self.dropped = x * (rng.random(x.shape, np.float32) >= _DROPOUT) * keep
        self.hidden = np.tanh(self.dropped @ self.values[0] + self.values[1])
        self.mask = (rng.random(self.hidden.shape, np.float32) >= _DROPOUT) * keep
        moved = x + (self.hidden * self.mask) @ self.values[2] + self.values[3]
        self.norm = np.linalg.norm(moved, axis=1, keepdims=True)
        self.z = moved / self.norm
        return np.asarray(self.z, np.float32)

    def backward(self, dz: Array, rate: float, step: int) -> None:
        """Update from the gradient of the loss with respect to the unit rows."""
        dz = dz - 2 * _STAY / len(self.x) * self.x
        moved = (dz - self.z * (self.z * dz).sum(axis=1, keepdims=True)) / self.norm
        hidden = (moved @ self.values[2].T) * self.mask * (1 - self.hidden**2)
        gradients = [self.dropped.T @ hidden, hidden.sum(axis=0), (self.hidden * self.mask).T @ moved, moved.sum(axis=0)]
        for place, gradient in enumerate(gradients):
            self.first[place] = 0.9 * self.first[place] + 0.1 * gradient
            self.second[place] = 0.999 * self.second[place] + 0.001 * gradient**2
            mean = self.first[place] / (1 - 0.9**step)
            spread = np.sqrt(self.second[place] / (1 - 0.999**step)) + 1e-8
            self.values[place] = np.asarray(self.values[place] * (1 - rate * _DECAY) - rate * mean / spread, np.float32)

    def layers(self) -> tuple[Layer, Layer]:
        """Return the trained maps."""
        return Layer(self.values[0], self.values[1]), Layer(self.values[2], self.values[3])


def train_projection(samples: Sequence[Sample], seed: int) -> Projection:
    """Train on whole organisations: every goal against the work of its own and seven other organisations, and the reverse."""
    rng = np.random.default_rng(seed)
    size = samples[0].items.shape[1]
    goals, items = _Side(size, rng), _Side(size, rng)
    per_epoch = max(1, len(samples) // _BATCH)
    for epoch in range(_EPOCHS):
        order = rng.permutation(len(samples))
        for batch in range(per_epoch):
            step = epoch * per_epoch + batch + 1
            rate = _RATE * _schedule(step / (_EPOCHS * per_epoch))
            chosen = [samples[place] for place in order[batch * _BATCH : (batch + 1) * _BATCH]]
            left = goals.forward(np.concatenate([_variant(sample, rng) for sample in chosen]), rng)
            right = items.forward(np.concatenate([sample.items for sample in chosen]), rng)
            raw = _loss_gradient(left @ right.T / np.float32(_TEMPERATURE), _blocks(chosen))
            gradient = np.asarray(raw / np.float32(_TEMPERATURE), np.float32)
            goals.backward(gradient @ right, rate, step)
            items.backward(gradient.T @ left, rate, step)
    return Projection(goals.layers(), items.layers())


def _schedule(done: float) -> float:
    """Rise over the first third, then fall to zero along half a cosine."""
    rise = 0.3
    return done / rise if done < rise else float(0.5 * (1 + np.cos(np.pi * (done - rise) / (1 - rise))))


def _variant(sample: Sample, rng: np.random.Generator) -> Array:
    """Return one of the wordings of each goal."""
    count = sample.goals.shape[1]
    return np.asarray(sample.goals[rng.integers(0, sample.goals.shape[0], count), np.arange(count)], np.float32)


def _blocks(samples: Sequence[Sample]) -> NDArray[np.bool_]:
    truth = np.zeros((sum(sample.truth.shape[0] for sample in samples), sum(sample.truth.shape[1] for sample in samples)), np.bool_)
    row = column = 0
    for sample in samples:
        truth[row : row + sample.truth.shape[0], column : column + sample.truth.shape[1]] = sample.truth
        row += sample.truth.shape[0]
        column += sample.truth.shape[1]
    return truth


def _loss_gradient(logits: Array, truth: NDArray[np.bool_]) -> Array:
    """Return the gradient of the mean of -log softmax(positive against all negatives of its row, and of its column)."""
    total = np.zeros_like(logits)
    for axis in (1, 0):
        others = np.where(truth, -np.inf, logits)
        peak = others.max(axis=axis, keepdims=True)
        weights = np.exp(others - peak)
        mass = weights.sum(axis=axis, keepdims=True)
        rest = peak + np.log(mass)
        pull = np.where(truth, 1 / (1 + np.exp(np.clip(logits - rest, -30, 30))), 0) / truth.sum()
        total += pull.sum(axis=axis, keepdims=True) * weights / mass - pull
    return np.asarray(total, np.float32)
