"""Items from tables: plans, registers, ticket exports, boards."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from aligner.domain.facts import Facts
from aligner.domain.goals import Item, State, Status
from aligner.domain.text import Cell
from aligner.extract.column_profile import plain_header
from aligner.extract.columns import Role, header_match
from aligner.extract.item_draft import Carrier, Draft, Page, Unit
from aligner.extract.item_facts import apply_field, cell_quote, facts_of_cell, part, read_due
from aligner.extract.item_references import numbered_reference
from aligner.extract.item_sections import plain
from aligner.extract.item_text import is_placeholder, is_work_title, kind_labels, tickets_in, trimmed
from aligner.extract.status import field_status, is_state, percent_status, prose_status
from aligner.extract.status_colour import colour_status
from aligner.extract.status_legend import legend_of
from aligner.extract.table_grid import grid_drafts
from aligner.extract.table_kind import TableKind
from aligner.extract.table_rows import Carried, Parents, annotates, stands_apart
from aligner.extract.table_shape import Table
from aligner.lexicon import words

__all__ = ["table_drafts"]

_THREE = 3
_FOUR = 4
_EXACT = 100


def table_drafts(table: Table, page: Page) -> list[Draft]:
    """Return the items of a table that is a list of work; of any other table, none."""
    if table.kind is TableKind.GRID:
        return grid_drafts(table.units, table.columns, table.section, page)
    if table.kind is not TableKind.WORK or stands_apart(table):
        return []
    drafts: list[Draft] = []
    parents = Parents(table)
    carried = Carried(table, outlined=parents.outlined)
    for place, unit in enumerate(table.units):
        title = table.cell(unit, Role.TITLE)
        if title is None or _is_no_row(title, table, unit) or annotates(table, place) or _is_key(unit):
            continue
        if title.merged and drafts and _same_title(drafts[-1], title):
            drafts[-1] = _continued(drafts[-1], table, unit)
            continue
        path = parents.path(place, title)
        if parents.groups(place, title):
            continue
        drafts.append(_serving(_draft(table, unit, title, path, page, carried), table, unit, parents.inherited(place, Role.GOAL), page))
    return drafts


def _is_key(unit: Unit) -> bool:
    """Tell whether a row explains the marks of the table ("Legend: green = runs as ordered; ...")."""
    return len(unit.block.cells) <= 2 and len(legend_of((unit.block,))) > 1  # noqa: PLR2004 - a row that holds nothing else


def _same_title(draft: Draft, title: Cell) -> bool:
    return title.text.strip().startswith(draft.item.text)


def _continued(draft: Draft, table: Table, unit: Unit) -> Draft:
    """A further row of an item whose title cell spans several rows only adds to its description."""
    more = [
        cell_quote(cell)
        for cell in unit.block.cells
        if table.roles.get(cell.column) in {Role.DESCRIPTION, None} and len(cell.text.split()) > 1
    ]
    return replace(draft, item=replace(draft.item, description=(*draft.item.description, *more)))


_TOTAL = re.compile(r"(?:grand |sub-?)?(?:totals?|sum|average|summary|count)\b", re.IGNORECASE)
_GOAL_LIKE = re.compile(r"\s*(?:KR|key result|objective|goal|strategic goal|pillar)\s*#?\d", re.IGNORECASE)


def _is_no_row(title: Cell, table: Table, unit: Unit) -> bool:
    text = title.text.strip()
    if is_placeholder(text) or not is_work_title(text) or _GOAL_LIKE.match(text) or text.startswith("*"):
        return True
    # A sum is nobody's and has no date: "Average-speed cameras" with an owner and a date is work.
    tracked = any(table.cells(unit, role) for role in (Role.ID, Role.OWNER, Role.DUE, Role.STATUS, Role.HEALTH))
    return bool(_TOTAL.match(text)) and not tracked and len(text.split()) <= _FOUR


def _draft(table: Table, unit: Unit, title: Cell, path: tuple[str, ...], page: Page, carried: Carried) -> Draft:
    start, end = trimmed(title.text)
    ident = table.cell(unit, Role.ID)
    if ident is not None and not _is_number(title.text[:start], ident.text):
        start = 0  # "PLC-5 obsolescence" in a row that bears its own number
    quote = cell_quote(title)
    text = title.text[start:end]
    locator = quote.locator.slice(start, end)
    above = carried.cells(unit)
    groups = [
        carried.group(cell.text) for cell in (*table.cells(unit, Role.PARENT), *([above[Role.PARENT]] if Role.PARENT in above else []))
    ]
    headings = tuple(dict.fromkeys((*unit.headings, *(group for group in reversed(groups) if group != text), *path)))
    item = Item(id="", text=text, locator=locator, headings=headings, owner_slot=Role.OWNER in table.roles.values())
    item = _with_fields(item, table, unit, page, above)
    item = _with_team_as_owner(_with_resolution(item, unit), table, unit, page)
    last = carried.bars.last(unit) if item.due is None else None
    item = replace(item, due=read_due(_period(last), page.reader, page.date)) if last else item
    item = _with_text(item, table, unit, title, page)
    item = _with_remark(_with_colour(item, unit, carried.colours, page), table, unit)
    item = _with_strike(item, title)
    if item.status is None and table.section.status is not None:
        item = replace(item, status=table.section.status)
    kinds = [cell.text for cell in table.cells(unit, Role.KIND)]
    kind = " ".join(filter(None, [*kinds, *(kind_labels(cell.text) for cell in table.cells(unit, Role.LABELS))]))
    tickets = tickets_in(f"{ident.text if ident else ''} {title.text[:start]}")
    return Draft(item, Carrier.TABLE, tickets, page.date, kind, unit.index)


_TWO_YEARS = re.compile(r"\d\d/\d\d")


def _period(header: str) -> str:
    """Return the period of stacked headers as one would write it: "Q1 FY28/29" for "28/29" over "Q1"."""
    return " ".join(f"FY{part}" if _TWO_YEARS.fullmatch(part) else part for part in reversed(header.split(" / ")))


def _is_number(ahead: str, ident: str) -> bool:
    """Whether what stands before a title is a number or mark of the row: set off by punctuation, or like the row's own number."""
    bare = ahead.strip()
    return not bare or not bare[-1].isalnum() or bare[0] in "#[(" or bare.rstrip("0123456789.") == ident.strip().rstrip("0123456789.")


