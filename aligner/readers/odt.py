"""Reads OpenDocument text (odt): headings, lists, tables; notes, comments and tracked deletions kept apart."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from aligner.domain.text import Document, Layer
from aligner.readers.base import Limits, Source
from aligner.readers.flow import Flow
from aligner.readers.grid import RawCell
from aligner.readers.odf import DRAW, OFFICE, TABLE, TEXT, Look, Odf, Pieces, number
from aligner.readers.odf_lists import Lists
from aligner.readers.odf_table import read_rows
from aligner.readers.runs import Runs

__all__ = ["read"]

_PARAGRAPH, _HEADING, _LIST, _TABLE = f"{TEXT}p", f"{TEXT}h", f"{TEXT}list", f"{TABLE}table"
_ITEMS = frozenset({f"{TEXT}list-item", f"{TEXT}list-header"})
_INDEXES = frozenset(
    f"{TEXT}{name}"
    for name in (
        "table-of-content",
        "illustration-index",
        "table-index",
        "object-index",
        "alphabetical-index",
        "user-index",
        "bibliography",
    )
)
_SKIPPED = _INDEXES | {
    f"{OFFICE}forms",
    f"{TEXT}sequence-decls",
    f"{TEXT}variable-decls",
    f"{TEXT}user-field-decls",
    f"{OFFICE}annotation-end",
}
_TITLES = frozenset({"title", "titel", "titre"})
_SUBTITLES = frozenset({"subtitle", "untertitel", "sous-titre"})
_LAYOUT_CHARS = 200


def read(source: Source, limits: Limits) -> Document:
    """Read a text document.

    Raises:
        ReadError: one of its subclasses; nothing else, whatever the bytes.
    """
    odf = Odf(source, limits)
    made = _Text(odf, Flow(source, limits))
    made.container(odf.body("text"), Layer.BODY)
    title, date = odf.properties
    return made.flow.document("odt", title=title, date=date)


class _Text:
    """Turns block-level content into blocks, in reading order."""

    def __init__(self, odf: Odf, flow: Flow) -> None:
        self.flow = flow
        self._odf = odf
        self._pieces = Pieces(odf, flow.unread)
        self._lists = Lists(odf.list_styles)
        self._caption = ""

    def container(self, parent: etree._Element, layer: Layer) -> None:
        """Read everything within a body, section, note or text box."""
        for child in parent:
            tag = child.tag
            if tag in {_PARAGRAPH, _HEADING}:
                self._paragraph(child, layer)
            elif tag == _LIST:
                self._list(child, layer, 0, "")
            elif tag == _TABLE:
                self._table(child, layer)
            elif tag == f"{TEXT}tracked-changes":
                self._deletions(child)
            elif tag.startswith(DRAW):
                self._drawn(child, layer)
            elif tag == f"{TEXT}section" and child.get(f"{TEXT}display") == "none":
                self.flow.unread["hidden text"] += 1
                self.container(child, Layer.HIDDEN)
            elif tag not in _SKIPPED and len(child):
                self.container(child, layer)

    def _deletions(self, changes: etree._Element) -> None:
        for deletion in changes.iter(f"{TEXT}deletion"):
            self.flow.unread["tracked deletion"] += 1
            self.container(deletion, Layer.DELETED)

    def _paragraph(self, element: etree._Element, layer: Layer, marker: str = "", level: int = 0) -> None:
        runs = Runs()
        apart = self._pieces.read(element, runs)
        look = self._odf.look("paragraph", element.get(f"{TEXT}style-name"))
        if look.hidden and layer is Layer.BODY:
            self.flow.unread["hidden text"] += 1
            layer = Layer.HIDDEN
        heading = _heading(element, look) if layer is Layer.BODY else 0
        if heading:
            self.flow.heading(runs, heading, marker=marker if marker != "•" else "", title=bool(_TITLES & set(look.names)))
        else:
            self.flow.paragraph(runs, marker=marker, level=level, layer=layer, size=look.size)
        if layer is Layer.BODY and runs:
            self._caption = runs.styled().text if "caption" in look.names or "table" in look.names else ""
        self._apart(apart, layer)

    def _apart(self, elements: Sequence[etree._Element], layer: Layer) -> None:
        for element in elements:
            if element.tag == f"{TEXT}note":
                body = element.find(f"{TEXT}note-body")
                if body is not None:
                    self.container(body, Layer.FOOTNOTE)
            elif element.tag == f"{OFFICE}annotation":
                self.container(element, Layer.COMMENT)
            elif element.tag.startswith(DRAW):
                self._drawn(element, layer)

    def _drawn(self, element: etree._Element, layer: Layer) -> None:
        """A frame or shape: its text, or a count of what it shows instead."""
        for child in element:
            if child.tag == f"{DRAW}text-box":
                self.container(child, layer)
                return
            if child.tag in {f"{DRAW}object", f"{DRAW}object-ole"}:
                self.flow.unread["embedded object"] += 1
                return
            if child.tag == f"{DRAW}image":
                self.flow.unread["image"] += 1
                return
        self.container(element, layer)

    def _list(self, element: etree._Element, layer: Layer, level: int, above: str) -> None:
        name = element.get(f"{TEXT}style-name") or above
        continues = element.get(f"{TEXT}continue-numbering") == "true" or element.get(f"{TEXT}continue-list") is not None
        self._lists.begin(name, level, continues=continues)
        for item in element:
            if item.tag in _ITEMS:
                self._item(item, layer, level, name)

    def _item(self, item: etree._Element, layer: Layer, level: int, name: str) -> None:
        first = item.tag == f"{TEXT}list-item"
        for child in item:
            if child.tag in {_PARAGRAPH, _HEADING}:
                marker = self._lists.next(name, level, item.get(f"{TEXT}start-value")) if first else ""
                first = False
                self._paragraph(child, layer, marker, level)
            elif child.tag == _LIST:
                self._list(child, layer, level + 1, name)
            elif child.tag == _TABLE:
                self._table(child, layer)

    def _table(self, table: etree._Element, layer: Layer) -> None:
        cells = list(table.iterdescendants(f"{TABLE}table-cell"))
        if _is_layout(table, cells):
            for cell in cells:
                if next(cell.iterancestors(_TABLE)) is table:
                    self.container(cell, layer)
            return
        apart: list[etree._Element] = []
        nested: list[etree._Element] = []
        rows = read_rows(table, self._odf, lambda cell: self._cell(cell, apart, nested))
        caption, self._caption = self._caption, ""
        if rows.grid:
            self.flow.table(rows.grid, caption=caption, header_rows=rows.header_rows or None, layer=layer)
        self._apart(apart, layer)
        for inner in nested:
            self._table(inner, layer)

    def _cell(self, cell: etree._Element, apart: list[etree._Element], nested: list[etree._Element]) -> RawCell:
        runs = Runs()
        waiting = list(reversed(cell))
        while waiting:
            child = waiting.pop()
            if child.tag in {_PARAGRAPH, _HEADING}:
                apart.extend(self._pieces.read(child, runs))
                runs.line_break()
            elif child.tag == _TABLE:
                nested.append(child)
            elif child.tag.startswith(DRAW):
                apart.append(child)
            elif child.tag not in _SKIPPED:
                waiting.extend(reversed(child))
        return runs.cell()


def _heading(element: etree._Element, look: Look) -> int:
    """Return the level of a heading, 0 for other paragraphs."""
    names = set(look.names)
    if names & _TITLES:
        return 1
    if element.tag == _HEADING:
        return max(1, number(element.get(f"{TEXT}outline-level"), 1, 9))
    if names & _SUBTITLES:
        return 0
    return look.outline or 0


def _is_layout(table: etree._Element, cells: Sequence[etree._Element]) -> bool:
    """A table that only places text: a single cell, or one row of long texts."""
    if len(cells) <= 1:
        return True
    rows = sum(1 for _ in table.iterdescendants(f"{TABLE}table-row"))
    return rows == 1 and any(sum(map(len, cell.itertext())) > _LAYOUT_CHARS for cell in cells)
