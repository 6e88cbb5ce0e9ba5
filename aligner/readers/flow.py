"""Where the readers of word processor formats put their blocks: counts paragraphs, finds typed markers and headings in disguise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from aligner.domain.text import Block, BlockKind, Document, Layer, Locator, SpanStyle, Unread
from aligner.errors import LimitError
from aligner.readers.base import Limits, Source
from aligner.readers.docx_headings import Look, promote_headings
from aligner.readers.grid import RawCell
from aligner.readers.office_text import column_letters, take_marker
from aligner.readers.runs import Runs, Styled
from aligner.readers.tables import table_blocks

__all__ = ["Flow"]

_LONGEST_HEADING = 300  # characters; a "heading" longer than this, or this wordy, is body text in disguise
_WORDIEST_HEADING = 40
_DEEPEST_HEADING = 9


class Flow:
    """Collects the blocks of one document; each paragraph and each table takes the next ordinal."""

    def __init__(self, source: Source, limits: Limits) -> None:
        self.blocks: list[Block] = []
        self.unread: Counter[str] = Counter()
        self.title = ""
        self._source = source
        self._limits = limits
        self._looks: dict[int, Look] = {}
        self._ordinal = 0
        self._tables = 0
        self._cells = 0
        self._level = 0

    def paragraph(self, runs: Runs, *, marker: str = "", level: int = 0, layer: Layer = Layer.BODY, size: int = 0) -> None:
        """Add a paragraph or list item; one whose lines are typed bullets becomes one item per line.

        Args:
            runs: its text.
            marker: of the list that it is in, or empty.
            level: list level from 0.
            layer: where it lives.
            size: largest font size in half points, 0 when unknown.
        """
        whole = runs.styled()
        lines = runs.lines() if whole.breaks and not marker else []
        if sum(bool(take_marker(line)[0]) for _, line in lines) > 1:
            for _, line in lines:
                self._text(line, "", 0, layer, size)
        else:
            self._text(whole, marker, level, layer, size)

    def _text(self, styled: Styled, marker: str, level: int, layer: Layer, size: int) -> None:
        typed = ""
        if not marker:
            typed, styled = take_marker(styled)
        kind = BlockKind.LIST_ITEM if marker or typed else BlockKind.PARAGRAPH
        if layer is Layer.BODY and styled.text:
            self._looks[len(self.blocks)] = Look(size, styled.has_all(SpanStyle.BOLD), bool(marker), kind is BlockKind.LIST_ITEM)
        self._add(kind, styled, level, marker or typed, layer)

    def heading(self, runs: Runs, level: int, *, marker: str = "", title: bool = False) -> None:
        """Add a heading; one that is as long as a paragraph becomes a paragraph."""
        styled = runs.styled()
        if len(styled.text) > _LONGEST_HEADING or styled.text.count(" ") >= _WORDIEST_HEADING:
            self.paragraph(runs, marker=marker)
            return
        if not styled.text:
            return
        self._level = min(max(1, level), _DEEPEST_HEADING)
        if title and not self.title:
            self.title = styled.text
        self._add(BlockKind.HEADING, styled, self._level, marker, Layer.BODY)

    def _add(self, kind: BlockKind, styled: Styled, level: int, marker: str, layer: Layer) -> None:
        if not styled.text:
            return
        if len(styled.text) > self._limits.text_chars:
            raise self._too_long(cell=False)
        locator = Locator(self._source.path, paragraph=self._next(), end=len(styled.text))
        self.blocks.append(Block(kind, styled.text, locator, level, marker, styled.spans, layer=layer))

    def table(
        self, grid: Sequence[Sequence[RawCell]], *, caption: str = "", header_rows: int | None = None, layer: Layer = Layer.BODY
    ) -> None:
        """Add a table; cells count from A1 within it."""
        self._cells += sum(map(len, grid))
        if self._cells > self._limits.cells:
            raise self._too_many()
        if any(len(cell.text) > self._limits.text_chars for row in grid for cell in row):
            raise self._too_long(cell=True)
        ordinal = self._next()

        def locate(row: int, column: int | None) -> Locator:
            last = column_letters(max(0, len(grid[row]) - 1))
            cell = f"A{row + 1}:{last}{row + 1}" if column is None else f"{column_letters(column)}{row + 1}"
            return Locator(self._source.path, paragraph=ordinal, cell=cell)

        for block in table_blocks(grid, locate=locate, table=self._tables, caption=caption, header_rows=header_rows):
            level = min(self._level + block.level - 1, _DEEPEST_HEADING) if block.kind is BlockKind.HEADING else block.level
            self.blocks.append(replace(block, level=level, layer=layer))
        self._tables += 1
        if len(self.blocks) > self._limits.blocks:
            raise self._too_many()

    def _next(self) -> int:
        self._ordinal += 1
        if self._ordinal > self._limits.blocks:
            raise self._too_many()
        return self._ordinal

    def _too_many(self) -> LimitError:
        return LimitError(
            self._source.path, f"has more than {self._limits.blocks:,} paragraphs and rows or {self._limits.cells:,} cells", "Split it."
        )

    def _too_long(self, *, cell: bool) -> LimitError:
        what = "table cell" if cell else "paragraph"
        return LimitError(self._source.path, f"has a {what} of more than {self._limits.text_chars:,} characters", "Split the document.")

    def document(self, form: str, *, title: str = "", date: str | None = None) -> Document:
        """Return the finished document."""
        blocks = tuple(promote_headings(self.blocks, self._looks))
        unread = tuple(Unread(what, count) for what, count in sorted(self.unread.items()) if count > 0)
        return Document(self._source.path, self._source.sha256, form, blocks, unread, title or self.title, date)
