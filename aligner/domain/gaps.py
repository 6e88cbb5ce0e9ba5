"""Findings: where strategy and execution do not meet."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from aligner.domain.links import Evidence

__all__ = ["DRAFT_KINDS", "Gap", "GapKind", "Severity", "Suppression"]


class GapKind(StrEnum):
    """The published names of all findings."""

    VAGUE_GOAL = "vague-goal"
    UNSUPPORTED_GOAL = "unsupported-goal"
    VAGUE_UNSUPPORTED_GOAL = "vague-unsupported-goal"
    THIN_SUPPORT = "thin-support"
    ORPHANED_WORK = "orphaned-work"
    UNOWNED_GOAL = "unowned-goal"
    UNOWNED_ITEM = "unowned-item"
    AT_RISK_SUPPORT = "at-risk-support"
    TARGET_CONFLICT = "target-conflict"
    TIMELINE_CONFLICT = "timeline-conflict"
    AUTHORITY_GAP = "authority-gap"
    DUPLICATED_WORK = "duplicated-work"
    FRAGMENTED_GOAL = "fragmented-goal"
    METRIC_GAP = "metric-gap"
    CONTRADICTION = "contradiction"
    CONSTRAINT = "constraint"
    STALE_GOAL = "stale-goal"
    PRIORITY_INVERSION = "priority-inversion"
    CASCADE_BREAK = "cascade-break"
    HUB = "hub"
    UNEVIDENCED_CLAIM = "unevidenced-claim"
    NOT_ANALYSABLE = "not-analysable"
    PLACEHOLDER = "placeholder"
    MISSING_DATE = "missing-date"
    WEAK_WORDING = "weak-wording"


DRAFT_KINDS = frozenset({GapKind.PLACEHOLDER, GapKind.MISSING_DATE, GapKind.WEAK_WORDING})
"""Kinds that only the check of a draft raises; a comparison of finished documents leaves wording to the goal's own finding."""


class Severity(StrEnum):
    """How much a finding matters; ``QUESTION`` means the evidence is too thin to claim it."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Suppression:
    """Somebody's decision to accept a finding.

    Attributes:
        reason: why, in their words.
        expires: ISO 8601 day, the last one on which it counts, or None for no end.
        origin: where it is written ("aligner.toml:12", "draft.md, line 4").
    """

    reason: str
    expires: str | None
    origin: str


@dataclass(frozen=True, slots=True)
class Gap:
    """One finding.

    Attributes:
        id: kind initials and eight hexadecimal digits derived from kind, goal and items.
        goal: id of the goal concerned, or None.
        items: ids of the items concerned.
        message: one sentence that addresses the document, never a person.
        question: one that both sides can answer.
        remedy: what would clear the finding.
        evidence: verbatim quotes, goal side first.
        suppressed: the decision to accept the finding; it is still shown, but fails nothing. None for none in force.
        lapsed: a decision that has expired and no longer accepts it, or None.
    """

    id: str
    kind: GapKind
    severity: Severity
    goal: str | None
    items: tuple[str, ...]
    message: str
    question: str
    remedy: str = ""
    evidence: tuple[Evidence, ...] = ()
    suppressed: Suppression | None = None
    lapsed: Suppression | None = None
