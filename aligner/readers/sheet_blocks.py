"""From the cells of a sheet to blocks: what the readers of all kinds of workbooks share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from aligner.domain.text import Block, BlockKind, Layer, Locator
from aligner.readers.office_text import column_letters
from aligner.readers.tables import table_blocks, title_blocks
from aligner.readers.xlsx_regions import Region, find_regions
from aligner.readers.xlsx_sheet import Area, SheetGrid

__all__ = ["SheetBlocks", "count_left_out"]

_MOST_COLUMN_CHARS = 10_000  # of a hidden column's values, shown together


def count_left_out(unread: Counter[str], grid: SheetGrid, *, hidden: bool) -> None:
    """Count what of a sheet was not read, or is not shown to a person."""
    unread["hidden sheet"] += hidden
    unread["sheet beyond the limits"] += grid.cut
    unread["formula without a value"] += grid.unvalued
    unread["cell with an error"] += grid.errors
    unread["row outside the sheet"] += grid.misplaced
    if not hidden:
        unread["hidden row"] += len(grid.hidden_rows)
        unread["hidden column"] += len(grid.hidden_columns)


class SheetBlocks:
    """Collects the blocks of all sheets of one workbook."""

    def __init__(self, path: str) -> None:
        self.blocks: list[Block] = []
        self._path = path
        self._tables = 0

    def sheet(self, name: str, grid: SheetGrid, *, hidden: bool, stated: Sequence[tuple[Area, int]] = ()) -> None:
        """Add the blocks of a sheet.

        Args:
            name: as shown.
            grid: its cells.
            hidden: the sheet is not shown.
            stated: areas that the file itself calls tables, with their number of header rows.
        """
        for region in find_regions(grid, stated):
            self._region(region, name, grid, hidden=hidden)
        self._hidden_columns(name, grid)

    def apart(self, sheet: str, text: str, cell: str, layer: Layer) -> None:
        """Add text that is not analysed as a block of its own; ``cell`` names its place."""
        if text:
            locator = Locator(self._path, sheet=sheet, cell=cell, end=len(text))
            self.blocks.append(Block(BlockKind.PARAGRAPH, text, locator, caption=sheet, layer=layer))

    def _region(self, region: Region, name: str, grid: SheetGrid, *, hidden: bool) -> None:
        locate = self._locator(region, name)
        _paint(region, grid)
        if region.titles:
            made = title_blocks(region.grid, locate=locate, caption=name)
        else:
            made = table_blocks(region.grid, locate=locate, table=self._tables, caption=name, header_rows=region.header_rows)
            self._tables += 1
        rows = {row + 1 for row in grid.hidden_rows}
        for block in made:
            concealed = hidden or (rows and _row_number(block.locator) in rows)
            self.blocks.append(replace(block, layer=Layer.HIDDEN) if concealed else block)

    def _locator(self, region: Region, sheet: str) -> Callable[[int, int | None], Locator]:
        letters = [column_letters(column) for column in region.columns]

        def locate(row: int, column: int | None) -> Locator:
            number = region.rows[row] + 1
            cell = f"{letters[0]}{number}:{letters[-1]}{number}" if column is None else f"{letters[column]}{number}"
            return Locator(self._path, sheet=sheet, cell=cell)

        return locate

    def _hidden_columns(self, sheet: str, grid: SheetGrid) -> None:
        """All values of a hidden column as one block of their own."""
        numbers = sorted(grid.rows)
        for column in sorted(grid.hidden_columns):
            values = [cell.text for number in numbers if (cell := grid.rows[number].get(column)) is not None and not cell.merged]
            text = " ".join(" | ".join(values)[:_MOST_COLUMN_CHARS].split())
            letters = column_letters(column)
            self.apart(sheet, text, f"{letters}{numbers[0] + 1}:{letters}{numbers[-1] + 1}", Layer.HIDDEN)


def _paint(region: Region, grid: SheetGrid) -> None:
    """Give the cells of a region their backgrounds."""
    for number, row in zip(region.rows, region.grid, strict=True):
        colours = grid.colours.get(number)
        for place, column in enumerate(region.columns) if colours else ():
            if colours and column in colours and place < len(row):
                row[place] = replace(row[place], colour=colours[column])


def _row_number(locator: Locator) -> int:
    """The sheet row, from 1, that a locator names."""
    digits = (locator.cell or "").partition(":")[0].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return int(digits) if digits.isdecimal() else 0
