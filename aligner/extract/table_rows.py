"""How the rows of a table hang together: parents by indentation or numbering, values written once for several rows."""

from __future__ import annotations

import re

from aligner.domain.text import Cell
from aligner.extract.columns import Role
from aligner.extract.item_draft import Unit
from aligner.extract.status_colour import colour_columns
from aligner.extract.table_gantt import Bars
from aligner.extract.table_shape import Table

__all__ = ["Carried", "Parents", "annotates", "stands_apart"]

_MORE_THAN_HALF = 0.6
_PAIR = 2
_SHORT = 4
_NEXT = 3
_TRACKED = (Role.ID, Role.DUE, Role.START, Role.OWNER, Role.STATUS, Role.HEALTH)

_NUMBERED = re.compile(r"\d+(?:\.\d+)*\.?")


def annotates(table: Table, place: int) -> bool:
    """Whether the first row is a remark on the columns: a short cell or two, and nothing of what every next row fills in.

    A title alone is taken for a remark only where rows bear identifiers, for work may well be listed before it is planned.
    """
    if place or not _is_remark(table.units[0]) or any(table.cells(table.units[0], role) for role in _TRACKED):
        return False
    following = table.units[1 : 1 + _NEXT]
    filled = [role for role in _TRACKED if all(table.cells(unit, role) for unit in following)]
    alone = len(table.units[0].block.cells) == 1
    return len(following) >= _PAIR and len(filled) >= _PAIR and (not alone or Role.ID in filled)


def stands_apart(table: Table) -> bool:
    """Whether the table is but a short remark or two over the columns of another: one row without headers that leaves out the first column."""
    return (
        len(table.units) == 1
        and _is_remark(table.units[0])
        and not any(cell.header for cell in table.units[0].block.cells)
        and not any(_in_first_column(cell) for cell in table.units[0].block.cells)
    )


def _in_first_column(cell: Cell) -> bool:
    """Tell by the sheet's own address where there is one: columns are counted from where the filled region begins."""
    return bool(re.fullmatch(r"A\d+", cell.locator.cell)) if cell.locator.cell else cell.column == 0


def _is_remark(unit: Unit) -> bool:
    cells = unit.block.cells
    return 0 < len(cells) <= _PAIR and all(len(cell.text.split()) <= _SHORT for cell in cells)


class Parents:
    """Who is above whom, by indentation of the title cell or by outline numbers in the id column."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._titles = [table.cell(unit, Role.TITLE) for unit in table.units]
        self._indented = any(cell.indent for cell in self._titles if cell is not None)
        self._depths = [self._depth(unit, title) for unit, title in zip(table.units, self._titles, strict=True)]

    def _depth(self, unit: Unit, title: Cell | None) -> int:
        if title is None:
            return 0
        if self._indented:
            return title.indent
        number = self._table.cell(unit, Role.ID)
        text = number.text.strip() if number else ""
        return text.rstrip(".").count(".") if _NUMBERED.fullmatch(text) else 0

    @property
    def outlined(self) -> bool:
        """Whether any row stands below another."""
        return any(self._depths)

    def path(self, place: int, title: Cell) -> tuple[str, ...]:
        """Return the titles of the rows above this one in the hierarchy, outermost first."""
        found: list[str] = []
        depth = self._depths[place]
        for above in range(place - 1, -1, -1):
            cell = self._titles[above]
            if depth == 0:
                break
            if cell is not None and self._depths[above] < depth and cell.text != title.text:
                found.insert(0, cell.text.strip())
                depth = self._depths[above]
        return tuple(found)

    def inherited(self, place: int, role: Role) -> tuple[Cell, ...]:
        """Return the cells of a role in the nearest row above in the hierarchy that has any."""
        depth = self._depths[place]
        for above in range(place - 1, -1, -1):
            if depth == 0:
                break
            if self._titles[above] is not None and self._depths[above] < depth:
                held = self._table.cells(self._table.units[above], role)
                if held:
                    return held
                depth = self._depths[above]
        return ()

    def groups(self, place: int, title: Cell) -> bool:
        """Whether the row only groups those below it: it has children and no field of its own but a name and a number."""
        unit = self._table.units[place]
        has_children = place + 1 < len(self._depths) and self._depths[place + 1] > self._depths[place]
        others = [
            cell
            for cell in unit.block.cells
            if cell.column != title.column and self._table.roles.get(cell.column) not in {Role.ID, Role.LABELS, Role.KIND}
        ]
        if has_children:
            return not others
        # Without indentation: a lone text in capitals, with a colon or named as a phase, in a table whose rows say more.
        lone = not others and len(unit.block.cells) <= _PAIR and len(self._table.columns) > _PAIR
        text = title.text.strip()
        return (
            lone
            and place + 1 < len(self._depths)
            and (
                text.isupper()
                or text.endswith(":")
                or bool(re.match(r"(?:phase|workstream|stream|pillar|theme|programme|wave|track)\b", text, re.IGNORECASE))
            )
        )


class Carried:
    """What the rows of a table share: values written once for the rows below, titles by number, bars, and the columns whose colours tell the state."""

    def __init__(self, table: Table, *, outlined: bool = False) -> None:
        """``outlined``: the rows form a hierarchy, so that a goal goes from the row above in it and not from the row before."""
        roles = {Role.PARENT, Role.TEAM} if outlined else {Role.PARENT, Role.GOAL, Role.TEAM}
        title = next((column.index for column in table.columns if table.roles.get(column.index) is Role.TITLE), 0)
        self._columns = {
            column.index: role
            for column in table.columns
            if (role := table.roles.get(column.index)) in roles
            and column.index < title
            and column.filled < _MORE_THAN_HALF
            and column.distinct == 1.0
            and table.units[0].block.cells
            and any(cell.column == column.index for cell in table.units[0].block.cells)
        }
        self._last: dict[int, Cell] = {}
        self.colours = colour_columns(table.units, table.roles)
        self.bars = Bars(table.units, table.roles)
        pairs = [(table.cell(unit, Role.ID), table.cell(unit, Role.TITLE)) for unit in table.units]
        self._names = {ident.text.strip(): name.text.strip() for ident, name in pairs if ident is not None and name is not None}

    def group(self, text: str) -> str:
        """Return the title of the row that a group's number names ("HAR-90" of an epic), or the text itself."""
        return self._names.get(text.strip(), text.strip())

    def cells(self, unit: Unit) -> dict[Role, Cell]:
        """Return the carried cells that the row itself leaves empty."""
        held = {cell.column: cell for cell in unit.block.cells}
        self._last.update({index: held[index] for index in self._columns if index in held})
        return {self._columns[index]: cell for index, cell in sorted(self._last.items()) if index not in held}
