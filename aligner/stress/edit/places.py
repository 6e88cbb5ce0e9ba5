"""Questions about a document that every editor asks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from aligner.domain.text import Block, Cell, Document, Locator
from aligner.stress.faults import Copy, Edit, Remove, Replace, Unplantable

__all__ = ["block_of", "broken", "by_block", "cell_of", "changed", "place_of"]


def place_of(edit: Edit) -> Locator:
    """Return the place that an edit is about."""
    return edit.at if isinstance(edit, Replace) else edit.block


def block_of(document: Document, place: Locator) -> tuple[int, Block]:
    """Return the block that a place names or lies in, with its position.

    Raises:
        Unplantable: the document holds no such place.
    """
    for number, block in enumerate(document.blocks):
        if block.locator.place == place.place or any(cell.locator.place == place.place for cell in block.cells):
            return number, block
    message = f"{place.describe()} is not to be found again"
    raise Unplantable(message)


def cell_of(block: Block, place: Locator) -> Cell | None:
    """Return the cell of a row that a place names, or None."""
    return next((cell for cell in block.cells if cell.locator.place == place.place), None)


def changed(text: str, replacements: Iterable[Replace]) -> str:
    """Return a text with replacements at offsets into it, none of which overlap."""
    for one in sorted(replacements, key=lambda one: -one.at.start):
        text = text[: one.at.start] + one.new + text[one.at.end :]
    return text


def broken(cell: Cell, text: str) -> str:
    """Return a cell's unchanged text with its line breaks as the file has them; other text as it is."""
    if text != cell.text:
        return text
    marks = list(text)
    for offset in cell.breaks:
        marks[offset - 1] = "\n"
    return "".join(marks)


def by_block(document: Document, edits: Sequence[Edit]) -> list[tuple[int, Block, list[Edit]]]:
    """Group edits by the block that they concern, the last block first, so that earlier places stay where they are."""
    groups: dict[int, tuple[Block, list[Edit]]] = {}
    for edit in edits:
        number, block = block_of(document, place_of(edit))
        groups.setdefault(number, (block, []))[1].append(edit)
    for _, told in groups.values():
        # A copy is made of what stood there before anything is replaced; a block that goes takes its replacements along.
        told.sort(key=lambda edit: (isinstance(edit, Remove), not isinstance(edit, Copy)))
    return [(number, *groups[number]) for number in sorted(groups, reverse=True)]
