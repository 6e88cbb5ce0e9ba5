"""From lines to blocks: headings, paragraphs, list items, footnotes. Pure functions: no pdf is needed to test them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from aligner.domain.text import BlockKind, Layer, SpanStyle
from aligner.readers.lines import is_caps, is_labelled, marked, number_depth
from aligner.readers.pdf_flow import Flow, Placed, flow_of
from aligner.readers.pdf_hyphens import Hyphens
from aligner.readers.pdf_page import Line, Page
from aligner.readers.runs import Runs, Styled

__all__ = ["PdfBlock", "layout"]

_LARGER = 1.12  # a heading's size, as a multiple of the body's
_SMALLER = 0.9
_HEADING_LINES = 4
_HEADING_CHARS = 160
_SAME_SIZE = 0.6  # points
_FOOT = 0.55  # of the page's height: footnotes stand below
_LEADER = re.compile(r"(?:\.\s?){4,}\s*\d{0,4}$|\u2026{2,}\s*\d{0,4}$")
_HAS_TEXT = re.compile(r"\w")
_NOTE_START = re.compile(r"(?:\d{1,3}|[*\u2020\u2021]{1,3})[.)]?(?:\s|$)|\d{1,3}[A-Z]")
_MAX_LEVEL = 6
_MORE_LEADING = 0.22


@dataclass(frozen=True, slots=True)
class PdfBlock:
    """A block with its place; for a table ``placed`` is given and the text is empty."""

    kind: BlockKind
    styled: Styled
    page: int
    line: int
    level: int = 0
    marker: str = ""
    layer: Layer = Layer.BODY
    placed: Placed | None = None


@dataclass(slots=True)
class _Group:
    """Lines that make up one block."""

    lines: list[Line]
    kind: BlockKind = BlockKind.PARAGRAPH
    marker: str = ""
    skip: int = 0  # characters of the first line that are the marker
    text_x0: float = 0.0
    level: int = 0
    layer: Layer = Layer.BODY
    look: tuple[float, bool, bool] | None = field(default=None)


def layout(pages: Sequence[Page]) -> list[PdfBlock]:
    """Return the blocks of a document in reading order."""
    flow = flow_of(pages)
    groups = _Grouper(flow).groups()
    looks = sorted({group.look for group in groups if isinstance(group, _Group) and group.look is not None}, key=_rank)
    level_of = {look: min(level, _MAX_LEVEL) for level, look in enumerate(looks, start=1)}
    blocks: list[PdfBlock] = []
    for group in groups:
        if isinstance(group, Placed):
            blocks.append(PdfBlock(BlockKind.ROW, Styled(""), group.page, group.number, placed=group))
            continue
        level = level_of[group.look] if group.look is not None else group.level
        first = group.lines[0]
        styled = _styled(group, flow.hyphens)
        blocks.append(PdfBlock(group.kind, styled, first.page, first.number, level, group.marker, group.layer))
    return blocks


def _rank(look: tuple[float, bool, bool]) -> tuple[float, bool, bool]:
    """Larger comes first, then bold, then capitals."""
    size, bold, caps = look
    return (-size, not bold, not caps)


def _styled(group: _Group, hyphens: Hyphens) -> Styled:
    """Join the words of a group; words parted at line ends become one again."""
    runs = Runs()
    words = [word for line in group.lines for word in line.words]
    ends = {sum(len(line.words) for line in group.lines[: index + 1]) - 1 for index in range(len(group.lines) - 1)}
    skip = group.skip
    for index, word in enumerate(words):
        text, glue = word.text, " "
        if index in ends or text[-1] in "\x02\ufffe\u00ad":
            text, joined = hyphens.join(text, words[index + 1].text if index + 1 < len(words) else "")
            glue = "" if joined else " "
        if skip:
            cut = min(skip, len(text))
            text, skip = text[cut:], max(0, skip - cut - 1)
        if text:
            runs.add(text + glue, (SpanStyle.BOLD,) if word.bold else ())
    return runs.styled()


class _Grouper:
    """One pass over the flow."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._done: list[_Group | Placed] = []
        self._open: _Group | None = None
        self._indents: list[float] = []  # of the open list levels, outermost first
        self._kinds: list[str] = []  # of their markers
        self._last_item: Line | None = None

    def groups(self) -> list[_Group | Placed]:
        for part in self._flow.parts:
            if isinstance(part, Placed):
                self._close()
                self._done.append(part)
            elif _HAS_TEXT.search(part.text) and not _LEADER.search(part.text):
                self._line(part)
        self._close()
        return self._done

    def _close(self) -> None:
        group, self._open = self._open, None
        if group is None:
            return
        if group.kind is BlockKind.HEADING and not _heading_sized(group):
            group.kind, group.look = BlockKind.PARAGRAPH, None
        self._done.append(group)

    def _line(self, line: Line) -> None:
        group = self._open
        look = self._look(line)
        if group is not None and look is None and self._is_bold_lead(group, line):
            self._to_item(group)
            group.lines.append(line)
            return
        if group is not None and look is None and self._runs_into_text(group, line):
            group.kind, group.look = BlockKind.PARAGRAPH, None
            group.lines.append(line)
            return
        if group is not None and self._continues(group, line, look):
            group.lines.append(line)
            return
        self._close()
        item = marked(line.text)
        if look is not None and (item is None or item.numbered):
            self._forget()
            self._open = _Group([line], BlockKind.HEADING, look=look)
        elif self._is_note(line):
            self._open = _Group([line], layer=Layer.FOOTNOTE)
        elif item is not None and number_depth(item.marker) <= 1:
            text_x0 = _x_at(line, item.offset)
            self._open = _Group([line], BlockKind.LIST_ITEM, item.marker, item.offset, text_x0, self._level(line, item.marker))
        else:
            if line.x0 < min(self._indents, default=0.0) + 1:
                self._forget()
            self._open = _Group([line])

    def _forget(self) -> None:
        """No list is open any more."""
        self._indents.clear()
        self._kinds.clear()

    def _is_bold_lead(self, group: _Group, line: Line) -> bool:
        """Tell a numbered item whose bold beginning fills its first lines from a numbered heading: what follows hangs below its text."""
        if group.kind is not BlockKind.HEADING or group.lines[0].size >= _LARGER * self._flow.body:
            return False
        item = marked(group.lines[0].text)
        if item is None or number_depth(item.marker) != 1 or abs(line.size - group.lines[-1].size) > _SAME_SIZE:
            return False
        return self._close_below(group.lines[-1], line) and line.x0 >= _x_at(group.lines[0], item.offset) - 0.5 * line.size

    def _runs_into_text(self, group: _Group, line: Line) -> bool:
        """Tell a paragraph whose bold opening sentence fills its first lines from a heading: the sentence goes on in the next line."""
        last = group.lines[-1]
        if group.kind is not BlockKind.HEADING or last.size >= _LARGER * self._flow.body or abs(line.size - last.size) > _SAME_SIZE:
            return False
        goes_on = last.text[-1] not in ".!?:" and (line.text[0].islower() or line.words[0].bold)
        return goes_on and marked(line.text) is None and self._close_below(last, line) and self._fills(last, line)

    def _to_item(self, group: _Group) -> None:
        item = marked(group.lines[0].text)
        if item is not None:
            group.kind, group.look, group.marker, group.skip = BlockKind.LIST_ITEM, None, item.marker, item.offset
            group.text_x0, group.level = _x_at(group.lines[0], item.offset), self._level(group.lines[0], item.marker)

    def _level(self, line: Line, marker: str) -> int:
        """Return the list level by indentation; items of one level stand within a few points.

        In the next column or on the next page the list goes on where its kind of marker left off.
        """
        near = line.size * 0.6
        kind = "1" if marker.strip("().").isalnum() else marker
        jumped = self._last_item is not None and (self._last_item.page != line.page or line.y < self._last_item.y)
        if jumped and kind in self._kinds:
            level = self._kinds.index(kind)
            shift = line.x0 - self._indents[level]
            self._indents = [indent + shift for indent in self._indents[: level + 1]]
        while self._indents and self._indents[-1] > line.x0 + near:
            self._indents.pop()
        if not self._indents or line.x0 > self._indents[-1] + near:
            self._indents.append(line.x0)
        self._kinds = [*self._kinds[: len(self._indents) - 1], kind]
        self._last_item = line
        return len(self._indents) - 1

    def _look(self, line: Line) -> tuple[float, bool, bool] | None:
        """Return the look of a heading, or None for running text."""
        text = line.text
        if not any(mark.isalpha() for mark in text) or len(text) > _HEADING_CHARS:
            return None
        caps = is_caps(text)
        larger = line.size >= _LARGER * self._flow.body
        plain = text.endswith((".", ";", ",")) and not larger
        if larger or (not plain and line.size >= _SMALLER * self._flow.body and (line.bold or (caps and len(line.words) > 1))):
            return (line.size, line.bold, caps and not line.bold)
        return None

    def _is_note(self, line: Line) -> bool:
        small = line.size <= _SMALLER * self._flow.body
        return small and line.y > _FOOT * self._flow.heights[line.page] and _NOTE_START.match(line.text) is not None

    def _continues(self, group: _Group, line: Line, look: tuple[float, bool, bool] | None) -> bool:
        last = group.lines[-1]
        item = marked(line.text)
        if item is not None and not (item.numbered and line.text[0].islower()):
            return False
        if group.layer is Layer.FOOTNOTE:
            return abs(line.size - last.size) <= _SAME_SIZE and not self._is_note(line) and line.page == last.page
        if (group.look is None) != (look is None) and not (
            group.look is None and self._close_below(last, line) and not last.bold and line.bold
        ):
            return False
        if abs(line.size - last.size) > _SAME_SIZE:
            return False
        if group.look is not None:
            return look == group.look and self._close_below(last, line) and len(group.lines) < _HEADING_LINES
        if last.page != line.page or line.y <= last.y:
            return _runs_on(last, line)
        if is_labelled(line.text) and is_labelled(group.lines[0].text):
            return False
        if line.bold and not last.bold and (last.text[-1] in ".:;!?" or line.text.endswith(":")):
            return False
        return self._close_below(last, line) and self._aligned(group, line) and self._fills(last, line)

    def _close_below(self, last: Line, line: Line) -> bool:
        gap = (line.y - last.y) / max(last.size, 1.0)
        return last.page == line.page and 0 < gap <= self._flow.leading_at(last) + _MORE_LEADING

    def _aligned(self, group: _Group, line: Line) -> bool:
        """Tell whether a line begins where a further line of the group would."""
        first, size = group.lines[0], line.size
        if group.kind is BlockKind.LIST_ITEM:
            return first.x0 - 0.3 * size <= line.x0 <= max(group.text_x0, first.x0) + 2.5 * size
        if len(group.lines) == 1:
            return -0.6 * size <= first.x0 - line.x0 <= 5 * size
        return abs(group.lines[-1].x0 - line.x0) <= 0.6 * size

    def _fills(self, last: Line, line: Line) -> bool:
        """Tell whether the first word of a line would not have fitted above it, so that the break is not deliberate."""
        if line.text[0].islower() or last.text[-1] in ",-\x02\ufffe":
            return True
        first = line.words[0]
        return last.x1 + (first.x1 - first.x0) + 0.3 * last.size > self._flow.right_edge(last) - 1.5 * last.size


def _heading_sized(group: _Group) -> bool:
    text = " ".join(line.text for line in group.lines)
    return len(text) <= _HEADING_CHARS and len(group.lines) < _HEADING_LINES


def _runs_on(last: Line, line: Line) -> bool:
    """Tell whether a sentence goes on in the next column or on the next page."""
    return last.text[-1] not in ".!?:;" and line.text[0].islower()


def _x_at(line: Line, offset: int) -> float:
    """Return where the character at an offset of the line's text begins (the start of its word)."""
    position = 0
    for word in line.words:
        if position + len(word.text) > offset:
            return word.x0
        position += len(word.text) + 1
    return line.x0
