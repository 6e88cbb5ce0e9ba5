"""The traceability workbook: sheets for a reviewer to filter, sign and hand back."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from itertools import chain, islice
from math import ceil
from typing import TYPE_CHECKING, Any, BinaryIO

from aligner.domain.report import Report
from aligner.report.packing import repack
from aligner.report.rows import DECISION
from aligner.report.sheets import Cell, Sheet, sheets
from aligner.report.spreadsheet import is_formula_like, legal
from aligner.report.view import View

if TYPE_CHECKING:
    from openpyxl import Workbook

__all__ = ["render", "workbook", "write_workbook"]

_INK, _ACCENT, _HOLE, _LINE, _WASH = "FF1C2430", "FF1D5273", "FFA8480F", "FFD5DAE0", "FFF0F3F6"
_ALARMS = frozenset({"high", "no link", "No live work", "Serves no goal"})
_JUDGED = frozenset({"Severity", "Outcome", "Support"})  # columns in which an alarm is set in colour
_A4, _A3 = 9, 8
_WIDE = 200  # characters of width from which a sheet is set up for A3
_FONT = "Calibri"
_LINE_HEIGHT, _TALLEST = 15, 400  # points; Excel allows a row 409
_MOST_ROWS = 1_000_000  # of one sheet; Excel allows 1,048,576


def render(report: Report) -> bytes:
    """Return the workbook; equal reports give equal bytes."""
    return workbook(sheets(View(report)), "Strategy and execution: traceability")


def workbook(pages: Iterable[Sheet], title: str) -> bytes:
    """Return a workbook of sheets; equal sheets give equal bytes, and no text is ever stored as a formula."""
    made = io.BytesIO()
    write_workbook(pages, title, made)
    return made.getvalue()


def write_workbook(pages: Iterable[Sheet], title: str, target: BinaryIO) -> None:
    """Write a workbook of sheets to an open file, one row in memory at a time; what is too long for one sheet goes on in another."""
    from openpyxl import Workbook  # noqa: PLC0415 - slow to load and needed for this form of output only

    book = Workbook(write_only=True)
    book.properties.creator = "aligner"
    book.properties.title = title
    for sheet in pages:
        rows, part = iter(sheet.rows), 1
        first: list[tuple[Cell, ...]] | None = []
        while first is not None:
            some = chain(first, islice(rows, _MOST_ROWS - len(first)))
            _Page(book, sheet, sheet.name if part == 1 else f"{sheet.name} ({part})").fill(some)
            more = next(rows, None)
            first, part = None if more is None else [more], part + 1
    with tempfile.TemporaryFile() as raw:
        book.save(raw)
        raw.seek(0)
        repack(raw, target)


class _Page:
    """One sheet on its way into the workbook: everything above the rows is set before the first, the rest after the last."""

    def __init__(self, book: Workbook, sheet: Sheet, name: str) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side  # noqa: PLC0415 - loaded with the workbook

        self._sheet, self._top = sheet, len(sheet.heading) + 2 if sheet.heading else 1
        self._page: Any = book.create_sheet(name)
        self._looks: dict[tuple[object, ...], Any] = {}
        self._wrapped = Alignment(wrap_text=True, vertical="top")
        self._centred = Alignment(horizontal="center", vertical="top")
        self._line = Border(bottom=Side(style="thin", color=_LINE))
        self._alarm = Font(name=_FONT, bold=True, color=_HOLE)
        self._head = {
            "font": Font(name=_FONT, bold=True, color=_ACCENT),
            "border": Border(bottom=Side(style="medium", color=_ACCENT)),
            "fill": PatternFill("solid", fgColor=_WASH),
            "alignment": Alignment(vertical="center", wrap_text=True),
        }
        self._titles = [Font(name=_FONT, size=size, color=_INK) for size in (16, 11)]

    def fill(self, rows: Iterable[tuple[Cell, ...]]) -> None:
        """Write the head, the rows and the foot."""
        self._set_up()
        for number, line in enumerate(self._sheet.heading):
            cell = self._text(line)
            cell.font = self._titles[min(number, 1)]
            self._page.append([cell])
        if self._sheet.heading:
            self._page.append([])
        self._page.append([self._title(column.title) for column in self._sheet.columns])
        decided = self._decided()
        last = self._top
        for last, cells in enumerate(rows, start=self._top + 1):
            self._page.row_dimensions[last].height = _height(self._sheet, cells)
            self._page.append([*self._row(cells, decided)])
            del self._page.row_dimensions[last]
        self._page.auto_filter.ref = f"A{self._top}:{_letter(len(self._sheet.columns))}{last}"
        if decided and last > self._top:
            self._decisions(decided[0], last)

    def _set_up(self) -> None:
        from openpyxl.worksheet.properties import PageSetupProperties  # noqa: PLC0415 - loaded with the workbook

        page, columns = self._page, self._sheet.columns
        for number, column in enumerate(columns, start=1):
            page.column_dimensions[_letter(number)].width = column.width
        page.row_dimensions[self._top].height = 22
        page.sheet_view.showGridLines = False
        page.freeze_panes = f"{_letter(self._sheet.frozen + 1)}{self._top + 1}"
        page.page_setup.orientation = "landscape"
        page.page_setup.paperSize = _A3 if sum(column.width for column in columns) > _WIDE else _A4
        page.page_setup.fitToWidth = 1
        page.page_setup.fitToHeight = 0
        page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        page.print_title_rows = f"{self._top}:{self._top}"
        page.oddFooter.left.text = self._sheet.name
        page.oddFooter.right.text = "Page &P of &N"
        page.page_margins.left = page.page_margins.right = 0.4

    def _text(self, text: str) -> Any:  # noqa: ANN401 - the published types leave out the style array
        """Return a text as text: openpyxl would turn ``=1+1`` into a formula and ``#N/A`` into an error."""
        cell = self._cell(legal(text) or None)
        if text:
            cell.data_type = "s"
            # Excel's own mark for text that begins like a formula; the text itself stays as it was read.
            cell.quotePrefix = is_formula_like(text)
        return cell

    def _cell(self, value: Cell) -> Any:  # noqa: ANN401 - as above
        from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - loaded with the workbook

        return WriteOnlyCell(self._page, value)

    def _title(self, text: str) -> Any:  # noqa: ANN401 - as above
        cell = self._text(text)
        for name, value in self._head.items():
            setattr(cell, name, value)
        return cell

    def _row(self, cells: Sequence[Cell], decided: tuple[int, int] | None) -> Iterator[Any]:
        columns = self._sheet.columns
        for number, column in enumerate(columns):
            value = cells[number] if number < len(cells) else None
            cell = self._text(value) if isinstance(value, str) else self._cell(value)
            self._dress(cell, loud=column.title in _JUDGED and value in _ALARMS, day=decided is not None and number == decided[1])
            yield cell

    def _dress(self, cell: Any, *, loud: bool, day: bool) -> None:  # noqa: ANN401 - as above
        look = (type(cell.value), loud, day, cell.quotePrefix)
        # openpyxl compares every new style with all it knows; a look that is known is copied instead, as its manual advises.
        if look in self._looks:
            cell._style = copy(self._looks[look])  # noqa: SLF001 - the documented way to copy a style
            return
        cell.alignment, cell.border = (self._centred if isinstance(cell.value, (int, float)) else self._wrapped), self._line
        if isinstance(cell.value, float):
            cell.number_format = "0%"
        if loud:
            cell.font = self._alarm
        if day:
            cell.number_format = "yyyy-mm-dd"
        self._looks[look] = cell._style  # noqa: SLF001 - see above

    def _decided(self) -> tuple[int, int] | None:
        """Return the places of the first and the last column that a reviewer fills in."""
        titles = [column.title for column in self._sheet.columns]
        return (titles.index(DECISION[0]), titles.index(DECISION[-1])) if DECISION[0] in titles else None

    def _decisions(self, place: int, last: int) -> None:
        from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415 - loaded with the workbook

        choice = DataValidation(type="list", formula1='"accept,reject,defer"', allow_blank=True, showErrorMessage=True)
        choice.error, choice.errorTitle = "Choose accept, reject or defer.", "Decision"
        choice.add(f"{_letter(place + 1)}{self._top + 1}:{_letter(place + 1)}{last}")
        self._page.data_validations.append(choice)


def _height(sheet: Sheet, cells: tuple[object, ...]) -> int:
    """Estimate a row's height in points: not every program fits rows to wrapped text when it opens a file."""
    lines = 1
    for cell, column in zip(cells, sheet.columns, strict=False):
        if isinstance(cell, str):
            # Words rarely fill a line to its last character.
            lines = max(lines, sum(ceil((len(part) + 1) / (column.width * 0.92)) for part in cell.split("\n")))
    return min(lines * _LINE_HEIGHT, _TALLEST)


def _letter(number: int) -> str:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - loaded with the workbook

    return get_column_letter(number)
