"""Items whose name is a heading: one document per item, one section per item."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from aligner.domain.goals import Item, Quote, State
from aligner.domain.text import BlockKind, Cell
from aligner.extract.column_profile import plain_header
from aligner.extract.columns import Role, header_match
from aligner.extract.item_draft import Carrier, Draft, Page, Unit
from aligner.extract.item_facts import apply_field, cell_quote, fields_in, label_role, part, with_prose_facts
from aligner.extract.item_references import numbered_reference
from aligner.extract.item_sections import SectionKind, is_field_heading, is_named, is_period, plain, section_of
from aligner.extract.item_text import is_placeholder, is_work_title, tickets_in, trimmed
from aligner.extract.status import checkbox_status, heading_status
from aligner.extract.table_kind import TableKind
from aligner.extract.table_shape import Table

__all__ = ["heading_drafts"]

_PAIR = 2

_REPORT = re.compile(
    r"\b(?:reports?|reporting|minutes|newsletter|updates?|summary|sprint|agenda|roadmap|status|review|overview|portfolio|plan|dashboard|meeting|notes|week(?:ly)?|month(?:ly)?|quarter(?:ly)?|backlog|steering|register|log|bulletin|memo|release notes)\b",
    re.IGNORECASE,
)
_TELLING = {Role.OWNER, Role.DUE, Role.STATUS, Role.HEALTH, Role.PERCENT}
_DESCRIBED = 4
_DOZEN = 12
_EXACT = 100


@dataclass(frozen=True, slots=True)
class _Part:
    """A heading with its section: ``direct`` up to the next heading, ``below`` all the rest, ``children`` the next level's headings."""

    heading: Unit
    direct: tuple[Unit, ...]
    below: tuple[Unit, ...]
    children: tuple[Unit, ...]
    is_first: bool


def heading_drafts(page: Page, tables: Mapping[int, Table]) -> tuple[list[Draft], frozenset[int]]:
    """Return the items that headings name, and the block indices that belong to them.

    A heading names an item when labelled lines or a table of labels ("Status", "Point of contact") stand right below it, when
    its sub-headings are the parts of a report on one thing, or when the heading above it announces projects.
    """
    drafts: list[Draft] = []
    used: set[int] = set()
    for piece in _parts(page):
        formed = piece.is_first and _has_form(piece, tables) and is_work_title(piece.heading.block.text)
        if piece.heading.index in used or not (formed or _may_name(piece.heading)):
            continue
        fields = _fields(piece, tables)
        roles = {role for role, _, _ in fields}
        is_document = formed and len(roles & _TELLING) >= 1 and not _REPORT.search(piece.heading.block.text)
        if not is_document and not _names_item(piece, roles, tables):
            continue
        drafts.append(_draft(piece, fields, page, document=is_document))
        used.update(unit.index for unit in ((*piece.direct, *piece.below) if is_document else _own(piece)))
        used.add(piece.heading.index)
    return drafts, frozenset(used)


def _parts(page: Page) -> list[_Part]:
    headings = [place for place, unit in enumerate(page.units) if unit.block.kind is BlockKind.HEADING]
    found = []
    for order, place in enumerate(headings):
        unit = page.units[place]
        later = headings[order + 1 :]
        stop = next((other for other in later if page.units[other].block.level <= unit.block.level), len(page.units))
        first = min(later[0] if later else stop, stop)
        inner = [page.units[other] for other in later if other < stop]
        top = min((child.block.level for child in inner), default=0)
        children = tuple(child for child in inner if child.block.level == top)
        found.append(_Part(unit, page.units[place + 1 : first], page.units[first:stop], children, order == 0))
    return found


def _may_name(unit: Unit) -> bool:
    text = unit.block.text
    if not is_work_title(text) or is_placeholder(text) or is_period(text) or heading_status(text) is not None:
        return False
    if (
        plain(text).startswith("questions ")
        or is_named(text, "never")
        or is_named(text, "work", further=1)
        or is_named(text, "report", further=1)
        or is_field_heading(text)
    ):
        return False
    return section_of(unit.headings).kind is not SectionKind.NEVER


def _names_item(piece: _Part, roles: AbstractSet[Role], tables: Mapping[int, Table]) -> bool:
    text = piece.heading.block.text
    if piece.is_first and (_REPORT.search(text) or any(not is_field_heading(child.block.text) for child in piece.children)):
        return False
    if roles & _TELLING:
        sections = any(is_named(child.block.text, topic, further=1) for child in piece.children for topic in ("groups", "work"))
        return not (sections and roles & _TELLING == {Role.OWNER})
    parts = [child for child in piece.children if is_field_heading(child.block.text)]
    if len(parts) >= _PAIR and 2 * len(parts) >= len(piece.children) and not piece.is_first:
        return True
    above = piece.heading.headings[-1] if piece.heading.headings else ""
    if _lists_work(piece, tables):
        return False  # its rows are the work, and it groups them
    return bool(above) and is_named(above, "groups", further=2) and bool(piece.direct or piece.below)


