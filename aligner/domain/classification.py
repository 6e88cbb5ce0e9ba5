"""What a document of an archive is, whose it is, and for when."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from aligner.domain.text import Quote

__all__ = ["EXECUTION_KINDS", "Classification", "DocumentKind", "Pair", "Period", "Stated"]


class DocumentKind(StrEnum):
    """What a document is for."""

    STRATEGY = "strategy"
    ROADMAP = "roadmap-or-portfolio"
    STATUS = "status-report"
    MINUTES = "minutes"
    BUDGET = "budget"
    POLICY = "policy"
    OTHER = "other"


EXECUTION_KINDS = frozenset({DocumentKind.ROADMAP, DocumentKind.STATUS, DocumentKind.MINUTES})
"""Kinds that a strategy is compared with."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A value read from a document; ``quote`` is None where only the file's name, folder or properties tell it."""

    value: str
    quote: Quote | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a document speaks of: ISO 8601, both inclusive; ``quote`` as in ``Stated``."""

    start: str
    end: str
    quote: Quote | None = None

    def overlaps(self, other: Period) -> bool:
        """Tell whether the two have a day in common."""
        return self.start <= other.end and other.start <= self.end


@dataclass(frozen=True, slots=True)
class Classification:
    """What one document is.

    Attributes:
        path: as in ``Document.path``.
        kind: the likeliest kind. probability: calibrated, in [0, 1].
        chances: every kind with its probability, the likeliest first; they sum to one.
        evidence: quotes that spoke most for the kind, strongest first. why: the same in plain words.
        organisation, unit: names as written, or None. date: ISO day the document speaks from, or None.
        period: the days it covers, or None where nothing tells.
    """

    path: str
    kind: DocumentKind
    probability: float
    chances: tuple[tuple[DocumentKind, float], ...] = ()
    evidence: tuple[Quote, ...] = ()
    why: tuple[str, ...] = ()
    organisation: Stated | None = None
    unit: Stated | None = None
    period: Period | None = None
    date: Stated | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """A strategy and an execution document that belong together.

    Attributes:
        strategy, execution: paths.
        organisation, unit: names as the strategy writes them (else the execution document); empty where neither does.
        period: of the execution document, or None.
        rules: why they were paired, in plain words.
    """

    strategy: str
    execution: str
    organisation: str
    unit: str
    period: Period | None
    rules: tuple[str, ...]
