"""From a grid of cells to row blocks with named columns: finds the header row wherever it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from aligner.domain.text import Block, Locator

__all__ = ["RawCell", "table_blocks"]


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell before its column has a name; see ``aligner.domain.text.Cell`` for the fields."""

    text: str
    iso_date: str | None = None
    number: float | None = None
    indent: int = 0
    merged: bool = False
    strike: bool = False
    bold: bool = False


def table_blocks(
    rows: Sequence[Sequence[RawCell]],
    *,
    locate: Callable[[int, int | None], Locator],
    table: int,
    caption: str = "",
    header_rows: int | None = None,
) -> list[Block]:
    """Turn a grid into row blocks.

    Args:
        rows: the grid; rows may differ in length.
        locate: gives the locator of a cell (row and column from 0 within ``rows``) or, with column None, of the row itself.
        table: ordinal of the table in its document, from 0.
        caption: sheet name or table caption.
        header_rows: how many leading rows are headers when the format says so; None to find the header row.

    Returns:
        One ``ROW`` block per body row; title lines above the header become paragraph blocks.
    """
    raise NotImplementedError
