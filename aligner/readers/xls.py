"""Reads old Excel workbooks (xls): the same blocks and places as for new ones."""

from __future__ import annotations

import contextlib
import io
from collections import Counter
from dataclasses import replace
from typing import Any

from aligner.domain.text import Document, Layer, Unread
from aligner.errors import CorruptFileError, EncryptedFileError, LimitError, ReadError
from aligner.readers.base import Limits, Source
from aligner.readers.colours import colour_name
from aligner.readers.grid import RawCell
from aligner.readers.office_text import column_letters
from aligner.readers.ooxml import clean
from aligner.readers.sheet_blocks import SheetBlocks, count_left_out
from aligner.readers.xlsx_formats import show_number
from aligner.readers.xlsx_parts import simple_text
from aligner.readers.xlsx_sheet import Area, SheetGrid, finish

__all__ = ["read"]

_EMPTY, _TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = range(6)
_INDENT = 3  # columns of one step of indentation, as leading spaces count
_LARGEST = 60_000_000  # bytes: the whole workbook is held in memory many times over
_SOLID = 1


def read(source: Source, limits: Limits) -> Document:
    """Read a workbook.

    Raises:
        ReadError: one of its subclasses; nothing else, whatever the bytes.
    """
    if len(source.data) > _LARGEST:
        raise LimitError(source.path, f"is an old Excel workbook larger than {_LARGEST / 1e6:.0f} MB", "Save it as xlsx.")
    try:
        return _Workbook(source, limits).document()
    except (ReadError, MemoryError, KeyboardInterrupt):
        raise
    except Exception as error:
        if "ncrypt" in str(error) or "assword" in str(error):
            raise EncryptedFileError(source.path, "is protected by a password", "Remove the protection and try again.") from error
        raise CorruptFileError(source.path, "is a damaged old Excel workbook (.xls)", "Open it in Excel and save it as xlsx.") from error


class _Workbook:
    """An open workbook."""

    def __init__(self, source: Source, limits: Limits) -> None:
        import xlrd  # noqa: PLC0415 - not needed for most files

        self._source = source
        self._limits = limits
        self._made = SheetBlocks(source.path)
        self._unread: Counter[str] = Counter()
        self._room = limits.cells
        silence = io.StringIO()
        try:
            self._book = xlrd.open_workbook(
                file_contents=source.data, logfile=silence, formatting_info=True, ragged_rows=True, on_demand=True
            )
        except NotImplementedError:  # formats of some versions
            self._book = xlrd.open_workbook(file_contents=source.data, logfile=silence, ragged_rows=True, on_demand=True)
        self._styled = bool(self._book.formatting_info)

    def document(self) -> Document:
        """Read all sheets."""
        for index in range(self._book.nsheets):
            if self._room <= 0 or len(self._made.blocks) >= self._limits.blocks:
                self._unread["sheet beyond the limits"] += 1
                continue
            sheet = self._book.sheet_by_index(index)
            self._sheet(sheet)
            self._book.unload_sheet(index)
        unread = tuple(Unread(what, count) for what, count in sorted(self._unread.items()) if count > 0)
        source = self._source
        return Document(source.path, source.sha256, "xls", tuple(self._made.blocks), unread)

    def _sheet(self, sheet: Any) -> None:  # noqa: ANN401 - the library has no types
        grid = SheetGrid()
        hidden = getattr(sheet, "visibility", 0) != 0
        for row in range(sheet.nrows):
            self._row(sheet, row, grid)
            if grid.cells > self._room or len(grid.rows) > self._limits.blocks:
                grid.cut = True
                break
        self._room -= grid.cells
        merges = [Area(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells]
        columns = [(column, column) for column, info in sorted(sheet.colinfo_map.items()) if info.hidden] if self._styled else []
        finish(grid, merges, columns)
        count_left_out(self._unread, grid, hidden=hidden)
        self._made.sheet(sheet.name, grid, hidden=hidden)
        for (row, column), note in sorted(sheet.cell_note_map.items()):
            text = " ".join(clean(note.text or "").split())[: self._limits.text_chars]
            self._made.apart(sheet.name, text, f"{column_letters(column)}{row + 1} comment", Layer.COMMENT)

    def _row(self, sheet: Any, row: int, grid: SheetGrid) -> None:  # noqa: ANN401 - see above
        cells: dict[int, RawCell] = {}
        for column, cell in enumerate(sheet.row(row)):
            if self._styled and (colour := self._colour(cell.xf_index)):
                grid.colours.setdefault(row, {})[column] = colour
            made = self._cell(cell, grid)
            if made is not None and made.text:
                cells[column] = made
        if not cells:
            return
        grid.rows[row] = cells
        grid.cells += len(cells)
        info = sheet.rowinfo_map.get(row)
        if info is not None and info.hidden:
            grid.hidden_rows.add(row)

    def _cell(self, cell: Any, grid: SheetGrid) -> RawCell | None:  # noqa: ANN401 - see above
        kind, value = cell.ctype, cell.value
        bold, strike, indent = self._style(cell.xf_index)
        if kind == _TEXT:
            made = simple_text(value)
            return replace(made, indent=made.indent + indent, bold=bold, strike=strike)
        if kind == _BOOLEAN:
            return RawCell("TRUE" if value else "FALSE", bold=bold)
        if kind == _ERROR:
            grid.errors += 1
            return None
        if kind not in {_NUMBER, _DATE}:
            return None
        shown = show_number(float(value), *self._format(cell.xf_index, dated=kind == _DATE), epoch_1904=self._book.datemode == 1)
        dated = shown.iso_date is not None or (shown.text and "-" in shown.text[1:])
        return RawCell(shown.text, shown.iso_date, None if dated else float(value), indent, strike=strike, bold=bold)

    def _format(self, index: int | None, *, dated: bool) -> tuple[int, str | None]:
        """Number and code of a cell's format, as in new workbooks; a plain date where styles are not read."""
        if self._styled and index is not None:
            with contextlib.suppress(LookupError):
                key = self._book.xf_list[index].format_key
                return key, self._book.format_map[key].format_str
        return (14, None) if dated else (0, None)

    def _style(self, index: int | None) -> tuple[bool, bool, int]:
        """Bold, struck through, and steps of indentation."""
        if self._styled and index is not None:
            with contextlib.suppress(LookupError):
                style = self._book.xf_list[index]
                font = self._book.font_list[style.font_index]
                return bool(font.bold), bool(font.struck_out), _INDENT * min(int(style.alignment.indent_level), 9)
        return False, False, 0

    def _colour(self, index: int | None) -> str:
        if index is None or index >= len(self._book.xf_list):
            return ""
        background = self._book.xf_list[index].background
        rgb = self._book.colour_map.get(background.pattern_colour_index) if background.fill_pattern == _SOLID else None
        return colour_name("".join(f"{part:02x}" for part in rgb)) if rgb else ""
