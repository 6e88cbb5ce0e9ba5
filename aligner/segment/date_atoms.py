"""Finds named periods ("3 March 2026", "Q3 FY26", "2025/26") in a text, before prepositions and ranges are looked at."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from aligner.segment.context import Context
from aligner.segment.holidays import find_holidays
from aligner.segment.periods import Calendar, Grain, Period, season
from aligner.segment.text import Scan, blank, has_digit

__all__ = ["MONTHS", "Atom", "find_atoms"]

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": 0, "final": 0}
_LAST_MONTH = 12
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_CENTURY = 2000


@dataclass(frozen=True, slots=True)
class Atom:
    """A named period and its place in the text; ``weak`` ones (bare months, bare "H1") count only beside a preposition or in a range."""

    start: int
    end: int
    period: Period
    weak: bool = False


# Left edge of a numeric date: not inside a word, an identifier or a decimal number, but "2020-2025" and "mid-2026" are fine.
_D = r"(?=\d)(?<!\w)(?<!\d[.,/:])(?<![#§$€£])(?:(?<![a-z]-)|(?<=mid-)|(?<=end-)|(?<=late-)|(?<=early-))"
_MON = (
    r"(?P<mon>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
    r"(?![a-z])\.?"
)
_Y = r"(?P<y>(?:19|20)\d\d)(?!\d)"
_TAIL = r"(?:(?:,? |[-/]| of )(?P<y>(?:19|20)\d\d)|(?:-| ?')(?P<yy>\d\d))(?![\w%])"
_TH = r"(?:st|nd|rd|th)?"
_FY = r"(?:fye?|fiscal(?: year)?s?|financial years?) ?'?(?P<fy>(?:19|20)\d\d|\d\d)(?: ?[/-] ?(?P<fy2>(?:19|20)?\d\d)(?!\d))?(?!\d)"
_WORD_YEAR = r"(?:,? (?:of |in )?(?:the )?(?:(?:fiscal|financial|calendar) year )?(?:" + _FY + "|" + _Y + r"))"
_CODE_YEAR = (
    r"(?:[ ,/-]{0,2}(?:of |in )?(?:"
    + _FY
    + "|"
    + _Y
    + r"(?:/(?P<span>\d\d)(?!\d))?|'?(?P<yy>[23]\d)(?:(?<=['/-]\d\d)(?!\w)|(?!\d|[.,]\d| ?[a-z%]))))"
)

# What a text must hold for a pattern to be tried (d a digit, w a word of time), and the pattern; earlier ones win.
_PATTERNS = (
    (
        "d",
        rf"{_D}{_Y}(?P<sep>[-/.])(?P<mm>0?[1-9]|1[0-2])(?P=sep)(?P<d>0?[1-9]|[12]\d|3[01])(?:[t ]\d\d:\d\d(?::\d\d)?[\d.]{{0,7}}z?)?(?!\w)",
    ),
    ("dw", rf"{_D}(?:(?P<d0>\d{{1,2}}){_TH} ?(?:-|to|and) ?)?(?P<d>\d{{1,2}}){_TH}(?: day)?(?: of)?[ .-]{{1,2}}{_MON}{_TAIL}"),
    ("dw", rf"(?<![a-z]){_MON} (?:(?P<d0>\d{{1,2}}){_TH} ?(?:-|to) ?)?(?P<d>\d{{1,2}}){_TH},? {_Y}"),
    ("d", rf"{_D}(?P<a>\d{{1,2}})(?P<sep>[/-])(?P<b>\d{{1,2}})(?P=sep){_Y}(?!\w)"),
    ("d", rf"{_D}(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})/(?P<yy>\d\d)(?![\w/])"),
    ("d", rf"{_D}(?P<d>\d{{1,2}})\.(?P<mm>\d{{1,2}})\.{_Y}(?!\w)"),
    ("d", rf"(?<![a-z0-9])q(?P<q>[1-4]){_CODE_YEAR}"),
    ("d", rf"(?<![a-z0-9])h(?P<h>[12]){_CODE_YEAR}"),
    ("dw", rf"(?<!\w){_FY}[ ,/-]{{0,2}}(?:q(?P<q>[1-4])|h(?P<h>[12]))(?!\w)"),
    ("d", rf"{_D}{_Y}(?:/(?P<span>\d\d))?[ ,/-]{{0,2}}(?:q(?P<q>[1-4])|h(?P<h>[12]))(?!\w)"),
    ("d", rf"{_D}(?:(?P<q>[1-4])q|(?P<h>[12])h) ?'?(?:{_Y}|(?P<yy>\d\d)(?!\w))"),
    (
        "w",
        rf"(?<!\w)(?P<qw>first|second|third|fourth|last|final|1st|2nd|3rd|4th) (?:fiscal |financial |calendar )?quarter(?!\w){_WORD_YEAR}?",
    ),
    (
        "w",
        rf"(?<!\w)(?P<hw>first|second|1st|2nd|last) half(?:(?P<rest> of (?:the |this )(?:(?:fiscal|financial|calendar) )?year)(?! ?\d)|{_WORD_YEAR})",
    ),
    ("dw", rf"(?<!\w){_FY}(?![\w%])"),
    ("dw", rf"(?<![a-z0-9]){_MON}{_TAIL}"),
    ("dw", rf"(?<!\w)(?P<season>spring|summer|autumn|fall|winter)(?:,? | of ){_Y}(?:/\d\d(?!\d))?"),
    ("d", rf"{_D}{_Y} ?/ ?(?P<span>(?:20)?\d\d)(?![\w/])"),
    ("d", rf"{_D}{_Y}-(?P<mm>0[1-9]|1[0-2])(?![\w-])"),
    ("d", rf"{_D}{_Y}-(?P<to>\d\d)(?![\w-])"),
    ("d", rf"{_D}(?P<mm>0?[1-9]|1[0-2])/{_Y}(?![\w/])"),
    ("dw", rf"{_D}(?:(?P<d0>\d{{1,2}}){_TH} ?(?:-|to) ?)?(?P<d>\d{{1,2}}){_TH}(?: day)?(?: of)?[ -]{_MON}(?!\w)"),
    ("dw", rf"(?<![a-z]){_MON} (?:(?P<d0>\d{{1,2}}){_TH} ?(?:-|to) ?)?(?P<d>\d{{1,2}}){_TH}(?![\w%]|[.,]\d)"),
    ("dw", r"(?<!\w)(?:eoy|(?:calendar )?year[- ]end|ye) ?'?(?P<eoy>(?:19|20)\d\d|\d\d)(?!\w)"),
    (
        "w",
        r"(?<!\w)(?P<rel>this|next|current|the current|the next|the following|same) (?P<cal>fiscal |financial |calendar )?(?P<unit>year|quarter|half|month)(?![\w-])",
    ),
    (
        "w",
        r"(?:(?<=end of )|(?<=end-of-)|(?<=by )|(?<=of ))(?:the )?(?P<cal>fiscal |financial |calendar )?(?P<ofyear>year)(?:-end)?(?![\w-])",
    ),
    ("w", r"(?<!\w)(?P<ofyear>eoy|year[- ]end)(?!\w)"),
    ("w", r"(?<!\w)(?P<rel>eom|eoq)(?!\w)"),
    ("w", r"(?<!\w)(?P<decade>this|the|the current) decade(?!\w)"),
    ("d", r"(?<!\w)(?:the )?(?P<tens>(?:19|20)\d)0s(?!\w)"),
    ("d", r"(?<![a-z0-9])q(?P<q>[1-4])(?![\w%])"),
    ("d", r"(?<![a-z0-9])h(?P<h>[12])(?![\w%])"),
    ("w", rf"(?<![a-z]){_MON}(?![\w])"),
    ("w", r"(?<!\w)(?P<season>spring|summer|autumn|fall|winter)(?!\w)"),
)


@cache
def _compiled(index: int) -> re.Pattern[str]:
    return re.compile(_PATTERNS[index][1])


@cache
def _trigger() -> re.Pattern[str]:
    """Matches whatever every pattern needs at least."""
    return re.compile(
        r"(?<![a-z])(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|quarter|half|year|month|decade|spring|summer|autumn|fall|winter|eoy|eom|eoq|fy|fiscal|financial|this|next|current)"
    )


def find_atoms(scan: Scan, context: Context) -> list[Atom]:
    """Return non-overlapping named periods in text order; earlier patterns win over later ones."""
    low = scan.low
    present = ("d" if has_digit(low) else "") + ("w" if _trigger().search(low) else "")
    found = [Atom(start, end, Period(Grain.FIXED, fixed=days)) for start, end, days in find_holidays(scan, context)]
    if found:
        low = blank(low, [(atom.start, atom.end) for atom in found])
    for index, (needs, _) in enumerate(_PATTERNS):
        if needs not in present:
            continue
        fresh = [
            # The full stop of "in March." ends a sentence.
            Atom(match.start(), match.end() - (low[match.end() - 1] == "."), period, weak=_is_weak(match, period))
            for match in _compiled(index).finditer(low)
            if not _is_common_word(match, scan)
            and (period := _period({key: value for key, value in match.groupdict().items() if value is not None}, context))
        ]
        if fresh:
            found += fresh
            low = blank(low, [(atom.start, atom.end) for atom in fresh])
    return sorted(found, key=lambda atom: atom.start)


def _is_common_word(match: re.Match[str], scan: Scan) -> bool:
    """Tell whether a month name or code is an ordinary word here ("may 5 users", "march", "h1")."""
    name = match.groupdict().get("mon") or match.groupdict().get("h")
    start = match.start("mon") if match.groupdict().get("mon") else match.start()
    return bool(name) and not match.groupdict().get("y") and not match.groupdict().get("yy") and scan.text[start].islower()


def _is_weak(match: re.Match[str], period: Period) -> bool:
    groups = match.groupdict()
    alone = period.year is None and period.shift is None and period.fixed is None and not period.day
    return alone and any(groups.get(key) for key in ("mon", "h", "season"))


def _period(groups: dict[str, str], context: Context) -> Period | None:
    """Return the period that a match names; None when its numbers make no sense."""
    if not groups.keys().isdisjoint({"rel", "ofyear", "decade", "tens", "eoy", "to"}):
        return _special(groups, context)
    year, calendar = _year(groups)
    if calendar is None:
        return None
    if "a" in groups:
        return _numeric(int(groups["a"]), int(groups["b"]), year, context)
    if "mon" in groups or "mm" in groups:
        return _day_or_month(groups, year)
    if "season" in groups:
        return season(groups["season"], year)
    for code, word, grain, parts in (("q", "qw", Grain.QUARTER, 4), ("h", "hw", Grain.HALF, 2)):
        if code in groups or word in groups:
            return Period(grain, year, int(groups.get(code, 0)) or _ORDINALS[groups[word]] or parts, calendar=calendar)
    if calendar is Calendar.LABEL and "fy2" in groups:
        return _years(year or 0, int(groups["fy2"]), context)
    return Period(Grain.YEAR, year, calendar=calendar)


def _day_or_month(groups: dict[str, str], year: int | None) -> Period | None:
    """Return a day, days or a month; None when there is no such day in any year."""
    month = MONTHS.index(groups["mon"][:3]) + 1 if "mon" in groups else int(groups["mm"])
    if month > _LAST_MONTH:
        return None
    if "d" not in groups:
        return Period(Grain.MONTH, year, month)
    day, first = int(groups["d"]), int(groups.get("d0", 0))
    return Period(Grain.DAY, year, month, day, first) if 0 < day <= _LONGEST[month - 1] and first < day else None


def _year(groups: dict[str, str]) -> tuple[int | None, Calendar | None]:
    """Return the year and what it counts; the calendar is None when two years make no fiscal year."""
    if "fy" in groups:
        year = int(groups["fy"])
        year += _CENTURY if len(groups["fy"]) == len("26") else 0
        second = int(groups["fy2"]) if "fy2" in groups else None
        spans = second is not None and second % 100 == (year + 1) % 100
        return year, Calendar.SPAN if spans else Calendar.LABEL
    if "span" in groups:
        year = int(groups["y"])
        return year, Calendar.SPAN if int(groups["span"]) % 100 == (year + 1) % 100 else None
    if "y" in groups:
        return int(groups["y"]), Calendar.CIVIL
    if "yy" in groups:
        return _CENTURY + int(groups["yy"]), Calendar.CIVIL
    return None, Calendar.CIVIL


def _numeric(first: int, second: int, year: int | None, context: Context) -> Period | None:
    """Return 03/04/2026 as a day, or as the interval between its two readings when nothing tells them apart."""
    readings = [(first, second), (second, first)]  # day first, month first
    if context.day_first is not None and max(first, second) <= _LAST_MONTH:
        readings = readings[:1] if context.day_first else readings[1:]
    days = []
    for day, month in readings:
        try:
            days.append(date(year or 0, month, day))
        except ValueError:
            continue
    return Period(Grain.FIXED, fixed=(min(days), max(days))) if days else None


def _years(first: int, last_two: int, context: Context) -> Period | None:
    """Return several fiscal years ("FY24-26") as one interval."""
    last = last_two if last_two > _CENTURY else first // 100 * 100 + last_two
    if not first < last < first + 50:
        return None
    from aligner.segment.fiscal import fiscal_year  # noqa: PLC0415 - kept beside its only use

    ends = [fiscal_year(label, context.fiscal_year_start, label_first=context.label_first) for label in (first, last)]
    return Period(Grain.FIXED, fixed=(ends[0][0], ends[1][1]))


def _special(groups: dict[str, str], context: Context) -> Period | None:
    """Return periods that are counted from the document's date, decades and year spans."""
    calendar = Calendar.LABEL if groups.get("cal", "").strip() in ("fiscal", "financial") else Calendar.CIVIL
    if "to" in groups:
        first, last = int(groups["y"]), int(groups["y"]) // 100 * 100 + int(groups["to"])
        if last == first + 1:
            return Period(Grain.YEAR, first, calendar=Calendar.SPAN)
        return Period(Grain.FIXED, fixed=(date(first, 1, 1), date(last, 12, 31))) if last > first else None
    if "tens" in groups:
        return Period(Grain.FIXED, fixed=(date(int(groups["tens"]) * 10, 1, 1), date(int(groups["tens"]) * 10 + 9, 12, 31)))
    if "decade" in groups:
        today = context.document_date
        start = today.year // 10 * 10 if today else None
        # Some count 2030 as the last year of the twenties: the last possible day is the later one.
        return Period(Grain.FIXED, fixed=(date(start, 1, 1), date(start + 10, 12, 31))) if start else Period(Grain.YEAR, shift=0)
    if "eoy" in groups:
        year = int(groups["eoy"])
        return Period(Grain.YEAR, year + _CENTURY if len(groups["eoy"]) == len("26") else year)
    if "ofyear" in groups:
        return _this_year(calendar, context)
    word = groups["rel"].removeprefix("the ")
    if word in ("eom", "eoq"):
        return Period(Grain.MONTH if word == "eom" else Grain.QUARTER, shift=0)
    shift = 1 if word in ("next", "following") else 0
    return Period(Grain(groups["unit"]), calendar=calendar, shift=shift)


def _this_year(calendar: Calendar, context: Context) -> Period:
    """Return the year that a heading names, or else the one of the document's date."""
    if context.year is not None:
        fiscal = context.year.fiscal or calendar is Calendar.LABEL
        return Period(Grain.YEAR, context.year.year, calendar=Calendar.LABEL if fiscal else Calendar.CIVIL)
    return replace(Period(Grain.YEAR, shift=0), calendar=calendar)
