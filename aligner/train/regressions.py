"""Logistic regressions over patterns of sentences and over standardised features, in the stored form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from aligner.extract.classifier import LinearClassifier
from aligner.extract.grams import GramModel, scale

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["fit_grams", "fit_standardised", "fit_weighted"]

SEED = 7
_FEWEST = 3
"""A pattern must stand in so many training sentences."""


def fit_grams(told: Sequence[Sequence[str]], truth: Sequence[str], weights: Sequence[float], strength: float) -> GramModel:
    """Fit a regression over the patterns of sentences.

    Args:
        told: the patterns of every sentence, sorted, each once.
        truth: one label per sentence, at least two different ones.
        weights: how much each sentence counts.
        strength: inverse of the ridge.
    """
    from scipy import sparse  # noqa: PLC0415 - training only
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - training only

    counts = Counter(gram for listed in told for gram in listed)
    known = {gram: row for row, gram in enumerate(sorted(gram for gram, count in counts.items() if count >= _FEWEST))}
    kept = [[known[gram] for gram in listed if gram in known] for listed in told]
    values = [scale(len(listed)) for listed in kept for _ in listed]
    starts = np.cumsum([0, *(len(listed) for listed in kept)])
    matrix = sparse.csr_matrix((values, [row for listed in kept for row in listed], starts), shape=(len(told), len(known)))
    model = LogisticRegression(C=strength, max_iter=500, random_state=SEED).fit(matrix, list(truth), sample_weight=np.asarray(weights))
    return GramModel(_stored(model.coef_, model.intercept_, [str(name) for name in model.classes_]), known)


def fit_weighted(
    places: Sequence[Sequence[int]],
    values: Sequence[Sequence[float]],
    width: int,
    truth: Sequence[str],
    weights: Sequence[float],
    strength: float,
) -> LinearClassifier:
    """Fit a softmax regression over marks that weigh differently.

    Args:
        places: of every document, the columns of its marks, each once.
        values: of every document, how much each of them weighs.
        width: number of columns.
        truth: one label per document, at least three different ones.
        weights: how much each document counts.
        strength: inverse of the ridge.
    """
    from scipy import sparse  # noqa: PLC0415 - training only
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - training only

    starts = np.cumsum([0, *(len(listed) for listed in places)])
    flat = [value for listed in values for value in listed], [place for listed in places for place in listed]
    matrix = sparse.csr_matrix((*flat, starts), shape=(len(places), width))
    model = LogisticRegression(C=strength, max_iter=500, random_state=SEED).fit(matrix, list(truth), sample_weight=np.asarray(weights))
    return _stored(model.coef_, model.intercept_, [str(name) for name in model.classes_])


def fit_standardised(features: NDArray[np.float32], truth: NDArray[np.bool_], labels: tuple[str, str], strength: float) -> LinearClassifier:
    """Fit a regression over standardised features and fold the standardisation into its weights.

    Args:
        features: shape ``(n, d)``.
        truth: shape ``(n,)``.
        labels: what True and False are called.
        strength: inverse of the ridge.
    """
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - training only

    middle, spread = features.mean(axis=0), features.std(axis=0) + 0.1
    model = LogisticRegression(C=strength, max_iter=3000, random_state=SEED).fit((features - middle) / spread, truth)
    weights = model.coef_[0] / spread
    return _stored(weights[None, :], np.array([float(model.intercept_[0] - weights @ middle)]), [labels[1], labels[0]])


def _stored(coefficients: NDArray[np.float64], intercepts: NDArray[np.float64], names: Sequence[str]) -> LinearClassifier:
    """Return weights with a column for each label; of two classes, log odds are split between them."""
    if len(coefficients) == 1:
        coefficients = np.vstack([-coefficients, coefficients]) / 2
        intercepts = np.array([-intercepts[0], intercepts[0]]) / 2
    return LinearClassifier(tuple(names), coefficients.T.astype(np.float32), intercepts.astype(np.float32), {})
