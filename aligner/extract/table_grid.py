"""Items from grids: a column for each period or state, the work written into the cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from aligner.domain.goals import Item
from aligner.domain.text import Cell
from aligner.extract.column_profile import Column
from aligner.extract.item_draft import Carrier, Draft, Page, Unit
from aligner.extract.item_facts import read_due
from aligner.extract.item_sections import Section
from aligner.extract.item_text import is_placeholder, is_work_title, tickets_in, trimmed
from aligner.extract.status import heading_status
from aligner.extract.table_kind import is_slot

__all__ = ["grid_drafts"]

_BULLET = re.compile(r"\s*(?:[•●▪‣·;]|\s[-–*]\s)\s*")


def grid_drafts(units: Sequence[Unit], columns: Sequence[Column], section: Section, page: Page) -> list[Draft]:
    """Return one item per line of every cell below a period or a state; the row's label becomes a heading."""
    slots = {column.index for column in columns if column.header and is_slot(column)}
    drafts: list[Draft] = []
    for unit in units:
        label = next((cell.text for cell in unit.block.cells if cell.column not in slots), "")
        for cell in unit.block.cells:
            if cell.column in slots and not cell.merged:
                drafts.extend(_draft(unit, (cell, start, end), label, section, page) for start, end in _lines(cell))
    return drafts


def _lines(cell: Cell) -> Iterator[tuple[int, int]]:
    """Yield start and end of every line or bullet of a cell that can name work."""
    cuts = sorted({0, *cell.breaks, *(match.end() for match in _BULLET.finditer(cell.text)), len(cell.text)})
    for first, last in pairwise(cuts):
        piece = re.sub(r"[\s•●▪‣·–-]+$", "", cell.text[first:last])
        start, end = trimmed(piece)
        text = piece[start:end]
        if text and is_work_title(text) and not is_placeholder(text):
            yield first + start, first + end


def _draft(unit: Unit, line: tuple[Cell, int, int], label: str, section: Section, page: Page) -> Draft:
    cell, start, end = line
    headings = tuple(dict.fromkeys((*unit.headings, *([label] if label else []), cell.header)))
    status = heading_status(cell.header) or section.status
    due = None if heading_status(cell.header) else read_due(cell.header, page.reader, page.date)
    item = Item(id="", text=cell.text[start:end], locator=cell.locator.slice(start, end), headings=headings, status=status)
    return Draft(replace(item, due=due), Carrier.TABLE, tickets_in(cell.text[:start]), page.date, order=unit.index)
