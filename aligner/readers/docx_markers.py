"""Word comments that hold a marker are put at the place of the text they are anchored to."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from aligner.domain.markers import MARK
from aligner.domain.text import Block, Locator
from aligner.readers.docx_origins import Origins
from aligner.readers.docx_styles import WORD
from aligner.readers.markers import placed

__all__ = ["anchored", "has_marker"]

_ANCHORS = (f"{WORD}commentRangeStart", f"{WORD}commentReference")


def has_marker(blocks: list[Block]) -> bool:
    """Tell whether a marker stands in one of the blocks of a comment."""
    return any(MARK.search(block.text) for block in blocks)


def anchored(blocks: list[Block], ranges: Mapping[str, range], root: etree._Element, origins: Origins) -> None:
    """Move the blocks of marked comments to the places that the comments are about.

    Args:
        blocks: all blocks of the document, changed in place.
        ranges: which blocks belong to each marked comment, by its id.
        root: the main part, parsed.
        origins: of the same tree.
    """
    places: dict[etree._Element, Locator] = {}
    for ordinal, element in origins.paragraphs.items():
        places.setdefault(element, Locator("", paragraph=ordinal))
    for (ordinal, address), element in origins.cells.items():
        places[element] = Locator("", paragraph=ordinal, cell=address)
    found: dict[str, Locator] = {}
    for anchor in root.iter(*_ANCHORS):
        ident = anchor.get(f"{WORD}id", "")
        holder = next((places[above] for above in anchor.iterancestors() if above in places), None)
        if ident in ranges and holder is not None:
            found.setdefault(ident, holder)
    for ident, place in found.items():
        for index in ranges[ident]:
            block = blocks[index]
            moved = Locator(block.locator.file, paragraph=place.paragraph, cell=place.cell)
            blocks[index] = placed(block.text, moved, f"comment{index + 1}")
