"""Whether a table is a list of work, and what it is when it is not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from aligner.extract.column_profile import Column, is_date_like
from aligner.extract.columns import Role, header_match
from aligner.extract.item_sections import Section, SectionKind
from aligner.extract.status import heading_status
from aligner.lexicon import words

__all__ = ["TableKind", "table_kind"]

_SOME_OF_THEM = 0.3
_HALF = 0.5
_MORE_THAN_HALF = 0.6
_MOST = 0.7
_MORE_THAN_A_WORD = 1.5
_PAIR = 2
_THREE = 3
_FOUR = 4
_CONTAINED = 20
_EXACT = 100


class TableKind(StrEnum):
    """What the rows of a table are."""

    WORK = "work"
    GRID = "grid"
    FIELDS = "fields"
    RACI = "raci"
    OTHER = "other"


_RACI = re.compile(r"(?:[raci](?:\s*[/,&+]?\s*[raci]){0,3}|[-–—])", re.IGNORECASE)
_EVIDENCE = {
    Role.DUE: 1.5,
    Role.START: 0.5,
    Role.STATUS: 1.0,
    Role.HEALTH: 1.0,
    Role.PERCENT: 1.0,
    Role.OWNER: 1.0,
    Role.DEPENDS: 1.0,
    Role.PARENT: 0.5,
    Role.PRIORITY: 0.5,
    Role.BUDGET: 0.5,
    Role.TEAM: 0.5,
    Role.GOAL: 0.5,
    Role.DESCRIPTION: 0.3,
    Role.ID: 0.2,
}
_WORK_TITLE = 2.0
_ENOUGH = 2.0
_ENOUGH_UNNAMED = 2.4
_ENOUGH_IN_NEVER = 4.0


def table_kind(columns: Sequence[Column], roles: Mapping[int, Role], section: Section) -> TableKind:
    """Judge a table by its columns, their content and the section it stands in.

    Args:
        columns: their profiles.
        roles: as assigned to the columns.
        section: of the headings above the table, the sheet name among them.
    """
    if _is_raci(columns):
        return TableKind.RACI
    if _is_form(columns):
        return TableKind.FIELDS
    named = any(column.header for column in columns)
    title = next((column for column in columns if roles.get(column.index) is Role.TITLE), None)
    work_title = title is not None and header_match(title.header, "work-words") > _EXACT
    if _is_grid(columns, roles):
        return TableKind.GRID
    if title is None or _is_flag_matrix(columns, roles) or _vetoed(columns, roles, title, work_title=work_title):
        return TableKind.OTHER
    evidence = sum(_EVIDENCE.get(role, 0.0) for role in set(roles.values()))
    evidence += _WORK_TITLE if work_title else 1.0 if header_match(title.header, "work-words") else 0.0
    if section.kind is SectionKind.NEVER:
        return TableKind.WORK if evidence >= _ENOUGH_IN_NEVER else TableKind.OTHER
    if section.kind is SectionKind.WORK:
        evidence += 1.0
    return (
        TableKind.WORK
        if evidence >= (_ENOUGH if named else _ENOUGH_UNNAMED) and _has_carrier(roles, work_title=work_title)
        else TableKind.OTHER
    )


def _has_carrier(roles: Mapping[int, Role], *, work_title: bool) -> bool:
    held = set(roles.values())
    strong = {Role.DUE, Role.STATUS, Role.HEALTH, Role.PERCENT, Role.OWNER, Role.START, Role.DEPENDS, Role.PRIORITY, Role.TEAM}
    return bool(held & strong) or work_title


def _is_raci(columns: Sequence[Column]) -> bool:
    letters = [
        column
        for column in columns
        if column.cells and sum(bool(_RACI.fullmatch(cell.text.strip())) for cell in column.cells) >= 0.7 * len(column.cells)
    ]
    return len(letters) >= _THREE and {value[:1] for column in letters for value in column.values} >= {"r", "a"}


def _is_form(columns: Sequence[Column]) -> bool:
    """Two columns, the first of them labels ("Status", "Point of contact") of one thing's fields."""
    if len(columns) != _PAIR or len(columns[0].cells) < _PAIR:
        return False
    labels = [cell.text.strip().rstrip(":") for cell in columns[0].cells]
    known = sum(is_field_label(label) for label in labels)
    named = columns[0].header in {"metadata", "field", "property", "attribute", "label", "key"}
    return known >= max(2, 0.4 * len(labels)) or (named and known >= 1)


