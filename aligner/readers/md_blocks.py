"""Turns markdown tokens into blocks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from markdown_it.token import Token

from aligner.domain.text import BlockKind, Layer, Span
from aligner.readers.grid import RawCell
from aligner.readers.md_inline import inline_runs, line_offsets
from aligner.readers.runs import Runs, Styled
from aligner.readers.sink import Sink

__all__ = ["Blocks"]

_TASK = re.compile(r"\[([ xX])\]\s+(?=\S)")
_QUOTED_MAIL = re.compile(r"^(?:on .{6,120}wrote:|(?:from|sent|subject): \S)", re.IGNORECASE | re.MULTILINE)
_SETEXT_CHARS = 120  # a longer "heading" is a paragraph above a rule


@dataclass(slots=True)
class _List:
    """An open list; ``marker`` is that of the item being read, until its first text took it."""

    marker: str = ""


@dataclass(slots=True)
class _Table:
    """Rows collected so far: cells and line of each; ``head`` counts those in the head."""

    rows: list[list[RawCell]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    head: int = 0
    in_head: bool = False


class Blocks:
    """Reads a token stream into a sink.

    Args:
        sink: takes the blocks.
        numbers: line in the file for each line given to the parser, from index 0.
        html: reads a stretch of HTML; its arguments are the text and the lines in the file of its lines.
    """

    def __init__(self, sink: Sink, numbers: Sequence[int], html: Callable[[str, Sequence[int]], None]) -> None:
        self._sink = sink
        self._numbers = numbers
        self._html = html
        self._lists: list[_List] = []
        self._layers: list[Layer] = [Layer.BODY]
        self._table: _Table | None = None
        self._heading: Token | None = None
        self._skipped: Counter[str] = Counter()
        self._last_line = 1
        self._level = 0  # of the last heading
        self._actions: Mapping[str, Callable[[Token], None]] = {
            "heading_open": self._open_heading,
            "heading_close": self._close_heading,
            "list_item_open": self._open_item,
            "fence": self._code,
            "code_block": self._code,
            "table_open": self._open_table,
            "thead_open": self._open_head,
            "thead_close": self._close_head,
            "tr_open": self._open_row,
            "table_close": self._close_table,
            "inline": self._inline,
        }

    def read(self, tokens: Sequence[Token]) -> None:
        """Read all tokens."""
        index = 0
        while index < len(tokens):
            token = tokens[index]
            if token.type == "html_block":
                index = self._html_run(tokens, index)
                continue
            if token.type in {"bullet_list_open", "ordered_list_open"}:
                self._lists.append(_List())
            elif token.type in {"bullet_list_close", "ordered_list_close"}:
                self._lists.pop()
            elif token.type == "blockquote_open":
                self._layers.append(_quote_layer(tokens, index, self._layers[-1]))
            elif token.type == "footnote_open":
                self._layers.append(Layer.FOOTNOTE)
            elif token.type in {"blockquote_close", "footnote_close"}:
                self._layers.pop()
            elif token.type in self._actions:
                self._actions[token.type](token)
            index += 1
        for what, count in sorted(self._skipped.items()):
            self._sink.skip(what, count)

    def _at(self, index: int) -> int:
        """Return the line in the file of a line of the parsed text."""
        return self._numbers[min(max(index, 0), len(self._numbers) - 1)]

    def _line(self, token: Token) -> int:
        if token.map:
            self._last_line = self._at(token.map[0])
        return self._last_line

    def _html_run(self, tokens: Sequence[Token], start: int) -> int:
        """HTML blocks that follow one another belong to one piece of HTML."""
        stop = start
        while stop < len(tokens) and tokens[stop].type == "html_block":
            stop += 1
        text: list[str] = []
        lines: list[int] = []
        for token in tokens[start:stop]:
            part = token.content.rstrip("\n").split("\n")
            first = token.map[0] if token.map else 0
            text.extend(part)
            lines.extend(self._at(first + offset) for offset in range(len(part)))
        self._html("\n".join(text), lines)
        return stop

    def _open_heading(self, token: Token) -> None:
        self._heading = token

    def _close_heading(self, _: Token) -> None:
        self._heading = None

    def _open_item(self, token: Token) -> None:
        self._lists[-1].marker = f"{token.info}{token.markup}" if token.info else token.markup

    def _code(self, token: Token) -> None:
        text = " ".join(token.content.split())
        self._sink.add(BlockKind.CODE, Styled(text), self._line(token), layer=self._layers[-1])

    def _inline(self, token: Token) -> None:
        runs = inline_runs(token.children or (), self._skipped)
        if self._table is not None:
            self._table.rows[-1].append(runs.cell())
        elif self._heading is not None:
            self._add_heading(self._heading, runs, token)
        elif self._lists and self._lists[-1].marker:
            self._add_item(runs, token)
        else:
            self._add_paragraph(runs, token)

    def _add_heading(self, heading: Token, runs: Runs, token: Token) -> None:
        styled = runs.styled()
        setext = heading.markup in {"=", "-"}
        if setext and (len(styled.text) > _SETEXT_CHARS or styled.text.endswith(".")):
            self._add_paragraph(runs, token)
            return
        self._level = int(heading.tag[1:])
        self._sink.add(BlockKind.HEADING, styled, self._line(token), level=self._level, layer=self._layers[-1])

    def _add_item(self, runs: Runs, token: Token) -> None:
        open_list = self._lists[-1]
        styled, marker = _without_task(runs.styled(), open_list.marker)
        open_list.marker = ""
        self._sink.add(BlockKind.LIST_ITEM, styled, self._line(token), level=len(self._lists) - 1, marker=marker, layer=self._layers[-1])

    def _add_paragraph(self, runs: Runs, token: Token) -> None:
        """Every line that the author broke on purpose is a paragraph of its own."""
        first = token.map[0] if token.map else None
        offsets = line_offsets(token.children or ())
        for number, styled in runs.lines():
            line = self._last_line if first is None else self._at(first + offsets[min(number, len(offsets) - 1)])
            self._last_line = line
            if styled.is_bold_title() and not self._lists:
                self._sink.add(BlockKind.HEADING, styled, line, level=min(self._level + 1, 6), layer=self._layers[-1])
            else:
                self._sink.add(BlockKind.PARAGRAPH, styled, line, layer=self._layers[-1])

    def _open_table(self, _: Token) -> None:
        self._table = _Table()

    def _open_head(self, _: Token) -> None:
        if self._table is not None:
            self._table.in_head = True

    def _close_head(self, _: Token) -> None:
        if self._table is not None:
            self._table.in_head = False

    def _open_row(self, token: Token) -> None:
        if self._table is not None:
            self._table.rows.append([])
            self._table.lines.append(self._line(token))
            self._table.head += self._table.in_head

    def _close_table(self, _: Token) -> None:
        table, self._table = self._table, None
        if table is None:
            return
        if any(cell.text for row in table.rows[: table.head] for cell in row):
            self._sink.table(table.rows, table.lines, header_rows=table.head)
        else:  # an empty head is only there because the syntax wants one
            self._sink.table(table.rows, table.lines)


def _quote_layer(tokens: Sequence[Token], index: int, outer: Layer) -> Layer:
    """A block quote is part of the document unless it quotes a mail message."""
    if outer is not Layer.BODY:
        return outer
    inside = next((token.content for token in tokens[index : index + 8] if token.type == "inline"), "")
    return Layer.QUOTED if _QUOTED_MAIL.search(inside) else Layer.BODY


def _without_task(styled: Styled, marker: str) -> tuple[Styled, str]:
    """Take a task box off the beginning of a list item; it becomes the marker."""
    task = _TASK.match(styled.text)
    if task is None:
        return styled, marker
    cut = task.end()
    spans = tuple(Span(span.style, max(0, span.start - cut), span.end - cut) for span in styled.spans if span.end > cut)
    return replace(styled, text=styled.text[cut:], spans=spans, breaks=()), f"[{task[1].lower()}]"
