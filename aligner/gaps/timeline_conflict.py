"""timeline-conflict: work that ends after the deadline of the goal it carries."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from aligner.domain.analysis import Analysis
from aligner.domain.facts import DateSpan
from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.domain.goals import Goal, Item, State
from aligner.domain.links import Link
from aligner.gaps.base import accepted, goal_evidence, item_evidence, make_gap, quoted
from aligner.gaps.metrics import mentions

__all__ = ["find"]

_OPEN = ("from ", "as of ", "starting ")
# A date that does not fit is a reason to doubt the link itself: standing in the same chapter is not enough for a claim, the texts must be related too.
_SURE = 0.3
_RELATED = 0.3
_STRONG = 0.6
_OVER = frozenset({State.DONE, State.CANCELLED})


def find(analysis: Analysis) -> Iterator[Gap]:
    """Yield one finding per directly linked pair whose dates cannot both hold."""
    for goal in analysis.goals:
        for link in accepted(analysis, goal):
            item = analysis.item_by_id[link.item]
            if item.state not in _OVER and not mentions("aftercare", item.text):
                severity = _late(goal, item, link.probability, analysis)
                if severity is not None:
                    yield _gap(goal, item, severity if _sure(link) else Severity.QUESTION)


def _sure(link: Link) -> bool:
    return link.probability >= _SURE and link.similarity >= _RELATED


def _late(goal: Goal, item: Item, probability: float, analysis: Analysis) -> Severity | None:
    """Compare intervals: surely late when even the first possible day is too late, a question when only the last is."""
    limit = _limit(goal)
    if any(goal.deadline_quote is not None and child.deadline_quote == goal.deadline_quote for child in analysis.descendants(goal.id)):
        return None  # the date of a part binds the work for that part
    if limit is None or item.due is None or item.due.end is None or item.due.end <= _last_day(limit):
        return None
    earliest = item.due.end if item.due.deadline or item.due.start is None else item.due.start
    if earliest <= _last_day(limit):
        return Severity.QUESTION
    return Severity.HIGH if probability >= _STRONG else Severity.MEDIUM


def _limit(goal: Goal) -> DateSpan | None:
    """Return the goal's deadline; a service promised "from January" has to stand in January."""
    if goal.deadline is not None and goal.deadline.end is not None:
        return goal.deadline
    return next((span for span in goal.deadlines if span.start is not None and span.text.casefold().startswith(_OPEN)), None)


def _last_day(span: DateSpan) -> str:
    if span.end is not None:
        return span.end
    first = date.fromisoformat(span.start or "")
    return first.replace(day=monthrange(first.year, first.month)[1]).isoformat()


def _gap(goal: Goal, item: Item, severity: Severity) -> Gap:
    limit = _limit(goal)
    assert limit is not None
    assert item.due is not None
    return make_gap(
        GapKind.TIMELINE_CONFLICT,
        severity,
        goal=goal,
        items=[item],
        message=f"The work {quoted(item.text)} ends {_when(item.due.text, item.due.end)}, after the goal's date {_when(limit.text, _last_day(limit))}.",
        question="Which date holds, and is this work needed in full before the goal is met?",
        remedy="Bring the work forward, cut its scope, or move the goal's date.",
        evidence=[*goal_evidence(goal, goal.deadline_quote), *item_evidence(item, item.due_quote)],
    )


def _when(text: str, end: str | None) -> str:
    return f"“{text}”" if end is None or end in text else f"“{text}” ({end})"
