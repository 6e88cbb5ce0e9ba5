"""Reads OpenDocument slides (odp): titles, text and tables per slide; notes, comments and hidden slides kept apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

from lxml import etree

from aligner.domain.text import Block, BlockKind, Document, Layer, Locator, Unread
from aligner.errors import LimitError
from aligner.readers.base import Limits, Source
from aligner.readers.grid import RawCell
from aligner.readers.odf import DRAW, OFFICE, STYLE, TABLE, TEXT, Odf, Pieces
from aligner.readers.odf_lists import Lists
from aligner.readers.odf_table import read_rows
from aligner.readers.office_text import column_letters, take_marker
from aligner.readers.runs import Runs, Styled
from aligner.readers.tables import table_blocks

__all__ = ["read"]

_PRESENTATION = "{urn:oasis:names:tc:opendocument:xmlns:presentation:1.0}"
_FURNITURE = frozenset({"footer", "date-time", "page-number", "header"})
_TITLES = frozenset({"title"})
_ITEMS = frozenset({f"{TEXT}list-item", f"{TEXT}list-header"})
_LINES = frozenset({f"{TEXT}p", f"{TEXT}h"})


def read(source: Source, limits: Limits) -> Document:
    """Read a presentation.

    Raises:
        ReadError: one of its subclasses; nothing else, whatever the bytes.
    """
    odf = Odf(source, limits)
    made = _Deck(odf)
    for number, page in enumerate(odf.body("presentation").iterchildren(f"{DRAW}page"), start=1):
        made.page(page, number)
    title, date = odf.properties
    unread = tuple(Unread(what, count) for what, count in sorted(made.unread.items()) if count > 0)
    return Document(source.path, source.sha256, "odp", tuple(made.blocks), unread, title, date)


@dataclass(slots=True)
class _Slide:
    """The slide being read."""

    number: int
    layer: Layer
    caption: str = ""
    ordinal: int = 0


class _Deck:
    """Collects the blocks of all slides."""

    def __init__(self, odf: Odf) -> None:
        self.blocks: list[Block] = []
        self.unread: Counter[str] = Counter()
        self._odf = odf
        self._pieces = Pieces(odf, self.unread)
        self._lists = Lists(odf.list_styles)
        self._hidden = _hidden_styles(odf)
        self._tables = 0

    def page(self, page: etree._Element, number: int) -> None:
        """Read one slide, its title first."""
        hidden = page.get(f"{DRAW}style-name") in self._hidden
        self.unread["hidden slide"] += hidden
        slide = _Slide(number, Layer.HIDDEN if hidden else Layer.BODY)
        shapes = [shape for shape in page if isinstance(shape.tag, str) and shape.tag.startswith((DRAW, OFFICE))]
        titles = [shape for shape in shapes if shape.get(f"{_PRESENTATION}class") in _TITLES]
        for shape in titles[:1]:
            self._title(shape, slide)
        for shape in shapes:
            if shape not in titles[:1]:
                self._shape(shape, slide)
        notes = page.find(f"{_PRESENTATION}notes")
        if notes is not None:
            layer = Layer.NOTE if slide.layer is Layer.BODY else slide.layer
            for frame in notes.iterchildren(f"{DRAW}frame"):
                if frame.get(f"{_PRESENTATION}class") == "notes":
                    self._content(frame, slide, layer)

    def _title(self, shape: etree._Element, slide: _Slide) -> None:
        runs = Runs()
        for paragraph in shape.iter(f"{TEXT}p", f"{TEXT}h"):
            self._pieces.read(paragraph, runs)
            runs.line_break()
        slide.caption = runs.styled().text
        self._add(BlockKind.HEADING, runs.styled(), slide, slide.layer, level=1)

    def _shape(self, shape: etree._Element, slide: _Slide) -> None:
        if shape.get(f"{_PRESENTATION}class") in _FURNITURE:
            return
        if shape.tag == f"{OFFICE}annotation":
            self._content(shape, slide, Layer.COMMENT)
        elif shape.tag == f"{DRAW}g":
            for inner in shape:
                if isinstance(inner.tag, str):
                    self._shape(inner, slide)
        elif shape.tag.startswith(DRAW):
            self._content(shape, slide, slide.layer)

    def _content(self, parent: etree._Element, slide: _Slide, layer: Layer) -> None:
        """Read what a shape shows."""
        for child in parent:
            tag = child.tag
            if tag in _LINES:
                self._paragraph(child, slide, layer, "", 0)
            elif tag == f"{TEXT}list":
                self._list(child, slide, layer, 0, "")
            elif tag == f"{TABLE}table":
                self._table(child, slide)
                return  # what follows is only its picture
            elif tag in {f"{DRAW}object", f"{DRAW}object-ole"}:
                self.unread["embedded object"] += 1
                return
            elif tag == f"{DRAW}image":
                self.unread["image"] += 1
                return
            elif tag == f"{DRAW}text-box" or (tag.startswith(DRAW) and len(child)):
                self._content(child, slide, layer)

    def _list(self, element: etree._Element, slide: _Slide, layer: Layer, level: int, above: str) -> None:
        name = element.get(f"{TEXT}style-name") or above
        self._lists.begin(name, level, continues=element.get(f"{TEXT}continue-numbering") == "true")
        for item in element:
            if item.tag not in _ITEMS:
                continue
            first = item.tag == f"{TEXT}list-item"
            for child in item:
                if child.tag in _LINES:
                    marker = self._lists.next(name, level) if first else ""
                    first = False
                    self._paragraph(child, slide, layer, marker, level)
                elif child.tag == f"{TEXT}list":
                    self._list(child, slide, layer, level + 1, name)

    def _paragraph(self, element: etree._Element, slide: _Slide, layer: Layer, marker: str, level: int) -> None:
        runs = Runs()
        self._pieces.read(element, runs)
        styled = runs.styled()
        if not marker:
            marker, styled = take_marker(styled)
        self._add(BlockKind.LIST_ITEM if marker else BlockKind.PARAGRAPH, styled, slide, layer, level=level, marker=marker)

    def _add(self, kind: BlockKind, styled: Styled, slide: _Slide, layer: Layer, *, level: int = 0, marker: str = "") -> None:
        if not styled.text:
            return
        limits = self._odf.limits
        if len(styled.text) > limits.text_chars or len(self.blocks) >= limits.blocks:
            what = f"has more than {limits.blocks:,} paragraphs, or one of more than {limits.text_chars:,} characters"
            raise LimitError(self._odf.source.path, what, "Split it.")
        slide.ordinal += 1
        locator = Locator(self._odf.source.path, slide=slide.number, paragraph=slide.ordinal, end=len(styled.text))
        self.blocks.append(Block(kind, styled.text, locator, level, marker, styled.spans, caption=slide.caption, layer=layer))

    def _table(self, table: etree._Element, slide: _Slide) -> None:
        rows = read_rows(table, self._odf, self._cell)
        if not rows.grid:
            return
        if table.get(f"{TABLE}use-first-row-styles") == "true":
            rows.grid[0] = [replace(cell, bold=True) for cell in rows.grid[0]]
        slide.ordinal += 1
        locate = _locator(Locator(self._odf.source.path, slide=slide.number, paragraph=slide.ordinal), rows.grid)
        made = table_blocks(rows.grid, locate=locate, table=self._tables, caption=slide.caption, header_rows=rows.header_rows or None)
        self.blocks.extend(replace(block, layer=slide.layer) for block in made)
        self._tables += 1

    def _cell(self, cell: etree._Element) -> RawCell:
        runs = Runs()
        for paragraph in cell.iter(f"{TEXT}p", f"{TEXT}h"):
            self._pieces.read(paragraph, runs)
            runs.line_break()
        return runs.cell()


def _hidden_styles(odf: Odf) -> frozenset[str]:
    """Names of the styles whose slides are not shown."""
    return frozenset(
        style.get(f"{STYLE}name", "")
        for style in odf.root.iterfind(f"{OFFICE}automatic-styles/{STYLE}style")
        for properties in style.iterfind(f"{STYLE}drawing-page-properties")
        if properties.get(f"{_PRESENTATION}visibility") == "hidden"
    )


def _locator(place: Locator, grid: list[list[RawCell]]) -> Callable[[int, int | None], Locator]:
    def locate(row: int, column: int | None) -> Locator:
        last = column_letters(max(0, len(grid[row]) - 1))
        cell = f"A{row + 1}:{last}{row + 1}" if column is None else f"{column_letters(column)}{row + 1}"
        return replace(place, cell=cell)

    return locate