def is_field_label(text: str) -> bool:
    """Whether a short text is the label of an item's field."""
    name = " ".join(re.findall(r"[a-z]+", text.casefold()))
    return any(
        header_match(name, topic) > _EXACT
        for topic in ("owner", "status", "health", "due", "start", "budget", "goal", "team", "percent", "depends", "priority")
    )


def _is_grid(columns: Sequence[Column], roles: Mapping[int, Role]) -> bool:
    """Columns named by periods or states whose cells are the work ("Now | Next | Later", "To do | Doing | Done")."""
    slots = [
        column
        for column in columns
        if column.header
        and (is_slot(column))
        and column.length >= _MORE_THAN_A_WORD
        and column.numbers + column.flags < _SOME_OF_THEM
        and column.dates < _HALF
    ]
    others = set(roles.values()) & {Role.OWNER, Role.STATUS, Role.HEALTH, Role.DUE}
    return len(slots) >= _PAIR and len(slots) >= len(columns) - 2 and not others - {roles.get(column.index) for column in slots}


def is_slot(column: Column) -> bool:
    """Whether a column's header names a period or a state."""
    header = column.header
    return (
        (
            len(header.split()) <= _FOUR
            and is_date_like(header)
            and not any(header_match(header, topic) > _EXACT for topic in ("due", "start"))
        )
        or heading_status(header) is not None
        or header in {"now", "next", "later"}
    )


def _is_flag_matrix(columns: Sequence[Column], roles: Mapping[int, Role]) -> bool:
    # Marks below periods draw bars: a chart is a plan.
    flags = [
        column
        for column in columns
        if column.flags >= _MOST and roles.get(column.index) not in {Role.DUE, Role.PRIORITY} and not (column.header and is_slot(column))
    ]
    held = set(roles.values()) - {roles.get(column.index) for column in flags}
    return bool(flags) and len(flags) >= max(1, (len(columns) - 1) / 2) and not held & {Role.DUE, Role.OWNER, Role.STATUS}


def _hits(columns: Sequence[Column], topic: str) -> int:
    """Number of columns whose header equals or ends with a phrase of the list."""
    return sum(header_match(column.header, topic) > _CONTAINED and _ends(column.header, topic) for column in columns)


def _ends(header: str, topic: str) -> bool:
    return any(header == phrase or header.endswith(f" {phrase}") for phrase in words("item_columns")[topic])


def _any(columns: Sequence[Column], *phrases: str) -> bool:
    return any(phrase == column.header or f" {phrase} " in f" {column.header} " for column in columns for phrase in phrases)


def _vetoed(columns: Sequence[Column], roles: Mapping[int, Role], title: Column, *, work_title: bool) -> bool:
    held = set(roles.values())
    numeric = sum(
        column.numbers + column.percents + column.money >= _MORE_THAN_HALF
        for column in columns
        if roles.get(column.index) not in {Role.PERCENT, Role.ID, Role.DUE, Role.START, Role.PRIORITY}
    )
    name = title.header
    if _risk_table(columns, name, work_title=work_title) or _any(
        columns, "attendee", "attendees", "apologies", "stakeholder", "stakeholders", "stake in project"
    ):
        return True
    if not work_title and _reference_table(columns, held, name):
        return True
    if _hits(columns, "communication") >= _PAIR and not held & {Role.STATUS, Role.HEALTH, Role.PERCENT}:
        return True
    if _kpi_table(columns, held, name, work_title=work_title):
        return True
    return numeric >= _PAIR and _hits(columns, "finance") >= _THREE and not held & {Role.STATUS, Role.HEALTH, Role.DUE, Role.OWNER}


