"""Which amount is the target and which the baseline: "from 12 to 8 days", "95%, up from 80%", "five weeks; today it is fourteen"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from aligner.segment.bounds import ABOUT, AT_LEAST, AT_MOST
from aligner.segment.context import Context
from aligner.segment.phrases import counted_noun
from aligner.segment.quantities import Quantity
from aligner.segment.text import BLANK, Scan

__all__ = ["Stated", "is_denominator", "paired"]

_LOOK_BACK = 40
_REACH = 24


@dataclass(frozen=True, slots=True)
class Stated:
    """A target with its baseline; the offsets enclose both where they stand side by side, else the target alone."""

    target: Quantity
    baseline: Quantity | None
    start: int
    end: int


@cache
def _from() -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])from (?:(?:a |the )?(?:current |baseline )?(?:baseline )?(?:of )?)?(?:(?:{ABOUT}|over|under) )?$")


@cache
def _to() -> re.Pattern[str]:
    return re.compile(rf"[^.;:|]{{0,40}}?(?:(?<![a-z])to|->|→)(?: (?:{AT_LEAST}|{AT_MOST}|{ABOUT}))? ?(?:an? )?")


@cache
def _since() -> re.Pattern[str]:
    """Stands between a target and its baseline."""
    return re.compile(
        r",? ?\(?(?:(?:up|down|reduced|increased|risen|fallen) )?(?:from|(?:against|with|over|versus|vs\.?|compared (?:to|with)) (?:an? |the )?(?:current |\0+ )?(?:baseline|base)(?: of)?|"
        r"(?:versus|vs\.?|compared (?:to|with))|baseline(?: of|:| is)?|currently|today:?|now) ?(?:an? |the )?(?:current |baseline )?(?:of )?"
        r"|[^.;:|,()]{0,40}(?:,|\(| -| —) ?(?:up |down |reduced |increased |risen |fallen |rising |falling )?from (?:about |around |some |nearly )?"
    )


@cache
def _boundary() -> re.Pattern[str]:
    return re.compile(r"(?P<sentence>[.!?] (?=\S)|\n|\|)|(?P<break>[;:—()]| - |,? (?:but|while|whereas|though|yet)(?= ))|, (?:and )?")


@cache
def _reading() -> re.Pattern[str]:
    """Words that tell how things stand or stood."""
    return re.compile(
        r"(?<![\w-])(?:at present|at the moment|presently|currently|today|now|so far|to date|as things stand|last (?:year|month|quarter)|at the last count|this year|was|were|had|stood|has been|have been)(?![\w-])"
    )


@cache
def _ahead() -> re.Pattern[str]:
    """Words that tell how things shall be."""
    return re.compile(
        r"(?<![\w-])(?:will|shall|must|should|may|wants?|aims?|targets?|goal|needs? to|ha(?:s|ve) to|(?:is|are) to|to be|want it|let us|let's|by \0)|(?<![\w-])by(?= ?\0)"
    )


@cache
def _points_back() -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:it|that|this|the figure|the number|the time|the share)(?!\w)")


@cache
def _suffices() -> re.Pattern[str]:
    return re.compile(r" (?:must|will|shall|should|has to|have to|would) (?:do|suffice|be enough)(?!\w)")


@cache
def _dated_aside() -> re.Pattern[str]:
    """A reading of another year in brackets: "(2025: 86.5%)"."""
    return re.compile(r"\(\0+ ?[:-]? ?$")


@cache
def _year() -> re.Pattern[str]:
    return re.compile(r"(?:19|20)\d\d")


def paired(scan: Scan, quantities: Sequence[Quantity], context: Context) -> list[Stated]:
    """Join baselines to their targets; an amount that only tells how things stand is no target where the sentence names one."""
    found = _side_by_side(scan, quantities)
    if len(found) > 1 and any(mark in scan.low for mark in (";", ":", ",", "(", "—", " - ", " but ", " while ")):
        return _contrasted(scan, found, context)
    return found


def _side_by_side(scan: Scan, quantities: Sequence[Quantity]) -> list[Stated]:
    low = scan.low
    found: list[Stated] = []
    index = 0
    while index < len(quantities):
        first = quantities[index]
        second = quantities[index + 1] if index + 1 < len(quantities) else None
        step = 2
        introduced = _from().search(low, max(0, first.start - _LOOK_BACK), first.start)
        if second is not None and _same_measure(first, second) and introduced and _to().fullmatch(low, first.end, second.start):
            found.append(Stated(second, first, introduced.start(), second.end))
        elif second is not None and _same_measure(first, second) and _since().fullmatch(low, first.end, second.start):
            found.append(Stated(first, second, first.start, second.end))
        elif second is not None and first.unit is not None and first.unit == second.unit and scan.low[first.end : second.start] == " to ":
            found.append(Stated(second, first, first.start, second.end))  # "5 days to 3 days"; what rises is a range
        else:
            found.append(Stated(first, None, first.start, first.end))
            step = 1
        index += step
    return found


def _same_measure(first: Quantity, second: Quantity) -> bool:
    kinds = {first.kind, second.kind}
    return None in (first.unit, second.unit) or first.unit == second.unit or kinds == {"percent", "placeholder"}


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause and the amounts in it; ``sentence`` counts sentences, ``broken`` tells that more than a comma opens it."""

    start: int
    end: int
    sentence: int
    broken: bool
    amounts: list[Stated]


