"""Items from tables: plans, registers, ticket exports, boards, with parents from indentation, numbering and section rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from aligner.domain.facts import Facts
from aligner.domain.goals import Item, State, Status
from aligner.domain.text import Cell
from aligner.extract.columns import Column, Role, assign_roles, header_match, profile
from aligner.extract.item_draft import Carrier, Draft, Page, Unit
from aligner.extract.item_facts import apply_field, cell_quote, facts_of_cell
from aligner.extract.item_sections import Section, plain, section_of
from aligner.extract.item_text import is_placeholder, is_work_title, tickets_in, trimmed
from aligner.extract.table_grid import grid_drafts
from aligner.extract.table_kind import TableKind, table_kind
from aligner.lexicon import words

__all__ = ["Table", "read_table", "table_drafts"]


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
    section = section_of([*first.headings, *([first.block.caption] if first.block.caption and first.block.caption not in first.headings else [])], first.lead)
    order: dict[Role, tuple[int, ...]] = {}
    for role in Role:
        held = [column for column in columns if roles.get(column.index) is role]
        order[role] = tuple(column.index for column in sorted(held, key=lambda column: (_rank(column, role), column.index)))
    return Table(tuple(units), columns, roles, table_kind(rows, columns, roles, section), section, order)


def _rank(column: Column, role: Role) -> int:
    """Place of the column's header in the role's list, so that "Accountable" comes before "Assignee"."""
    if role is Role.TITLE:
        return 0
    phrases = words("item_columns")[role.value]
    if column.header in phrases:
        return phrases.index(column.header)
    return len(phrases) if header_match(column.header, role.value) else 2 * len(phrases)


def table_drafts(table: Table, page: Page) -> list[Draft]:
    """Return the items of a table that is a list of work; of any other table, none."""
    if table.kind is TableKind.GRID:
        return grid_drafts(table.units, table.columns, table.section, page)
    if table.kind is not TableKind.WORK:
        return []
    drafts: list[Draft] = []
    parents = _Parents(table)
    carried = _Carried(table)
    for place, unit in enumerate(table.units):
        title = table.cell(unit, Role.TITLE)
        if title is None or _is_no_row(title, table):
            continue
        if title.merged and drafts and _same_title(drafts[-1], title):
            drafts[-1] = _continued(drafts[-1], table, unit)
            continue
        path = parents.path(place, title)
        if parents.groups(place, title):
            continue
        drafts.append(_draft(table, unit, title, path, page, carried))
    return drafts


def _same_title(draft: Draft, title: Cell) -> bool:
    return title.text.strip().startswith(draft.item.text)


def _continued(draft: Draft, table: Table, unit: Unit) -> Draft:
    """A further row of an item whose title cell spans several rows only adds to its description."""
    more = [cell_quote(cell) for cell in unit.block.cells if table.roles.get(cell.column) in {Role.DESCRIPTION, None} and len(cell.text.split()) > 1]
    return replace(draft, item=replace(draft.item, description=(*draft.item.description, *more)))


_TOTAL = re.compile(r"(?:grand |sub-?)?(?:totals?|sum|average|summary|count)\b", re.IGNORECASE)
_GOAL_LIKE = re.compile(r"\s*(?:KR|key result|objective|goal|strategic goal|pillar)\s*#?\d", re.IGNORECASE)


def _is_no_row(title: Cell, table: Table) -> bool:
    text = title.text.strip()
    if is_placeholder(text) or not is_work_title(text) or _GOAL_LIKE.match(text) or text.startswith("*"):
        return True
    return bool(_TOTAL.match(text)) and len(text.split()) <= 4 and table.cell(table.units[0], Role.DUE) is not None or plain(text) in {"total", "totals", "sum", "grand total"}


class _Carried:
    """Values written once for the rows below, where a column names each group only at its first row."""

    def __init__(self, table: Table) -> None:
        title = next((column.index for column in table.columns if table.roles.get(column.index) is Role.TITLE), 0)
        self._columns = {
            column.index: role
            for column in table.columns
            if (role := table.roles.get(column.index)) in {Role.PARENT, Role.GOAL, Role.TEAM}
            and column.index < title
            and column.filled < 0.6
            and column.distinct == 1.0
            and table.units[0].block.cells
            and any(cell.column == column.index for cell in table.units[0].block.cells)
        }
        self._last: dict[int, Cell] = {}

    def cells(self, unit: Unit) -> dict[Role, Cell]:
        """Return the carried cells that the row itself leaves empty."""
        held = {cell.column: cell for cell in unit.block.cells}
        self._last.update({index: held[index] for index in self._columns if index in held})
        return {self._columns[index]: cell for index, cell in sorted(self._last.items()) if index not in held}


_OWN = (Role.OWNER, Role.DUE, Role.START, Role.STATUS, Role.HEALTH, Role.PERCENT, Role.BUDGET, Role.GOAL, Role.DEPENDS, Role.DESCRIPTION, Role.TEAM)
_NUMBERED = re.compile(r"\d+(?:\.\d+)*\.?")


class _Parents:
    """Who is above whom, by indentation of the title cell or by outline numbers in the id column."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._titles = [table.cell(unit, Role.TITLE) for unit in table.units]
        self._depths = [self._depth(unit, title) for unit, title in zip(table.units, self._titles, strict=True)]

    def _depth(self, unit: Unit, title: Cell | None) -> int:
        if title is None:
            return 0
        if any(cell.indent for cell in self._titles if cell is not None):
            return title.indent
        number = self._table.cell(unit, Role.ID)
        text = number.text.strip() if number else ""
        return text.rstrip(".").count(".") if _NUMBERED.fullmatch(text) else 0

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

    def groups(self, place: int, title: Cell) -> bool:
        """Whether the row only groups those below it: it has children and no field of its own but a name and a number."""
        unit = self._table.units[place]
        has_children = place + 1 < len(self._depths) and self._depths[place + 1] > self._depths[place]
        others = [cell for cell in unit.block.cells if cell.column != title.column and self._table.roles.get(cell.column) not in {Role.ID, Role.LABELS, Role.KIND}]
        if has_children:
            return not others
        # Without indentation: a lone text in capitals, with a colon or named as a phase, in a table whose rows say more.
        lone = not others and len(unit.block.cells) <= 2 and len(self._table.columns) > 2
        text = title.text.strip()
        return lone and place + 1 < len(self._depths) and (text.isupper() or text.endswith(":") or bool(re.match(r"(?:phase|workstream|stream|pillar|theme|programme|wave|track)\b", text, re.IGNORECASE)))


