"""The typeface of the brief: widths of texts, and which characters it has."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

__all__ = ["BOLD", "MISSING", "REGULAR", "drawable", "face", "width", "wrap"]

REGULAR, BOLD = "LiberationSans-Regular", "LiberationSans-Bold"
MISSING = "\u25a1"  # an empty box stands where the typeface lacks a character
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})


@cache
def face(name: str) -> TTFont:
    """Return a typeface of the package by its file name; its widths are those of Arial, which Word sets the brief in."""
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415 - needed for two forms of output only

    with as_file(files("aligner").joinpath("data", "fonts", f"{name}.ttf")) as path:
        return TTFont(name, str(path))


@cache
def _advance(name: str, char: str) -> float:
    """Width of a character in thousandths of the size; a whole square for what the typeface lacks, as other fonts may give it."""
    widths: dict[int, float] = face(name).face.charWidths
    return widths.get(ord(char), 1000.0)


def width(text: str, name: str, size: float) -> float:
    """Return the width of a text in points."""
    return sum(_advance(name, char) for char in text) * size / 1000


def wrap(text: str, name: str, size: float, room: float) -> list[str]:
    """Return the lines of a text that is broken at spaces, or within words that are wider than the room in points."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if width(longer, name, size) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = _pieces(word, name, size, room)
        lines += full
    return [*lines, line] if line else lines


def _pieces(word: str, name: str, size: float, room: float) -> list[str]:
    pieces, piece = [], ""
    for char in word:
        if piece and width(piece + char, name, size) > room:
            pieces.append(piece)
            piece = ""
        piece += char
    return [*pieces, piece]


def drawable(text: str, name: str) -> str:
    """Return a text in which an empty box stands for every character that the typeface lacks or sets the wrong way round."""
    known: dict[int, object] = face(name).face.charToGlyph
    shown = []
    for char in unicodedata.normalize("NFC", text):
        if unicodedata.category(char) == "Cf" or "\ufe00" <= char <= "\ufe0f":
            continue  # invisible marks
        sound = ord(char) in known and unicodedata.bidirectional(char) not in _RIGHT_TO_LEFT
        shown.append(char if sound else MISSING)
    return "".join(shown)
