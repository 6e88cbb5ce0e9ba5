"""An item on its way: what was found, and what merging needs to know about where it was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Protocol

from aligner.domain.facts import Facts
from aligner.domain.goals import Item, State
from aligner.domain.statements import Statement
from aligner.domain.text import Block, Document
from aligner.extract.status_legend import legend_of

__all__ = ["Carrier", "Draft", "FactReader", "Page", "Unit"]


class FactReader(Protocol):
    """What extraction asks of the segmenter."""

    def facts(self, text: str, *, document_date: str | None = None) -> Facts:
        """Return the parsed values of a text."""

    def document_date(self, document: Document) -> str | None:
        """Return the ISO date a document was written for, or None."""


class Carrier(IntEnum):
    """What held the item, from the loosest to the most deliberate; the highest is the best place to cite."""

    PROSE = 0
    BULLET = 1
    TICKET = 2
    HEADING = 3
    TABLE = 4
    DOCUMENT = 5


@dataclass(frozen=True, slots=True)
class Draft:
    """An item with what merging needs.

    Attributes:
        tickets: identifiers such as ``#831`` or ``PAY-12``, lower case.
        date: ISO date of the document it was read in, or None.
        kind: the document's own word for the kind of work ("Run", "Bug"), or an empty string.
        order: position of the block in its document.
        name: the bare name of the work where the title tells more, or an empty string.
        serial: number of the document in a numbered series of reports ("sprint-14"), 0 outside one.
    """

    item: Item
    carrier: Carrier
    tickets: tuple[str, ...] = ()
    date: str | None = None
    kind: str = ""
    order: int = 0
    serial: int = 0
    name: str = ""

    @property
    def called(self) -> str:
        """What the work is called: the bare name where the title tells more."""
        return self.name or self.item.text


@dataclass(frozen=True, slots=True)
class Unit:
    """A block with its statements; headings and lead are those of its first statement."""

    block: Block
    index: int
    statements: tuple[Statement, ...]
    headings: tuple[str, ...]
    lead: str


@dataclass(frozen=True, slots=True)
class Page:
    """One document ready for extraction: its units in reading order, its own date, the reader of facts, and its key to status marks."""

    document: Document
    units: tuple[Unit, ...]
    date: str | None
    reader: FactReader
    legend: Mapping[str, State] = field(default_factory=dict)

    @classmethod
    def build(cls, document: Document, statements: Sequence[Statement], reader: FactReader) -> Page:
        """Gather the statements of every block; blocks without a statement are left out."""
        by_block: dict[int, list[Statement]] = {}
        for statement in statements:
            by_block.setdefault(statement.block_index, []).append(statement)
        told = [(index, document.blocks[index], group) for index, group in sorted(by_block.items())]
        units = tuple(_unit(block, index, group) for index, block, group in told if block.cells or not legend_of((block,)))
        return cls(document, units, reader.document_date(document), reader, legend_of(document.blocks))

    def tables(self) -> Mapping[int, tuple[Unit, ...]]:
        """Return the rows of every table by its ordinal, in reading order."""
        found: dict[int, list[Unit]] = {}
        for unit in self.units:
            if unit.block.cells and unit.block.table is not None:
                found.setdefault(unit.block.table, []).append(unit)
        return {table: tuple(rows) for table, rows in found.items()}


def _unit(block: Block, index: int, group: Sequence[Statement]) -> Unit:
    first = min(group, key=lambda statement: statement.locator.start)
    return Unit(block, index, tuple(sorted(group, key=lambda statement: statement.locator.start)), first.headings, first.lead)
