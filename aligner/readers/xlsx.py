"""Reads Excel workbooks (xlsx, xlsm): tables wherever they are, values as shown, hidden parts and comments kept apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace

from lxml import etree

from aligner.domain.text import Block, BlockKind, Document, Layer, Locator, Unread
from aligner.errors import ReadError, UnsupportedFormatError
from aligner.readers.base import Limits, Source
from aligner.readers.office_text import column_letters
from aligner.readers.ooxml import DRAWING, Office, Relation, clean
from aligner.readers.tables import table_blocks, title_blocks
from aligner.readers.xlsx_parts import SheetEntry, Workbook
from aligner.readers.xlsx_regions import Region, find_regions
from aligner.readers.xlsx_sheet import Area, SheetGrid, parse_area, read_sheet

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
    return Document(source.path, source.sha256, "xlsx", tuple(made.blocks), unread, title, date)


class _Assembly:
    """Collects the blocks of all sheets."""

    def __init__(self, office: Office, workbook: Workbook) -> None:
        self.workbook = workbook
        self.blocks: list[Block] = []
        self.unread: Counter[str] = Counter()
        self._office = office
        self._path = office.source.path
        self._room = office.limits.cells
        self._tables = 0

    def sheet(self, entry: SheetEntry) -> None:
        """Read one sheet."""
        if entry.kind in _OTHER_SHEETS:
            self.unread[_OTHER_SHEETS[entry.kind]] += 1
            return
        if entry.part is None:
            self.unread["missing sheet"] += 1
            return
        if self._room <= 0 or len(self.blocks) >= self._office.limits.blocks:
            self.unread["sheet beyond the limits"] += 1
            return
        grid = read_sheet(self._office, entry.part, self.workbook, self._room)
        self._room -= grid.cells
        self._count(entry, grid)
        relations = self._office.relations_of(entry.part)
        for region in find_regions(grid, self._stated_tables(relations)):
            self._region(region, entry, grid)
        self._hidden_columns(entry, grid)
        self._comments(entry, relations)
        self._drawings(relations)

    def _count(self, entry: SheetEntry, grid: SheetGrid) -> None:
        self.unread["hidden sheet"] += entry.hidden
        self.unread["sheet beyond the limits"] += grid.cut
        self.unread["formula without a value"] += grid.unvalued
        self.unread["cell with an error"] += grid.errors
        self.unread["row outside the sheet"] += grid.misplaced
        if not entry.hidden:
            self.unread["hidden row"] += len(grid.hidden_rows)
            self.unread["hidden column"] += len(grid.hidden_columns)

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

    def _region(self, region: Region, entry: SheetEntry, grid: SheetGrid) -> None:
        locate = self._locator(region, entry.name)
        _paint(region, grid)
        if region.titles:
            made = title_blocks(region.grid, locate=locate, caption=entry.name)
        else:
            made = table_blocks(region.grid, locate=locate, table=self._tables, caption=entry.name, header_rows=region.header_rows)
            self._tables += 1
        hidden = {row + 1 for row in grid.hidden_rows}
        for block in made:
            concealed = entry.hidden or (hidden and _row_number(block.locator) in hidden)
            self.blocks.append(replace(block, layer=Layer.HIDDEN) if concealed else block)

    def _locator(self, region: Region, sheet: str) -> Callable[[int, int | None], Locator]:
        letters = [column_letters(column) for column in region.columns]

        def locate(row: int, column: int | None) -> Locator:
            number = region.rows[row] + 1
            cell = f"{letters[0]}{number}:{letters[-1]}{number}" if column is None else f"{letters[column]}{number}"
            return Locator(self._path, sheet=sheet, cell=cell)

        return locate

    def _hidden_columns(self, entry: SheetEntry, grid: SheetGrid) -> None:
        """All values of a hidden column as one block of their own."""
        numbers = sorted(grid.rows)
        for column in sorted(grid.hidden_columns):
            values = [cell.text for number in numbers if (cell := grid.rows[number].get(column)) is not None and not cell.merged]
            text = " ".join(" | ".join(values)[:_MOST_COLUMN_CHARS].split())
            letters = column_letters(column)
            self._apart(entry, text, f"{letters}{numbers[0] + 1}:{letters}{numbers[-1] + 1}", Layer.HIDDEN)

    def _apart(self, entry: SheetEntry, text: str, cell: str, layer: Layer) -> None:
        if text:
            locator = Locator(self._path, sheet=entry.name, cell=cell, end=len(text))
            self.blocks.append(Block(BlockKind.PARAGRAPH, text, locator, caption=entry.name, layer=layer))

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
                self._apart(entry, text[: self._office.limits.text_chars], f"{address} comment{number}", Layer.COMMENT)

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


def _paint(region: Region, grid: SheetGrid) -> None:
    """Give the cells of a region their backgrounds."""
    for number, row in zip(region.rows, region.grid, strict=True):
        colours = grid.colours.get(number)
        for place, column in enumerate(region.columns) if colours else ():
            if colours and column in colours and place < len(row):
                row[place] = replace(row[place], colour=colours[column])


def _row_number(locator: Locator) -> int:
    """The sheet row, from 1, that a locator names."""
    digits = (locator.cell or "").partition(":")[0].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return int(digits) if digits.isdecimal() else 0
