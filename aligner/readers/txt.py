"""Reads plain text: headings, bullets, numbered lines, wrapped paragraphs, simple tables, mail."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from aligner.domain.text import BlockKind, Document, Layer
from aligner.errors import LimitError
from aligner.readers.base import Limits, Source
from aligner.readers.grid import RawCell
from aligner.readers.lines import Marked, is_labelled, marked
from aligner.readers.runs import Styled
from aligner.readers.sink import Sink
from aligner.readers.text_decode import clean, decode
from aligner.readers.txt_headings import Rank, heading_rank, levels
from aligner.readers.txt_lines import Line, is_rule, joins, split_lines, underline, wrap_width
from aligner.readers.txt_mail import MailHead, first_head, starts_reply_trail

__all__ = ["read"]

_TABLE_RULE = re.compile(r"[|+][-=+|: ]{2,}")
_LAZY_CHARS = 45  # a bullet this long may go on in an unindented line


@dataclass(slots=True)
class _Piece:
    """A block before heading levels are known."""

    kind: BlockKind
    text: str
    line: int
    level: int = 0
    marker: str = ""
    rank: Rank | None = None
    quoted: bool = False
    rows: list[tuple[int, list[RawCell]]] = field(default_factory=list)
    header_rows: int | None = None


def read(source: Source, limits: Limits) -> Document:
    """Read plain text; a block's place is its first line.

    Raises:
        LimitError: too many lines, or a paragraph that is too long.
    """
    decoded = decode(source.data)
    text = clean(decoded.text)
    if text.count("\n") > 4 * limits.blocks:
        raise LimitError(source.path, f"has more than {4 * limits.blocks:,} lines", "Split it into smaller files.")
    lines = split_lines(text)
    sink = Sink(source, limits)
    head = first_head(lines)
    _emit(sink, _Scan(lines, head).run())
    if decoded.lossy:
        sink.skip("undecodable characters", decoded.text.count("\ufffd"))
    return sink.document("txt", title=head.subject if head else "", date=head.date if head else None)


def _emit(sink: Sink, pieces: list[_Piece]) -> None:
    level_of = levels([piece.rank for piece in pieces if piece.rank is not None])
    for piece in pieces:
        if piece.rows:
            sink.table([cells for _, cells in piece.rows], [line for line, _ in piece.rows], header_rows=piece.header_rows)
            continue
        level = level_of[piece.rank] if piece.rank is not None else piece.level
        layer = Layer.QUOTED if piece.quoted else Layer.BODY
        sink.add(piece.kind, Styled(piece.text), piece.line, level=level, marker=piece.marker, layer=layer)


class _Scan:
    """One pass over the lines."""

    def __init__(self, lines: list[Line], head: MailHead | None) -> None:
        self._lines = lines
        self._width = wrap_width([line for line in lines if marked(line.text) is None])
        self._pieces: list[_Piece] = []
        self._indents: list[int] = []  # of the lists that are open, outermost first
        self._head = head
        self._quoting = False

    def run(self) -> list[_Piece]:
        index = 0
        while index < len(self._lines):
            index = self._step(index)
        return self._pieces

    def _step(self, index: int) -> int:
        line = self._lines[index]
        if self._head is not None and index == self._head.start:
            return self._header(self._head)
        if self._pieces and not self._quoting and starts_reply_trail(self._lines, index, headed=self._head is not None):
            self._quoting = True
        quoted = self._quoting or bool(line.quoted)
        if line.text.startswith(("|", "+-")) and not quoted:
            return self._table(index)
        if is_rule(line.text):
            return index + 1
        below = self._lines[index + 1] if index + 1 < len(self._lines) else None
        drawn = underline(below, line) if below is not None and not quoted else ""
        if drawn:
            self._heading(line.text, line, Rank.DOUBLE if drawn in "=\u2550" else Rank.SINGLE)
            return index + 2
        item = marked(line.text, bare=True)
        rank = None if quoted else heading_rank(self._lines, index, first=not self._pieces, in_list=bool(self._indents))
        if rank is not None:
            self._heading(line.text, line, rank)
            return index + 1
        if item is not None and (not item.numbered or not item.marker.isdigit()):
            return self._item(index, item, quoted=quoted)
        return self._paragraph(index, quoted=quoted)

    def _header(self, head: MailHead) -> int:
        """The subject is a title; of the other header lines only those stay that say something of their own."""
        for index in range(head.start, head.stop):
            if index == head.subject_at:
                self._heading(head.subject, self._lines[index], Rank.TITLE)
            elif index in head.kept:
                self._pieces.append(_Piece(BlockKind.PARAGRAPH, self._lines[index].text, self._lines[index].number))
        return head.stop

    def _heading(self, text: str, line: Line, rank: Rank) -> None:
        self._indents.clear()
        self._pieces.append(_Piece(BlockKind.HEADING, text.rstrip(":").rstrip() or text, line.number, rank=rank))

    def _item(self, index: int, item: Marked, *, quoted: bool) -> int:
        line = self._lines[index]
        while self._indents and self._indents[-1] > line.indent + 1:
            self._indents.pop()
        if not self._indents or line.indent > self._indents[-1] + 1:
            self._indents.append(line.indent)
        stop = index + 1
        while stop < len(self._lines) and self._continues(line, stop):
            stop += 1
        text = " ".join([item.text, *(part.text for part in self._lines[index + 1 : stop])])
        piece = _Piece(BlockKind.LIST_ITEM, text, line.number, level=len(self._indents) - 1, marker=item.marker, quoted=quoted)
        self._pieces.append(piece)
        return stop

    def _continues(self, first: Line, index: int) -> bool:
        """Tell whether a line goes on with the list item that began at ``first``."""
        line, above = self._lines[index], self._lines[index - 1]
        if line.gap or line.quoted != first.quoted or marked(line.text) is not None or is_rule(line.text) or line.columns:
            return False
        if line.indent > first.indent:
            return True
        return above.width >= _LAZY_CHARS and joins(above, line, self._width)

    def _paragraph(self, index: int, *, quoted: bool) -> int:
        line = self._lines[index]
        if line.gap or line.indent == 0:
            self._indents.clear()
        stop = index + 1
        while stop < len(self._lines) and self._joins(line, stop):
            stop += 1
        text = " ".join(part.text for part in self._lines[index:stop])
        self._pieces.append(_Piece(BlockKind.PARAGRAPH, text, line.number, quoted=quoted))
        return stop

    def _joins(self, first: Line, index: int) -> bool:
        """Tell whether a line goes on with the paragraph that began at ``first``."""
        line = self._lines[index]
        if marked(line.text) is not None or (is_labelled(line.text) and is_labelled(first.text)):
            return False
        return joins(self._lines[index - 1], line, self._width)

    def _table(self, index: int) -> int:
        """Lines that draw a table with bars."""
        rows: list[tuple[int, list[RawCell]]] = []
        header_rows: int | None = None
        stop = index
        while stop < len(self._lines) and (stop == index or not self._lines[stop].gap) and self._lines[stop].text.startswith(("|", "+-")):
            line = self._lines[stop]
            stop += 1
            if _TABLE_RULE.fullmatch(line.text):
                header_rows = 1 if len(rows) == 1 else header_rows
                continue
            rows.append((line.number, [RawCell(cell.strip()) for cell in line.text.strip("|").split("|")]))
        if rows:
            self._indents.clear()
            self._pieces.append(_Piece(BlockKind.ROW, "", rows[0][0], rows=rows, header_rows=header_rows))
        return stop