def _serving(draft: Draft, table: Table, unit: Unit, above: Sequence[Cell], page: Page) -> Draft:
    """Say what a row serves where its own cells do not: the row above it, the number in its title, the group it is filed under."""
    item = draft.item
    for cell in above:
        item = apply_field(item, Role.GOAL, cell_quote(cell), page)
    title = table.cell(unit, Role.TITLE)
    if item.goal_reference is None and title is not None:
        item = replace(item, goal_reference=numbered_reference(title.text, title.locator, item.headings))
    if item.goal_reference is None and Role.GOAL not in table.roles.values():
        headers = {column.index: column.header for column in table.columns}
        groups = [cell for cell in table.cells(unit, Role.PARENT) if header_match(headers[cell.column], "parent-goal")]
        # Of an initiative's tag and a milestone's name, the one that says more.
        for cell in sorted(groups, key=lambda cell: -len(cell.text.split())):
            item = apply_field(item, Role.GOAL, cell_quote(cell), page)
    return replace(draft, item=item)


_NUMERIC_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}")
_APPLIED = (Role.OWNER, Role.DUE, Role.STATUS, Role.HEALTH, Role.PERCENT, Role.BUDGET, Role.TEAM, Role.DEPENDS, Role.GOAL)


def _with_fields(item: Item, table: Table, unit: Unit, page: Page, above: Mapping[Role, Cell]) -> Item:
    for role in _APPLIED:
        cells = table.cells(unit, role) or ((above[role],) if role in above else ())
        for cell in cells:
            facts = facts_of(unit, cell) if role is Role.DUE and item.due is None and _NUMERIC_DATE.fullmatch(cell.text.strip()) else None
            if facts is not None and facts.dates and facts.dates[-1].end is not None:
                # The row was parsed with what the whole document shows about the order of day and month.
                item = replace(item, due=replace(facts.dates[-1], deadline=True), due_quote=cell_quote(cell))
            item = apply_field(item, role, cell_quote(cell), page, cell)
    return item


def _with_resolution(item: Item, unit: Unit) -> Item:
    """A ticket closed without its work done ("Won't do", "Duplicate") is no finished work."""
    for cell in unit.block.cells if item.state is State.DONE else ():
        if plain_header(cell.header) == "resolution" and plain(cell.text) in words("status")["closed-without"]:
            return replace(item, status=Status(cell.text, State.CANCELLED), status_quote=cell_quote(cell))
    return item


