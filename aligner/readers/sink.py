"""Where the line-based readers put their blocks: gives every block a place of its own and keeps to the limits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

from aligner.domain.text import Block, BlockKind, Document, Layer, Locator, Unread
from aligner.errors import LimitError
from aligner.readers.base import Limits, Source
from aligner.readers.grid import RawCell
from aligner.readers.runs import Styled
from aligner.readers.tables import table_blocks

__all__ = ["Sink", "column_name"]


@cache
def column_name(column: int) -> str:
    """Return the letters of a column counted from 0: A, B ... Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


class Sink:
    """Collects the blocks of one document.

    A block's place is its line (within its page, if any). A block that begins on a line which already has one also gets its
    ordinal as ``paragraph``; with ``ordinals`` every block has it.
    """

    def __init__(self, source: Source, limits: Limits, *, ordinals: bool = False) -> None:
        self.blocks: list[Block] = []
        self._source = source
        self._limits = limits
        self._ordinals = ordinals
        self._taken: set[tuple[int | None, int]] = set()
        self._unread: Counter[str] = Counter()
        self._tables = 0
        self._cells = 0
        self._ordinal = 0

    def add(  # noqa: PLR0913 - one argument per field of a block
        self,
        kind: BlockKind,
        styled: Styled,
        line: int,
        *,
        page: int | None = None,
        level: int = 0,
        marker: str = "",
        layer: Layer = Layer.BODY,
    ) -> None:
        """Add a block unless its text is empty; ``line`` counts from 1.

        Raises:
            LimitError: too many blocks, or the text is too long.
        """
        if not styled.text:
            return
        text = styled.text
        if len(text) > self._limits.text_chars:
            raise LimitError(
                self._source.path, f"has a paragraph of more than {self._limits.text_chars:,} characters", "Split the document."
            )
        self._ordinal += 1
        place = Locator(self._source.path, paragraph=self._paragraph(page, line, self._ordinal), page=page, line=line, end=len(text))
        self._extend([Block(kind, text, place, level=level, marker=marker, spans=styled.spans, layer=layer)])

    def table(
        self,
        rows: Sequence[Sequence[RawCell]],
        lines: Sequence[int],
        *,
        page: int | None = None,
        caption: str = "",
        header_rows: int | None = None,
    ) -> None:
        """Add the rows of a table; ``lines[i]`` is the line on which row i begins, and cells count from A1 within the table.

        Raises:
            LimitError: too many blocks or cells.
        """
        self._check(len(self.blocks) + len(rows), self._cells + sum(map(len, rows)))
        first = self._ordinal + 1
        self._ordinal += len(rows)
        paragraphs = [self._paragraph(page, line, first + index) for index, line in enumerate(lines)]

        def locate(row: int, column: int | None) -> Locator:
            cell = None if column is None else f"{column_name(column)}{row + 1}"
            return Locator(self._source.path, paragraph=paragraphs[row], page=page, cell=cell, line=lines[row])

        blocks = table_blocks(rows, locate=locate, table=self._tables, caption=caption, header_rows=header_rows)
        self._tables += 1
        self._extend(blocks)

    def _paragraph(self, page: int | None, line: int, ordinal: int) -> int | None:
        """Take a line; return the ordinal where the line alone would not be a place of its own."""
        clash = (page, line) in self._taken
        self._taken.add((page, line))
        return ordinal if self._ordinals or clash else None

    def _extend(self, blocks: Sequence[Block]) -> None:
        self.blocks.extend(blocks)
        self._cells += sum(len(block.cells) for block in blocks)
        self._check(len(self.blocks), self._cells)

    def _check(self, blocks: int, cells: int) -> None:
        if blocks > self._limits.blocks or cells > self._limits.cells:
            raise LimitError(
                self._source.path,
                f"has more than {self._limits.blocks:,} paragraphs and rows or {self._limits.cells:,} cells",
                "Split it into smaller files.",
            )

    def skip(self, what: str, count: int = 1) -> None:
        """Note something that was not read."""
        self._unread[what] += count

    def document(self, form: str, *, title: str = "", date: str | None = None) -> Document:
        """Return the finished document."""
        unread = tuple(Unread(what, count) for what, count in sorted(self._unread.items()) if count)
        return Document(self._source.path, self._source.sha256, form, tuple(self.blocks), unread, " ".join(title.split()), date)
