"""Heading paths and the lines that introduce lists."""

from __future__ import annotations

from dataclasses import dataclass, field

from aligner.domain.text import Block, BlockKind, Document, Layer

__all__ = ["ANALYSED", "Place", "outline"]

ANALYSED = frozenset({Layer.BODY, Layer.NOTE})
"""Layers whose blocks become statements."""

_LABEL_WORDS = 12
"""A longer line without a final colon is prose, not the title of the list that follows."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands: its heading path, outermost first and without itself, and the line that introduces its list."""

    headings: tuple[str, ...] = ()
    lead: str = ""


@dataclass(slots=True)
class _Walker:
    """What has been seen so far."""

    part: tuple[int | None, str | None] = (None, None)
    headings: list[tuple[int, str]] = field(default_factory=list)
    parents: list[tuple[int, str]] = field(default_factory=list)
    lead: str = ""
    pending: str = ""

    def step(self, block: Block) -> Place:
        part = (block.locator.slide, block.locator.sheet)
        if part != self.part:
            self.part, self.headings, self.parents, self.lead, self.pending = part, [], [], "", ""
        if block.kind is BlockKind.HEADING:
            return self._heading(block)
        if block.kind is BlockKind.LIST_ITEM:
            return self._item(block)
        if block.kind is BlockKind.ROW:
            return Place(self._path(block), self.pending if self.pending.endswith(":") else "")
        place = Place(self._path(block))
        self.parents, self.pending, self.lead = [], _introduction(block.text), ""
        return place

    def _heading(self, block: Block) -> Place:
        level = max(1, block.level)
        while self.headings and self.headings[-1][0] >= level:
            self.headings.pop()
        place = Place(self._path(block))
        self.headings.append((level, block.text))
        self.parents, self.pending, self.lead = [], "", ""
        return place

    def _item(self, block: Block) -> Place:
        if self.pending:
            self.lead, self.pending = self.pending, ""
        while self.parents and self.parents[-1][0] >= block.level:
            self.parents.pop()
        lead = self.parents[-1][1] if self.parents else self.lead
        self.parents.append((block.level, block.text))
        return Place(self._path(block), lead)

    def _path(self, block: Block) -> tuple[str, ...]:
        path = [text for _, text in self.headings]
        caption = block.caption
        if not caption or caption in path or (block.kind is BlockKind.HEADING and caption == block.text):
            return tuple(path)
        slide_or_sheet = block.locator.slide is not None or block.locator.sheet is not None
        return (caption, *path) if slide_or_sheet else (*path, caption)


def _introduction(text: str) -> str:
    """Return the part of a paragraph that can introduce a list: its last line if it ends with a colon, or a short title."""
    stripped = text.rstrip()
    if stripped.endswith(":"):
        start = max(stripped.rfind(mark) for mark in (". ", "! ", "? "))
        return stripped[start + 2 :] if start >= 0 else stripped
    short = len(stripped.split()) <= _LABEL_WORDS and not stripped.endswith((".", "!", "?", ";", ","))
    return stripped if short else ""


def outline(document: Document) -> list[Place]:
    """Return the place of every block, in the order of ``document.blocks``; blocks that are not analysed leave no trace."""
    walker = _Walker()
    return [walker.step(block) if block.layer in ANALYSED and block.kind is not BlockKind.CODE else Place() for block in document.blocks]
