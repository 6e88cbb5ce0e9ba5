"""Reads Word documents (docx, docm): styles, lists, tables, text boxes; notes, comments and tracked changes kept apart."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from lxml import etree

from aligner.domain.text import Block, BlockKind, Document, Layer, Locator, SpanStyle, Unread
from aligner.errors import LimitError
from aligner.readers.base import Limits, Source
from aligner.readers.docx_headings import Look, promote_headings
from aligner.readers.docx_inline import Inline, Paragraph
from aligner.readers.docx_markers import anchored, has_marker
from aligner.readers.docx_numbering import Numbering
from aligner.readers.docx_origins import Origins
from aligner.readers.docx_styles import WORD, Styles, word_value
from aligner.readers.docx_tables import WordRow, first_row_stands_out, spread, word_rows
from aligner.readers.grid import RawCell
from aligner.readers.office_text import column_letters, take_marker
from aligner.readers.ooxml import Office
from aligner.readers.runs import Runs, Styled
from aligner.readers.tables import table_blocks

__all__ = ["read", "trace"]

_PARAGRAPH, _TABLE, _SDT = f"{WORD}p", f"{WORD}tbl", f"{WORD}sdt"
_CELL_PARTS = frozenset(f"{WORD}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})
_LONGEST_HEADING = 300  # characters; a "heading" longer than this, or this wordy, is body text in disguise
_WORDIEST_HEADING = 40
_DEEPEST_HEADING = 9
_TWIPS_PER_INDENT = 360
_LAYOUT_ROWS = 3
_LAYOUT_CHARS = 200


def read(source: Source, limits: Limits) -> Document:
    """Read a Word document.

    Raises:
        ReadError: one of its subclasses; nothing else, whatever the bytes.
    """
    office = Office(source, limits)
    main = office.main("word/", "word/document.xml", "a docx")
    flow = _body(office, main, office.xml(main), None)
    marked: dict[str, range] = {}
    for kind, element, layer in (
        ("footnotes", "footnote", Layer.FOOTNOTE),
        ("endnotes", "endnote", Layer.FOOTNOTE),
        ("comments", "comment", Layer.COMMENT),
    ):
        part = office.xml_if_any(office.related(main, kind))
        for note in part.iterchildren(f"{WORD}{element}") if part is not None else ():
            if note.get(f"{WORD}type") not in _SEPARATORS:
                before = len(flow.blocks)
                flow.container(note, layer)
                if layer is Layer.COMMENT and has_marker(flow.blocks[before:]):
                    marked[note.get(f"{WORD}id", "")] = range(before, len(flow.blocks))
    if marked:
        root = office.xml(main)
        anchored(flow.blocks, marked, root, trace(office, main, root))
    flow.unread["duplicate part"] += office.package.duplicates
    title, date = office.properties
    unread = tuple(Unread(what, count) for what, count in sorted(flow.unread.items()) if count > 0)
    blocks = promote_headings(flow.blocks, flow.looks)
    return Document(source.path, source.sha256, "docx", tuple(blocks), unread, title or flow.title, date)


def trace(office: Office, main: str, root: etree._Element) -> Origins:
    """Return which elements of the main part the body's places name, as ``read`` numbers them.

    Args:
        office: the open file.
        main: name of its main part.
        root: the main part, parsed.

    Raises:
        ReadError: one of its subclasses.
    """
    origins = Origins()
    _body(office, main, root, origins)
    return origins


def _body(office: Office, main: str, root: etree._Element, origins: Origins | None) -> _Flow:
    office.check_root(root, "document", "a docx")
    styles = Styles(office.xml_if_any(office.related(main, "styles")))
    numbering = Numbering(office.xml_if_any(office.related(main, "numbering")))
    flow = _Flow(office, styles, numbering, origins)
    body = root.find(f"{WORD}body")
    if body is not None:
        flow.container(body, Layer.BODY)
    return flow


class _Flow:
    """Turns block-level content into blocks, in reading order."""

    def __init__(self, office: Office, styles: Styles, numbering: Numbering, origins: Origins | None) -> None:
        self.blocks: list[Block] = []
        self.looks: dict[int, Look] = {}
        self.unread: Counter[str] = Counter()
        self.title = ""
        self._path = office.source.path
        self._limits = office.limits
        self._origins = origins
        self._at: etree._Element | None = None
        self._styles = styles
        self._inline = Inline(styles, self.unread)
        self._numbering = numbering
        self._ordinal = 0
        self._tables = 0
        self._level = 0
        self._caption = ""

    def container(self, parent: etree._Element, layer: Layer) -> None:
        """Read everything within a body, cell, note or text box."""
        for child in parent:
            tag = child.tag
            if tag == _PARAGRAPH:
                self._paragraph(child, layer)
            elif tag == _TABLE:
                self._table(child, layer)
            elif tag == _SDT:
                gallery = child.find(f"{WORD}sdtPr/{WORD}docPartObj/{WORD}docPartGallery")
                if gallery is None or gallery.get(f"{WORD}val") != "Table of Contents":
                    self.container(child, layer)
            elif tag == f"{WORD}altChunk":
                self.unread["embedded document"] += 1
            elif tag in (f"{WORD}del", f"{WORD}moveFrom"):
                self.container(child, Layer.DELETED)
            elif len(child) and tag not in (f"{WORD}sectPr", f"{WORD}sdtPr", f"{WORD}tcPr"):
                self.container(child, layer)

    def _paragraph(self, element: etree._Element, layer: Layer) -> None:
        self._at = element
        found = self._inline.paragraph(element)
        marker, level = self._marker(found)
        if not found.contents:
            self._split(found, marker, level, layer)
            self._apart(found, layer)
        for box in found.boxes:
            self.container(box, layer)

    def _apart(self, found: Paragraph, layer: Layer) -> None:
        """Deleted and hidden text of a paragraph, each as a block of its own layer."""
        for runs, kept, what in ((found.deleted, Layer.DELETED, "tracked deletion"), (found.hidden, Layer.HIDDEN, "hidden text")):
            if runs:
                self.unread[what] += layer is Layer.BODY
                self._add(BlockKind.PARAGRAPH, runs.styled(), kept)

    def _marker(self, found: Paragraph) -> tuple[str, int]:
        """Count the paragraph in its list and return its marker and list level; an empty marker outside lists."""
        if found.number is not None:
            level = found.level if found.level is not None else self._numbering.level_of_style(found.number, found.style_id)
            if self._numbering.known(found.number):
                return self._numbering.next(found.number, level), level
        return ("•" if found.style.listed else ""), found.level or 0

    def _split(self, found: Paragraph, marker: str, level: int, layer: Layer) -> None:
        """Add a paragraph; one whose lines are typed bullets becomes one item per line."""
        whole = found.runs.styled()
        lines = found.runs.lines() if whole.breaks else []
        if sum(bool(take_marker(line)[0]) for _, line in lines) > 1:
            for _, line in lines:
                self._text(found, line, "", 0, layer)
        else:
            self._text(found, whole, marker, level, layer)

    def _text(self, found: Paragraph, styled: Styled, marker: str, level: int, layer: Layer) -> None:
        text = styled.text
        is_heading = found.heading > 0 and layer is Layer.BODY
        if is_heading and len(text) <= _LONGEST_HEADING and text.count(" ") < _WORDIEST_HEADING:
            if found.style.title and not self.title:
                self.title = text
            if text:
                self._level = found.heading
                self._add(BlockKind.HEADING, styled, layer, found.heading, marker)
            return
        typed = ""
        if not marker:
            typed, styled = take_marker(styled)
        kind = BlockKind.LIST_ITEM if marker or typed else BlockKind.PARAGRAPH
        if layer is Layer.BODY and styled.text:
            self.looks[len(self.blocks)] = Look(
                found.size, styled.has_all(SpanStyle.BOLD) or found.underlined, bool(marker), kind is BlockKind.LIST_ITEM
            )
        self._caption = styled.text if found.style.caption else ""
        self._add(kind, styled, layer, level, marker or typed)

    def _add(self, kind: BlockKind, styled: Styled, layer: Layer, level: int = 0, marker: str = "") -> None:
        if not styled.text:
            return
        if len(styled.text) > self._limits.text_chars:
            raise LimitError(self._path, f"has a paragraph of more than {self._limits.text_chars:,} characters", "Split the document.")
        locator = Locator(self._path, paragraph=self._next_ordinal(), end=len(styled.text))
        if self._origins is not None and self._at is not None:
            self._origins.paragraphs[self._ordinal] = self._at
        self.blocks.append(Block(kind, styled.text, locator, level, marker, styled.spans, layer=layer))

    def _next_ordinal(self) -> int:
        self._ordinal += 1
        if self._ordinal > self._limits.blocks or len(self.blocks) > self._limits.blocks:
            raise LimitError(self._path, f"has more than {self._limits.blocks:,} paragraphs and rows", "Split the document.")
        return self._ordinal

    def _table(self, table: etree._Element, layer: Layer) -> None:
        rows = word_rows(table)
        if not rows:
            return
        if _is_layout(rows):
            for row in rows:
                for cell in row.cells:
                    self.container(cell.element, Layer.DELETED if row.deleted else layer)
            return
        caption, self._caption = self._caption, ""
        ordinal = self._next_ordinal()
        apart: list[Paragraph] = []
        nested: list[etree._Element] = []
        kept = [row for row in rows if not (row.deleted or row.hidden)]
        contents = [[self._cell(cell.element, apart, nested) for cell in row.cells] for row in kept]
        self._trace(ordinal, kept, contents)
        grid = spread(kept, contents, stands_out=first_row_stands_out(table, kept, self._styles))
        stated = next((index for index, row in enumerate(kept) if not row.header), 0)
        self._rows(grid, ordinal, caption or (word_value(table.find(f"{WORD}tblPr"), "tblCaption") or ""), layer, stated or None)
        for row in rows:
            if row.deleted or row.hidden:
                self._struck_row(row, Layer.DELETED if row.deleted else Layer.HIDDEN)
        for found in apart:
            self._apart(found, layer)
            for box in found.boxes:
                self.container(box, layer)
        for inner in nested:
            self._table(inner, layer)

    def _trace(self, ordinal: int, rows: list[WordRow], contents: list[list[RawCell]]) -> None:
        if self._origins is not None:
            self._origins.table(ordinal, rows, contents)

    def _struck_row(self, row: WordRow, layer: Layer) -> None:
        self.unread["tracked deletion" if layer is Layer.DELETED else "hidden row"] += 1
        for cell in row.cells:
            self.container(cell.element, layer)

    def _rows(self, grid: list[list[RawCell]], ordinal: int, caption: str, layer: Layer, stated: int | None) -> None:
        def locate(row: int, column: int | None) -> Locator:
            if column is not None:
                return Locator(self._path, paragraph=ordinal, cell=f"{column_letters(column)}{row + 1}")
            last = column_letters(max(0, len(grid[row]) - 1))
            return Locator(self._path, paragraph=ordinal, cell=f"A{row + 1}:{last}{row + 1}")

        for block in table_blocks(grid, locate=locate, table=self._tables, caption=caption, header_rows=stated):
            level = min(self._level + block.level - 1, _DEEPEST_HEADING) if block.kind is BlockKind.HEADING else block.level
            self.blocks.append(replace(block, level=level, layer=layer))
        self._tables += 1
        if len(self.blocks) > self._limits.blocks:
            raise LimitError(self._path, f"has more than {self._limits.blocks:,} paragraphs and rows", "Split the document.")

    def _cell(self, cell: etree._Element, apart: list[Paragraph], nested: list[etree._Element]) -> RawCell:
        """Read a cell's paragraphs as lines of one text."""
        runs = Runs()
        indent = 0
        waiting = list(reversed(cell))
        while waiting:
            child = waiting.pop()
            if child.tag == _PARAGRAPH:
                found = self._inline.paragraph(child, runs)
                self._marker(found)
                runs.line_break()
                indent = indent or _indent(child)
                if found.deleted or found.hidden or found.boxes:
                    apart.append(found)
            elif child.tag == _TABLE:
                nested.append(child)
            elif child.tag in _CELL_PARTS:
                waiting.extend(reversed(child))
        made = runs.cell(indent=indent)
        if len(made.text) > self._limits.text_chars:
            raise LimitError(self._path, f"has a table cell of more than {self._limits.text_chars:,} characters", "Split the document.")
        return made


def _indent(paragraph: etree._Element) -> int:
    """How far a paragraph of a cell is indented, in steps of a quarter inch."""
    found = paragraph.find(f"{WORD}pPr/{WORD}ind")
    value = "" if found is None else found.get(f"{WORD}left") or found.get(f"{WORD}start") or ""
    return min(round(int(value) / _TWIPS_PER_INDENT), _DEEPEST_HEADING) if value.isdecimal() and len(value) <= len("99999") else 0


def _is_layout(rows: list[WordRow]) -> bool:
    """A table that only places text: a single cell, or few rows whose cells hold tables, or one row of long texts."""
    cells = [cell.element for row in rows for cell in row.cells]
    if len(cells) <= 1:
        return True
    if len(rows) <= _LAYOUT_ROWS and any(cell.find(f"{WORD}tbl") is not None for cell in cells):
        return True
    return len(rows) == 1 and any(sum(len(text.text or "") for text in cell.iter(f"{WORD}t")) > _LAYOUT_CHARS for cell in cells)
