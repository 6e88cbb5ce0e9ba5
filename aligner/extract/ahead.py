"""Guesses which texts extraction will ask the encoder for, so that they can be encoded while documents are still being cut up."""

from __future__ import annotations

from collections.abc import Iterator

from aligner.domain.text import Block, BlockKind, Document, Layer

__all__ = ["likely_texts"]

_FEWEST, _MOST = 2, 30
_PER_DOCUMENT = 300


def likely_texts(document: Document, *, plan: bool) -> Iterator[str]:
    """Yield texts that may be needed; a wrong guess costs idle time only.

    Args:
        document: one of either side.
        plan: the document states work: row titles and bullets; otherwise headings and bullets.
    """
    given = 0
    for block in document.blocks:
        text = _title(block) if plan else _line(block)
        if block.layer is Layer.BODY and _FEWEST <= len(text.split()) <= _MOST:
            yield text
            given += 1
            if given == _PER_DOCUMENT:
                return


def _title(block: Block) -> str:
    """The first cell of several words is the title of a row, as a rule."""
    if block.kind is BlockKind.ROW:
        return next((cell.text for cell in block.cells if cell.iso_date is None and len(cell.text.split()) >= _FEWEST), "")
    return block.text if block.kind is BlockKind.LIST_ITEM else ""


def _line(block: Block) -> str:
    return block.text if block.kind in {BlockKind.HEADING, BlockKind.LIST_ITEM} else ""
