"""Exports of trees whose column tells the depth of a title ("Title 1", "Title 2"), as planning tools write them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from aligner.domain.text import Block
from aligner.readers.grid import RawCell
from aligner.readers.sink import column_name

__all__ = ["fold", "unfolded"]

_COLUMN = re.compile(r"Title ([1-9])")
_EMPTY = RawCell("")


def fold(rows: Sequence[list[RawCell]]) -> Mapping[int, int]:
    """Bring the titles of a tree into the first of their columns, indented by their depth.

    Args:
        rows: changed in place; the first holds the headers.

    Returns:
        The column in which a title stands in the file, by row; empty for tables of another kind.
    """
    columns = {column: int(found[1]) for column, cell in enumerate(rows[0] if rows else ()) if (found := _COLUMN.fullmatch(cell.text))}
    if len(columns) <= 1:
        return {}
    first = min(columns)
    rows[0][first] = replace(rows[0][first], text="Title")
    places: dict[int, int] = {}
    for number, row in enumerate(rows[1:], start=1):
        at = next((column for column in sorted(columns) if column < len(row) and row[column].text), None)
        if at is not None:
            cell, row[at] = row[at], _EMPTY
            row[first] = replace(cell, indent=columns[at] - columns[first])
            places[number] = at
    return places


def unfolded(blocks: Sequence[Block], lines: Sequence[int], places: Mapping[int, int]) -> list[Block]:
    """Return the blocks with each title at the place where it stands in the file.

    Args:
        blocks: made from folded rows.
        lines: the line of each row.
        places: what ``fold`` returned.
    """
    first = min(places.values(), default=0)
    numbers = {line: number for number, line in enumerate(lines)}
    made: list[Block] = []
    for block in blocks:
        number = numbers.get(block.locator.line or 0, -1)
        cells = tuple(
            replace(cell, locator=replace(cell.locator, cell=f"{column_name(places[number])}{number + 1}"))
            if cell.column == first and number in places
            else cell
            for cell in block.cells
        )
        made.append(replace(block, cells=cells))
    return made
