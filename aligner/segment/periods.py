"""Named stretches of the calendar, before and after their year is known."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from aligner.segment.context import Context
from aligner.segment.fiscal import add_months, fiscal_year, part_of_year, spanning_year

__all__ = ["Calendar", "Grain", "Period", "bounds", "edge"]

_STALE_DAYS = 182
"""A deadline without a year that lies further back than this means its next occurrence."""

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
        fiscal = context.year.fiscal and period.grain in (Grain.QUARTER, Grain.HALF)
        return _dated(replace(period, year=context.year.year, calendar=Calendar.LABEL if fiscal else Calendar.CIVIL), context)
    today = context.document_date
    if today is None:
        return None
    found = _dated(replace(period, year=today.year), context)
    if deadline and found is not None and found[1] < today - timedelta(days=_STALE_DAYS):
        return _dated(replace(period, year=today.year + 1), context)
    return found


def _year_bounds(period: Period, context: Context) -> tuple[date, date]:
    year = period.year or 1
    if period.calendar is Calendar.LABEL:
        return fiscal_year(year, context.fiscal_year_start)
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
        start = context.fiscal_year_start
        label = today.year + (1 if start != 1 and today.month >= start else 0)
        return fiscal_year(label + shift, start)
    width = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.HALF: 6}.get(period.grain, 12)
    first = date(today.year, (today.month - 1) // width * width + 1, 1)
    return _months(add_months(first, shift * width), width)


def edge(span: tuple[date, date], name: str) -> tuple[date, date]:
    """Return the "early", "mid", "late", "start" or "end" part of an interval: thirds, and a twelfth to a third at the ends."""
    first, last = span
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if (last - first).days < 27:  # noqa: PLR2004 - days and weeks have no early part worth telling
        return span
    if months == 1:
        cut = {"early": (1, 10), "start": (1, 10), "mid": (11, 20), "late": (21, last.day), "end": (21, last.day)}[name]
        return first.replace(day=cut[0]), first.replace(day=cut[1])
    third = max(1, months // 3)
    if name == "start":
        return _months(first, 1)
    if name == "early":
        return _months(first, third)
    if name == "mid":
        return first if months < 3 else add_months(first, third), _months(first, months - third)[1]  # noqa: PLR2004
    return add_months(first, months - (third if name == "late" else 1)), last
