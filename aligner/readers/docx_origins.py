"""Which elements of a Word document its blocks came from, for whoever must find a place again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from aligner.readers.docx_tables import WordRow, spread
from aligner.readers.grid import RawCell
from aligner.readers.office_text import column_letters

__all__ = ["Origins"]


@dataclass(slots=True)
class Origins:
    """Elements by place, filled while a document is read.

    Attributes:
        paragraphs: the paragraph of each block by its ordinal.
        cells: the cell by ordinal of its table and address within it; cells that only repeat a merged text are left out.
    """

    paragraphs: dict[int, etree._Element] = field(default_factory=dict)
    cells: dict[tuple[int, str], etree._Element] = field(default_factory=dict)

    def table(self, ordinal: int, rows: Sequence[WordRow], contents: Sequence[Sequence[RawCell]]) -> None:
        """Note the cells of a table: the same spreading that places their texts places their names here."""
        known: dict[str, etree._Element] = {}
        named: list[list[RawCell]] = []
        for row, texts in zip(rows, contents, strict=True):
            line: list[RawCell] = []
            for cell, content in zip(row.cells, texts, strict=True):
                name = str(len(known))
                known[name] = cell.element
                line.append(replace(content, text=name if content.text else ""))
            named.append(line)
        for number, line in enumerate(spread(rows, named), start=1):
            for column, placed in enumerate(line):
                if placed.text and not placed.merged:
                    self.cells[ordinal, f"{column_letters(column)}{number}"] = known[placed.text]
