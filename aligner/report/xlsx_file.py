"""The traceability workbook: sheets for a reviewer to filter, sign and hand back."""

from __future__ import annotations

import io
from collections.abc import Iterable
from copy import copy
from math import ceil
from typing import TYPE_CHECKING, Any

from aligner.domain.report import Report
from aligner.report.packing import repacked
from aligner.report.rows import DECISION
from aligner.report.sheets import Sheet, sheets
from aligner.report.spreadsheet import is_formula_like, legal
from aligner.report.view import View

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["render", "workbook"]

_INK, _ACCENT, _HOLE, _LINE, _WASH = "FF1C2430", "FF1D5273", "FFA8480F", "FFD5DAE0", "FFF0F3F6"
_ALARMS = frozenset({"high", "no link", "No live work", "Serves no goal"})
_JUDGED = frozenset({"Severity", "Outcome", "Support"})  # columns in which an alarm is set in colour
_A4, _A3 = 9, 8
_WIDE = 200  # characters of width from which a sheet is set up for A3
_FONT = "Calibri"
_LINE_HEIGHT, _TALLEST = 15, 400  # points; Excel allows a row 409


def render(report: Report) -> bytes:
    """Return the workbook; equal reports give equal bytes."""
    return workbook(sheets(View(report)), "Strategy and execution: traceability")


def workbook(pages: Iterable[Sheet], title: str) -> bytes:
    """Return a workbook of sheets; equal sheets give equal bytes, and no text is ever stored as a formula."""
    from openpyxl import Workbook  # noqa: PLC0415 - slow to load and needed for this form of output only

    book = Workbook()
    book.properties.creator = "aligner"
    book.properties.title = title
    for number, sheet in enumerate(pages):
        page = book.worksheets[0] if number == 0 else book.create_sheet()
        page.title = sheet.name
        _fill(page, sheet)
    raw = io.BytesIO()
    book.save(raw)
    return repacked(raw.getvalue())


def _fill(page: Worksheet, sheet: Sheet) -> None:
    top = len(sheet.heading) + 2 if sheet.heading else 1
    for number, line in enumerate(sheet.heading, start=1):
        _text(page, number, 1, line)
    for number, column in enumerate(sheet.columns, start=1):
        _text(page, top, number, column.title)
        page.column_dimensions[_letter(number)].width = column.width
    for row, cells in enumerate(sheet.rows, start=top + 1):
        for number, value in enumerate(cells, start=1):
            if isinstance(value, str):
                _text(page, row, number, value)
            elif value is not None:
                page.cell(row, number, value)
        page.row_dimensions[row].height = _height(sheet, cells)
    last = top + len(sheet.rows)
    _style(page, sheet, top, last)
    _print_setup(page, sheet, top)
    _decisions(page, sheet, top, last)


def _text(page: Worksheet, row: int, column: int, text: str) -> None:
    """Write a text as text: openpyxl would turn ``=1+1`` into a formula and ``#N/A`` into an error."""
    if not text:
        return
    cell = page.cell(row, column)
    cell.value = legal(text)
    cell.data_type = "s"
    # Excel's own mark for text that begins like a formula; the text itself stays as it was read.
    cell.quotePrefix = is_formula_like(text)


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


def _style(page: Worksheet, sheet: Sheet, top: int, last: int) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side  # noqa: PLC0415 - loaded with the workbook

    wrapped = Alignment(wrap_text=True, vertical="top")
    centred = Alignment(horizontal="center", vertical="top")
    head = Font(name=_FONT, bold=True, color=_ACCENT)
    line = Border(bottom=Side(style="thin", color=_LINE))
    heavy = Border(bottom=Side(style="medium", color=_ACCENT))
    wash = PatternFill("solid", fgColor=_WASH)
    alarm = Font(name=_FONT, bold=True, color=_HOLE)
    for number in range(1, len(sheet.heading) + 1):
        page.cell(number, 1).font = Font(name=_FONT, size=16 if number == 1 else 11, color=_INK)
    for number in range(1, len(sheet.columns) + 1):
        title = page.cell(top, number)
        title.font, title.border, title.fill, title.alignment = head, heavy, wash, Alignment(vertical="center", wrap_text=True)
    looks: dict[tuple[object, ...], Any] = {}
    cell: Any  # the published types leave out the style array
    for row in page.iter_rows(min_row=top + 1, max_row=last, max_col=len(sheet.columns)):
        for column, cell in zip(sheet.columns, row, strict=True):
            loud = column.title in _JUDGED and cell.value in _ALARMS
            look = (type(cell.value), loud, cell.quotePrefix)
            # openpyxl compares every new style with all it knows; a look that is known is copied instead, as its manual advises.
            if look in looks:
                cell._style = copy(looks[look])  # noqa: SLF001 - the documented way to copy a style
                continue
            cell.alignment, cell.border = (centred if isinstance(cell.value, (int, float)) else wrapped), line
            if isinstance(cell.value, float):
                cell.number_format = "0%"
            if loud:
                cell.font = alarm
            looks[look] = cell._style  # noqa: SLF001 - see above
    page.row_dimensions[top].height = 22
    page.sheet_view.showGridLines = False
    page.freeze_panes = f"{_letter(sheet.frozen + 1)}{top + 1}"
    page.auto_filter.ref = f"A{top}:{_letter(len(sheet.columns))}{last}"


def _print_setup(page: Worksheet, sheet: Sheet, top: int) -> None:
    from openpyxl.worksheet.properties import PageSetupProperties  # noqa: PLC0415 - loaded with the workbook

    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = _A3 if sum(column.width for column in sheet.columns) > _WIDE else _A4
    page.page_setup.fitToWidth = 1
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = f"{top}:{top}"
    footer: Any = page.oddFooter
    footer.left.text = sheet.name
    footer.right.text = "Page &P of &N"
    page.page_margins.left = page.page_margins.right = 0.4


def _decisions(page: Worksheet, sheet: Sheet, top: int, last: int) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415 - loaded with the workbook

    titles = [column.title for column in sheet.columns]
    if DECISION[0] not in titles or last == top:
        return
    choice = DataValidation(type="list", formula1='"accept,reject,defer"', allow_blank=True, showErrorMessage=True)
    choice.error, choice.errorTitle = "Choose accept, reject or defer.", "Decision"
    letter = _letter(titles.index(DECISION[0]) + 1)
    choice.add(f"{letter}{top + 1}:{letter}{last}")
    page.add_data_validation(choice)
    expires = titles.index(DECISION[-1]) + 1
    for row in range(top + 1, last + 1):
        page.cell(row, expires).number_format = "yyyy-mm-dd"
