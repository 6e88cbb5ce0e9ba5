"""Where the tables of a sheet are: parted by empty rows and columns, or stated by the file itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from aligner.readers.grid import RawCell, own_cells
from aligner.readers.table_header import find_header
from aligner.readers.xlsx_sheet import Area, SheetGrid

__all__ = ["Region", "find_regions"]

_EMPTY = RawCell("")
_MOST_GAP = 2  # empty columns from which two halves are two tables in any case
_MOST_TITLE_ROWS = 12
_SHARE = 0.5

Rows = Mapping[int, Mapping[int, RawCell]]


@dataclass(slots=True)
class Region:
    """A table or some lines of text.

    Attributes:
        rows, columns: numbers within the sheet, ascending, of those that hold something.
        grid: the cells, by position in ``rows`` and ``columns``.
        header_rows: how many header rows the file states, or None.
        titles: lines of text above a table that follows (or a table's own section), not a table.
    """

    rows: list[int]
    columns: list[int]
    grid: list[list[RawCell]]
    header_rows: int | None = None
    titles: bool = False

    @property
    def is_line(self) -> bool:
        """Every row holds a single text."""
        return all(len(own_cells(row)) <= 1 for row in self.grid)


def find_regions(sheet: SheetGrid, tables: Sequence[tuple[Area, int]]) -> list[Region]:
    """Return the regions of a sheet from top to bottom.

    Args:
        sheet: the cells; hidden columns are left out.
        tables: areas that the file itself calls tables, with their number of header rows.
    """
    rows: dict[int, dict[int, RawCell]] = {
        number: {column: cell for column, cell in cells.items() if column not in sheet.hidden_columns}
        for number, cells in sorted(sheet.rows.items())
    }
    stated = [_stated(rows, area, header_rows) for area, header_rows in tables]
    free = [region for band in _bands(rows) for region in _side_by_side(rows, band)]
    regions = sorted((region for region in [*stated, *_joined(free, sheet.filter)] if region is not None and region.rows), key=_place)
    for above, below in pairwise(regions):
        above.titles = above.is_line and not below.is_line and len(above.rows) <= _MOST_TITLE_ROWS
    return regions


def _place(region: Region) -> tuple[int, int]:
    return region.rows[0], region.columns[0]


def _stated(rows: dict[int, dict[int, RawCell]], area: Area, header_rows: int) -> Region | None:
    """Take the cells of a table out of the sheet."""
    taken: dict[int, dict[int, RawCell]] = {}
    for number, cells in rows.items():
        if area.top <= number <= area.bottom:
            inside = {column: cells[column] for column in sorted(cells) if area.left <= column <= area.right}
            for column in inside:
                del cells[column]
            if inside:
                taken[number] = inside
    return _region(taken, list(taken), header_rows or None) if taken else None


def _region(rows: Rows, numbers: Sequence[int], header_rows: int | None = None) -> Region:
    columns = sorted({column for number in numbers for column in rows[number]})
    grid = [[rows[number].get(column, _EMPTY) for column in columns] for number in numbers]
    return Region(list(numbers), columns, grid, header_rows)


def _bands(rows: Rows) -> list[list[int]]:
    """Groups of rows without an empty row between them."""
    found: list[list[int]] = []
    for number, cells in rows.items():
        if not cells:
            continue
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return found


def _side_by_side(rows: Rows, band: Sequence[int]) -> list[Region]:
    """Part a band at empty columns where both halves are tables of their own."""
    whole = _region(rows, band)
    for position, (left, right) in enumerate(pairwise(whole.columns)):
        if right - left < _MOST_GAP:
            continue
        halves = [_half(rows, band, whole.columns[: position + 1]), _half(rows, band, whole.columns[position + 1 :])]
        if _are_two(halves[0], halves[1], right - left - 1):
            return [part for half in halves for part in _side_by_side(_cells(half), half.rows)]
    return [whole]


def _half(rows: Rows, band: Sequence[int], columns: Sequence[int]) -> Region:
    kept = {number: {column: rows[number][column] for column in columns if column in rows[number]} for number in band}
    return _region(kept, [number for number in band if kept[number]])


def _cells(region: Region) -> Rows:
    return {
        number: {column: cell for column, cell in zip(region.columns, row, strict=True) if cell.text}
        for number, row in zip(region.rows, region.grid, strict=True)
    }


def _are_two(left: Region, right: Region, gap: int) -> bool:
    if len(left.columns) < _MOST_GAP or len(right.columns) < _MOST_GAP:
        return False
    headers = [find_header(left.grid), find_header(right.grid)]
    if headers[0] is None or headers[1] is None:
        return False
    names = [
        {cell.text.casefold() for cell in half.grid[header.stop - 1] if cell.text}
        for half, header in ((left, headers[0]), (right, headers[1]))
    ]
    ends = abs(left.rows[-1] - right.rows[-1])
    return gap >= _MOST_GAP or bool(names[0] & names[1]) or ends > max(2, min(len(left.rows), len(right.rows)) // 4)


def _joined(regions: Sequence[Region], filtered: Area | None) -> list[Region]:
    """Join what an empty row parts: rows without a header of their own go on with the table above, section lines between included."""
    found: list[Region] = []
    table: Region | None = None
    waiting: list[Region] = []
    for region in sorted(regions, key=_place):
        _apply_filter(region, filtered)
        if region.is_line:
            waiting.append(region)
            continue
        if table is not None and _goes_on(table, region):
            for line in waiting:
                _append(table, line, bold=True)
            _append(table, region, bold=False)
        else:
            found.extend(waiting)
            found.append(region)
            table = region if region.header_rows or find_header(region.grid) is not None else None
        waiting = []
    return [*found, *waiting]


def _apply_filter(region: Region, filtered: Area | None) -> None:
    """The first row of a filtered range is a header, whatever it looks like; rows above it are titles or groups."""
    if filtered is None or filtered.top not in region.rows or filtered.left not in region.columns:
        return
    at = region.rows.index(filtered.top)
    found = find_header(region.grid)
    if at == 0 and (found is None or found.first > 0):
        region.header_rows = 1


def _goes_on(table: Region, region: Region) -> bool:
    if find_header(region.grid) is not None or region.header_rows:
        return False
    shared = set(table.columns) & set(region.columns)
    return len(shared) > _SHARE * len(region.columns)


def _append(table: Region, more: Region, *, bold: bool) -> None:
    """Add rows below; the columns of both are kept."""
    cells = {**_cells(table), **_cells(more)}
    if bold:
        for number in more.rows:
            cells[number] = {column: replace(cell, bold=True) for column, cell in cells[number].items()}
    joined = _region(cells, sorted(cells), table.header_rows)
    table.rows, table.columns, table.grid = joined.rows, joined.columns, joined.grid
