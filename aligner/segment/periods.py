"""Named stretches of the calendar, before and after their year is known."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from aligner.segment.context import Context, YearHint
from aligner.segment.fiscal import add_months, fiscal_label, fiscal_year, part_of_year, spanning_year

__all__ = ["Calendar", "Grain", "Period", "bounds", "edge"]

_STALE_DAYS = 182
"""A deadline without a year that lies further back than this means its next occurrence."""

_PARTS = ("quarter", "half")
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}


class Grain(StrEnum):
    """How long a named period is."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    SEASON = "season"
    FIXED = "fixed"


class Calendar(StrEnum):
    """What the year of a period counts: ``LABEL`` for "FY26", ``SPAN`` (first year) for "2025/26"."""

    CIVIL = "civil"
    LABEL = "label"
    SPAN = "span"


@dataclass(frozen=True, slots=True)
class Period:
    """A period as written.

    Attributes:
        year: as written, or None.
        part: number of the month, quarter or half, or the first month of a season; 0 for years.
        day: day of the month, with ``first_day`` for "1-5 March"; 0 otherwise.
        shift: years (or quarters, months ...) after the document's date for "next year"; None for named periods.
        fixed: both ends, when nothing is left to resolve.
    """

    grain: Grain
    year: int | None = None
    part: int = 0
    day: int = 0
    first_day: int = 0
    calendar: Calendar = Calendar.CIVIL
    shift: int | None = None
    fixed: tuple[date, date] | None = None

    @property
    def dated(self) -> bool:
        """Whether the text itself fixes the period."""
        return self.year is not None or self.fixed is not None


def season(name: str, year: int | None) -> Period:
    """Return a season of the northern year."""
    return Period(Grain.SEASON, year, _SEASONS[name])


def bounds(period: Period, context: Context, *, deadline: bool) -> tuple[date, date] | None:
    """Return first and last day; None when the year is unknown or there is no such day.

    Args:
        period: what the text names.
        context: gives the year when the text does not.
        deadline: the period is a limit: it looks forward from the document's date.
    """
    if period.fixed is not None:
        return period.fixed
    if period.shift is not None:
        return _shifted(period, context)
    if period.year is not None:
        return _dated(period, context)
    if context.year is not None:
        return _dated(_in_year(period, context.year, context), context)
    today = context.document_date
    if today is None:
        return None
    year = today.year
    if context.fiscal_parts and period.grain in _PARTS:
        period = replace(period, calendar=Calendar.LABEL)
        year = fiscal_label(today, context.fiscal_year_start, label_first=context.label_first)
    found = _dated(replace(period, year=year), context)
    if deadline and found is not None and found[1] < today - timedelta(days=_STALE_DAYS):
        return _dated(replace(period, year=year + 1), context)
    return found


def _in_year(period: Period, hint: YearHint, context: Context) -> Period:
    """Give a period without a year the one that a heading names: under "FY27" a month is the one that lies in that fiscal year."""
    if not hint.fiscal:
        return replace(period, year=hint.year, calendar=Calendar.CIVIL)
    if period.grain in _PARTS:
        return replace(period, year=hint.year, calendar=Calendar.LABEL)
    first = fiscal_year(hint.year, context.fiscal_year_start, label_first=context.label_first)[0]
    return replace(period, year=first.year + (period.part < first.month), calendar=Calendar.CIVIL)


def _year_bounds(period: Period, context: Context) -> tuple[date, date]:
    year = period.year or 1
    if period.calendar is Calendar.LABEL:
        return fiscal_year(year, context.fiscal_year_start, label_first=context.label_first)
    if period.calendar is Calendar.SPAN:
        return spanning_year(year, context.fiscal_year_start)
    return date(year, 1, 1), date(year, 12, 31)


def _dated(period: Period, context: Context) -> tuple[date, date] | None:
    year = period.year or 1
    try:
        match period.grain:
            case Grain.DAY:
                last = date(year, period.part, period.day)
                return (last.replace(day=period.first_day) if period.first_day else last), last
            case Grain.MONTH:
                return _months(date(year, period.part, 1), 1)
            case Grain.SEASON:
                return _months(date(year, period.part, 1), 3)
            case Grain.QUARTER:
                return part_of_year(_year_bounds(period, context), period.part, 4)
            case Grain.HALF:
                return part_of_year(_year_bounds(period, context), period.part, 2)
            case _:
                return _year_bounds(period, context)
    except ValueError:
        return None


def _months(first: date, count: int) -> tuple[date, date]:
    return first, add_months(first, count) - timedelta(days=1)


def _shifted(period: Period, context: Context) -> tuple[date, date] | None:
    """Return "this year", "next quarter" and the like, counted from the document's date."""
    today, shift = context.document_date, period.shift or 0
    if today is None:
        return None
    if period.grain is Grain.YEAR and period.calendar is Calendar.LABEL:
        label = fiscal_label(today, context.fiscal_year_start, label_first=context.label_first)
        return fiscal_year(label + shift, context.fiscal_year_start, label_first=context.label_first)
    width = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.HALF: 6}.get(period.grain, 12)
    fiscal = context.fiscal_parts and period.grain in _PARTS
    into = (today.month - (context.fiscal_year_start if fiscal else 1)) % width
    return _months(add_months(today.replace(day=1), shift * width - into), width)


def edge(span: tuple[date, date], name: str, *, limit: bool = False) -> tuple[date, date]:
    """Return a part of an interval: thirds ("early", "late"), a month at the edges ("start", "end"), halves, or its middle ("mid").

    The middle of a year is June and July, but as a ``limit`` ("by mid-2027") the middle ends half-way: on 30 June.
    """
    first, last = span
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if (last - first).days < 27:  # noqa: PLR2004 - days and weeks have no early part worth telling
        return span
    middle = _middle(first, months)
    if name.endswith("half"):
        return (first, middle) if name == "first half" else (middle + timedelta(days=1), last)
    if months == 1 and not (name == "mid" and limit):
        cut = {"early": (1, 10), "start": (1, 10), "mid": (11, 20), "late": (21, last.day), "end": (21, last.day)}[name]
        return first.replace(day=cut[0]), first.replace(day=cut[1])
    third = max(1, months // 3)
    if name == "start":
        return _months(first, 1)
    if name == "early":
        return _months(first, third)
    if name == "mid":
        width = 2 if months == 12 else third  # noqa: PLR2004 - of a year only June and July
        start, end = _months(add_months(first, (months - width) // 2), width)
        return min(start, middle), middle if limit else end
    return add_months(first, months - (third if name == "late" else 1)), last


def _middle(first: date, months: int) -> date:
    """Return the last day of the first half of so many months: the end of a month, or the fifteenth of the middle one."""
    half = add_months(first, months // 2)
    return half.replace(day=15) if months % 2 else half - timedelta(days=1)
