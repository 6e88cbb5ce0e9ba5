"""How much an item's neighbours count: ``aligner train neighbours``.

A logistic model over the odds of every pair by itself and what neighbours say about it, fitted on the labelled organisations of the
split "dev" as the program reads them, with a ridge on the neighbours' weights. Figures hold out one organisation at a time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize

from aligner.domain.goals import Item
from aligner.errors import ModelError
from aligner.evaluate.matching import Trial, average_precision, best_f1, decided
from aligner.link.calibrate import accept_threshold
from aligner.link.neighbours import FEATURES, NeighbourModel, neighbour_features

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

__all__ = ["Labelled", "fit", "train"]

# Of the fitted weights: documents in life have less order than those that were labelled.
_SHARE = 0.7
_RIDGE = 1e-3
_DIGITS = 4
_FEWEST = 2
_CARD = (
    "Corrects the odds that work serves a goal by what the rows above and below, the section and other work of the same owner say. "
    "Fitted on invented organisations whose plans are in the order in which offices keep them; a plan in random order gains nothing."
)


@dataclass(frozen=True, slots=True, eq=False)
class Labelled:
    """One organisation as the program reads it.

    Attributes:
        name: the organisation.
        odds: log-odds of every pair by itself, shape ``(n_goals, n_items)``.
        items: the columns.
        truth: links among the pairs, same shape. lost: links of each goal whose item was not found. absent: links whose goal was not.
        bounds: of the acceptance threshold.
    """

    name: str
    odds: Array
    items: Sequence[Item]
    truth: NDArray[np.bool_]
    lost: NDArray[np.int64]
    absent: int
    bounds: tuple[float, float]


def train(labelled: Sequence[Labelled], out: Path) -> dict[str, object]:
    """Fit on all organisations, write the model folder, and return figures of models that had not seen the organisation.

    Raises:
        ModelError: fewer than two organisations were given.
    """
    if len(labelled) < _FEWEST:
        message = f"expected at least {_FEWEST} labelled organisations of the split dev, found {len(labelled)}"
        raise ModelError(message)
    held = [fit([other for other in labelled if other is not one]) for one in labelled]
    before = [_trial(one, one.odds) for one in labelled]
    after = [_trial(one, model.apply(one.odds, one.items)) for model, one in zip(held, labelled, strict=True)]
    figures: dict[str, object] = {"alone": _figures(before), "with neighbours": _figures(after)}
    about = {
        "name": "neighbours",
        "card": _CARD,
        "licence": "Apache-2.0",
        "organisations": [one.name for one in labelled],
        "data_sha256": _data_hash(labelled),
        "held out by organisation": figures,
        "recipe": "aligner train neighbours --corpus corpora --out models",
    }
    fit(labelled).save(out, about)
    return figures


def _data_hash(labelled: Sequence[Labelled]) -> str:
    """Return the sha256 of what was learnt from: names, work and links."""
    data = hashlib.sha256()
    for one in labelled:
        data.update("\n".join([one.name, *(item.text for item in one.items)]).encode())
        data.update(one.truth.tobytes())
    return data.hexdigest()


def fit(labelled: Sequence[Labelled]) -> NeighbourModel:
    """Fit by maximum likelihood over all pairs, with a small ridge.

    Slope and bias of the odds are fitted along and dropped, weights taken relative to the slope: how likely links are as such is the
    scorer's business.
    """
    width = len(FEATURES)
    x = np.concatenate([neighbour_features(one.odds, one.items).reshape(-1, width) for one in labelled]).astype(np.float64)
    alone = np.concatenate([one.odds.ravel() for one in labelled]).astype(np.float64)
    y = np.concatenate([one.truth.ravel() for one in labelled]).astype(np.float64)

    def loss(parameters: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights, slope, bias = parameters[:width], parameters[width], parameters[width + 1]
        odds = x @ weights + slope * alone + bias
        error = (1 / (1 + np.exp(-np.clip(odds, -30, 30))) - y) / len(y)
        value = float(np.mean(np.logaddexp(0, odds) - y * odds)) + _RIDGE * float(weights @ weights)
        return value, np.concatenate([x.T @ error + 2 * _RIDGE * weights, [alone @ error, error.sum()]])

    start = np.append(np.zeros(width), [1.0, 0.0])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return NeighbourModel(tuple(round(float(_SHARE * weight / found[width]), _DIGITS) for weight in found[:width]))


def _trial(one: Labelled, odds: Array) -> Trial:
    scores = np.asarray(1 / (1 + np.exp(-odds)), np.float32)
    return Trial(scores, one.truth, accept_threshold(scores, *one.bounds), one.lost, one.absent)


def _figures(trials: Sequence[Trial]) -> dict[str, float]:
    counts = [decided(one) for one in trials]
    hits, found, wanted = (sum(getattr(one, name) for one in counts) for name in ("hits", "found", "wanted"))
    means = {
        "mean average precision": np.mean([average_precision(one) for one in trials]),
        "mean best F1": np.mean([best_f1(one) for one in trials]),
        "precision": hits / max(1, found),
        "recall": hits / max(1, wanted),
        "F1": 2 * hits / max(1, found + wanted),
    }
    return {name: round(float(value), 3) for name, value in means.items()}
