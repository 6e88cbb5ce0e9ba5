"""Fits the scorers on measured runs, calibrates them on held-out organisations, chooses thresholds, and reports figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from aligner.link.features import feature_names
from aligner.link.measure import DENSE, LEXICAL, MEANING, PIECES, PROJECTED
from aligner.link.score import Scorer
from aligner.train.link_figures import Line, Outcome, figures

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aligner.train.link_data import Run

    Array = NDArray[np.float32]

__all__ = ["Fitted", "Measurement", "fit_scorers"]

LOWEST_ACCEPT = 0.25
HIGHEST_ACCEPT = 0.5
# Low enough that fewer than one aligned item in twenty falls below the band, on held-out pairs and in documents.
REJECT_SHARE = 0.28
# Direct and indirect support look alike to a scorer of texts (area under the curve .51), so only the sure links are called direct.
DIRECT = 0.4
_RIDGE = 1e-3
# The pairs share fewer words than documents do, since that is what they were written for: left alone, the fit gives shared words
# next to no weight. These least weights were chosen on the labelled organisations of the split "dev".
_LEAST = {"words.value": 0.1, "words.corrected": 0.15}
_DIGITS = 5


@dataclass(frozen=True, slots=True, eq=False)
class Measurement:
    """One run with its features ``(n_goals, n_items, n_features)``, the part it belongs to, and whether it is a whole organisation."""

    part: int
    whole: bool
    run: Run
    features: Array


@dataclass(frozen=True, slots=True)
class Fitted:
    """The scorer for the shipped encoder, the one for all others, and held-out figures of both and of plain baselines."""

    tuned: Scorer
    general: Scorer
    figures: dict[str, dict[str, float]]


def fit_scorers(tuned: Sequence[Measurement], general: Sequence[Measurement]) -> Fitted:
    """Fit both scorers; see the recipe for how the measurements keep the figures honest.

    Args:
        tuned: measured with an encoder and a projection that had not seen these organisations.
        general: measured with an encoder that was not tuned; its projected columns are not used.
    """
    own, own_outcomes = _fit(tuned, feature_names((PROJECTED, PIECES), LEXICAL))
    other, other_outcomes = _fit(general, feature_names((MEANING, PIECES), LEXICAL))
    found = {"tuned": figures(own_outcomes, _line(own)), "general": figures(other_outcomes, _line(other))}
    for label, measured in (("tuned", tuned), ("original", general)):
        found |= {f"{label} encoder, {name}": value for name, value in _baselines(measured).items()}
    return Fitted(own, other, found)


def _baselines(measured: Sequence[Measurement]) -> dict[str, dict[str, float]]:
    """Return ranking figures of single columns."""
    names = feature_names(DENSE, LEXICAL)
    columns = {
        "cosine": "meaning.value",
        "cosine corrected": "meaning.corrected",
        "projected corrected": "projected.corrected",
        "word pieces corrected": "pieces.corrected",
    }
    found = {
        label: figures([Outcome(one.whole, one.features[..., names.index(column)], one.run.truth) for one in measured], None)
        for label, column in columns.items()
    }
    mixed = [names.index("meaning.corrected"), names.index("words.corrected")]
    weights = np.array([1, 0.3], np.float32)
    found["cosine and words corrected"] = figures(
        [Outcome(one.whole, one.features[..., mixed] @ weights, one.run.truth) for one in measured], None
    )
    return found


def _line(scorer: Scorer) -> Line:
    return Line(scorer.lowest_accept, scorer.highest_accept, scorer.reject_share)


def _fit(measured: Sequence[Measurement], names: tuple[str, ...]) -> tuple[Scorer, list[Outcome]]:
    every = feature_names(DENSE, LEXICAL)
    columns = [every.index(name) for name in names]
    held: list[tuple[Measurement, Array]] = []
    for part in sorted({one.part for one in measured}):
        scorer = _train([one for one in measured if one.part != part], columns, names)
        held += [(one, scorer.probability(one.features[..., columns])) for one in measured if one.part == part]
    odds = _log_odds(np.concatenate([scores.ravel() for _, scores in held]))
    slope, intercept = _calibrate(odds, np.concatenate([one.run.truth.ravel() > 0 for one, _ in held]))
    outcomes = [Outcome(one.whole, _sigmoid(slope * _log_odds(scores) + intercept), one.run.truth) for one, scores in held]
    scorer = _train(measured, columns, names)
    return replace(scorer, weight=_round(slope * scorer.weight), bias=round(slope * scorer.bias + intercept, _DIGITS)), outcomes


def _train(measured: Sequence[Measurement], columns: list[int], names: tuple[str, ...]) -> Scorer:
    """Fit by maximum likelihood with a small ridge; weights of likeness stay above zero, those of the run's size are free."""
    x = np.concatenate([one.features[..., columns].reshape(-1, len(columns)) for one in measured])
    y = np.concatenate([one.run.truth.ravel() > 0 for one in measured]).astype(np.float32)
    mean, scale = _round(x.mean(axis=0)), _round(np.maximum(x.std(axis=0), np.float32(1e-3)))
    z = np.asarray((x - mean) / scale, np.float32)

    def loss(parameters: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        odds = z @ parameters[:-1].astype(np.float32) + np.float32(parameters[-1])
        value = float(np.mean(np.logaddexp(0, odds) - y * odds, dtype=np.float64)) + _RIDGE * float(np.square(parameters[:-1]).sum())
        error = (_sigmoid(odds) - y) / np.float32(len(y))
        return value, np.append(z.T @ error + 2 * _RIDGE * parameters[:-1], error.sum(dtype=np.float64))

    bounds = [(None if name.startswith("log_") else _LEAST.get(name, 0.0), None) for name in names]
    start = np.append(np.zeros(len(names)), -3.0)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[*bounds, (None, None)], options={"maxiter": 200}).x
    return Scorer(
        names, mean, scale, _round(found[:-1]), round(float(found[-1]), _DIGITS), LOWEST_ACCEPT, HIGHEST_ACCEPT, REJECT_SHARE, DIRECT
    )


def _calibrate(odds: Array, truth: NDArray[np.bool_]) -> tuple[float, float]:
    """Return slope and intercept of Platt scaling on held-out log-odds."""
    model = LogisticRegression(C=1e6).fit(odds[:, None], truth)
    return round(float(model.coef_[0, 0]), _DIGITS), round(float(model.intercept_[0]), _DIGITS)


def _log_odds(probability: Array) -> Array:
    clipped = np.clip(probability, 1e-7, 1 - 1e-7).astype(np.float64)
    return np.asarray(np.log(clipped / (1 - clipped)), np.float32)


def _sigmoid(odds: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -30, 30))), np.float32)


def _round(values: NDArray[np.floating]) -> Array:
    return np.round(values.astype(np.float64), _DIGITS).astype(np.float32)