def _with_team_as_owner(item: Item, table: Table, unit: Unit, page: Page) -> Item:
    """Where no column asks for an owner, the team that has the work answers for it."""
    headers = {column.index: column.header for column in table.columns}
    teams = [index for index, role in table.roles.items() if role is Role.TEAM and header_match(headers[index], "owning-team") > _EXACT]
    if Role.OWNER in table.roles.values() or not teams:
        return item
    for cell in table.cells(unit, Role.TEAM):
        if cell.column in teams:
            item = apply_field(item, Role.OWNER, cell_quote(cell), page)
    return replace(item, owner_slot=True)


def _with_colour(item: Item, unit: Unit, columns: Mapping[int, bool], page: Page) -> Item:
    """A painted cell tells the state where no word does, and trouble where there is but a share of the work done."""
    if not columns or not unit.block.shades:
        return item
    status = colour_status(unit, columns, page.legend)
    measured = item.status is not None and percent_status(item.status.text) is not None and item.state in _WEAK_STATES
    if status is None or not (item.state is State.UNKNOWN or (measured and status.state in _TROUBLE)):
        return item
    return replace(item, status=status, status_quote=None)


_WEAK_STATES = {State.ON_TRACK, State.UNKNOWN}
_TROUBLE = {State.AT_RISK, State.OFF_TRACK, State.BLOCKED, State.ON_HOLD, State.CANCELLED}


def _with_remark(item: Item, table: Table, unit: Unit) -> Item:
    """A remark that opens with trouble ("RED, drives failed the test") says more than a share of the work done or than nothing."""
    measured = item.status is None or (
        item.state in _WEAK_STATES and any(item.status_quote == cell_quote(cell) for cell in table.cells(unit, Role.PERCENT))
    )
    if not measured:
        return item
    for cell in table.cells(unit, Role.DESCRIPTION):
        opening = re.split(r"[,.;:(–—]|\s-\s", cell.text, maxsplit=1)[0]
        if not is_state(opening):
            continue
        status = field_status(opening)
        if status is not None and (status.state in _TROUBLE or item.status is None) and status.state is not State.UNKNOWN:
            return replace(item, status=status, status_quote=part(cell.text, cell.locator, 0, len(opening)))
    return _with_told(item, table, unit) if item.status is None else item


def _with_told(item: Item, table: Table, unit: Unit) -> Item:
    """A column headed as a status that holds sentences tells the state in them."""
    headers = {column.index: column.header for column in table.columns}
    for cell in table.cells(unit, Role.DESCRIPTION):
        hit = prose_status(cell.text) if header_match(headers[cell.column], Role.STATUS.value) else None
        if hit is not None:
            quote = part(cell.text, cell.locator, hit.start, hit.end)
            return replace(item, status=Status(quote.text, hit.state), status_quote=quote)
    return item


def _with_text(item: Item, table: Table, unit: Unit, title: Cell, page: Page) -> Item:
    """Take description cells, and the quantities and dates that title and description state."""
    telling = [
        cell
        for cell in unit.block.cells
        if cell.column != title.column and (table.roles.get(cell.column) is Role.DESCRIPTION or _is_loose_text(table, cell))
    ]
    has_due = Role.DUE in table.roles.values()
    item = replace(item, description=(*item.description, *(cell_quote(cell) for cell in telling)))
    for cell in (title, *telling):
        facts = facts_of(unit, cell)
        item = facts_of_cell(
            item,
            cell,
            facts if facts is not None else page.reader.facts(cell.text, document_date=page.date),
            due=not has_due or (cell is title and not table.cells(unit, Role.DUE)),
        )
    return item


def _is_loose_text(table: Table, cell: Cell) -> bool:
    return table.roles.get(cell.column) is None and len(cell.text.split()) > _THREE


def facts_of(unit: Unit, cell: Cell) -> Facts | None:
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
    metrics = tuple(
        replace(metric, start=metric.start - offset, end=metric.end - offset)
        for metric in facts.metrics
        if metric.start >= offset and metric.end <= end
    )
    dates = tuple(
        replace(date, start_offset=date.start_offset - offset, end_offset=date.end_offset - offset)
        for date in facts.dates
        if date.start_offset >= offset and date.end_offset <= end
    )
    return Facts(metrics, dates)


def _with_strike(item: Item, title: Cell) -> Item:
    if not title.strike or (item.status is not None and item.state is not State.UNKNOWN):
        return item
    return replace(item, status=Status(item.text, State.CANCELLED), status_quote=cell_quote(title))
