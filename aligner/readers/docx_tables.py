"""The shape of a Word table: rows and cells through content controls, merged cells spread out, layout tables told apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from string import hexdigits

from lxml import etree

from aligner.readers.colours import colour_name
from aligner.readers.docx_styles import WORD, Styles, shade, word_value
from aligner.readers.grid import RawCell
from aligner.readers.ooxml import is_on

__all__ = ["WordCell", "WordRow", "first_row_stands_out", "spread", "word_rows"]

_ROW, _CELL, _TABLE = f"{WORD}tr", f"{WORD}tc", f"{WORD}tbl"
_TRANSPARENT = frozenset(f"{WORD}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
_MOST_COLUMNS = 256
_FIRST_ROW_BIT, _HEX_DIGITS = 0x20, 4  # how older files write the options of a table's style


@dataclass(frozen=True, slots=True)
class WordCell:
    """A cell as written: how many grid columns it covers, and whether it goes on from the row above."""

    element: etree._Element
    span: int
    continued: bool


@dataclass(frozen=True, slots=True)
class WordRow:
    """A row as written: ``skipped`` grid columns on its left, its cells, whether it repeats as a header, whether it was deleted."""

    cells: tuple[WordCell, ...]
    skipped: int
    header: bool
    deleted: bool
    hidden: bool


def word_rows(table: etree._Element) -> list[WordRow]:
    """Return the rows of a table."""
    return [_row(element) for element in _through(table, _ROW)]


def _through(parent: etree._Element, wanted: str) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == wanted:
            yield child
        elif child.tag in _TRANSPARENT:
            yield from _through(child, wanted)


def _row(element: etree._Element) -> WordRow:
    properties = element.find(f"{WORD}trPr")
    cells: list[WordCell] = []
    columns = 0
    for cell in _through(element, _CELL):
        own = cell.find(f"{WORD}tcPr")
        merge = own.find(f"{WORD}vMerge") if own is not None else None
        span = max(1, min(_count(word_value(own, "gridSpan"), 1), _MOST_COLUMNS - columns))
        columns += span
        cells.append(WordCell(cell, span, merge is not None and merge.get(f"{WORD}val", "continue") == "continue"))
        if columns >= _MOST_COLUMNS:
            break
    skipped = min(_count(word_value(properties, "gridBefore"), 0), _MOST_COLUMNS)
    return WordRow(tuple(cells), skipped, _flag(properties, "tblHeader"), _has(properties, "del"), _flag(properties, "hidden"))


def _count(value: str | None, default: int) -> int:
    return default if value is None or not value.isdecimal() else int(value[:6])


def _flag(properties: etree._Element | None, name: str) -> bool:
    found = properties.find(f"{WORD}{name}") if properties is not None else None
    return found is not None and is_on(found.get(f"{WORD}val"))


def _has(properties: etree._Element | None, name: str) -> bool:
    return properties is not None and properties.find(f"{WORD}{name}") is not None


def first_row_stands_out(table: etree._Element, rows: Sequence[WordRow], styles: Styles) -> bool:
    """Tell whether the first row is drawn as a header: by the table's style where its options ask for it, or shaded alone."""
    properties = table.find(f"{WORD}tblPr")
    look = properties.find(f"{WORD}tblLook") if properties is not None else None
    if look is not None and _asks_first_row(look) and styles.draws_first_row(word_value(properties, "tblStyle")):
        return True
    shades = [{shade(cell.element.find(f"{WORD}tcPr")) for cell in row.cells} for row in rows[:2]]
    return len(shades) > 1 and len(shades[0]) == 1 and "" not in shades[0] and not shades[0] & shades[1]


def _asks_first_row(look: etree._Element) -> bool:
    stated = look.get(f"{WORD}firstRow")
    if stated is not None:
        return is_on(stated)
    bits = look.get(f"{WORD}val", "")
    return len(bits) <= _HEX_DIGITS and all(mark in hexdigits for mark in bits) and bool(int(bits or "0", 16) & _FIRST_ROW_BIT)


def spread(rows: Sequence[WordRow], contents: Sequence[Sequence[RawCell]], *, stands_out: bool = False) -> list[list[RawCell]]:
    """Return the grid with merged texts repeated to the right and below; columns that only ever repeat their left one are left out.

    Args:
        rows: the rows as written.
        contents: the text of each of their cells, in the same shape.
        stands_out: the first row is drawn as a header, which counts as bold.
    """
    grid: list[list[RawCell]] = []
    widened: list[set[int]] = []
    for row, texts in zip(rows, contents, strict=True):
        line = [RawCell("")] * row.skipped
        wide: set[int] = set()
        for cell, content in zip(row.cells, texts, strict=True):
            column = len(line)
            text = replace(content, bold=True) if stands_out and not grid else content
            text = replace(text, colour=colour_name(shade(cell.element.find(f"{WORD}tcPr"))))
            above = grid[-1][column] if cell.continued and grid and column < len(grid[-1]) else None
            shown = replace(above, merged=True) if above is not None and above.text and not text.text else text
            line.append(shown)
            line.extend([replace(shown, merged=True)] * (cell.span - 1))
            wide.update(range(column + 1, len(line)))
        grid.append(line)
        widened.append(wide)
    width = max((len(line) for line in grid), default=0)
    kept = [
        column
        for column in range(width)
        if any(column < len(line) and column not in wide for line, wide in zip(grid, widened, strict=True))
    ]
    return [[line[column] for column in kept if column < len(line)] for line in grid]
