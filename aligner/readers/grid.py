"""Cells before their columns have names, and what can be told of them one at a time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Placed", "RawCell", "is_data", "is_period", "own_cells", "plain", "without_brackets"]

_NUMBER = re.compile(r"^[~<>≤≥=]?\s*[-+(]?\s*[$€£¥]?\s*\d[\d.,' ]*\s*(%|[kmb]n?|[$€£¥]|[a-z]{3})?\s*\)?$", re.IGNORECASE)
_DATE = re.compile(r"^\d{1,4}[-/.]\d{1,2}([-/.]\d{1,4})?([ T]\d{1,2}:\d{2}.*)?$|^\d{1,2}[ -][a-z]{3,9}\.?[ ,-]+\d{2,4}$", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_PERIOD = re.compile(
    rf"^((fy|cy)\s*'?(19|20)?|'|19|20)\d{{2}}([-/](19|20)?\d{{2}})?$|^{_MONTH}([ -]?'?\d{{2,4}})?$|^(week|wk|cw|month|year|sprint|day)[ -]?\d{{0,2}}$"
    rf"|^{_MONTH}\s?[-/\u2013]\s?{_MONTH}([ -]?'?\d{{2,4}})?$|^((w/c|wb|we|wc|week of|week ending)\s)?(\d{{1,2}}[ -]{_MONTH}|{_MONTH} \d{{1,2}})$"
    r"|^[hq][1-4]\s?[-/\u2013]\s?[hq][1-4]([ /-]?'?(fy|cy)?\s?\d{2,4})?$|^([hq][1-4]|[wmyd]\d{1,2})([ /-]?'?(fy|cy)?\s?\d{2,4})?$|^(fy|cy)?'?\d{2,4}[ -]?[hq][1-4]$",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_LONGEST_DATA = 30  # characters of a number or date as written
_LONGEST_PERIOD = 20
_EDGES = re.compile(r"[^\w%/&+ -]+")


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell before its column has a name; see ``aligner.domain.text.Cell`` for the fields.

    ``merged`` is true where the text is repeated from the anchor of a merged range, to the right of it or below it;
    ``colour`` is the name of the background, or an empty string.
    """

    text: str
    iso_date: str | None = None
    number: float | None = None
    indent: int = 0
    merged: bool = False
    strike: bool = False
    bold: bool = False
    breaks: tuple[int, ...] = ()
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell with its column, from 0."""

    column: int
    cell: RawCell


def own_cells(row: Sequence[RawCell]) -> list[Placed]:
    """Return the cells that hold text, without those that repeat a merged neighbour on the left."""
    return [
        Placed(column, cell)
        for column, cell in enumerate(row)
        if cell.text and not (cell.merged and column and row[column - 1].text == cell.text)
    ]


def without_brackets(text: str) -> str:
    """Return a text without the explanations in brackets that headers often carry; the whole text where nothing else is left."""
    if "(" not in text and "[" not in text:
        return text
    return " ".join(_BRACKETS.sub(" ", text).split()) or text


def plain(text: str) -> str:
    """Return a header text for comparison: lower case, without brackets, punctuation and repeated spaces."""
    return " ".join(_EDGES.sub(" ", without_brackets(text).casefold()).replace("/", " ").split())


def is_data(cell: RawCell) -> bool:
    """Tell whether a cell holds a number or a date rather than words."""
    if cell.number is not None or cell.iso_date is not None:
        return True
    text = cell.text
    return len(text) <= _LONGEST_DATA and _DIGIT.search(text) is not None and bool(_NUMBER.match(text) or _DATE.match(text))


def is_period(cell: RawCell) -> bool:
    """Tell whether a cell could head a column of a time line: a date, month, quarter, week or year."""
    if cell.iso_date is not None:
        return True
    return len(cell.text) <= _LONGEST_PERIOD and bool(_PERIOD.match(cell.text) or _DATE.match(cell.text))
