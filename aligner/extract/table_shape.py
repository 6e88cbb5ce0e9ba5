"""A table with its columns and its kind told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aligner.domain.text import Cell
from aligner.extract.column_profile import Column, profile
from aligner.extract.columns import Role, assign_roles, header_match
from aligner.extract.item_draft import Unit
from aligner.extract.item_sections import Section, section_of
from aligner.extract.table_kind import TableKind, table_kind
from aligner.lexicon import words

__all__ = ["Table", "read_table"]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its columns told apart."""

    units: tuple[Unit, ...]
    columns: tuple[Column, ...]
    roles: Mapping[int, Role]
    kind: TableKind
    section: Section
    _order: dict[Role, tuple[int, ...]]

    def cells(self, unit: Unit, role: Role) -> tuple[Cell, ...]:
        """Return the row's filled cells of a role, the best column first."""
        held = {cell.column: cell for cell in unit.block.cells}
        return tuple(held[index] for index in self._order.get(role, ()) if index in held)

    def cell(self, unit: Unit, role: Role) -> Cell | None:
        """Return the row's best filled cell of a role."""
        found = self.cells(unit, role)
        return found[0] if found else None


def read_table(units: Sequence[Unit]) -> Table:
    """Tell the columns and the kind of a table; ``units`` are its rows, at least one."""
    rows = [unit.block for unit in units]
    columns = profile(rows)
    roles = assign_roles(columns)
    first = units[0]
    section = section_of(
        [*first.headings, *([first.block.caption] if first.block.caption and first.block.caption not in first.headings else [])], first.lead
    )
    order: dict[Role, tuple[int, ...]] = {}
    for role in Role:
        held = [column for column in columns if roles.get(column.index) is role]
        order[role] = tuple(column.index for column in sorted(held, key=lambda column: (_rank(column, role), column.index)))
    return Table(tuple(units), columns, roles, table_kind(columns, roles, section), section, order)


def _rank(column: Column, role: Role) -> int:
    """Place of the column's header in the role's list, so that "Accountable" comes before "Assignee"."""
    if role is Role.TITLE:
        return 0
    phrases = words("item_columns")[role.value]
    if column.header in phrases:
        return phrases.index(column.header)
    return len(phrases) if header_match(column.header, role.value) else 2 * len(phrases)
