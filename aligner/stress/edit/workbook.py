"""Edits of workbooks: cells by their address, rows taken out or put in with everything below moved."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from datetime import date

from lxml import etree

from aligner.domain.text import Block, Document
from aligner.readers.base import Limits, Source
from aligner.readers.office_text import cell_place, column_letters
from aligner.readers.ooxml import Office
from aligner.readers.xlsx_parts import SHEET, Workbook
from aligner.stress.edit.archive import repacked
from aligner.stress.edit.places import broken, by_block, cell_of, changed
from aligner.stress.faults import Copy, Edit, Remove, Replace, Unplantable

__all__ = ["edit"]

_ROW, _CELL = f"{SHEET}row", f"{SHEET}c"
_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)


def edit(data: bytes, document: Document, edits: Sequence[Edit]) -> bytes:
    """Make edits in an xlsx file; see ``Editor``."""
    office = Office(Source(document.path, data, document.sha256), Limits())
    main = office.main("xl/", "xl/workbook.xml", "an xlsx")
    workbook = Workbook(office, main, office.xml(main))
    parts = {entry.name: entry.part for entry in workbook.sheets}
    roots: dict[str, etree._Element] = {}
    for _, block, told in by_block(document, edits):
        part = parts.get(block.locator.sheet or "")
        if part is None:
            message = f"{block.locator.describe()} is not to be found again"
            raise Unplantable(message)
        root = roots.setdefault(part, office.xml(part))
        _change(root, block, told, _EPOCH_1904 if workbook.epoch_1904 else _EPOCH)
    return repacked(
        data, {part: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True) for part, root in roots.items()}
    )


def _change(root: etree._Element, block: Block, told: list[Edit], epoch: date) -> None:
    number = _row_number(block)
    row = next((one for one in root.iter(_ROW) if one.get("r") == str(number)), None)
    if row is None:
        message = f"row {number} is not to be found again"
        raise Unplantable(message)
    for one in told:
        if isinstance(one, Copy):
            _shift(root, number, 1)
            twin = deepcopy(row)
            _name(twin, number + 1)
            row.addnext(twin)
            _set(twin, block, list(one.changes), epoch, down=1)
    replacements = [one for one in told if isinstance(one, Replace)]
    if any(isinstance(one, Remove) for one in told):
        parent = row.getparent()
        if parent is not None:
            parent.remove(row)
        _shift(root, number, -1)
    elif replacements:
        _set(row, block, replacements, epoch)


def _row_number(block: Block) -> int:
    place = cell_place((block.locator.cell or block.cells[0].locator.cell or "").partition(":")[0])
    if place is None:
        message = "it is no row of a sheet"
        raise Unplantable(message)
    return place[0] + 1


def _set(row: etree._Element, block: Block, replacements: list[Replace], epoch: date, down: int = 0) -> None:
    for address in sorted({one.at.cell or "" for one in replacements}):
        mine = [one for one in replacements if one.at.cell == address]
        cell = cell_of(block, mine[0].at)
        place = cell_place(address)
        element = next(
            (one for one in row.iterchildren(_CELL) if place and one.get("r") == f"{column_letters(place[1])}{place[0] + 1 + down}"), None
        )
        if cell is None or element is None:
            message = f"cell {address} is not to be found again"
            raise Unplantable(message)
        _fill(element, broken(cell, changed(cell.text, mine)), epoch, dated=cell.iso_date is not None)


def _fill(element: etree._Element, text: str, epoch: date, *, dated: bool) -> None:
    """Write a value: a date stays a typed date where the cell was one."""
    for child in list(element):
        element.remove(child)
    if dated and _is_iso(text):
        _untype(element)
        etree.SubElement(element, f"{SHEET}v").text = str((date.fromisoformat(text) - epoch).days)
    elif text:
        element.set("t", "inlineStr")
        etree.SubElement(etree.SubElement(element, f"{SHEET}is"), f"{SHEET}t").text = text
    else:
        _untype(element)


def _untype(element: etree._Element) -> None:
    if "t" in element.attrib:
        del element.attrib["t"]


def _is_iso(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _shift(root: etree._Element, after: int, by: int) -> None:
    """Move everything below a row up or down; what lay in a removed row alone is dropped."""
    for row in root.iter(_ROW):
        number = int(row.get("r", "0"))
        if number > after:
            _name(row, number + by)
    for holder, name in (("mergeCell", "ref"), ("hyperlink", "ref"), ("autoFilter", "ref"), ("dimension", "ref")):
        for element in list(root.iter(f"{SHEET}{holder}")):
            moved = _moved(element.get(name, ""), after, by)
            parent = element.getparent()
            if moved:
                element.set(name, moved)
            elif parent is not None:
                parent.remove(element)


def _moved(area: str, after: int, by: int) -> str:
    ends = [cell_place(end) for end in area.split(":")]
    if not all(ends):
        return area
    first, last = ends[0], ends[-1]
    assert first is not None
    assert last is not None
    top, bottom = first[0] + 1, last[0] + 1
    if by < 0 and top == bottom == after:
        return ""
    top += by if top > after else 0
    bottom += by if bottom > after or (by < 0 and bottom == after) else 0
    start = f"{column_letters(first[1])}{top}"
    return start if len(ends) == 1 else f"{start}:{column_letters(last[1])}{bottom}"


def _name(row: etree._Element, number: int) -> None:
    row.set("r", str(number))
    for cell in row.iterchildren(_CELL):
        place = cell_place(cell.get("r", ""))
        if place is not None:
            cell.set("r", f"{column_letters(place[1])}{number}")
