"""Takes markers out of the text that is analysed and puts each at the place of the text that it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from aligner.domain.markers import MARK
from aligner.domain.text import Block, BlockKind, Cell, Document, Layer, Locator
from aligner.readers.base import Source
from aligner.readers.text_decode import clean, decode

__all__ = ["lift", "placed"]

# In visible text a marker stands in square brackets, at the end of a paragraph or cell or alone in it.
_VISIBLE = re.compile(rf"\s*\[\s*{MARK.pattern}\]\s*$", re.IGNORECASE)
_HIDDEN = re.compile(r"<!--\s*(aligner:(?:(?!-->).)*)-->", re.IGNORECASE | re.DOTALL)
_RAW = re.compile(rb"aligner:", re.IGNORECASE)
_READ = frozenset({Layer.BODY, Layer.NOTE})
_WITH_COMMENTS = frozenset({"md", "html"})


def lift(document: Document, source: Source) -> Document:
    """Return the document with each marker as a comment block at the place of the block, row or slide that it is about.

    A marker in a paragraph, list item, cell or its comment is about that paragraph or row; one that stands alone is about the next
    block; one in the notes or comments of a slide is about the slide.
    """
    commented = document.format in _WITH_COMMENTS and _RAW.search(source.data) is not None
    if not commented and not any("aligner:" in block.text.casefold() for block in document.blocks):
        return document
    lifted = _Lifted(document)
    for block in document.blocks:
        lifted.take(block)
    if commented:
        for text, at, alone in _comments(clean(decode(source.data).text)):
            target = _beside(document.blocks, at, alone=alone)
            if target is not None:
                lifted.mark(text, target)
    return replace(document, blocks=(*lifted.kept, *lifted.markers), _index={})


def placed(text: str, place: Locator, name: str) -> Block:
    """Return a marker as a comment block at a place; ``name`` tells the markers of a document apart."""
    cell = " ".join(part for part in ((place.cell or "").partition(":")[0], name) if part)
    locator = replace(place, cell=cell, start=0, end=len(text))
    return Block(BlockKind.PARAGRAPH, text, locator, layer=Layer.COMMENT)


@dataclass(slots=True)
class _Lifted:
    """Blocks without their markers, and the markers."""

    document: Document
    kept: list[Block]
    markers: list[Block]
    waiting: list[str]

    def __init__(self, document: Document) -> None:
        self.document, self.kept, self.markers, self.waiting = document, [], [], []

    def take(self, block: Block) -> None:
        if self.document.format == "pptx" and block.layer in {Layer.NOTE, Layer.COMMENT} and MARK.search(block.text):
            self.mark(block.text, Locator(self.document.path, slide=block.locator.slide))
            return
        if block.layer not in _READ:
            self.kept.append(block)
            return
        rest = self._without(block)
        if rest is not None:
            for text in self.waiting:
                self.mark(text, rest.locator)
            self.waiting = []
            self.kept.append(rest)

    def mark(self, text: str, place: Locator) -> None:
        self.markers.append(placed(" ".join(text.split()), place, f"marker{len(self.markers) + 1}"))

    def _without(self, block: Block) -> Block | None:
        """Return the block without markers, None when nothing else is in it."""
        if not MARK.search(block.text):
            return block
        if block.cells:
            return self._row(block)
        found = _VISIBLE.search(block.text)
        if found is None:
            return block
        text = block.text[: found.start()]
        if not text:
            self.waiting.append(found.group())
            return None
        self.mark(found.group(), block.locator)
        spans = tuple(replace(span, end=min(span.end, len(text))) for span in block.spans if span.start < len(text))
        return replace(block, text=text, locator=block.locator.slice(0, len(text)), spans=spans)

    def _row(self, block: Block) -> Block | None:
        cells: list[Cell] = []
        for cell in block.cells:
            found = _VISIBLE.search(cell.text)
            text = cell.text[: found.start()] if found else cell.text
            if found:
                self.mark(found.group(), cell.locator)
            if text:
                breaks = tuple(at for at in cell.breaks if at < len(text))
                cells.append(replace(cell, text=text, locator=cell.locator.slice(0, len(text)), breaks=breaks) if found else cell)
        text = " | ".join(cell.text for cell in cells)
        return replace(block, text=text, locator=block.locator.slice(0, len(text)), cells=tuple(cells)) if cells else None


def _comments(text: str) -> Iterator[tuple[str, int, bool]]:
    """Yield the markers in comments of markdown or HTML: text, line on which the comment ends, and whether it stands alone there."""
    for found in _HIDDEN.finditer(text):
        if not MARK.search(found[1]):
            continue
        before = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
        after = text[found.end() :].split("\n", 1)[0]
        yield found[1], text.count("\n", 0, found.end()) + 1, not (before.strip() or after.strip())


def _beside(blocks: Sequence[Block], line: int, *, alone: bool) -> Locator | None:
    places = [block.locator for block in blocks if block.layer in _READ and block.locator.line is not None]
    if alone:
        return next((place for place in places if place.line is not None and place.line > line), None)
    return next((place for place in reversed(places) if place.line is not None and place.line <= line), None)
