"""Limits counted from the document's date: "within 18 months", "over the next three years"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from aligner.lexicon import cache, words
from aligner.segment.context import Context
from aligner.segment.fiscal import add_months
from aligner.segment.text import Claims, Scan

__all__ = ["Limit", "find_limits"]

_NUMBERS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
_COUNT = (
    r"(?:\d{1,3}|an?|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + "|twenty-four|thirty|thirty-six|sixty|ninety|couple of|few)"
)
_LARGER = {"twenty-four": 24, "thirty": 30, "thirty-six": 36, "sixty": 60, "ninety": 90, "couple of": 2}
_UNIT = r"(?:calendar |working |business )?(day|week|fortnight|month|quarter|year)s?(?!\w)"
_MONTHS_OF = {"month": 1, "quarter": 3, "year": 12}
_DAYS_OF = {"day": 1, "week": 7, "fortnight": 14}
_SHORT_DAYS = 14
"""Shorter promises than this ("within 5 days") are levels of service unless the text counts from the document."""
_WITHIN, _IN = 0, 2
"""Patterns that need a second look."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A relative limit: offsets of its text and the interval it leaves; the interval is None when the document has no date."""

    start: int
    end: int
    span: tuple[date, date] | None


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    count = rf"(?P<n>{_COUNT})(?: ?(?:-|to|or) ?(?P<n2>{_COUNT}))?"
    return (
        re.compile(rf"(?<!\w)(?:within|inside)(?: the)?(?: next| coming| following| first)? {count}[ -]{_UNIT}"),
        re.compile(
            rf"(?<!\w)(?:(?:in|over|during|for|throughout|across|through) )?the (?:next|coming|following)(?: (?P<n>{_COUNT})(?: ?(?:-|to|or) ?(?P<n2>{_COUNT}))?)?[ -]{_UNIT}"
        ),
        re.compile(
            rf"(?<!\w)in(?: about| around| approximately)? {count} (month|year|week)s?(?:' time)?(?!\w)(?! at (?:the )?(?:latest|most))"
        ),
        re.compile(rf"(?<!\w){count} {_UNIT} from (?:now|today)(?!\w)"),
    )


def find_limits(scan: Scan, context: Context) -> list[Limit]:
    """Return non-overlapping relative limits in text order."""
    low = scan.low
    found: list[Limit] = []
    claims = Claims(len(low))
    if not any(unit in low for unit in ("day", "week", "fortnight", "month", "quarter", "year")):
        return []
    for index, pattern in enumerate(_patterns()):
        for match in pattern.finditer(low):
            unit = match[match.lastindex or 0]
            plain = match["n"] is None and unit in ("quarter", "year", "month")
            if plain or (index == _WITHIN and _is_service(scan, match, unit)) or (index == _IN and _is_repeated(low, match)):
                continue  # "the next quarter" is a named period
            if claims.claim(match.start(), match.end()):
                found.append(Limit(match.start(), match.end(), _span(match["n2"] or match["n"] or "a", unit, context)))
    return sorted(found, key=lambda limit: limit.start)


def _is_repeated(low: str, match: re.Match[str]) -> bool:
    """Tell whether "in two years" goes on as "in two years of ..." or follows "once", "one"."""
    return low[match.end() : match.end() + 4] == " of " or low[: match.start()].rstrip().endswith(("once", " 1", "one", "times", "twice"))


def _count(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    if text in ("a", "an"):
        return 1
    return _NUMBERS.index(text) if text in _NUMBERS else _LARGER.get(text)


def _span(count: str, unit: str, context: Context) -> tuple[date, date] | None:
    today, number = context.document_date, _count(count)
    if today is None or number is None:
        return None
    if unit in _DAYS_OF:
        return today, today + timedelta(days=number * _DAYS_OF[unit])
    return today, add_months(today, number * _MONTHS_OF[unit])


def _is_service(scan: Scan, match: re.Match[str], unit: str) -> bool:
    """Tell whether "within N days" promises a speed ("answer requests within 10 days") rather than sets a deadline."""
    lists = words("dates")
    rest = scan.low[match.end() : match.end() + 40].lstrip()
    if rest.startswith(("of ", "from ", "after ")):
        event = rest.split(" ", 1)[1].removeprefix("the date of ")
        return not event.startswith(lists["document_events"])
    if unit not in _DAYS_OF:
        return False
    served = any(word.low in lists["service"] or word.low in lists["each"] for word in scan.before(match.start(), 8))
    number = _count(match["n2"] or match["n"])
    short = number is not None and number * _DAYS_OF[unit] < _SHORT_DAYS and not scan.low[match.start() :].startswith("within the next")
    return served or short
