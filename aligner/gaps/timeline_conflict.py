"""timeline-conflict: work that ends after the deadline of the goal it carries."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from aligner.domain.analysis import Analysis
from aligner.domain.facts import DateSpan
from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.domain.goals import Goal, Item, Quote, State, WorkClass
from aligner.domain.links import Link, Strength
from aligner.gaps.base import accepted, goal_evidence, item_evidence, make_gap, quoted
from aligner.gaps.metrics import mentions
from aligner.gaps.sureness import sure_pair
from aligner.gaps.written import days, told_of_before

__all__ = ["find"]

_OPEN = re.compile(r"(?:from|as of|starting|beginning|since)\b", re.IGNORECASE)
_BASE = re.compile(
    r"\b(?:as|than|against|versus|vs\.?|compared (?:to|with)|relative to|on|over|of|since)(?: (?:in|it was in|for|the year))?\s*$",
    re.IGNORECASE,
)
_STRONG = 0.6
_BEGIN = re.compile(r"\b(?:beginning|starting|start|from|as)(?: (?:with|in|of|from|on))?\s*$", re.IGNORECASE)
# "By new year" against "at Christmas" is a way of speaking, not a conflict.
_GRACE_DAYS = 14
# A date that stands in a sentence of its own words belongs to that sentence's part of the goal.
_WORDY = 6
_OVER = frozenset({State.DONE, State.CANCELLED})


@dataclass(frozen=True, slots=True)
class _Due:
    """When work ends, as one of its mentions tells it."""

    span: DateSpan
    quote: Quote | None
    told_by: Item


def find(analysis: Analysis) -> Iterator[Gap]:
    """Yield one finding per linked pair whose dates cannot both hold."""
    mentions_of: dict[str, list[Item]] = {}
    for item in analysis.items:
        mentions_of.setdefault(item.same_as or item.id, []).append(item)
    adopted = days(analysis, "strategy")
    reported = min(days(analysis, "execution").values(), key=lambda day: day.iso, default=None)
    for goal in analysis.goals:
        limit = _limit(goal)
        if limit is None or _of_a_part(goal, analysis) or told_of_before(limit, adopted.get(goal.locator.file)):
            continue
        for link in accepted(analysis, goal):
            item = analysis.item_by_id[link.item]
            if item.state in _OVER or mentions("aftercare", item.text) or (limit.end is None and not _starts(item, link)):
                continue
            found = _latest(mentions_of[item.id], limit)
            if found is not None:
                sure = sure_pair(goal, item, link) and not (_in_prose(goal) and told_of_before(limit, reported))
                yield _gap(goal, item, found, _severity(found, limit, link.probability) if sure else Severity.QUESTION)


def _starts(item: Item, link: Link) -> bool:
    """Tell whether a lasting promise ("every month from May") needs the work to begin: running it goes on by nature, and so does help."""
    return link.strength is Strength.DIRECT and item.work_class is not WorkClass.RUN


def _limit(goal: Goal) -> DateSpan | None:
    """Return the goal's deadline; a service promised "from January" has to stand in January."""
    if goal.deadline is not None and goal.deadline.end is not None:
        return None if _is_baseline(goal.deadline, goal.deadline_quote) else goal.deadline
    spans = (goal.deadline, *goal.deadlines)
    return next((span for span in spans if span is not None and span.start is not None and _OPEN.match(span.text)), None)


def _in_prose(goal: Goal) -> bool:
    """A cell or a label that holds a date means it as one; in a sentence the date may be beside the point."""
    quote = goal.deadline_quote
    return quote is not None and goal.deadline is not None and len(quote.text.replace(goal.deadline.text, "").split()) >= _WORDY


def _is_baseline(span: DateSpan, quote: Quote | None) -> bool:
    """A year that the goal compares itself with ("half as much as in 2024") or begins in ("beginning with FY2027") limits nothing."""
    if quote is None:
        return False
    before, found, _ = quote.text.partition(span.text)
    if not found:
        return False
    return bool(_BEGIN.search(before)) or (not span.deadline and bool(_BASE.search(before)))


def _of_a_part(goal: Goal, analysis: Analysis) -> bool:
    """The date of a part binds the work for that part: one of the goals below, or a sentence of its own beneath the goal."""
    quote = goal.deadline_quote
    if quote is None:
        return False
    if any(child.deadline_quote == quote for child in analysis.descendants(goal.id)):
        return True
    document = analysis.document_by_path.get(quote.locator.file)
    blocks = {block.locator.place for block in document.blocks if not block.cells} if document else set()
    elsewhere = quote.locator.place != goal.locator.place and quote.locator.place in blocks
    return elsewhere and goal.deadline is not None and len(quote.text.replace(goal.deadline.text, "").split()) >= _WORDY


def _latest(told: list[Item], limit: DateSpan) -> _Due | None:
    """Return the latest end of the work that any of its mentions gives, if it lies after the limit."""
    late = [
        _Due(item.due, item.due_quote, item)
        for item in told
        if item.due is not None and item.due.end is not None and item.due.end > _last_day(limit)
    ]
    return max(late, key=lambda due: due.span.end or "", default=None)


def _severity(due: _Due, limit: DateSpan, probability: float) -> Severity:
    """Surely late is what even on its first possible day comes too late; everything else is a question."""
    assert due.span.end is not None
    last = _last_day(limit)
    earliest = due.span.start or due.span.end
    days = (date.fromisoformat(due.span.end) - date.fromisoformat(last)).days
    vague = "?" in (due.quote.text if due.quote else due.span.text)
    after = any(mentions("aftercare", quote.text) or mentions("trailing", quote.text) for quote in due.told_by.description)
    if earliest <= last or days <= _GRACE_DAYS or vague or after:
        return Severity.QUESTION
    return Severity.HIGH if probability >= _STRONG else Severity.MEDIUM


def _last_day(span: DateSpan) -> str:
    if span.end is not None:
        return span.end
    first = date.fromisoformat(span.start or "")
    return first.replace(day=monthrange(first.year, first.month)[1]).isoformat()


def _gap(goal: Goal, item: Item, due: _Due, severity: Severity) -> Gap:
    limit = _limit(goal)
    assert limit is not None
    retold = item_evidence(due.told_by, due.quote) if due.told_by is not item else []
    return make_gap(
        GapKind.TIMELINE_CONFLICT,
        severity,
        goal=goal,
        items=[item],
        message=f"The work {quoted(item.text)} ends {_when(due.span.text, due.span.end)}, after the goal's date {_when(limit.text, _last_day(limit))}.",
        question="Which date holds, and is this work needed in full before the goal is met?",
        remedy="Bring the work forward, cut its scope, or move the goal's date.",
        evidence=[*goal_evidence(goal, goal.deadline_quote), *item_evidence(item, None if retold else due.quote), *retold],
    )


def _when(text: str, end: str | None) -> str:
    return f"“{text}”" if end is None or end in text else f"“{text}” ({end})"
