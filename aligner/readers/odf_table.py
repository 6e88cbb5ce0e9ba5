"""Tables of OpenDocument text and slides: merged cells repeated where they reach."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from lxml import etree

from aligner.readers.grid import RawCell
from aligner.readers.odf import TABLE, Odf, number

__all__ = ["Rows", "read_rows"]

_CELL, _COVERED = f"{TABLE}table-cell", f"{TABLE}covered-table-cell"
_ROW = f"{TABLE}table-row"
_HEADER = f"{TABLE}table-header-rows"
_GROUPS = frozenset({_HEADER, f"{TABLE}table-rows", f"{TABLE}table-row-group"})
_MOST_COLUMNS = 256
_MOST_REPEATS = 100


@dataclass(frozen=True, slots=True)
class Rows:
    """A grid and how many leading rows the file calls headers."""

    grid: list[list[RawCell]]
    header_rows: int


def read_rows(table: etree._Element, odf: Odf, content: Callable[[etree._Element], RawCell]) -> Rows:
    """Return a table's grid; ``content`` reads a cell."""
    made = _Grid(odf, content)
    made.take(table, header=False)
    return Rows(made.grid, made.headers)


class _Grid:
    def __init__(self, odf: Odf, content: Callable[[etree._Element], RawCell]) -> None:
        self.grid: list[list[RawCell]] = []
        self.headers = 0
        self._odf = odf
        self._content = content
        self._merged: dict[tuple[int, int], RawCell] = {}

    def take(self, parent: etree._Element, *, header: bool) -> None:
        for child in parent:
            if child.tag == _ROW:
                for _ in range(max(1, number(child.get(f"{TABLE}number-rows-repeated"), 1, _MOST_REPEATS))):
                    self._row(child)
                    self.headers += header and self.headers == len(self.grid) - 1
                    if not len(child):
                        break
            elif child.tag in _GROUPS:
                self.take(child, header=header or child.tag == _HEADER)

    def _row(self, row: etree._Element) -> None:
        line: list[RawCell] = []
        at = len(self.grid)
        for cell in row:
            if cell.tag not in {_CELL, _COVERED} or len(line) >= _MOST_COLUMNS:
                continue
            if cell.tag == _COVERED:
                line.append(self._merged.get((at, len(line)), RawCell("")))
                continue
            look = self._odf.look("table-cell", cell.get(f"{TABLE}style-name"))
            made = replace(self._content(cell), colour=look.background)
            wide, high = (number(cell.get(f"{TABLE}number-{what}-spanned"), 1, _MOST_COLUMNS) for what in ("columns", "rows"))
            for down in range(high if wide > 1 or high > 1 else 0):
                for right in range(wide):
                    self._merged[at + down, len(line) + right] = replace(made, merged=True)
            repeated = max(1, min(number(cell.get(f"{TABLE}number-columns-repeated"), 1), _MOST_COLUMNS - len(line)))
            line.extend([made] * (repeated if made.text or repeated <= _MOST_REPEATS else 1))
        self.grid.append(line)
