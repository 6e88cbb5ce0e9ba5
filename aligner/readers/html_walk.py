"""Turns an element tree into blocks: headings, paragraphs, list items, tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from aligner.domain.text import BlockKind, Layer, SpanStyle
from aligner.readers.html_parse import advance, attribute, events, is_hidden, source_line, tag_of
from aligner.readers.html_table import is_data_table, read_table
from aligner.readers.html_tags import COUNTED, SKIPPED, is_note_mark, style_of
from aligner.readers.runs import Runs, Styled
from aligner.readers.sink import Sink

__all__ = ["Walker"]

_BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "address",
        "figure",
        "figcaption",
        "form",
        "fieldset",
        "legend",
        "dl",
        "dt",
        "dd",
        "details",
        "summary",
        "center",
        "hr",
        "pre",
        "body",
        "html",
        "blockquote",
        "ul",
        "ol",
        "menu",
        "li",
        "td",
        "th",
        "tr",
        "caption",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    ]
)
_DIGITS = 6
_LISTS = frozenset({"ul", "ol", "menu"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


@dataclass(slots=True)
class _List:
    """An open list: ``number`` is that of the next item, or None for bullets."""

    number: int | None


@dataclass(slots=True)
class _State:
    """What the open elements say about the text that comes."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    marker: str = ""
    lists: list[_List] = field(default_factory=list)
    styles: list[SpanStyle] = field(default_factory=list)
    hidden: int = 0
    quoted: int = 0


class Walker:
    """Feeds a sink from elements, one call of ``walk`` per tree.

    Args:
        sink: takes the blocks.
        lines: gives the line in the file for each line of the parsed text (index 0 for line 1); empty when they are the same.
        split_lines: ``br`` begins a new block (outside lists and headings).
    """

    def __init__(self, sink: Sink, *, lines: Sequence[int] = (), split_lines: bool = True) -> None:
        self._sink = sink
        self._lines = lines
        self._split = split_lines
        self._runs = Runs()
        self._line = 1
        self._level = 0  # of the last heading
        self._state = _State()

    def walk(self, root: etree._Element) -> None:
        """Read one tree."""
        walk = events(root)
        event = advance(walk, skip=False)
        while event is not None:
            what, element, text = event
            skip = what == "start" and self._start(element)
            if what == "text":
                self._text(element, text)
            elif what == "end":
                self._end(element)
            event = advance(walk, skip=skip)
        self._flush()

    def _start(self, element: etree._Element) -> bool:
        """Handle an opening tag; return True to skip the element's content."""
        tag, state = tag_of(element), self._state
        if self._is_skipped(element, tag):
            return True
        if tag == "br":
            self._break(element)
        elif tag == "input":
            self._checkbox(element)
        elif tag in _BLOCKS:
            self._flush()
            self._line = self._line_of(element)
            if tag == "table" and is_data_table(element):
                self._table(element)
                return True
            self._open_block(element, tag)
        state.hidden += is_hidden(element)
        style = style_of(element, tag)
        if style is not None:
            state.styles.append(style)
        return False

    def _is_skipped(self, element: etree._Element, tag: str) -> bool:
        if tag in COUNTED:
            self._sink.skip(COUNTED[tag])
            return True
        return tag in SKIPPED or not tag or is_note_mark(element, tag)

    def _open_block(self, element: etree._Element, tag: str) -> None:
        state = self._state
        if tag == "pre":
            state.kind = BlockKind.CODE
        elif tag in _HEADINGS:
            state.kind, state.level = BlockKind.HEADING, _HEADINGS[tag]
        elif tag in _LISTS:
            state.lists.append(_List(_number(attribute(element, "start"), 1) if tag == "ol" else None))
        elif tag == "li":
            self._item(element)
        elif tag == "blockquote":
            state.quoted += _quotes_mail(element)

    def _item(self, element: etree._Element) -> None:
        state = self._state
        state.kind, state.level = BlockKind.LIST_ITEM, max(0, len(state.lists) - 1)
        state.marker = "•"
        if state.lists and (number := state.lists[-1].number) is not None:
            number = _number(attribute(element, "value"), number)
            state.marker, state.lists[-1].number = f"{number}.", number + 1

    def _end(self, element: etree._Element) -> None:
        tag, state = tag_of(element), self._state
        if tag in _BLOCKS:
            self._flush()
            self._line = self._line_of(element)
        state.hidden -= is_hidden(element)
        style = style_of(element, tag)
        if style is not None and style in state.styles:
            state.styles.remove(style)
        if tag in _HEADINGS or tag in {"li", "pre"}:
            state.kind, state.level, state.marker = BlockKind.PARAGRAPH, 0, ""
        elif tag in _LISTS and state.lists:
            state.lists.pop()
        elif tag == "blockquote":
            state.quoted -= _quotes_mail(element)

    def _text(self, element: etree._Element, text: str) -> None:
        if not text:
            return
        if not self._runs and not text.isspace():
            self._line = max(self._line, self._line_of(element))
        self._runs.add(text, self._state.styles)

    def _break(self, element: etree._Element) -> None:
        if self._split and self._state.kind is BlockKind.PARAGRAPH:
            self._flush()
            self._line = self._line_of(element)
        else:
            self._runs.line_break()

    def _checkbox(self, element: etree._Element) -> None:
        if attribute(element, "type").lower() == "checkbox" and self._state.kind is BlockKind.LIST_ITEM:
            self._state.marker = "[x]" if element.get("checked") is not None else "[ ]"

    def _flush(self) -> None:
        runs, self._runs = self._runs, Runs()
        if not runs:
            return
        styled, state = runs.styled(), self._state
        layer = Layer.HIDDEN if state.hidden else Layer.QUOTED if state.quoted else Layer.BODY
        if layer is Layer.BODY and styled.has_all(SpanStyle.STRIKE):
            layer = Layer.DELETED
        kind, level = state.kind, state.level
        if kind is BlockKind.HEADING:
            self._level = level
        elif kind is BlockKind.PARAGRAPH and not state.lists and styled.is_bold_title():
            kind, level = BlockKind.HEADING, min(self._level + 1, 6)
        self._sink.add(kind, styled, self._line, level=level, marker=state.marker, layer=layer)
        if state.kind is BlockKind.LIST_ITEM:  # what follows inside the same item is not another item
            state.kind, state.level, state.marker = BlockKind.PARAGRAPH, 0, ""

    def _table(self, element: etree._Element) -> None:
        if is_hidden(element) or self._state.hidden:
            self._sink.skip("hidden table")
            return
        table = read_table(element)
        for what, count in table.skipped.items():
            self._sink.skip(what, count)
        if table.caption:
            self._sink.add(BlockKind.PARAGRAPH, Styled(table.caption), self._line_of(element))
        if table.rows:
            lines = [self._at(line) for line in table.lines]
            self._sink.table(table.rows, lines, caption=table.caption, header_rows=table.header_rows)

    def _line_of(self, element: etree._Element) -> int:
        return self._at(source_line(element))

    def _at(self, line: int) -> int:
        return self._lines[min(line, len(self._lines)) - 1] if self._lines else line


def _quotes_mail(element: etree._Element) -> bool:
    return "gmail_quote" in attribute(element, "class") or attribute(element, "type") == "cite"


def _number(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else default
