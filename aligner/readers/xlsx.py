"""Reads Excel workbooks (xlsx, xlsm): tables wherever they are, values as shown, hidden parts and comments kept apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from lxml import etree

from aligner.domain.text import Document, Layer, Unread
from aligner.errors import ReadError, UnsupportedFormatError
from aligner.readers.base import Limits, Source
from aligner.readers.ooxml import DRAWING, Office, Relation, clean
from aligner.readers.sheet_blocks import SheetBlocks, count_left_out
from aligner.readers.xlsx_parts import SheetEntry, Workbook
from aligner.readers.xlsx_sheet import Area, parse_area, read_sheet

__all__ = ["read"]

_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}pic"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_DRAWN = {"pic": "image", "chart": "chart", "relIds": "SmartArt"}
_TEXT = f"{DRAWING}t"
_MOST_COLUMN_CHARS = 10_000  # of a hidden column's values, shown together
_OTHER_SHEETS = {"chartsheet": "chart sheet", "dialogsheet": "dialog sheet", "xlMacrosheet": "macro sheet", "macrosheet": "macro sheet"}


def read(source: Source, limits: Limits) -> Document:
    """Read a workbook.

    Raises:
        ReadError: one of its subclasses; nothing else, whatever the bytes.
    """
    office = Office(source, limits)
    main = office.main("xl/", "xl/workbook.xml", "an xlsx")
    if main.endswith(".bin"):
        raise UnsupportedFormatError(source.path, "is a binary workbook (.xlsb)", "Save it as xlsx and try again.")
    root = office.xml(main)
    office.check_root(root, "workbook", "an xlsx")
    made = _Assembly(office, Workbook(office, main, root))
    for entry in made.workbook.sheets:
        made.sheet(entry)
    made.unread["duplicate part"] += office.package.duplicates
    title, date = office.properties
    unread = tuple(Unread(what, count) for what, count in sorted(made.unread.items()) if count > 0)
    return Document(source.path, source.sha256, "xlsx", tuple(made.made.blocks), unread, title, date)


class _Assembly:
    """Collects the blocks of all sheets."""

    def __init__(self, office: Office, workbook: Workbook) -> None:
        self.workbook = workbook
        self.made = SheetBlocks(office.source.path)
        self.unread: Counter[str] = Counter()
        self._office = office
        self._room = office.limits.cells

    def sheet(self, entry: SheetEntry) -> None:
        """Read one sheet."""
        if entry.kind in _OTHER_SHEETS:
            self.unread[_OTHER_SHEETS[entry.kind]] += 1
            return
        if entry.part is None:
            self.unread["missing sheet"] += 1
            return
        if self._room <= 0 or len(self.made.blocks) >= self._office.limits.blocks:
            self.unread["sheet beyond the limits"] += 1
            return
        grid = read_sheet(self._office, entry.part, self.workbook, self._room)
        self._room -= grid.cells
        count_left_out(self.unread, grid, hidden=entry.hidden)
        relations = self._office.relations_of(entry.part)
        self.made.sheet(entry.name, grid, hidden=entry.hidden, stated=self._stated_tables(relations))
        self._comments(entry, relations)
        self._drawings(relations)

    def _stated_tables(self, relations: Mapping[str, Relation]) -> list[tuple[Area, int]]:
        """Areas that the file itself calls tables; damaged ones are left to be found by their looks."""
        found: list[tuple[Area, int]] = []
        for relation in relations.values():
            if relation.kind != "table" or relation.external:
                continue
            root = self._optional(relation.target)
            area = parse_area(root.get("ref", "")) if root is not None else None
            if root is not None and area is not None and root.get("headerRowCount", "1").isdecimal():
                found.append((area, min(int(root.get("headerRowCount", "1")[:4]), area.bottom - area.top)))
        return found

    def _optional(self, part: str) -> etree._Element | None:
        try:
            return self._office.xml_if_any(part)
        except ReadError:
            self.unread["damaged part"] += 1
            return None

    def _comments(self, entry: SheetEntry, relations: Mapping[str, Relation]) -> None:
        threaded = [relation.target for relation in relations.values() if relation.kind == "threadedComment" and not relation.external]
        plain = [relation.target for relation in relations.values() if relation.kind == "comments" and not relation.external]
        taken: Counter[str] = Counter()
        for part in threaded or plain:
            root = self._optional(part)
            for element in root.iter("{*}comment", "{*}threadedComment") if root is not None else ():
                address = element.get("ref", "?")[:20]
                parts = element.iter("{*}t", "{*}text")
                text = " ".join(clean("".join(part.text or "" for part in parts)).split())
                taken[address] += bool(text)
                number = f" {taken[address]}" if taken[address] > 1 else ""
                self.made.apart(entry.name, text[: self._office.limits.text_chars], f"{address} comment{number}", Layer.COMMENT)

    def _drawings(self, relations: Mapping[str, Relation]) -> None:
        for relation in relations.values():
            if relation.kind == "oleObject" or (relation.kind == "package" and not relation.external):
                self.unread["embedded object"] += 1
            elif relation.kind == "drawing" and not relation.external:
                root = self._optional(relation.target)
                for element in root.iter(_PICTURE, _CHART, _DIAGRAM, "{*}txBody") if root is not None else ():
                    name = element.tag.rpartition("}")[2]
                    if name != "txBody" or any((text.text or "").strip() for text in element.iter(_TEXT)):
                        self.unread[_DRAWN.get(name, "text box")] += 1
