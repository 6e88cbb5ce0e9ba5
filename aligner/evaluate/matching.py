"""How good a matcher ranks and decides, on runs with known links. Pure functions on arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aligner.evaluate.scores import Count

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Calibration", "Trial", "average_precision", "best_f1", "calibration", "decided"]

_BINS = 10


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """One matcher on one organisation.

    Attributes:
        scores: shape ``(n_goals, n_items)``; higher is closer.
        truth: which pairs are labelled links, same shape.
        accept: score from which the matcher itself takes a pair; None when it takes none by itself.
        lost: of every goal, how many labelled links have an item that is not among the columns, shape ``(n_goals,)``.
        absent: labelled links of goals that are not among the rows.
    """

    scores: NDArray[np.float32]
    truth: NDArray[np.bool_]
    accept: float | None
    lost: NDArray[np.int64]
    absent: int = 0

    @property
    def wanted(self) -> int:
        """Labelled links, those that cannot be found included."""
        return int(self.truth.sum() + self.lost.sum()) + self.absent


def decided(trial: Trial) -> Count:
    """Return hits among the pairs that the matcher takes and the labelled links.

    Raises:
        ValueError: the matcher decides nothing by itself.
    """
    if trial.accept is None:
        message = "this matcher ranks pairs and decides nothing"
        raise ValueError(message)
    chosen = trial.scores >= trial.accept
    return Count(int((chosen & trial.truth).sum()), int(chosen.sum()), trial.wanted)


def best_f1(trial: Trial) -> float:
    """Return F1 in [0, 1] at the threshold that suits this organisation best, which no program can know beforehand."""
    order = np.argsort(-trial.scores.ravel(), kind="stable")
    hits = np.cumsum(trial.truth.ravel()[order])
    if trial.wanted == 0:
        return 1.0
    return float((2 * hits / (np.arange(1, len(hits) + 1) + trial.wanted)).max()) if len(hits) else 0.0


def average_precision(trial: Trial) -> float | None:
    """Return the mean over goals with links of their average precision, in [0, 1]; None when no goal has any.

    Links to items that were not extracted count as never retrieved. Manning, Raghavan and Schuetze, Introduction to Information
    Retrieval (2008), section 8.4.
    """
    values = []
    for scores, truth, lost in zip(trial.scores, trial.truth, trial.lost, strict=True):
        if truth.any() or lost:
            hits = truth[np.argsort(-scores, kind="stable")]
            gained = (np.cumsum(hits) / np.arange(1, len(hits) + 1))[hits].sum()
            values.append(float(gained) / int(truth.sum() + lost))
    return float(np.mean(values)) if values else None


@dataclass(frozen=True, slots=True)
class Calibration:
    """Do the stated probabilities come true?

    Attributes:
        brier: mean squared distance between probability and outcome (Brier 1950).
        error: expected calibration error: mean distance between stated and observed rate over bins, weighted by size (Naeini et al. 2015).
        bins: for every bin that holds pairs: mean stated probability, observed rate, number of pairs.
    """

    brier: float
    error: float
    bins: tuple[tuple[float, float, int], ...]


def calibration(probability: NDArray[np.float32], truth: NDArray[np.bool_]) -> Calibration:
    """Return the calibration of probabilities in [0, 1]; both arrays are flat and of one length, at least one."""
    place = np.minimum((probability * _BINS).astype(int), _BINS - 1)
    bins = tuple(
        (float(probability[place == one].mean()), float(truth[place == one].mean()), int((place == one).sum())) for one in np.unique(place)
    )
    error = sum(abs(stated - seen) * count for stated, seen, count in bins) / len(probability)
    return Calibration(float(np.square(probability - truth).mean()), float(error), bins)
