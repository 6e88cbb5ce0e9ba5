"""Findings over time: what became of goals and work from one period to the next."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from aligner.domain.gaps import Severity
from aligner.domain.report import Report
from aligner.domain.text import Locator

__all__ = ["Edition", "Told", "Trend", "TrendKind"]

_QUARTERS = (("01-01", "03-31"), ("04-01", "06-30"), ("07-01", "09-30"), ("10-01", "12-31"))


class TrendKind(StrEnum):
    """The published names of all findings over time."""

    GOAL_VANISHED = "goal-vanished"
    GOAL_WEAKENED = "goal-weakened"
    GOAL_SLIPPED = "goal-slipped"
    CARRIED_OVER = "carried-over"
    OUTLIVES_GOAL = "work-outlives-goal"


@dataclass(frozen=True, slots=True)
class Edition:
    """What an organisation said in one period: ISO days, both inclusive, and the comparison of its documents."""

    start: str
    end: str
    report: Report

    @property
    def label(self) -> str:
        """The period in words: ``2027 Q2`` for a calendar quarter, ``2027`` or ``2027–2030`` for years, else the days; empty for none."""
        first, last = self.start[5:], self.end[5:]
        if self.start[:4] == self.end[:4] and (first, last) in _QUARTERS:
            return f"{self.start[:4]} Q{_QUARTERS.index((first, last)) + 1}"
        if (first, last) == (_QUARTERS[0][0], _QUARTERS[-1][1]):
            return self.start[:4] if self.start[:4] == self.end[:4] else f"{self.start[:4]}–{self.end[:4]}"
        return self.start if self.start == self.end else f"{self.start} to {self.end}"


@dataclass(frozen=True, slots=True)
class Told:
    """What one period says: its label, a verbatim quote (a goal, a title of work, a date), and where it stands."""

    period: str
    quote: str
    locator: Locator | None


@dataclass(frozen=True, slots=True)
class Trend:
    """One finding over time.

    Attributes:
        id: kind initials and eight hexadecimal digits over what it is about.
        about: verbatim text of the goal or work, as last written.
        periods: labels of the first and the last period that it rests on.
        message: one sentence that addresses the documents, never a person.
        question: one that both sides can answer.
        evidence: quotes in the order of time.
    """

    id: str
    kind: TrendKind
    severity: Severity
    about: str
    periods: tuple[str, str]
    message: str
    question: str
    evidence: tuple[Told, ...] = ()
