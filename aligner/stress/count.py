"""How many faults were planted, noticed and asked about."""

from __future__ import annotations

from dataclasses import dataclass

from aligner.domain.gaps import Severity
from aligner.stress.faults import FaultKind, Outcome, Trial

__all__ = ["Score", "scores", "whole"]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of faults: planted, noticed (``caught``), and noticed as a question only (``asked``)."""

    planted: int
    caught: int
    asked: int

    @property
    def missed(self) -> int:
        """Planted and not noticed."""
        return self.planted - self.caught


def scores(trial: Trial) -> list[tuple[FaultKind, Score]]:
    """Return the counts of every kind, those without faults included."""
    return [(kind, _score([outcome for outcome in trial.outcomes if outcome.fault.kind is kind])) for kind in FaultKind]


def whole(trial: Trial) -> Score:
    """Return the counts of all kinds together."""
    return _score(list(trial.outcomes))


def _score(outcomes: list[Outcome]) -> Score:
    found = [outcome.found for outcome in outcomes if outcome.found is not None]
    return Score(len(outcomes), len(found), sum(one.severity is Severity.QUESTION for one in found))