def _clauses(scan: Scan, found: Sequence[Stated]) -> list[_Clause]:
    marks = list(_boundary().finditer(scan.low))
    starts = [0, *(mark.end() for mark in marks)]
    ends = [*(mark.start() for mark in marks), len(scan.low)]
    sentence = 0
    clauses = []
    for place, (start, end) in enumerate(zip(starts, ends, strict=True)):
        mark = marks[place - 1] if place else None
        sentence += mark is not None and mark["sentence"] is not None
        clauses.append(_Clause(start, end, sentence, mark is None or mark["break"] is not None, []))
    for stated in found:
        if not is_denominator(scan, stated.target):
            clauses[bisect_right(starts, stated.target.start) - 1].amounts.append(stated)
    return [clause for clause in clauses if clause.amounts]


def _contrasted(scan: Scan, found: list[Stated], context: Context) -> list[Stated]:
    """Join "five weeks; today it is fourteen" and "it takes forty-one months; it should take twenty-four"."""
    clauses = _clauses(scan, found)
    for place in range(1, len(clauses)):
        first, second = clauses[place - 1], clauses[place]
        if first.sentence != second.sentence:
            continue
        joint = _joint(scan, first, second, context)
        if joint is None:
            continue
        gone = {id(first.amounts[0]), id(second.amounts[0])}
        kept = [stated for stated in found if id(stated) not in gone]
        return sorted((*kept, joint), key=lambda stated: stated.start)
    return found


def _joint(scan: Scan, first: _Clause, second: _Clause, context: Context) -> Stated | None:
    """Return target and baseline of two neighbouring clauses, each of which states one amount; None where they do not contrast."""
    if len(first.amounts) != 1 or len(second.amounts) != 1:
        return None
    one, two = first.amounts[0], second.amounts[0]
    if one.baseline is not None or two.baseline is not None:
        return None
    if _is_reading(scan, second, context) and not _is_reading(scan, first, context):
        return _join(scan, one.target, two.target)
    ahead = _ahead().search(scan.low, second.start, second.end) is not None
    if not ahead or _ahead().search(scan.low, first.start, first.end):
        return None
    if _is_reading(scan, first, context):
        return _join(scan, two.target, one.target)
    elliptic = _points_back().search(scan.low, second.start, two.start) and _is_bare(scan, two.target)
    return _join(scan, two.target, one.target) if second.broken and (elliptic or _suffices().match(scan.low, two.end)) else None


def _is_reading(scan: Scan, clause: _Clause, context: Context) -> bool:
    amount = clause.amounts[0].target
    aside = _dated_aside().search(scan.low, max(0, amount.start - _LOOK_BACK), amount.start)
    if aside is not None:
        year = _year().search(scan.text, aside.start(), amount.start)
        return year is not None and context.document_date is not None and int(year[0]) <= context.document_date.year
    cue = _reading().search(scan.low, clause.start, clause.end)
    return cue is not None and not _ahead().search(scan.low, clause.start, clause.end)


def _join(scan: Scan, target: Quantity, baseline: Quantity) -> Stated | None:
    """Return both as one statement when they measure the same; a bare number takes the other's unit."""
    if (
        None in (target.low, baseline.low)
        or baseline.high is not None
        or target.high is not None
        or "change" in (target.kind, baseline.kind)
    ):
        return None
    if scan.low[max(0, target.start - 3) : target.start] == "by " or _is_year(scan, target) or _is_year(scan, baseline):
        return None
    ours, theirs = _unit(scan, target), _unit(scan, baseline)
    if ours != theirs:
        bare, other = (target, theirs) if ours is None else (baseline, ours)
        if None not in (ours, theirs) or not (_is_bare(scan, bare) or _suffices().match(scan.low, bare.end)):
            return None
        if other == "%" and (bare.low or 0.0) > 100:  # noqa: PLR2004 - no share
            return None
        kind = baseline.kind if bare is target else target.kind
        filled = replace(bare, unit=other, kind=kind)
        target, baseline = (filled, baseline) if bare is target else (target, filled)
    return Stated(target, baseline, target.start, target.end)


def _unit(scan: Scan, quantity: Quantity) -> str | None:
    counted = counted_noun(scan, quantity.end) if quantity.unit is None else None
    return counted[0] if counted else quantity.unit


def _is_bare(scan: Scan, quantity: Quantity) -> bool:
    """Tell whether nothing that could be counted stands behind a number."""
    following = scan.after(quantity.end, 1)
    if not following or quantity.unit is not None:
        return quantity.unit is None
    if following[0].low[0] == BLANK or not following[0].low[0].isalnum():
        return following[0].start > quantity.end or following[0].low in (".", ",", ";", ":", ")", "!", "—")
    return following[0].low in (
        "by",
        "in",
        "at",
        "on",
        "and",
        "today",
        "now",
        "currently",
        "before",
        "from",
        "or",
        "until",
        "have",
        "has",
        "a",
        "an",
    )


def _is_year(scan: Scan, quantity: Quantity) -> bool:
    return _year().fullmatch(scan.low, quantity.start, quantity.end) is not None


def is_denominator(scan: Scan, quantity: Quantity) -> bool:
    """Tell whether a round number only says of how many ("in a million hours", "per 1,000 staff", "of every hundred people")."""
    before = scan.low[max(0, quantity.start - _REACH) : quantity.start].rstrip()
    low = quantity.low or 0.0
    if before.endswith((" per", " of every", " out of", " for every", " in every")) or before in (
        "per",
        "of every",
        "for every",
        "in every",
    ):
        return low in (100, 1000, 10_000, 100_000, 1_000_000)
    opening = scan.low[quantity.start : quantity.end].startswith(("a ", "one "))
    return opening and quantity.spelled and low in (100, 1000, 1_000_000) and before.endswith((" in", " of"))
