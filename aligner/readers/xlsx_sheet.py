"""Reads one sheet as a stream into a sparse grid: values as shown, merged ranges, hidden rows and columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from lxml import etree

from aligner.readers.grid import RawCell
from aligner.readers.office_text import cell_place
from aligner.readers.ooxml import Office, is_on
from aligner.readers.xlsx_formats import show_number
from aligner.readers.xlsx_parts import SHEET, CellStyle, Workbook, rich_text, simple_text
from aligner.readers.xmlguard import iter_elements

__all__ = ["Area", "SheetGrid", "finish", "parse_area", "read_sheet"]

_VALUE = f"{SHEET}v"
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_MOST_FILLS = 200_000  # cells that merged ranges of one sheet may fill
_TAGS = ("row", "col", "mergeCell", "autoFilter")
_ISO = re.compile(r"^(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?:T(\d{2}:\d{2}))?")
_MOST_INDENTS = 9
_FALSE_INDENT = 2


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells; rows and columns from 0, last ones inclusive."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class SheetGrid:
    """The cells of a sheet that hold something, by row and column from 0.

    Attributes:
        hidden_rows, hidden_columns: numbers of hidden rows and columns that hold something.
        filter: the range of the sheet's filter, whose first row is a header.
        colours: names of the backgrounds, empty cells included.
        cut: the sheet goes on beyond the limits.
        cells, errors, unvalued, misplaced: how many cells hold something, hold an error, are formulas without a value; rows with impossible numbers.
    """

    rows: dict[int, dict[int, RawCell]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    filter: Area | None = None
    cut: bool = False
    colours: dict[int, dict[int, str]] = field(default_factory=dict)
    cells: int = 0
    errors: int = 0
    misplaced: int = 0
    unvalued: int = 0


@dataclass(slots=True)
class _Loose:
    """What comes in another order than it is needed in."""

    merges: list[Area] = field(default_factory=list)
    hidden: list[tuple[int, int]] = field(default_factory=list)


def parse_area(reference: str) -> Area | None:
    """Return the rectangle that a reference such as ``A1:C3`` names, or None when it is none."""
    first, _, last = reference.partition(":")
    start, end = cell_place(first), cell_place(last or first)
    if start is None or end is None:
        return None
    return Area(min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1]))


def read_sheet(office: Office, part: str, workbook: Workbook, room: int) -> SheetGrid:
    """Read a sheet.

    Args:
        office: the open file.
        part: name of the sheet's part.
        workbook: strings and styles.
        room: most cells to read; the rest is cut off and said so.

    Raises:
        ReadError: damaged or refused.
    """
    grid, loose = SheetGrid(), _Loose()
    with office.package.open(part) as stream:
        for _, element in iter_elements(stream, _TAGS, path=office.source.path, part=part):
            _take(element, grid, loose, workbook)
            if grid.cells > room or len(grid.rows) > office.limits.blocks:
                grid.cut = True
                break
    finish(grid, loose.merges, loose.hidden)
    return grid


def finish(grid: SheetGrid, merges: Sequence[Area], hidden: Sequence[tuple[int, int]]) -> None:
    """Complete a grid once all its cells are in: repeat merged texts, note hidden columns, turn indentation into levels.

    Args:
        grid: changed in place.
        merges: merged ranges.
        hidden: first and last number, from 0, of runs of hidden columns.
    """
    _merge(grid, merges)
    _hide_columns(grid, hidden)
    _rank_indents(grid)


def _take(element: etree._Element, grid: SheetGrid, loose: _Loose, workbook: Workbook) -> None:
    name = element.tag.rpartition("}")[2]
    if name == "row":
        _row(element, grid, workbook)
        element.clear()
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]
    elif name == "col" and is_on(element.get("hidden", "0")):
        first, last = element.get("min", ""), element.get("max", "")
        if first.isdecimal() and last.isdecimal():
            loose.hidden.append((int(first[:6]) - 1, int(last[:6]) - 1))
    elif name == "mergeCell" and len(loose.merges) < _MOST_FILLS:
        area = parse_area(element.get("ref", ""))
        if area is not None:
            loose.merges.append(area)
    elif name == "autoFilter" and grid.filter is None:
        grid.filter = parse_area(element.get("ref", ""))


def _row(element: etree._Element, grid: SheetGrid, workbook: Workbook) -> None:
    stated = element.get("r", "")
    number = int(stated[:9]) - 1 if stated.isdecimal() else max(grid.rows, default=-1) + 1
    if not 0 <= number < _LAST_ROW:
        grid.misplaced += 1
        return
    cells: dict[int, RawCell] = {}
    column = -1
    for child in element:
        column = _column(child.get("r", ""), column + 1)
        if column >= _LAST_COLUMN:
            continue
        colour = workbook.style(child.get("s")).colour
        if colour:
            grid.colours.setdefault(number, {})[column] = colour
        if not len(child):
            continue
        cell = _cell(child, grid, workbook)
        if cell is not None and cell.text:
            cells[column] = cell
    if cells:
        grid.rows.setdefault(number, {}).update(cells)
        grid.cells += len(cells)
        if is_on(element.get("hidden", "0")):
            grid.hidden_rows.add(number)


@lru_cache(maxsize=_LAST_COLUMN)
def _named_column(letters: str) -> int | None:
    place = cell_place(f"{letters}1")
    return None if place is None else place[1]


def _column(reference: str, default: int) -> int:
    letters = reference.rstrip("0123456789")
    found = _named_column(letters) if letters != reference else None
    return default if found is None else found


def _cell(element: etree._Element, grid: SheetGrid, workbook: Workbook) -> RawCell | None:
    kind = element.get("t", "n")
    style = workbook.style(element.get("s"))
    if kind == "inlineStr":
        inline = element.find("{*}is")
        return None if inline is None else _styled(rich_text(inline), style)
    last = element[-1]
    value = last.text if last.tag == _VALUE else element.findtext("{*}v")
    if not value:
        grid.unvalued += value is None and element.find("{*}f") is not None
        return None
    if kind == "s":
        index = int(value) if value.isdecimal() and len(value) < len("9999999999") else -1
        return _styled(workbook.strings[index], style) if 0 <= index < len(workbook.strings) else None
    if kind == "str":
        return _styled(simple_text(value), style)
    if kind == "b":
        return _styled(RawCell("TRUE" if value.strip() == "1" else "FALSE"), style)
    if kind == "e":
        grid.errors += 1
        return RawCell(" ".join(value.split())[:20])
    return _iso_cell(value, style) if kind == "d" else _number_cell(value, style, epoch_1904=workbook.epoch_1904)


def _styled(cell: RawCell, style: CellStyle) -> RawCell:
    if not (style.indent or style.bold or style.strike):
        return cell
    return replace(cell, indent=cell.indent + style.indent, bold=cell.bold or style.bold, strike=cell.strike or style.strike)


def _iso_cell(value: str, style: CellStyle) -> RawCell:
    found = _ISO.match(value.strip())
    if found is None:
        return _styled(simple_text(value), style)
    clock = f" {found[2]}" if found[2] and found[2] != "00:00" else ""
    return _styled(RawCell(found[1] + clock, iso_date=found[1]), style)


def _number_cell(value: str, style: CellStyle, *, epoch_1904: bool) -> RawCell | None:
    try:
        number = float(value)
    except ValueError:
        return _styled(simple_text(value), style)
    shown = show_number(number, style.format, style.code, epoch_1904=epoch_1904)
    dated = shown.iso_date is not None or (shown.text and "-" in shown.text[1:])
    return RawCell(shown.text, shown.iso_date, None if dated else number, style.indent, strike=style.strike, bold=style.bold)


def _merge(grid: SheetGrid, merges: Sequence[Area]) -> None:
    """Repeat the text of each merged range in all its cells within the used part of the sheet."""
    if not grid.rows or not merges:
        return
    bottom = max(grid.rows)
    right = max(max(cells) for cells in grid.rows.values())
    fills = 0
    for area in merges:
        anchor = grid.rows.get(area.top, {}).get(area.left)
        if anchor is None:
            continue
        repeated = replace(anchor, merged=True)
        for row in range(area.top, min(area.bottom, bottom) + 1):
            if row != area.top and row not in grid.rows:
                continue
            cells = grid.rows[row]
            for column in range(area.left, min(area.right, right) + 1):
                fills += 1
                if (row, column) != (area.top, area.left):
                    cells[column] = repeated
            if fills > _MOST_FILLS:
                return


def _hide_columns(grid: SheetGrid, hidden: Sequence[tuple[int, int]]) -> None:
    if hidden:
        used = {column for cells in grid.rows.values() for column in cells}
        grid.hidden_columns = {column for column in used if any(first <= column <= last for first, last in hidden)}


def _rank_indents(grid: SheetGrid) -> None:
    """Turn leading spaces and alignment into levels, column by column: what counts is the order, not the width."""
    widths: dict[int, Counter[int]] = {}
    for cells in grid.rows.values():
        for column, cell in cells.items():
            if cell.indent >= _FALSE_INDENT:
                widths.setdefault(column, Counter())[cell.indent] += 1
    for column, counted in widths.items():
        rank = {width: min(level, _MOST_INDENTS) for level, width in enumerate(sorted(counted), start=1)}
        for cells in grid.rows.values():
            if column in cells and cells[column].indent:
                cells[column] = replace(cells[column], indent=rank.get(cells[column].indent, 0))