def _risk_table(columns: Sequence[Column], name: str, *, work_title: bool) -> bool:
    if name.startswith("risk") or name.endswith((" risk", " risks", "threat")):
        return True
    telling = _any(columns, "probability", "likelihood", "risk score", "risk rating", "inherent risk", "residual risk", "raid type")
    if telling and _any(columns, "impact", "mitigation", "severity", "risk", "strategy", "response"):
        return not work_title
    return (
        not work_title
        and _any(columns, "risk", "risk description", "mitigation", "severity")
        and _any(columns, "impact", "mitigation", "severity", "raised by", "resolution")
    )


def _reference_table(columns: Sequence[Column], held: set[Role], name: str) -> bool:
    """Tables of words, people, decisions, requirements, systems, versions, agenda points or meanings."""
    dated = held & {Role.DUE, Role.PERCENT, Role.START}
    if _hits(columns, "glossary") and name in {"term", "acronym", "abbreviation", "word"} | set(words("item_columns")["glossary"]):
        return True
    if _hits(columns, "stakeholder") >= _PAIR and not held & {Role.STATUS, Role.HEALTH, Role.DUE, Role.PERCENT}:
        return True
    if _any(
        columns,
        "decision",
        "decisions",
        "decided by",
        "lesson",
        "lessons learned",
        "lesson learned",
        "assumption",
        "assumptions",
        "constraint",
    ) or _any(columns[:2], "dependency", "ask", "question", "questions"):
        return True
    if (
        _any(columns, "requirement", "requirements", "req statement", "requirement statement", "clause", "control", "instrument")
        and not dated
    ):
        return True
    if _any(columns, "version", "rev", "revision") and _any(
        columns, "author", "change", "changes", "summary of changes", "changed by", "hosting", "vendor"
    ):
        return True
    if _any(columns, "time", "agenda", "agenda item", "speaker", "presenter") and not held & {Role.STATUS, Role.HEALTH, Role.OWNER}:
        return True
    if _hits(columns, "inventory") >= _THREE and not held & {Role.PERCENT, Role.START}:
        return True
    return (
        len(columns) <= _THREE
        and _hits(columns, "legend") >= _PAIR
        and _any(columns, "meaning", "definition", "explanation", "criteria", "legend")
    )


def _kpi_table(columns: Sequence[Column], held: set[Role], name: str, *, work_title: bool) -> bool:
    # On the continent a "measure" is a piece of work; it is a figure where the table gives it a target or a value.
    if name == "measure" and held & {Role.STATUS, Role.HEALTH, Role.DUE} and not any(_is_figure(column) for column in columns):
        return False
    if name in {
        "kpi",
        "kpis",
        "metric",
        "metrics",
        "indicator",
        "indicators",
        "measure",
        "performance measure",
        "key performance indicator",
        "key result",
        "key results",
        "kr",
        "service",
        "sla",
        "slo",
    } and not held & {Role.PERCENT, Role.DEPENDS, Role.START}:
        return True
    if not work_title and name in words("item_columns")["goals"] and not held & {Role.PERCENT, Role.START, Role.DEPENDS}:
        return True
    return not work_title and sum(_is_figure(column) for column in columns) >= _PAIR


_UNIT = re.compile(
    r"[%€$£#°‰]|[a-zµ²³°/%.€$£ -]{1,14}|(?:FTE|EUR|USD|GBP|CHF|NPS|kWh|MWh|GWh|TWh|kW|MW|GW|MB|GB|TB)(?:/[a-z]+)?", re.NOFLAG
)
"""What a column of units of measurement holds: signs, and words in lower case; units of an organisation have names."""


def _is_figure(column: Column) -> bool:
    """Tell whether a column holds what a measure is, was or is to be."""
    figures = (
        "baseline", "actual", "target", "current", "current value", "variance", "ytd", "trend", "threshold", "last month", "this month",
    )  # fmt: skip
    if column.header == "unit":  # of measurement, or of the organisation?
        return 2 * sum(bool(_UNIT.fullmatch(cell.text.strip())) for cell in column.cells) >= len(column.cells)
    return _any([column], *figures) and column.dates < _HALF
