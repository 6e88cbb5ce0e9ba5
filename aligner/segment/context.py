"""What is known about a text from its surroundings when its values are parsed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

__all__ = ["Context", "YearHint", "usable_day"]

_YEARS = range(1900, 2200)
"""Document dates outside come from broken file properties."""


@dataclass(frozen=True, slots=True)
class YearHint:
    """The year that a heading or an introducing line sets for bare quarters and months; ``fiscal`` for "FY26"."""

    year: int
    fiscal: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """Surroundings of a text.

    Attributes:
        document_date: the day from which "within 18 months" counts; None when unknown.
        fiscal_year_start: month (1 to 12) in which a fiscal year begins.
        day_first: how to read 03/04/2026; None when unknown.
        decimal_comma: whether "1.234" means 1234; None to decide from the text itself.
        year: set by the nearest heading or introducing line that names a single year.
        label_first: "FY27" is the fiscal year that begins in 2027, not the one that ends in it.
        fiscal_parts: quarters and halves without a year are those of the fiscal year.
    """

    document_date: date | None = None
    fiscal_year_start: int = 1
    day_first: bool | None = None
    decimal_comma: bool | None = None
    year: YearHint | None = None
    label_first: bool = False
    fiscal_parts: bool = False


def usable_day(text: str | None) -> date | None:
    """Return the day that an ISO 8601 date or time begins with; None when there is none or its year cannot be meant."""
    try:
        day = date.fromisoformat((text or "")[: len("2026-03-12")])
    except ValueError:
        return None
    return day if day.year in _YEARS else None
