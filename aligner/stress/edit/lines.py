"""Edits of Markdown, HTML and plain text: a block is found again letter by letter from its line on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape, unescape

from aligner.domain.text import Block, Document
from aligner.readers.text_decode import clean, decode
from aligner.stress.edit.places import by_block, cell_of
from aligner.stress.faults import Copy, Edit, Remove, Replace, Unplantable

__all__ = ["edit"]

_ENTITY = re.compile(r"&#?\w{1,31};")
_OPENING = re.compile(r"<(tr|li|p|h[1-6]|dt|dd|blockquote|div|td|th)\b[^>]*>", re.IGNORECASE)
_MOST_SKIPPED = 400  # characters of markup between two letters of a block
_SAME = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "\u2011": "-"})


@dataclass(frozen=True, slots=True)
class _Span:
    """Where a block stands in the file, and for each of its characters where that one begins and ends."""

    start: int
    end: int
    marks: list[tuple[int, int] | None]


def edit(data: bytes, document: Document, edits: Sequence[Edit]) -> bytes:
    """Make edits in a Markdown, HTML or text file; see ``Editor``."""
    raw = clean(decode(data).text)
    web = document.format == "html"
    for _, block, told in by_block(document, edits):
        raw = _change(raw, block, told, web=web)
    return raw.encode()


def _change(raw: str, block: Block, told: list[Edit], *, web: bool) -> str:
    span = _found(raw, block, web=web)
    start, end = _element(raw, span) if web else _lines(raw, span)
    part = _Part(raw, span, block, start, end, web)
    copies = [part.replaced(one.changes) for one in told if isinstance(one, Copy)]
    whole = "" if any(isinstance(one, Remove) for one in told) else part.replaced([one for one in told if isinstance(one, Replace)])
    return raw[:start] + whole + "".join(copies) + raw[end:]


@dataclass(frozen=True, slots=True)
class _Part:
    """The lines or the element of a block, from ``start`` to ``end`` in the file."""

    raw: str
    span: _Span
    block: Block
    start: int
    end: int
    web: bool

    def replaced(self, replacements: Sequence[Replace]) -> str:
        """Return the part with replacements made, the last first."""
        made = self.raw[self.start : self.end]
        for first, last, one in sorted(((*_offsets(self.block, one), one) for one in replacements), key=lambda told: -told[0]):
            left, right, new = self._spot(first, last, one)
            made = made[: left - self.start] + (escape(new, quote=False) if self.web else new) + made[right - self.start :]
        return made

    def _spot(self, first: int, last: int, one: Replace) -> tuple[int, int, str]:
        held = [mark for mark in self.span.marks[first:last] if mark is not None]
        if held:
            return held[0][0], held[-1][1], one.new
        before = [mark for mark in self.span.marks[:first] if mark is not None]
        if not before:
            message = f"{one.at.describe()} is not to be found again"
            raise Unplantable(message)
        return before[-1][1], before[-1][1], one.new


def _offsets(block: Block, one: Replace) -> tuple[int, int]:
    """Return offsets into the text that ``_found`` looks for: a row's is that of its cells in a row."""
    if not block.cells:
        return one.at.start, one.at.end
    cell = cell_of(block, one.at)
    ahead = 0
    for other in block.cells:
        if other is cell:
            return ahead + one.at.start, ahead + one.at.end
        ahead += len(other.text) + 1
    message = f"{one.at.describe()} is not to be found again"
    raise Unplantable(message)


def _found(raw: str, block: Block, *, web: bool) -> _Span:
    """Follow the letters of a block through the file, passing over markup."""
    wanted = "\n".join(cell.text for cell in block.cells) if block.cells else block.text
    line = block.locator.line or (block.cells[0].locator.line if block.cells else None) or 1
    start = _line_start(raw, line)
    lead = next((letter for letter in wanted if not letter.isspace()), "")
    for shift in range(start, min(len(raw), start + 4 * _MOST_SKIPPED)):
        if _letter(raw, shift, web=web)[0].translate(_SAME) == lead.translate(_SAME):
            marks = _follow(raw, shift, wanted, web=web)
            if marks is not None:
                held = [mark for mark in marks if mark is not None]
                return _Span(held[0][0], held[-1][1], marks)
    message = f"{block.locator.describe()} is spelt in another way in the file"
    raise Unplantable(message)


def _follow(raw: str, at: int, wanted: str, *, web: bool) -> list[tuple[int, int] | None] | None:
    marks: list[tuple[int, int] | None] = []
    for letter in wanted:
        if letter.isspace():
            marks.append(None)
            continue
        limit = at + _MOST_SKIPPED
        while at < len(raw) and at < limit:
            shown, after = _letter(raw, at, web=web)
            if shown.translate(_SAME) == letter.translate(_SAME):
                break
            if shown.isalnum() and not _in_markup(raw, at):
                return None
            at = after
        else:
            return None
        marks.append((at, after))
        at = after
    return marks


def _letter(raw: str, at: int, *, web: bool) -> tuple[str, int]:
    """Return the character shown at an offset (empty for a tag) and where the next begins."""
    if web and raw[at] == "<":
        end = raw.find(">", at)
        return "", len(raw) if end < 0 else end + 1
    if raw[at] == "&":
        entity = _ENTITY.match(raw, at)
        if entity and len(unescape(entity.group())) == 1:
            return unescape(entity.group()), entity.end()
    return raw[at], at + 1


def _in_markup(raw: str, at: int) -> bool:
    """Tell whether a letter stands in the address of a Markdown link or in a tag."""
    line_start = raw.rfind("\n", 0, at) + 1
    before = raw[line_start:at]
    return before.rfind("](") > before.rfind(")") or before.rfind("<") > before.rfind(">")


def _line_start(raw: str, line: int) -> int:
    at = 0
    for _ in range(line - 1):
        following = raw.find("\n", at)
        if following < 0:
            return at
        at = following + 1
    return at


def _lines(raw: str, span: _Span) -> tuple[int, int]:
    start = raw.rfind("\n", 0, span.start) + 1
    following = raw.find("\n", span.end)
    return start, len(raw) if following < 0 else following + 1


def _element(raw: str, span: _Span) -> tuple[int, int]:
    """Return the element around a block: the last opened one that is closed behind it."""
    for opening in reversed(list(_OPENING.finditer(raw, 0, span.start))):
        closing = re.compile(rf"</{opening.group(1)}\s*>", re.IGNORECASE)
        if closing.search(raw, opening.end(), span.end) is None:
            found = closing.search(raw, span.end)
            if found is not None:
                return opening.start(), found.end()
    message = "its element is not to be found again"
    raise Unplantable(message)