def _draft(table: Table, unit: Unit, title: Cell, path: tuple[str, ...], page: Page, carried: _Carried) -> Draft:
    start, end = trimmed(title.text)
    quote = cell_quote(title)
    text = title.text[start:end]
    locator = quote.locator.slice(start, end)
    above = carried.cells(unit)
    groups = [cell.text.strip() for cell in (*table.cells(unit, Role.PARENT), *([above[Role.PARENT]] if Role.PARENT in above else []))]
    headings = tuple(dict.fromkeys((*unit.headings, *(group for group in reversed(groups) if group != text), *path)))
    item = Item(id="", text=text, locator=locator, headings=headings, owner_slot=Role.OWNER in table.roles.values())
    item = _with_fields(item, table, unit, page, above)
    item = _with_text(item, table, unit, title, page)
    item = _with_strike(item, title)
    if item.status is None and table.section.status is not None:
        item = replace(item, status=table.section.status)
    ident = table.cell(unit, Role.ID)
    kind = " ".join(cell.text for role in (Role.KIND, Role.LABELS) for cell in table.cells(unit, role))
    tickets = tickets_in(f"{ident.text if ident else ''} {title.text[:start]}")
    return Draft(item, Carrier.TABLE, tickets, page.date, kind, unit.index)


_APPLIED = (Role.OWNER, Role.DUE, Role.STATUS, Role.HEALTH, Role.PERCENT, Role.BUDGET, Role.TEAM, Role.DEPENDS, Role.GOAL)


def _with_fields(item: Item, table: Table, unit: Unit, page: Page, above: Mapping[Role, Cell]) -> Item:
    for role in _APPLIED:
        cells = table.cells(unit, role) or ((above[role],) if role in above else ())
        for cell in cells:
            item = apply_field(item, role, cell_quote(cell), page.reader, page.date, cell)
    return item


def _with_text(item: Item, table: Table, unit: Unit, title: Cell, page: Page) -> Item:
    """Take description cells, and the quantities and dates that title and description state."""
    telling = [cell for cell in unit.block.cells if cell.column != title.column and (table.roles.get(cell.column) is Role.DESCRIPTION or _is_loose_text(table, cell))]
    has_due = Role.DUE in table.roles.values()
    item = replace(item, description=(*item.description, *(cell_quote(cell) for cell in telling)))
    for cell in (title, *telling):
        facts = _facts_of(unit, cell)
        item = facts_of_cell(item, cell, facts if facts is not None else page.reader.facts(cell.text, document_date=page.date), due=not has_due or cell is title)
    return item


def _is_loose_text(table: Table, cell: Cell) -> bool:
    return table.roles.get(cell.column) is None and len(cell.text.split()) > 3


def _facts_of(unit: Unit, cell: Cell) -> Facts | None:
    """Return what the row's statement already states about one cell, or None where the row was not parsed as one text."""
    if len(unit.statements) != 1 or unit.statements[0].text != unit.block.text:
        return None
    offset = 0
    for other in unit.block.cells:
        if other is cell:
            break
        offset += len(other.text) + len(" | ")
    end = offset + len(cell.text)
    if unit.block.text[offset:end] != cell.text:
        return None
    facts = unit.statements[0].facts
    metrics = tuple(replace(metric, start=metric.start - offset, end=metric.end - offset) for metric in facts.metrics if metric.start >= offset and metric.end <= end)
    dates = tuple(
        replace(date, start_offset=date.start_offset - offset, end_offset=date.end_offset - offset) for date in facts.dates if date.start_offset >= offset and date.end_offset <= end
    )
    return Facts(metrics, dates)


def _with_strike(item: Item, title: Cell) -> Item:
    if not title.strike or (item.status is not None and item.state is not State.UNKNOWN):
        return item
    return replace(item, status=Status(item.text, State.CANCELLED), status_quote=cell_quote(title))
