"""Fits the scorers on measured runs, calibrates them on held-out organisations, chooses thresholds, and reports figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier

from aligner.link.features import feature_names
from aligner.link.measure import DENSE, LEXICAL
from aligner.link.score import Layer, Scorer
from aligner.train.link_figures import Outcome, best_accept, best_reject, figures

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aligner.train.link_data import Run

    Array = NDArray[np.float32]

__all__ = ["Fitted", "Measurement", "fit_scorers"]

_HIDDEN = 24
_SEED = 7
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


def fit_scorers(measured: Sequence[Measurement]) -> Fitted:
    """Fit both scorers; see the recipe for how the parts keep the figures honest."""
    names = feature_names(DENSE, LEXICAL)
    tuned, tuned_outcomes = _fit(measured, names)
    general, general_outcomes = _fit(measured, feature_names(DENSE[:1], LEXICAL))
    found = {
        "tuned": figures(tuned_outcomes, tuned.accept, tuned.reject),
        "general": figures(general_outcomes, general.accept, general.reject),
    }
    for label, column in (
        ("cosine", "meaning.value"),
        ("cosine corrected", "meaning.corrected"),
        ("projected corrected", "projected.corrected"),
    ):
        found[label] = figures([Outcome(one.whole, one.features[..., names.index(column)], one.run.truth) for one in measured], None, None)
    mixed = [names.index("meaning.corrected"), names.index("words.corrected")]
    found["cosine and words corrected"] = figures(
        [Outcome(one.whole, one.features[..., mixed] @ np.array([1, 0.3], np.float32), one.run.truth) for one in measured], None, None
    )
    return Fitted(tuned, general, found)


def _fit(measured: Sequence[Measurement], names: tuple[str, ...]) -> tuple[Scorer, list[Outcome]]:
    every = feature_names(DENSE, LEXICAL)
    columns = [every.index(name) for name in names]
    held: list[tuple[Measurement, Array]] = []
    for part in sorted({one.part for one in measured}):
        scorer = _train([one for one in measured if one.part != part], columns, names)
        held += [(one, scorer.log_odds(one.features[..., columns])) for one in measured if one.part == part]
    slope, intercept = _calibrate(
        np.concatenate([odds.ravel() for _, odds in held]), np.concatenate([one.run.truth.ravel() > 0 for one, _ in held])
    )
    outcomes = [Outcome(one.whole, _sigmoid(slope * odds + intercept), one.run.truth) for one, odds in held]
    accept = best_accept(outcomes)
    scorer = replace(
        _train(measured, columns, names),
        slope=slope,
        intercept=intercept,
        accept=accept,
        reject=best_reject(outcomes, accept),
        direct=accept,
    )
    return scorer, outcomes


def _train(measured: Sequence[Measurement], columns: list[int], names: tuple[str, ...]) -> Scorer:
    x = np.concatenate([one.features[..., columns].reshape(-1, len(columns)) for one in measured])
    y = np.concatenate([one.run.truth.ravel() > 0 for one in measured]).astype(np.int8)
    mean, scale = x.mean(axis=0), np.maximum(x.std(axis=0), np.float32(1e-6))
    network = MLPClassifier(
        (_HIDDEN,), activation="tanh", alpha=1e-2, batch_size=1024, max_iter=8, learning_rate_init=2e-3, random_state=_SEED, tol=0.0
    )
    _quietly_fit(network, (x - mean) / scale, y)
    layers = tuple(Layer(_round(weight), _round(bias)) for weight, bias in zip(network.coefs_, network.intercepts_, strict=True))
    return Scorer(names, _round(mean), _round(scale), layers, slope=1.0, intercept=0.0, accept=0.5, reject=0.5, direct=0.5)


def _quietly_fit(network: MLPClassifier, x: Array, y: NDArray[np.int8]) -> None:
    """Fit for a fixed number of passes; stopping before convergence is intended."""
    import warnings  # noqa: PLC0415 - used here only

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        network.fit(x, y)


def _calibrate(odds: Array, truth: NDArray[np.bool_]) -> tuple[float, float]:
    """Return slope and intercept of Platt scaling on held-out log-odds."""
    model = LogisticRegression(C=1e6).fit(odds[:, None], truth)
    return round(float(model.coef_[0, 0]), _DIGITS), round(float(model.intercept_[0]), _DIGITS)


def _sigmoid(odds: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -30, 30))), np.float32)


def _round(values: NDArray[np.floating]) -> Array:
    return np.round(values.astype(np.float64), _DIGITS).astype(np.float32)
