"""Small readings of text that Word and PowerPoint share: typed list markers, cell addresses."""

from __future__ import annotations

import re
from dataclasses import replace

from aligner.domain.text import Span
from aligner.readers.lines import marked
from aligner.readers.runs import Styled

__all__ = ["cell_place", "column_letters", "column_number", "take_marker"]

_LETTERS = 26
_LAST_COLUMN = 16_384
_ADDRESS = re.compile(r"^\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})$")
_TICKED = {"☐": "[ ]", "□": "[ ]", "☑": "[x]", "☒": "[x]"}
_INITIAL = re.compile(r"\(?[A-Z]\.")
_NUMBER_ONLY = re.compile(r"\d{3}[.)]")


def take_marker(styled: Styled) -> tuple[str, Styled]:
    """Split a typed list marker from a text: the marker (empty when there is none) and the rest with its spans moved."""
    found = marked(styled.text)
    # "A. Smith" and "100. " are more often a name and a sum than a list
    if found is None or _INITIAL.fullmatch(found.marker) or _NUMBER_ONLY.fullmatch(found.marker):
        return "", styled
    cut = found.offset
    spans = tuple(Span(span.style, max(0, span.start - cut), span.end - cut) for span in styled.spans if span.end > cut)
    breaks = tuple(at - cut for at in styled.breaks if at > cut)
    return _TICKED.get(found.marker, found.marker), replace(styled, text=found.text, spans=spans, breaks=breaks)


def column_letters(column: int) -> str:
    """Return the letters of a column from 0: A, B, ... Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Return the number, from 0, of a column named by letters."""
    number = 0
    for letter in letters.upper():
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number - 1


def cell_place(address: str) -> tuple[int, int] | None:
    """Return row and column of an address such as ``B7``, both from 0, or None when it is none that a sheet has."""
    found = _ADDRESS.match(address)
    if found is None:
        return None
    row, column = int(found[2]) - 1, column_number(found[1])
    return (row, column) if row < 1_048_576 and column < _LAST_COLUMN else None  # noqa: PLR2004  # the last row of a sheet
