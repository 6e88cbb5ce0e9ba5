"""Whether a figure is meant as the final one: no step on the way, no part of the whole, no reading of today, no cost."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum

from aligner.domain.facts import DateSpan, Metric
from aligner.domain.goals import Goal, Item
from aligner.gaps.metrics import mentions

__all__ = ["Standing", "standing"]

_EARLY_DAYS = 180
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?:\s?[/–-]\s?(\d\d)(?!\d))?(?!\d)")
# "FY27", "Q4 28", "Dec 27", "end ’28": two digits behind a period are a year, and where they may be a day nothing is lost but a claim.
_SHORT = re.compile(
    r"\b(?:FY|Q[1-4]|H[12]|end(?: of)?|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)[\s/]?[’']?(\d\d)(?![\d:.,%/-]|\s?%)",
    re.IGNORECASE,
)
_PERFECT = re.compile(r"\b(?:has|have|had)\s+(?:\w+ly\s+|already\s+)?\w+ed\b", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# "may" is more often another word.
_MONTH = re.compile(
    r"\b(?:\d{1,2}\.? )?(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b",
    re.IGNORECASE,
)
_PARTS = re.compile(r"[;()]|\s[–—-]\s")
# "The last eleven" and "31 more" are what is left, not the whole.
_REST = re.compile(r"\b(?:last|remaining|further|additional|another|other|outstanding|missing)\s+$", re.IGNORECASE)
_DUE = re.compile(r"(?:\s+[\w-]+){0,3}?\s+(?:by|until|till)\s", re.IGNORECASE)
# "No further phase is planned": what there is not is no step on the way.
_NONE_SUCH = re.compile(
    r"\b(?:no|without(?: any)?|not an?)\s+(?:(?:further|other|later|more|second|third|fourth|next)\s+)?[\w-]+", re.IGNORECASE
)
_YEAR_END = re.compile(r"\b(?:new year|year[ -]end|end of (?:the|this) year|christmas)\b", re.IGNORECASE)
_CENTURY = 2000
_CURRENCIES = frozenset({"EUR", "USD", "GBP", "CHF"})


class Standing(StrEnum):
    """What a figure is to the goal's target.

    ``STEP``: something else than the end value. ``OPEN``: nothing tells. ``END``: words say that it goes no further.
    ``MOMENT``: it is given for the goal's own date. ``LATER``: it is given for a year after that, so that it binds where it falls short.
    """

    STEP = "step"
    OPEN = "open"
    END = "end"
    MOMENT = "moment"
    LATER = "later"


def standing(goal: Goal, item: Item, figure: Metric, sentence: str) -> Standing:
    """Tell what a figure is to the goal's target, from the sentence it stands in and the dates on both sides."""
    end = mentions("final", sentence)
    wanted, told = _goal_years(goal), _years(sentence)
    # What is told for the goal's own year or a later one is no reading of today.
    ahead = bool(wanted and told) and min(told) >= min(wanted)
    if (
        (_reading(goal, figure, sentence) and not end and not ahead)
        or _REST.search(sentence.partition(figure.text)[0])
        or _aside(goal, item, sentence)
        or _cost(goal, figure, sentence)
    ):
        return Standing.STEP
    if wanted and told:
        if wanted & told:
            return Standing.MOMENT
        return Standing.LATER if min(told) > max(wanted) else Standing.STEP
    if not told and _same_season(goal, sentence):
        return Standing.MOMENT
    if end:
        return Standing.END
    return Standing.STEP if _early(goal.deadline, item.due) else Standing.OPEN


def _reading(goal: Goal, figure: Metric, sentence: str) -> bool:
    """Tell whether the part of the sentence that holds the figure tells how things stand, and gives it for no day to come."""
    part = next((part for part in _PARTS.split(sentence) if figure.text in part), sentence)
    if not mentions("actual", part) and _PERFECT.search(part) is None:
        return False
    due = _DUE.match(part.partition(figure.text)[2])
    return not (due and not mentions("actual", due.group()) and _same_season(goal, part))


def _aside(goal: Goal, item: Item, sentence: str) -> bool:
    if mentions("interim", _NONE_SUCH.sub("", f"{item.text} {sentence}")):
        return True
    # A title may name a place that the work is for; only the figure's own sentence limits the figure to it.
    return mentions("partial", sentence) and not mentions("partial", goal.text)


def _cost(goal: Goal, figure: Metric, sentence: str) -> bool:
    return figure.unit in _CURRENCIES and mentions("money", sentence) and not mentions("money", goal.text)


def _goal_years(goal: Goal) -> frozenset[int]:
    """Return the years that the goal's deadline, or the start of a lasting promise, falls in."""
    spans = [goal.deadline] if goal.deadline is not None and goal.deadline.end is not None else goal.deadlines
    days = [day for span in spans if span is not None for day in (span.start if span.end is None or _is_short(span) else None, span.end)]
    return frozenset(int(day[:4]) for day in days if day is not None)


def _is_short(span: DateSpan) -> bool:
    """A financial year has two calendar years in its name; "between 2026 and 2029" has an end and a beginning."""
    return span.start is not None and span.end is not None and int(span.end[:4]) - int(span.start[:4]) <= 1


def _years(text: str) -> frozenset[int]:
    found = {int(match.group(1)) for match in _YEAR.finditer(text)}
    found |= {_CENTURY + int(match.group(2)) for match in _YEAR.finditer(text) if match.group(2)}
    return frozenset(found | {_CENTURY + int(match.group(1)) for match in _SHORT.finditer(text)})


def _same_season(goal: Goal, sentence: str) -> bool:
    """Tell whether a sentence without a year names a day or month beside the goal's own date ("live by 31 Dec")."""
    if goal.deadline is None or goal.deadline.end is None:
        return False
    month = int(goal.deadline.end[5:7])
    named = {_MONTHS.index(match.group(1).casefold()[:3]) + 1 for match in _MONTH.finditer(sentence)}
    if _YEAR_END.search(sentence):
        named.add(len(_MONTHS))
    return any((month - other) % len(_MONTHS) in {0, 1, len(_MONTHS) - 1} for other in named)


def _early(deadline: DateSpan | None, due: DateSpan | None) -> bool:
    if deadline is None or deadline.end is None or due is None or due.end is None:
        return False
    return (date.fromisoformat(deadline.end) - date.fromisoformat(due.end)).days >= _EARLY_DAYS
