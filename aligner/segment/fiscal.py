"""Fiscal years and their parts."""

from __future__ import annotations

from datetime import date, timedelta

__all__ = ["add_months", "fiscal_label", "fiscal_year", "part_of_year", "spanning_year"]

_MONTHS = 12


def add_months(day: date, months: int) -> date:
    """Return the day so many months later, or the last day of that month when it is shorter; months may be negative.

    Raises:
        ValueError: the result lies outside the years 1 to 9999.
    """
    index = day.year * _MONTHS + day.month - 1 + months
    year, month = divmod(index, _MONTHS)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            if last == 28:  # noqa: PLR2004 - every month has 28 days, so the year itself is out of range
                raise
    raise AssertionError


def fiscal_year(label: int, start_month: int, *, label_first: bool = False) -> tuple[date, date]:
    """Return first and last day of "FY<label>": the year that ends (or, ``label_first``, begins) in ``label``."""
    first = date(label if start_month == 1 or label_first else label - 1, start_month, 1)
    return first, add_months(first, _MONTHS) - timedelta(days=1)


def fiscal_label(day: date, start_month: int, *, label_first: bool = False) -> int:
    """Return the label of the fiscal year that holds a day: 2027 for "FY27"."""
    first = day.year - (day.month < start_month)
    return first if start_month == 1 or label_first else first + 1


def spanning_year(first_year: int, start_month: int) -> tuple[date, date]:
    """Return first and last day of "<first_year>/<next year>".

    A calendar that starts in January cannot explain such a name: the year begins on an unknown day of the first calendar
    year, so both calendar years are possible.
    """
    if start_month == 1:
        return date(first_year, 1, 1), date(first_year + 1, 12, 31)
    return fiscal_year(first_year + 1, start_month)


def part_of_year(year: tuple[date, date], part: int, parts: int) -> tuple[date, date]:
    """Return the ``part``-th (from 1) of ``parts`` equal parts of a twelve-month year; a longer interval is returned whole."""
    first = year[0]
    if add_months(first, _MONTHS) - timedelta(days=1) != year[1]:
        return year
    width = _MONTHS // parts
    start = add_months(first, (part - 1) * width)
    return start, add_months(start, width) - timedelta(days=1)
