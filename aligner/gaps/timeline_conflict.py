"""timeline-conflict: work that ends after the deadline of the goal it carries."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from aligner.domain.analysis import Analysis
from aligner.domain.facts import DateSpan
from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.domain.goals import Goal, Item, Quote, State, WorkClass
from aligner.domain.links import Link
from aligner.gaps.base import accepted, goal_evidence, in_doubt, item_evidence, make_gap, quoted
from aligner.gaps.metrics import mentions
from aligner.gaps.sureness import telling_stems
from aligner.gaps.written import days, told_of_before

__all__ = ["find"]

_OPEN = re.compile(r"(?:from|as of|starting|beginning|since)\b", re.IGNORECASE)
_BASE = re.compile(
    r"\b(?:as|than|against|versus|vs\.?|compared (?:to|with)|relative to|on|over|of|since)(?: (?:in|it was in|for|the year))?\s*$",
    re.IGNORECASE,
)
_STRONG = 0.6
# Work that ends more than a year after a goal's date was hardly planned for it.
_SOON = 400
_TROUBLED = frozenset({State.AT_RISK, State.OFF_TRACK, State.BLOCKED})
_TROUBLED_LINK, _LIKELY, _EVEN = 0.1, 0.25, 0.5
_RELATED = 0.3
# No other goal is nearly as likely for the work.
_CLEAR = 0.7
# A share, a wait or a score is a level that can hold from a day on; anything else in every year is an amount of work.
_LEVELS = frozenset({"%", "percentage points", "point", "score", "x", "seconds", "minutes", "hours", "days", "weeks", "months"})
_EVERY_YEAR = re.compile(
    r"\b(?:(?:every|each|a|per) (?:single )?(?:calendar |financial |fiscal )?(?:year|quarter|month|week)|annually|yearly|per annum|p\.a\.)",
    re.IGNORECASE,
)
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
        for link in (*accepted(analysis, goal), *in_doubt(analysis, goal)):
            item = analysis.item_by_id[link.item]
            if item.state in _OVER or mentions("aftercare", item.text) or (limit.end is None and not _starts(goal, item)):
                continue
            found = _latest(mentions_of[item.id], limit)
            if found is None:
                continue
            late = (date.fromisoformat(found.span.end or "") - date.fromisoformat(_last_day(limit))).days
            sure = _sure(goal, mentions_of[item.id], link, late, analysis) and not (_in_prose(goal) and told_of_before(limit, reported))
            if sure or (link.accepted and limit.end is not None):
                yield _gap(goal, item, found, _severity(found, limit, link) if sure else Severity.QUESTION)


def _sure(goal: Goal, told: Sequence[Item], link: Link, late: int, analysis: Analysis) -> bool:
    """Tell whether the pair may be accused: lateness and trouble of the work that fits no goal better are evidence of the link by themselves.

    Measured on labelled pairs: of work that is said to be in trouble and ends within a year of the goal's date, all but one in
    twenty belongs to the goal, even where the texts leave that open; of other work half does, and shared words must decide.
    """
    best, *rivals = analysis.links_of_item[link.item]
    if best.goal != goal.id or late > _SOON:
        return False
    if any(item.state in _TROUBLED for item in told):
        return link.probability >= _TROUBLED_LINK
    ours = " ".join((goal.text, *(quote.text for quote in goal.description)))
    theirs = " ".join(text for item in told for text in (item.text, *(quote.text for quote in item.description)))
    shared = bool(telling_stems(ours) & telling_stems(theirs))
    clear = all(rival.probability <= _CLEAR * link.probability for rival in rivals)
    dated = goal.deadline is not None and goal.deadline.end is not None
    if link.similarity < _RELATED:  # a plan may file work under a goal that it has nothing to do with
        return False
    return (dated and link.probability >= _EVEN) or (shared and clear and link.probability >= _LIKELY)


def _starts(goal: Goal, item: Item) -> bool:
    """Tell whether a lasting promise ("every month from May") needs the work to begin: running it goes on by nature, and so does a yearly amount."""
    return item.work_class is not WorkClass.RUN and not _yearly(goal)


def _yearly(goal: Goal) -> bool:
    """Tell whether the goal promises so much in every year, rather than a level that holds from some day on."""
    amount = any(metric.unit not in _LEVELS for metric in goal.metrics)
    return amount and _EVERY_YEAR.search(goal.text) is not None


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


def _severity(due: _Due, limit: DateSpan, link: Link) -> Severity:
    """Surely late is what even on its first possible day comes too late; everything else is a question."""
    assert due.span.end is not None
    last = _last_day(limit)
    earliest = due.span.start or due.span.end
    days = (date.fromisoformat(due.span.end) - date.fromisoformat(last)).days
    vague = "?" in (due.quote.text if due.quote else due.span.text)
    after = any(mentions("aftercare", quote.text) or mentions("trailing", quote.text) for quote in due.told_by.description)
    if earliest <= last or days <= _GRACE_DAYS or vague or after:
        return Severity.QUESTION
    return Severity.HIGH if link.accepted and link.probability >= _STRONG else Severity.MEDIUM


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
