"""How good a linker is on runs with known links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aligner.link.calibrate import accept_threshold

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

__all__ = ["Line", "Outcome", "average_precision", "best_f1", "f1_at", "figures"]

_BINS = 20


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """Scores and truth of one run, both of shape ``(n_goals, n_items)``; ``whole`` marks a whole organisation, titles only."""

    whole: bool
    scores: Array
    truth: NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Line:
    """How a run draws its line: bounds of the acceptance threshold, and the rejection threshold as a share of it."""

    lowest: float
    highest: float
    share: float

    def accept(self, outcome: Outcome) -> float:
        """Return the run's acceptance threshold."""
        return accept_threshold(outcome.scores, self.lowest, self.highest)


def f1_at(outcome: Outcome, accept: float) -> float:
    """Return F1 of the pairs with at least this score; 1.0 when there is nothing to find and nothing found."""
    chosen, truth = outcome.scores >= accept, outcome.truth > 0
    total = int(chosen.sum()) + int(truth.sum())
    return 2 * int((chosen & truth).sum()) / total if total else 1.0


def best_f1(outcome: Outcome) -> float:
    """Return F1 at the threshold that suits this run best, which no program can know."""
    order = np.argsort(-outcome.scores.ravel(), kind="stable")
    hits = (outcome.truth.ravel() > 0)[order]
    return float((2 * np.cumsum(hits) / (np.arange(1, len(hits) + 1) + hits.sum())).max()) if hits.any() else 1.0


def average_precision(outcome: Outcome) -> float:
    """Return the mean over goals that have links of their average precision; nan when none has."""
    values = []
    for scores, truth in zip(outcome.scores, outcome.truth > 0, strict=True):
        if truth.any():
            hits = truth[np.argsort(-scores, kind="stable")]
            values.append(float((np.cumsum(hits) / np.arange(1, len(hits) + 1))[hits].mean()))
    return float(np.mean(values)) if values else float("nan")


def figures(outcomes: Sequence[Outcome], line: Line | None) -> dict[str, float]:
    """Return ranking figures and, with a line, those of the decision; means over runs unless they count pairs or items."""
    found: dict[str, float] = {}
    for label, runs in (("whole", [one for one in outcomes if one.whole]), ("sampled", [one for one in outcomes if not one.whole])):
        found[f"{label}: best F1"] = float(np.mean([best_f1(one) for one in runs]))
        found[f"{label}: average precision"] = float(np.nanmean([average_precision(one) for one in runs]))
        if line is not None:
            found |= {f"{label}: {name}": value for name, value in _decision(runs, line).items()}
    return {name: round(value, 4) for name, value in found.items()}


def _decision(runs: Sequence[Outcome], line: Line) -> dict[str, float]:
    scores = np.concatenate([one.scores.ravel() for one in runs])
    truth = np.concatenate([one.truth.ravel() > 0 for one in runs])
    chosen = np.concatenate([one.scores.ravel() >= line.accept(one) for one in runs])
    aligned = np.concatenate([(one.truth > 0).any(axis=0) for one in runs])
    accepted = np.concatenate([one.scores.max(axis=0) >= line.accept(one) for one in runs])
    dropped = np.concatenate([one.scores.max(axis=0) < line.share * line.accept(one) for one in runs])
    return {
        "F1": float(np.mean([f1_at(one, line.accept(one)) for one in runs])),
        "precision": float((chosen & truth).sum() / max(1, chosen.sum())),
        "recall": float((chosen & truth).sum() / max(1, truth.sum())),
        "Brier": float(np.square(scores - truth).mean()),
        "calibration error": _calibration_error(scores, truth),
        "false orphans": float(dropped[aligned].mean()),
        "aligned in doubt": float((~accepted & ~dropped)[aligned].mean()),
        "orphans found": float(dropped[~aligned].mean()),
        "orphans in doubt": float((~accepted & ~dropped)[~aligned].mean()),
    }


def _calibration_error(scores: Array, truth: NDArray[np.bool_]) -> float:
    """Return the mean distance between stated and observed rate over twenty bins, weighted by size."""
    bins = np.minimum((scores * _BINS).astype(int), _BINS - 1)
    return float(sum(abs(scores[bins == place].mean() - truth[bins == place].mean()) * (bins == place).mean() for place in np.unique(bins)))
