"""Excel: a note at every cell that findings quote, and a sheet that lists the findings."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from aligner.annotate.package import OFFICE, Rewrite, xml_bytes
from aligner.annotate.quotes import Note
from aligner.annotate.xlsx_list import list_sheet
from aligner.annotate.xlsx_notes import add_notes
from aligner.domain.gaps import Gap
from aligner.errors import UnsupportedFormatError
from aligner.readers.ooxml import RELATION
from aligner.readers.xlsx import read
from aligner.readers.xlsx_parts import SHEET, SheetEntry, Workbook
from aligner.readers.xlsx_sheet import Area, parse_area

__all__ = ["comment"]

_WORKSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_LIST = "aligner findings"


def comment(rewrite: Rewrite, findings: Sequence[Gap]) -> frozenset[str]:
    """Add a note at every quoted cell and a sheet with all findings; see ``Annotator``."""
    office = rewrite.office
    main = office.main("xl/", "xl/workbook.xml", "an xlsx")
    if main.endswith(".bin"):
        raise UnsupportedFormatError(office.source.path, "is a binary workbook (.xlsb)", "Save it as xlsx and try again.")
    rewrite.refuse_strict(main)
    root = office.xml(main)
    office.check_root(root, "workbook", "an xlsx")
    texts = {(key[4], key[5]): text for key, text in read(office.source, office.limits).places().items() if isinstance(key, tuple)}
    entries = {entry.name: entry for entry in Workbook(office, main, root).sheets if entry.part is not None}
    by_sheet: dict[str, list[tuple[Area, Note]]] = {}
    for note in rewrite.notes:
        at = note.piece.locator
        found = texts.get((at.sheet, at.cell))
        area = parse_area(at.cell or "")
        if at.sheet in entries and area is not None and found is not None and found[at.start : at.end] == note.piece.quote:
            by_sheet.setdefault(at.sheet or "", []).append((area, note))
    placed = {note.gap.id for notes in by_sheet.values() for _, note in notes}
    for name, notes in by_sheet.items():
        add_notes(rewrite, entries[name].part or "", notes)
    if findings:
        _add_list(rewrite, main, root, list(entries.values()), findings)
    return frozenset(placed)


def _add_list(rewrite: Rewrite, main: str, root: etree._Element, entries: Sequence[SheetEntry], findings: Sequence[Gap]) -> None:
    """Add the sheet to the workbook, last, under a name that is free."""
    names = {entry.name.casefold() for entry in entries}
    name, number = _LIST, 2
    while name.casefold() in names:
        name, number = f"{_LIST} {number}", number + 1
    part = rewrite.free(f"{main.rpartition('/')[0]}/worksheets/sheet{{}}.xml")
    rewrite.put(part, list_sheet(rewrite, main, findings))
    rewrite.declare(part, _WORKSHEET)
    sheets = root.find(f"{SHEET}sheets")
    if sheets is None:
        sheets = etree.SubElement(root, f"{SHEET}sheets")
    taken = [int(ident) for sheet in sheets if (ident := sheet.get("sheetId", "")).isdecimal() and len(ident) < len("123456")]
    entry = etree.SubElement(sheets, f"{SHEET}sheet", {"name": name, "sheetId": str(max(taken, default=0) + 1)}, nsmap={"r": OFFICE})
    entry.set(f"{RELATION}id", rewrite.relate(main, "worksheet", part))
    rewrite.put(main, xml_bytes(root))
