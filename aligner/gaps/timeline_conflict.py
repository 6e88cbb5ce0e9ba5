"""timeline-conflict: work that ends after the deadline of the goal it carries."""

from __future__ import annotations

from collections.abc import Iterator

from aligner.domain.analysis import Analysis
from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.domain.goals import Goal, Item, State
from aligner.domain.links import Strength
from aligner.gaps.base import accepted, goal_evidence, item_evidence, make_gap, quoted

__all__ = ["find"]

_OVER = frozenset({State.DONE, State.CANCELLED})


def find(analysis: Analysis) -> Iterator[Gap]:
    """Yield one finding per directly linked pair whose dates cannot both hold."""
    for goal in analysis.goals:
        for link in accepted(analysis, goal):
            item = analysis.item_by_id[link.item]
            if link.strength is Strength.DIRECT and item.state not in _OVER:
                severity = _late(goal, item)
                if severity is not None:
                    yield _gap(goal, item, severity)


def _late(goal: Goal, item: Item) -> Severity | None:
    """Compare intervals: surely late when even the first possible day is too late, a question when only the last is."""
    if goal.deadline is None or item.due is None or goal.deadline.end is None or item.due.end is None:
        return None
    if item.due.end <= goal.deadline.end:
        return None
    earliest = item.due.end if item.due.deadline or item.due.start is None else item.due.start
    return Severity.HIGH if earliest > goal.deadline.end else Severity.QUESTION


def _gap(goal: Goal, item: Item, severity: Severity) -> Gap:
    assert goal.deadline is not None
    assert item.due is not None
    return make_gap(
        GapKind.TIMELINE_CONFLICT,
        severity,
        goal=goal,
        items=[item],
        message=f"The work {quoted(item.text)} ends {_when(item.due.text, item.due.end)}, after the goal's date {_when(goal.deadline.text, goal.deadline.end)}.",
        question="Which date holds, and is this work needed in full before the goal is met?",
        remedy="Bring the work forward, cut its scope, or move the goal's date.",
        evidence=[*goal_evidence(goal, goal.deadline_quote), *item_evidence(item, item.due_quote)],
    )


def _when(text: str, end: str | None) -> str:
    return f"“{text}”" if end is None or end in text else f"“{text}” ({end})"
