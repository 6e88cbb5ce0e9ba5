"""Data tables of HTML as grids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from aligner.domain.text import SpanStyle
from aligner.readers.grid import RawCell
from aligner.readers.html_parse import advance, attribute, events, is_hidden, source_line, tag_of
from aligner.readers.html_tags import COUNTED, SKIPPED, is_note_mark, style_of
from aligner.readers.runs import Runs

__all__ = ["HtmlTable", "is_data_table", "read_table"]

_COLUMNS = 256
_SPAN = 64
_ROW_SPAN = 1000
_LAYOUT_CHARS = 3000  # a cell with more text is part of a page layout
_LINES = frozenset(["br", "p", "div", "li", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "ul", "ol", "pre"])
_DIGITS = 11  # of a number worth reading
_EMPTY = RawCell("")


@dataclass(frozen=True, slots=True)
class HtmlTable:
    """A grid with merged cells repeated.

    Attributes:
        rows: one list of cells per row. lines: the line on which each begins, as parsed.
        caption: text of the caption element. header_rows: how many leading rows are marked as headers, or None.
        skipped: what the cells hold beside text, with counts.
    """

    rows: Sequence[list[RawCell]]
    lines: Sequence[int]
    caption: str
    header_rows: int | None
    skipped: Mapping[str, int]


def is_data_table(table: etree._Element) -> bool:
    """Tell a table of data from one that only lays out a page."""
    if attribute(table, "role") in {"presentation", "none"} or table.find(".//table") is not None:
        return False
    rows = list(table.iter("tr"))
    if not rows or max(len(_cells(row)) for row in rows[:50]) <= 1:
        return bool(rows) and len(rows) > 1 and _cells(rows[0])[:1] != [] and tag_of(_cells(rows[0])[0]) == "th"
    if any(True for _ in table.iter("h1", "h2", "h3", "h4", "form")) and table.find(".//th") is None:
        return False
    return all(_length(cell) < _LAYOUT_CHARS for row in rows[:20] for cell in _cells(row))


def read_table(table: etree._Element) -> HtmlTable:
    """Read a table that ``is_data_table``; spans are cut to 64 columns and 1,000 rows, rows to 256 columns."""
    skipped: Counter[str] = Counter()
    rows: list[list[RawCell]] = []
    lines: list[int] = []
    marked: list[bool] = []
    carried: dict[int, tuple[int, RawCell]] = {}  # column: rows still to fill, the cell to repeat
    for row in table.iter("tr"):
        if is_hidden(row):
            skipped["hidden row"] += 1
            continue
        cells = _cells(row)
        rows.append(_row(cells, carried, skipped))
        lines.append(source_line(row))
        parent = row.getparent()
        headed = bool(cells) and all(tag_of(cell) == "th" for cell in cells)
        marked.append(headed or (parent is not None and tag_of(parent) == "thead"))
    leading = marked.index(False) if False in marked else 0
    caption = table.find("caption")
    text = _runs(caption, skipped).styled().text if caption is not None else ""
    return HtmlTable(rows, lines, text, leading or None, skipped)


def _row(cells: Sequence[etree._Element], carried: dict[int, tuple[int, RawCell]], skipped: Counter[str]) -> list[RawCell]:
    """Place a row's cells around those that reach down from above."""
    made: list[RawCell] = []
    for cell in cells:
        _fill(made, carried)
        if len(made) >= _COLUMNS:
            break
        raw = _EMPTY if is_hidden(cell) else _runs(cell, skipped).cell()
        width, height = _span(cell, "colspan", _SPAN), _span(cell, "rowspan", _ROW_SPAN)
        repeated = replace(raw, merged=True) if raw.text else _EMPTY
        for offset in range(min(width, _COLUMNS - len(made))):
            if height > 1:
                carried[len(made)] = (height - 1, repeated)
            made.append(repeated if offset else raw)
    _fill(made, carried)
    return made


def _fill(made: list[RawCell], carried: dict[int, tuple[int, RawCell]]) -> None:
    while len(made) in carried and len(made) < _COLUMNS:
        column = len(made)
        left, cell = carried.pop(column)
        if left > 1:
            carried[column] = (left - 1, cell)
        made.append(cell)
        if left > 1:
            continue


def _runs(cell: etree._Element, skipped: Counter[str]) -> Runs:
    runs = Runs()
    styles: list[SpanStyle] = []
    walk = events(cell)
    event = advance(walk, skip=False)
    while event is not None:
        what, element, text = event
        tag = tag_of(element)
        skip = False
        if what == "text":
            runs.add(text, styles)
        elif what == "start":
            skip = element is not cell and (tag in SKIPPED or tag in COUNTED or not tag or is_note_mark(element, tag) or is_hidden(element))
            skipped.update([COUNTED[tag]] if tag in COUNTED else [])
            if not skip and (style := style_of(element, tag)) is not None:
                styles.append(style)
        elif (style := style_of(element, tag)) in styles:
            styles.remove(style)
        if tag in _LINES and what != "text":
            runs.line_break()
        event = advance(walk, skip=skip)
    return runs


def _cells(row: etree._Element) -> list[etree._Element]:
    return [cell for cell in row if tag_of(cell) in {"td", "th"}]


def _length(cell: etree._Element) -> int:
    return sum(len(text) for text in cell.itertext())


def _span(cell: etree._Element, name: str, most: int) -> int:
    text = attribute(cell, name).strip()
    return max(1, min(most, int(text))) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else 1
