"""From links to findings: one rule per file."""

from __future__ import annotations

from importlib import import_module

from aligner.domain.analysis import Analysis
from aligner.domain.gaps import Gap, Severity
from aligner.gaps.judge import judge

__all__ = ["RULES", "find", "judge"]

RULES = (
    "vague_unsupported_goal",
    "unsupported_goal",
    "at_risk_support",
    "target_conflict",
    "timeline_conflict",
    "contradiction",
    "duplicated_work",
    "constraint",
    "orphaned_work",
    "vague_goal",
    "metric_gap",
    "fragmented_goal",
    "priority_inversion",
    "thin_support",
    "authority_gap",
    "stale_goal",
    "cascade_break",
    "unowned_goal",
    "unowned_item",
    "unevidenced_claim",
    "hub",
    "not_analysable",
)

_ORDER = {severity: rank for rank, severity in enumerate((Severity.HIGH, Severity.MEDIUM, Severity.LOW, Severity.QUESTION))}


def find(analysis: Analysis) -> tuple[Gap, ...]:
    """Return all findings of a judged analysis, by falling severity; within one severity in the order of the rules."""
    found: list[Gap] = []
    for name in RULES:
        found.extend(import_module(f"aligner.gaps.{name}").find(analysis))
    return tuple(sorted(found, key=lambda gap: _ORDER[gap.severity]))