def _lists_work(piece: _Part, tables: Mapping[int, Table]) -> bool:
    found = {unit.block.table for unit in piece.direct if unit.block.cells and unit.block.table is not None}
    return any(number in tables and tables[number].kind is TableKind.WORK for number in found)


def _has_form(piece: _Part, tables: Mapping[int, Table]) -> bool:
    return any(
        unit.block.table in tables and tables[unit.block.table].kind is TableKind.FIELDS
        for unit in piece.direct
        if unit.block.table is not None
    )


def _fields(piece: _Part, tables: Mapping[int, Table]) -> list[tuple[Role, Quote, Cell | None]]:
    found: list[tuple[Role, Quote, Cell | None]] = []
    for unit in piece.direct:
        block = unit.block
        if block.cells:
            table = tables.get(block.table) if block.table is not None else None
            if table is not None and table.kind is TableKind.FIELDS and len(block.cells) == _PAIR:
                role = label_role(block.cells[0].text) or _named_goal(block.cells)
                if role is not None:
                    found.append((role, cell_quote(block.cells[1]), block.cells[1]))
            continue
        inside = fields_in(block.text)
        if inside and inside[0].label_start <= _PAIR:
            found.extend((field.role, part(block.text, block.locator, field.start, field.end), None) for field in inside)
    return found


def _named_goal(cells: Sequence[Cell]) -> Role | None:
    """A form may name what the work belongs to under a word that is too common to label a line ("Roadmap", "Goal")."""
    fits = header_match(plain_header(cells[0].text), Role.GOAL.value) > _EXACT and len(cells[1].text.split()) <= _DOZEN
    return Role.GOAL if fits else None


def _own(piece: _Part) -> list[Unit]:
    """Units that tell of this item alone: not its task lists, nor what stands below a state heading or another name."""
    units = []
    for unit in (*piece.direct, *piece.below):
        inner = unit.headings[len(piece.heading.headings) + 1 :]
        if checkbox_status(unit.block.marker) is not None or tickets_in(unit.block.text) or (unit.block.cells and unit not in piece.direct):
            continue
        if unit.block.kind is BlockKind.HEADING:
            continue
        if not inner or (is_field_heading(inner[0]) and heading_status(inner[0]) is None and not is_named(inner[0], "work", further=0)):
            units.append(unit)
    return units


def _draft(piece: _Part, fields: Sequence[tuple[Role, Quote, Cell | None]], page: Page, *, document: bool) -> Draft:
    block = piece.heading.block
    start, end = trimmed(block.text)
    quote = part(block.text, block.locator, start, end)
    item = Item(id="", text=quote.text, locator=quote.locator, headings=piece.heading.headings)
    for role, value, cell in fields:
        item = apply_field(item, role, value, page, cell)
    if item.goal_reference is None:
        item = replace(item, goal_reference=numbered_reference(block.text[:start], block.locator, item.headings))
    item = replace(item, description=tuple(_description(piece, fields)))
    telling = [unit for unit in _own(piece) if not unit.block.cells and not is_named(unit.headings[-1] if unit.headings else "", "never")]
    statements = [statement for unit in telling for statement in unit.statements]
    item = with_prose_facts(item, statements[:12], owners=False, status=not document and item.state is State.UNKNOWN)
    return Draft(item, Carrier.DOCUMENT if document else Carrier.HEADING, tickets_in(block.text), page.date, order=piece.heading.index)


def _description(piece: _Part, fields: Sequence[tuple[Role, Quote, Cell | None]]) -> list[Quote]:
    """The first sentences below the heading or below a sub-heading that describes ("Summary", "What and why")."""
    labelled = {quote.locator.place for _, quote, cell in fields if cell is None}
    direct = [unit for unit in piece.direct if not unit.block.cells and unit.block.locator.place not in labelled]
    inner = len(piece.heading.headings) + 1
    described = [
        unit
        for unit in piece.below
        if unit.block.kind is not BlockKind.HEADING
        and not unit.block.cells
        and len(unit.headings) > inner
        and is_named(unit.headings[inner], "describing", further=0)
    ]
    found = [
        cell_quote(row.block.cells[1])
        for row in piece.direct
        if len(row.block.cells) == _PAIR and is_named(row.block.cells[0].text, "describing", further=0)
    ]
    chosen = direct[:_DESCRIBED] or described[:_DESCRIBED]
    return found + [Quote(unit.block.text, unit.block.locator.slice(0, len(unit.block.text))) for unit in chosen]
