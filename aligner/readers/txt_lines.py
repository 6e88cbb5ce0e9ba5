"""Lines of plain text with what surrounds them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["Line", "is_rule", "joins", "split_lines", "underline", "wrap_width"]

_RULE = re.compile(r"[-=_*~#+.\u2013\u2014\u2500\u2550\u2501 ]{3,}")
_UNDERLINE = re.compile(r"(=|-|~|\*|\u2500|\u2550){3,}")
_QUOTE = re.compile(r"(?:>[ \t]?)+")
_COLUMNS = re.compile(r"\S(?: {3,}|\t+)\S")
_TAB = 4
_SLACK = 0.8
_UNWRAPPED = 110  # lines longer than this are paragraphs, not wrapped by hand


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank.

    Attributes:
        number: from 1.
        text: white space collapsed, without quotation marks at the left.
        indent: columns before the text, tabs to multiples of four.
        width: columns up to the end of the text.
        gap: blank lines (or page breaks) before it.
        quoted: depth of ``>`` marks.
        columns: the text holds wide gaps, as aligned columns have.
    """

    number: int
    text: str
    indent: int
    width: int
    gap: int
    quoted: int
    columns: bool


def split_lines(text: str) -> list[Line]:
    """Return the lines of a cleaned text that are not blank; a form feed counts as a blank line."""
    found: list[Line] = []
    gap = 1
    for number, raw in enumerate(text.split("\n"), start=1):
        gap += raw.count("\f")
        line, quoted = raw.replace("\f", " "), 0
        mark = _QUOTE.match(line.lstrip()) if ">" in line else None
        if mark:
            quoted = mark.group().count(">")
            line = line.lstrip()[mark.end() :]
        line = line.expandtabs(_TAB) if line[:1].isspace() else line
        stripped = line.strip()
        if not stripped:
            gap += 1
            continue
        indent = len(line) - len(line.lstrip())
        found.append(Line(number, " ".join(stripped.split()), indent, len(line.rstrip()), gap, quoted, bool(_COLUMNS.search(stripped))))
        gap = 0
    return found


def is_rule(text: str) -> bool:
    """Tell whether a line only draws a line."""
    return bool(_RULE.fullmatch(text))


def underline(below: Line, above: Line) -> str:
    """Return the character with which a line underlines the one above it, or an empty string."""
    if below.gap or not _UNDERLINE.fullmatch(below.text) or is_rule(above.text):
        return ""
    length = len(above.text)
    return below.text[0] if 0.4 * length <= len(below.text) <= max(3 * length, length + 20) else ""


def wrap_width(lines: Sequence[Line]) -> int:
    """Return the column at which the text was wrapped, or 0 when every line is a paragraph of its own."""
    widths = sorted(above.width for above, below in pairwise(lines) if not below.gap)
    if not widths:
        return 0
    width = widths[min(len(widths) - 1, len(widths) * 9 // 10)]
    return 0 if width > _UNWRAPPED else width


def joins(above: Line, below: Line, width: int) -> bool:
    """Tell whether a line continues the paragraph of the line above: the break is where the text would not have fitted."""
    if below.gap or above.columns or below.columns or above.quoted != below.quoted or is_rule(below.text):
        return False
    if below.text[0].islower() and not above.text.endswith((".", "!", "?")):
        return True
    if not width:
        return False
    first = below.text.split(" ", 1)[0]
    return above.width + 1 + len(first) >= _SLACK * width
