"""Reads OpenDocument spreadsheets (ods): the same blocks and places as for Excel workbooks."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from lxml import etree

from aligner.domain.text import Document, Layer, Unread
from aligner.readers.base import Limits, Source
from aligner.readers.grid import RawCell
from aligner.readers.odf import DRAW, OFFICE, TABLE, TEXT, Odf, Pieces, number
from aligner.readers.office_text import cell_place, column_letters
from aligner.readers.ooxml import clean
from aligner.readers.runs import Runs
from aligner.readers.sheet_blocks import SheetBlocks, count_left_out
from aligner.readers.xlsx_sheet import Area, SheetGrid, finish

__all__ = ["read"]

_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_MOST_REPEATS = 1_000  # of a cell or row that holds something
_MOST_FILLS = 50_000  # cells that repetition may fill, over all sheets
_MOST_MERGES = 50_000
_ISO = re.compile(r"^(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))")
_NUMBERS = frozenset({"float", "percentage", "currency"})
_ROWS = frozenset(f"{TABLE}{name}" for name in ("table-row-group", "table-header-rows", "table-rows"))
_COLUMNS = frozenset(f"{TABLE}{name}" for name in ("table-column-group", "table-header-columns", "table-columns"))
_CELLS = frozenset({f"{TABLE}table-cell", f"{TABLE}covered-table-cell"})
_HIDDEN = frozenset({"collapse", "filter"})
_RANGE = re.compile(r"^(?:\$?(?P<sheet>'(?:[^']|'')+'|[^.']*)\.)\$?(?P<first>[A-Z]{1,3}\$?\d+):(?:[^:]*\.)?\$?(?P<last>[A-Z]{1,3}\$?\d+)$")


def read(source: Source, limits: Limits) -> Document:
    """Read a spreadsheet.

    Raises:
        ReadError: one of its subclasses; nothing else, whatever the bytes.
    """
    odf = Odf(source, limits)
    made = _Workbook(odf)
    body = odf.body("spreadsheet")
    ranges = _filters(body)
    for table in body.iterchildren(f"{TABLE}table"):
        made.sheet(table, ranges)
    unread = tuple(Unread(what, count) for what, count in sorted(made.unread.items()) if count > 0)
    title, date = odf.properties
    return Document(source.path, source.sha256, "ods", tuple(made.blocks.blocks), unread, title, date)


def _filters(body: etree._Element) -> dict[str, Area]:
    """Ranges with filter buttons, by sheet."""
    found: dict[str, Area] = {}
    for element in body.iterfind(f"{TABLE}database-ranges/{TABLE}database-range"):
        named = _RANGE.match(element.get(f"{TABLE}target-range-address", ""))
        if named is None or element.get(f"{TABLE}display-filter-buttons") != "true":
            continue
        first, last = cell_place(named["first"].replace("$", "")), cell_place(named["last"].replace("$", ""))
        if first is not None and last is not None:
            found[named["sheet"].strip("'").replace("''", "'")] = Area(*first, *last)
    return found


class _Workbook:
    """Collects the blocks of all sheets."""

    def __init__(self, odf: Odf) -> None:
        self.blocks = SheetBlocks(odf.source.path)
        self.unread: Counter[str] = Counter()
        self._odf = odf
        self._pieces = Pieces(odf, self.unread)
        self._room = odf.limits.cells
        self._fills = _MOST_FILLS
        self._names: set[str] = set()

    def sheet(self, table: etree._Element, ranges: dict[str, Area]) -> None:
        """Read one sheet."""
        if self._room <= 0 or len(self.blocks.blocks) >= self._odf.limits.blocks:
            self.unread["sheet beyond the limits"] += 1
            return
        name = " ".join(clean(table.get(f"{TABLE}name", "")).split()) or f"Sheet {len(self._names) + 1}"
        while name in self._names:
            name += "'"
        self._names.add(name)
        reading = _Sheet(self._odf, self._pieces, self._room, self._fills)
        reading.columns(table)
        reading.rows(table)
        grid = reading.grid
        grid.filter = ranges.get(name)
        finish(grid, reading.merges, reading.hidden)
        self._room -= grid.cells
        self._fills = reading.fills
        hidden = not self._odf.look("table", table.get(f"{TABLE}style-name")).display
        count_left_out(self.unread, grid, hidden=hidden)
        self.blocks.sheet(name, grid, hidden=hidden)
        for place, text in reading.comments:
            self.blocks.apart(name, text[: self._odf.limits.text_chars], f"{place} comment", Layer.COMMENT)
        self.unread["image"] += sum(1 for _ in table.iter(f"{DRAW}image"))
        self.unread["embedded object"] += sum(1 for _ in table.iter(f"{DRAW}object"))


class _Sheet:
    """Reads the cells of one sheet; repeated cells and rows stand where they are shown."""

    def __init__(self, odf: Odf, pieces: Pieces, room: int, fills: int) -> None:
        self.grid = SheetGrid()
        self.merges: list[Area] = []
        self.hidden: list[tuple[int, int]] = []
        self.comments: list[tuple[str, str]] = []
        self._odf = odf
        self._pieces = pieces
        self.fills = fills
        self._room = room
        self._row = 0
        self._column = 0

    def columns(self, parent: etree._Element) -> None:
        """Note hidden columns."""
        for child in parent:
            if child.tag == f"{TABLE}table-column":
                count = number(child.get(f"{TABLE}number-columns-repeated"), 1)
                if child.get(f"{TABLE}visibility") in _HIDDEN:
                    self.hidden.append((self._column, self._column + count - 1))
                self._column += count
            elif child.tag in _COLUMNS:
                self.columns(child)

    def rows(self, parent: etree._Element) -> None:
        """Read all rows, through groups."""
        for child in parent:
            if child.tag == f"{TABLE}table-row":
                if self._is_full or self._row >= _LAST_ROW:
                    self.grid.cut = True
                    return
                self._take(child)
            elif child.tag in _ROWS:
                self.rows(child)

    @property
    def _is_full(self) -> bool:
        return self.grid.cells > self._room or len(self.grid.rows) > self._odf.limits.blocks

    def _take(self, row: etree._Element) -> None:
        repeated = number(row.get(f"{TABLE}number-rows-repeated"), 1, _LAST_ROW)
        cells, colours = self._line(row)
        for at in range(self._row, min(self._row + min(repeated, _MOST_REPEATS), _LAST_ROW)) if cells else ():
            if self._is_full or (at > self._row and self.fills < len(cells)):
                self.grid.cut = True
                break
            self.fills -= len(cells) if at > self._row else 0
            self.grid.rows[at] = dict(cells)
            self.grid.cells += len(cells)
            if colours:
                self.grid.colours[at] = colours
            if row.get(f"{TABLE}visibility") in _HIDDEN:
                self.grid.hidden_rows.add(at)
        self._row += repeated

    def _line(self, row: etree._Element) -> tuple[dict[int, RawCell], dict[int, str]]:
        """Return the cells and the backgrounds of a row by column."""
        cells: dict[int, RawCell] = {}
        colours: dict[int, str] = {}
        column = 0
        for element in row:
            if element.tag not in _CELLS or column >= _LAST_COLUMN:
                continue
            count = max(1, number(element.get(f"{TABLE}number-columns-repeated"), 1, _LAST_COLUMN))
            cell, colour = self._cell(element, column)
            shown = range(column, min(column + min(count, _MOST_REPEATS, 1 + self.fills), _LAST_COLUMN))
            if cell.text:
                self.fills -= len(shown) - 1
                self.grid.cut |= count > len(shown) and column + count < _LAST_COLUMN
                cells.update(dict.fromkeys(shown, cell))
            if colour:
                colours.update(dict.fromkeys(shown, colour))
            column += count
        return cells, colours

    def _cell(self, element: etree._Element, column: int) -> tuple[RawCell, str]:
        look = self._odf.look("table-cell", element.get(f"{TABLE}style-name"))
        if not len(element) and element.get(f"{OFFICE}value-type") is None:
            return RawCell(""), look.background if element.tag == f"{TABLE}table-cell" else ""
        runs = Runs()
        for child in element:
            if child.tag == f"{TEXT}p":
                self._pieces.read(child, runs)
                runs.line_break()
            elif child.tag == f"{OFFICE}annotation":
                self._comment(child, column)
        cell = runs.cell()
        kind = element.get(f"{OFFICE}value-type") or ""
        if cell.text.startswith(("#", "Err:")) and element.get(f"{TABLE}formula") is not None and kind in {"string", ""} | _NUMBERS:
            self.grid.errors += cell.text.startswith(("#REF", "#N/A", "#DIV", "#VALUE", "#NAME", "#NUM", "#NULL", "Err:"))
        wide, high = (number(element.get(f"{TABLE}number-{what}-spanned"), 1, _LAST_ROW) for what in ("columns", "rows"))
        if (wide > 1 or high > 1) and len(self.merges) < _MOST_MERGES:
            self.merges.append(Area(self._row, column, self._row + high - 1, column + wide - 1))
        return replace(
            _typed(cell, element, kind), bold=cell.bold or bool(look.bold), strike=cell.strike or bool(look.strike)
        ), look.background

    def _comment(self, annotation: etree._Element, column: int) -> None:
        runs = Runs()
        for paragraph in annotation.iter(f"{TEXT}p"):
            self._pieces.read(paragraph, runs)
            runs.add(" ")
        place = f"{column_letters(column)}{self._row + 1}"
        if runs and all(place != known for known, _ in self.comments[-1:]):
            self.comments.append((place, runs.styled().text))


def _typed(cell: RawCell, element: etree._Element, kind: str) -> RawCell:
    """Add what the file says of the cell's value; a day is shown in ISO form, as in Excel workbooks."""
    if kind == "date":
        found = _ISO.match(element.get(f"{OFFICE}date-value", ""))
        if found is None:
            return cell
        whole = bool(re.search(r"\d.*\d", cell.text)) and bool(re.search(r"\b\d{1,2}\b", cell.text))
        return replace(cell, text=found[1] if whole or not cell.text else cell.text, iso_date=found[1], breaks=())
    if kind in _NUMBERS:
        try:
            return replace(cell, number=float(element.get(f"{OFFICE}value", "")))
        except ValueError:
            return cell
    return cell
