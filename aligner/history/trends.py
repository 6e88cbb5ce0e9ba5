"""Editions in the order of time in, findings over time out."""

from __future__ import annotations

from collections.abc import Sequence

from aligner.domain.gaps import Severity
from aligner.domain.trends import Edition, Trend, TrendKind
from aligner.history.goals import goal_trends
from aligner.history.items import item_trends
from aligner.history.threads import goal_threads, item_threads

__all__ = ["trends"]

_SEVERITIES = {Severity.HIGH: 0, Severity.MEDIUM: 1, Severity.LOW: 2, Severity.QUESTION: 3}
_KINDS = {kind: number for number, kind in enumerate(TrendKind)}


def trends(editions: Sequence[Edition]) -> tuple[Trend, ...]:
    """Return the findings over time of one organisation: by falling severity, then kind, then first appearance.

    Args:
        editions: in any order; at least two for anything to be found.
    """
    ordered = sorted(editions, key=lambda edition: (edition.start, edition.end))
    goals, items = goal_threads(ordered), item_threads(ordered)
    found = [*goal_trends(ordered, goals), *item_trends(ordered, items, goals)]
    return tuple(sorted(found, key=lambda one: (_SEVERITIES[one.severity], _KINDS[one.kind])))
