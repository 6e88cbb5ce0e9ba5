"""Where things stand on the sheet, in points; Word and PDF share them, so that what fits one fits the other."""

from __future__ import annotations

from dataclasses import dataclass

from aligner.report.paper.face import BOLD, REGULAR

__all__ = [
    "BODY",
    "BOTTOM",
    "COLUMN",
    "EYEBROW",
    "FINE",
    "GAP",
    "GUTTER",
    "HEIGHT",
    "INDENT",
    "LARGE",
    "LEDE",
    "MOST_AIR",
    "NAME",
    "NOTE",
    "NUMBER",
    "PAD",
    "SIDE",
    "SMALL",
    "SPACE",
    "SUBTITLE",
    "TILE",
    "TITLE",
    "TOP",
    "WHOLE",
    "WIDTH",
    "Type",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Type:
    """A size of type: typeface, size and distance of lines."""

    face: str
    size: float
    leading: float


WIDTH, HEIGHT = 595.28, 841.89
SIDE, TOP, BOTTOM = 45.0, 38.0, 34.0
WHOLE = WIDTH - 2 * SIDE
GUTTER = 14.0
COLUMN = (WHOLE - GUTTER) / 2
TILE = WHOLE / 4
PAD = 6.0  # within a tile, and around a finding
INDENT = 9.0  # of a list
MOST_AIR = 5.0  # added around findings and parts where the page has room
GAP = 7.0  # between the parts of the page
SPACE = HEIGHT - TOP - BOTTOM - 20.0  # what may be filled; the rest is for programs that set type a little wider

EYEBROW = Type(REGULAR, 8, 10)
TITLE = Type(BOLD, 14, 17)
LEDE = Type(REGULAR, 8.5, 11)
NAME = Type(BOLD, 8, 10)
NUMBER = Type(BOLD, 20, 23)
NOTE = Type(REGULAR, 7.2, 9)
SUBTITLE = Type(BOLD, 10.5, 13)
BODY = Type(REGULAR, 8, 10)
LARGE = Type(REGULAR, 8.6, 10.8)  # of the body where the page has room for it
SMALL = Type(REGULAR, 6.6, 8.6)
FINE = Type(REGULAR, 6.8, 8.6)
