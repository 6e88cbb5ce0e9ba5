"""What a scanned archive tells as a whole: organisations by periods, the worst gaps, findings over time, and what could not be read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from aligner.domain.gaps import Gap
from aligner.domain.report import Summary
from aligner.domain.trends import Trend

__all__ = ["Cell", "Failure", "Found", "OrganisationTrend", "Portfolio"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One organisation in one period.

    Attributes:
        organisation: as written, with the unit where the strategy names one.
        period: label; "undated" where no document tells.
        start: first day, ISO 8601; empty when undated.
        strategy, execution: paths of the documents compared.
        high, medium, low, questions: findings that nobody accepted, by severity.
    """

    organisation: str
    period: str
    start: str
    strategy: tuple[str, ...]
    execution: tuple[str, ...]
    summary: Summary
    high: int
    medium: int
    low: int
    questions: int


@dataclass(frozen=True, slots=True)
class Found:
    """One finding with whose it is, for when, the goal's words (empty for none) and those of the work."""

    organisation: str
    period: str
    gap: Gap
    goal: str
    work: str


@dataclass(frozen=True, slots=True)
class OrganisationTrend:
    """A finding over time with whose it is."""

    organisation: str
    trend: Trend


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that was not read or compared: its path, the stage, what sort of failure, and the reason as a clause."""

    path: str
    stage: str
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Everything that the portfolio page shows.

    Attributes:
        archive: the location that was scanned; may be empty.
        program: name and version, and the model, in words.
        files: how many files came to which end, by state.
        kinds: how many documents of which kind.
        cells: by organisation, then start.
        found: findings that nobody accepted, the gravest first; they may be kept on disk and are gone through one by one.
        trends: findings over time, likewise.
        unpaired: paths of strategies without an execution document.
    """

    archive: str
    program: str
    files: tuple[tuple[str, int], ...]
    kinds: tuple[tuple[str, int], ...]
    cells: tuple[Cell, ...]
    found: Collection[Found]
    trends: Collection[OrganisationTrend]
    failures: tuple[Failure, ...]
    unpaired: tuple[str, ...] = ()
