"""Days and seasons of business language: "before Christmas 2026", "after the summer break", "the start of the school year 2027"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from aligner.lexicon import cache, words
from aligner.segment.context import Context
from aligner.segment.fiscal import fiscal_year
from aligner.segment.phrases import listed
from aligner.segment.text import Scan

__all__ = ["find_holidays"]

_CENTURY = 2000
_STALE = timedelta(days=182)
_TURN = timedelta(days=0)
"""How long past an occurrence may lie before the next one is meant: New Year and the start of a year at school look ahead."""


@cache
def _rules() -> dict[str, str]:
    return dict(entry.split("=") for entry in words("dates")["holidays"])


@cache
def _pattern() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in sorted(_rules(), key=len, reverse=True))
    others = "".join(rf"(?<!{word} )" for word in words("dates")["other_calendars"])
    return re.compile(
        rf"(?<!\w)(?:(?P<before>(?:19|20)\d\d)(?:[/-]\d\d)? )?{others}(?P<turn>(?:new|next|coming|following) )?(?P<name>{names})(?![\w-]|'s)"
        r"(?:(?:,? (?:of |in )?(?P<y>(?:19|20)\d\d)| '(?P<yy>\d\d))(?:[/-](?P<span>\d\d))?(?!\d))?"
    )


def find_holidays(scan: Scan, context: Context) -> list[tuple[int, int, tuple[date, date]]]:
    """Return start, end and days of every named holiday, break, term or year at school in text order.

    One without a year counts only behind a preposition of time and where the heading or the document's date gives the year.
    """
    found = []
    for match in _pattern().finditer(scan.low):
        full = match["y"] or match["before"]
        year = int(full) if full else _CENTURY + int(match["yy"]) if match["yy"] else None
        if year is None and not _is_dated(scan, match):
            continue
        days = _days(scan.low, match, year, context)
        if days is not None:
            found.append((*match.span(), days))
    return found


def _is_dated(scan: Scan, match: re.Match[str]) -> bool:
    """Tell whether a name without a year is meant as a date: not "the Christmas campaign", "a happy new year"."""
    before, after = scan.before(match.start(), 2), scan.after(match.end(), 1)
    words_before = [word.low for word in before]
    if words_before and words_before[-1] == "the":
        words_before.pop()
    introduced = bool(words_before) and words_before[-1] in listed("dates", "before_holiday")
    following = after[0].low if after else ""
    ends = not following[:1].isalpha() or following in listed("movement", "stop") | listed("dates", "after_holiday") | listed(
        "tense", "base"
    )
    return introduced and ends


def _days(low: str, match: re.Match[str], year: int | None, context: Context) -> tuple[date, date] | None:
    rule, before = _rules()[match["name"]], low[: match.start()]
    if year is not None:
        ends = (
            rule.endswith("school")
            and match["y"]
            and not match["span"]
            and before.rstrip().endswith(("end of the", "end of", "end of this"))
        )
        return _in_year(rule, year - bool(ends), before)
    if context.year is not None:
        if not context.year.fiscal:
            return _in_year(rule, context.year.year + (rule == "01-01"), before)
        opening = fiscal_year(context.year.year, context.fiscal_year_start, label_first=context.label_first)[0]
        return _ahead(rule, opening, _TURN, before)
    if context.document_date is None:
        return None
    starts = bool(match["turn"]) or before.rstrip().endswith(("start of the", "start of", "beginning of the", "beginning of"))
    if rule.endswith("school") and not starts:
        first = context.document_date.year - (context.document_date.month < int(rule[:2]))
        return _in_year(rule, first, before)
    return _ahead(rule, context.document_date, _TURN if starts or rule == "01-01" else _STALE, before)


def _ahead(rule: str, day: date, stale: timedelta, before: str) -> tuple[date, date] | None:
    """Return the first occurrence that does not lie too far behind a day."""
    found = _in_year(rule, day.year, before)
    return found if found is None or found[0] >= day - stale else _in_year(rule, day.year + 1, before)


def _in_year(rule: str, year: int, before: str) -> tuple[date, date] | None:
    """Return the days that a rule gives in a year: "12-25", "07-01/08-31", "easter-2", "november-4-thu", or a year at school."""
    try:
        if rule.startswith("easter"):
            first, _, last = rule.removeprefix("easter").partition("/")
            return _easter(year) + timedelta(days=int(first)), _easter(year) + timedelta(days=int(last or first))
        if rule.startswith("thanksgiving"):
            fourth = date(year, 11, 22 + (3 - date(year, 11, 22).weekday()) % 7)
            return (fourth + timedelta(days=int(rule.removeprefix("thanksgiving"))),) * 2
        first, _, last = rule.removesuffix(" school").partition("/")
        start = date.fromisoformat(f"{year}-{first}")
        if first == "01-01" and not last and re.search(r"(?<!\w)in (?:the )?$", before):
            last = "03-31"  # "in the new year" names no day
        end = date.fromisoformat(f"{year + (bool(last) and last < first)}-{last or first}")
    except (ValueError, OverflowError):
        return None
    return start, end


def _easter(year: int) -> date:
    """Return Easter Sunday of the western churches (Gregorian computus)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
