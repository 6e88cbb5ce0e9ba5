"""Documents as the readers produce them: blocks of text, each with its place in the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

__all__ = ["NOT_READ", "Block", "BlockKind", "Cell", "Document", "Layer", "Locator", "Quote", "Shade", "Span", "SpanStyle", "Unread"]

NOT_READ = "file not read: "
"""Begins the only ``Unread`` of a document without blocks that stands for a file which could not be read; the reason follows."""


@dataclass(frozen=True, slots=True)
class Locator:
    """A place in a source file, good enough for a person to find it.

    The place fields (all but ``start`` and ``end``) name one block or one table cell; within one document no two blocks or
    cells share all of them. ``start`` and ``end`` are code-point offsets into the text of that block or cell, end exclusive.

    Attributes:
        file: the path as the user gave it, with forward slashes; a file within another follows a "!/" (``mail.eml!/plan.docx``).
        paragraph: ordinal of the block in its file, from 1 (docx, odt, rtf, html; within the slide for pptx and odp).
        page: page number from 1 (pdf).
        slide: slide number from 1 (pptx, odp).
        sheet: sheet name (xlsx, ods, xls).
        cell: address such as ``B7``: column letters and row number from 1, within the sheet or the table.
        line: line number from 1 (md, txt, csv, html, xml, json, mail as shown; within the page for pdf).
    """

    file: str
    paragraph: int | None = None
    page: int | None = None
    slide: int | None = None
    sheet: str | None = None
    cell: str | None = None
    line: int | None = None
    start: int = 0
    end: int = 0

    @property
    def place(self) -> tuple[str, int | None, int | None, int | None, str | None, str | None, int | None]:
        """The fields that name the block or cell, without the offsets."""
        return (self.file, self.paragraph, self.page, self.slide, self.sheet, self.cell, self.line)

    def slice(self, start: int, end: int) -> Locator:
        """Return the locator of a part, with offsets relative to the block or cell that this one names."""
        return Locator(self.file, self.paragraph, self.page, self.slide, self.sheet, self.cell, self.line, start, end)

    def describe(self) -> str:
        """Return the place in words, without the file: ``page 3, line 12``, ``sheet Roadmap, cell B7``."""
        parts = [
            ("page", self.page),
            ("slide", self.slide),
            ("sheet", self.sheet),
            ("paragraph", self.paragraph),
            ("line", self.line),
            ("cell", self.cell),
        ]
        return ", ".join(f"{name} {value}" for name, value in parts if value is not None)


@dataclass(frozen=True, slots=True)
class Quote:
    """Verbatim text and its place: ``text`` is the exact slice that ``locator`` names."""

    text: str
    locator: Locator


class SpanStyle(StrEnum):
    """Looks of a run of characters that carry meaning."""

    BOLD = "bold"
    STRIKE = "strike"
    INSERTED = "inserted"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Span:
    """A styled run within a block's text: code-point offsets, end exclusive."""

    style: SpanStyle
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table row.

    Attributes:
        text: what a person sees in the cell, white space collapsed.
        column: column number from 0.
        header: the text of the column's header (several header rows joined by " / "), or an empty string.
        locator: names this cell; offsets span its text.
        iso_date: ISO 8601 date when the file itself types the cell as a date.
        number: the value when the file itself types the cell as a number.
        indent: leading indentation level, 0 when none (indentation as hierarchy).
        merged: the text is repeated here from the anchor of a merged range.
        strike: the cell's text is struck through.
        bold: the whole text is bold.
        breaks: offsets into ``text`` where a further line, paragraph or bullet of the cell begins; empty for a single line.
    """

    text: str
    column: int
    header: str
    locator: Locator
    iso_date: str | None = None
    number: float | None = None
    indent: int = 0
    merged: bool = False
    strike: bool = False
    bold: bool = False
    breaks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Shade:
    """The background of a table cell, told by name ("green", "amber", "red", "blue", "grey"); the cell may be empty.

    Attributes:
        column: column number from 0, as in ``Cell``. header: text of the column's header, or an empty string.
    """

    column: int
    header: str
    colour: str


class BlockKind(StrEnum):
    """What a block is in its document."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list-item"
    ROW = "row"
    CODE = "code"


class Layer(StrEnum):
    """Where a block lives: only ``BODY`` (and ``NOTE`` for slides) is analysed; the rest is kept apart."""

    BODY = "body"
    NOTE = "note"
    FOOTNOTE = "footnote"
    COMMENT = "comment"
    DELETED = "deleted"
    HIDDEN = "hidden"
    QUOTED = "quoted"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or table row.

    Attributes:
        text: white space collapsed; for a row, the non-empty cell texts joined by " | ".
        locator: names this block; offsets span its text.
        level: heading level from 1; list level from 0; otherwise 0.
        marker: the list marker as seen ("•", "3.", "[x]", "[ ]"), or an empty string.
        spans: styled runs, sorted.
        cells: a row's cells in column order (empty cells left out); header rows are not blocks of their own.
        shades: backgrounds of a row's cells, empty cells included, in column order.
        table: ordinal of the table in its document, from 0, for rows.
        caption: the sheet name or table caption, for rows; on a slide, its title; otherwise an empty string.
    """

    kind: BlockKind
    text: str
    locator: Locator
    level: int = 0
    marker: str = ""
    spans: tuple[Span, ...] = ()
    cells: tuple[Cell, ...] = ()
    table: int | None = None
    caption: str = ""
    layer: Layer = Layer.BODY
    shades: tuple[Shade, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """Something in the file that was not read ("image", "chart", "hidden sheet") and how often."""

    what: str
    count: int


@dataclass(frozen=True, slots=True)
class Document:
    """One file as read.

    Attributes:
        path: as the user gave it, with forward slashes.
        sha256: of the file's bytes, lower-case hexadecimal.
        format: "docx", "xlsx", "csv", "pptx", "pdf", "md", "html", "txt", or another name of ``aligner.readers``.
        blocks: in reading order.
        unread: what was skipped, sorted by name.
        title: from the file's own properties or front matter, or an empty string.
        date: ISO date that the file's own properties or front matter state, or None.
    """

    path: str
    sha256: str
    format: str
    blocks: tuple[Block, ...]
    unread: tuple[Unread, ...] = ()
    title: str = ""
    date: str | None = None
    _index: dict[object, str] = field(default_factory=dict, repr=False, compare=False)

    def text_at(self, locator: Locator) -> str:
        """Return the exact characters that a locator names.

        Raises:
            KeyError: the locator names no block or cell of this document.
        """
        return self.places()[locator.place][locator.start : locator.end]

    def places(self) -> Mapping[object, str]:
        """Return the text of every block and cell by ``Locator.place``; built once."""
        if not self._index:
            for block in self.blocks:
                self._index[block.locator.place] = block.text
                for cell in block.cells:
                    self._index[cell.locator.place] = cell.text
        return self._index
