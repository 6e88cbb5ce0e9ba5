"""Owner, due date, status, quantities and other fields of an item, each with the quote it was read from."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from aligner.domain.facts import DateSpan, Facts, Metric, Owner, OwnerKind
from aligner.domain.goals import Item, Quote, State, Status
from aligner.domain.statements import Statement
from aligner.domain.text import Cell, Locator
from aligner.extract.column_profile import plain_header
from aligner.extract.columns import Role, header_match
from aligner.extract.item_draft import FactReader, Page
from aligner.extract.item_dues import tells_end
from aligner.extract.status import field_status, percent_status, prose_status
from aligner.extract.status_legend import plain_mark
from aligner.lexicon import cache, words

__all__ = [
    "Field",
    "apply_field",
    "cell_quote",
    "facts_of_cell",
    "fields_in",
    "label_role",
    "part",
    "read_due",
    "read_owner",
    "with_prose_facts",
]

_EXACT = 100

_NOBODY = re.compile(
    r"(?:tb[cda]|n/?a|none|unknown|unassigned|not assigned|to be (?:confirmed|decided|named|assigned|determined)|vacant|open|various|\?+|[-–—]+|the business|all(?: teams)?|it)\.?",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"\b(?:team|office|department|dept|unit|division|directorate|group|committee|board|council|agency|squad|tribe|services?|operations|ops|finance|legal|hr|procurement|marketing|engineering|technology|security|infrastructure|"
    r"development|platform|support|center|centre|bureau|programme|sales|logistics|architecture|digital|data|communications|facilities|working group|wg|chapter|authority|branch)\b",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:chief|head|director|manager|lead|officer|owner|vp|president|coordinator|chair|architect|analyst|secretary|minister|engineer|controller|treasurer|c[a-z]o|tpm|sdm|pm-?t?|sro)\b",
    re.IGNORECASE,
)


def cell_quote(cell: Cell) -> Quote:
    """Quote a whole cell."""
    return Quote(cell.text, cell.locator.slice(0, len(cell.text)))


def part(text: str, locator: Locator, start: int, end: int) -> Quote:
    """Quote ``text[start:end]`` of the block or cell whose text is ``text`` (white space at both ends left out)."""
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    piece = piece.strip()
    return Quote(piece, locator.slice(start, start + len(piece)))


def read_owner(text: str, reader: FactReader) -> Owner:
    """Read an owner field: the whole text is the owner, whoever is named in it; in capitals IT is a department."""
    if text.strip() == "IT":
        return Owner(text, 0, len(text), OwnerKind.UNIT)
    if _NOBODY.fullmatch(text.strip()):
        return Owner(text, 0, len(text), OwnerKind.NOBODY)
    if text.strip().startswith("@"):
        return Owner(text, 0, len(text), OwnerKind.HANDLE)
    known = {owner.kind for owner in reader.facts(text).owners}
    if len(known) == 1:
        return Owner(text, 0, len(text), known.pop())
    kind = OwnerKind.ROLE if _ROLE.search(text) else OwnerKind.UNIT if _UNIT.search(text) else OwnerKind.PERSON
    return Owner(text, 0, len(text), kind)


def read_due(text: str, reader: FactReader, document_date: str | None, iso: str | None = None) -> DateSpan | None:
    """Read a due field; of several dates the last one written counts ("1 May, now 3 June"). None when there is no date."""
    if iso is not None:
        return DateSpan(text, 0, len(text), iso, iso, deadline=True)
    month = _MONTH_YEAR.fullmatch(text.strip())
    if month:
        return _month_end(text, month)
    day = _DAY_MONTH_YEAR.match(text.strip())
    if day:
        return _day(text, day)
    dates = reader.facts(text, document_date=document_date).dates
    return replace(dates[-1], deadline=True) if dates else None


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# In a due field "Sep 26" is a month and a year: a day without a year would be of no use there.
_MONTH_YEAR = re.compile(rf"(?P<month>{'|'.join(_MONTHS)})[a-z]*\.?[\s'’/-]*(?P<year>2\d|3[0-9])", re.IGNORECASE)
_CENTURY = 2000


_DAY_MONTH_YEAR = re.compile(rf"(?P<day>\d{{1,2}})[/-](?P<month>{'|'.join(_MONTHS)})[a-z]*[/-](?P<year>\d{{4}}|\d{{2}})\b", re.IGNORECASE)


def _day(text: str, found: re.Match[str]) -> DateSpan | None:
    """Read the day-month-year of ticket systems ("19/Jun/26", at times with an hour behind it)."""
    year, month, day = int(found["year"]) % 100 + _CENTURY, _MONTHS.index(found["month"].casefold()) + 1, int(found["day"])
    if not 1 <= day <= monthrange(year, month)[1]:
        return None
    iso = f"{year}-{month:02}-{day:02}"
    return DateSpan(text, 0, len(text), iso, iso, deadline=True)


def _month_end(text: str, found: re.Match[str]) -> DateSpan:
    year, month = _CENTURY + int(found["year"]), _MONTHS.index(found["month"].casefold()) + 1
    last = monthrange(year, month)[1]
    return DateSpan(text, 0, len(text), f"{year}-{month:02}-01", f"{year}-{month:02}-{last:02}", deadline=True)


@dataclass(frozen=True, slots=True)
class Field:
    """A labelled value inside a line ("Owner: M. Okoye"): code-point offsets, end exclusive; ``label_start`` is where the label begins."""

    role: Role
    label_start: int
    start: int
    end: int


_MARK = re.compile(r"\s*\**[:=]\**\s*")
_TAIL = re.compile(r"[A-Za-z%][A-Za-z/%-]*(?: [A-Za-z/%-]+){0,3}$")
_SEPARATORS = "|;,·•([–—-."
_LABELLED = (
    Role.OWNER,
    Role.DUE,
    Role.START,
    Role.STATUS,
    Role.HEALTH,
    Role.PERCENT,
    Role.BUDGET,
    Role.TEAM,
    Role.DEPENDS,
    Role.GOAL,
    Role.PRIORITY,
    Role.ID,
    Role.KIND,
)
_STOP = re.compile(r"\s*(?:[|;·•)\]]|\s[–—-]\s|,\s+(?=[A-Za-z][A-Za-z/ ]{1,24}:)|\.\s+(?=[A-Z][A-Za-z/ ]{1,24}:)|\.$|$)")


@cache
def label_role(label: str) -> Role | None:
    """Return the field that a label names by itself ("Point of contact"), or None."""
    name = plain_header(label)
    if name in words("item_columns")["no-label"]:
        return None
    scored = [(header_match(name, role.value), role) for role in _LABELLED]
    best = max(scored, key=lambda pair: pair[0])
    return best[1] if best[0] > _EXACT else None


def fields_in(text: str) -> tuple[Field, ...]:
    """Find labelled values in a line: "Self-check desk - Owner: M. Okoye; due: June 2027; status: AMBER"."""
    marks = list(_labels(text))
    found = []
    for place, (role, label_start, start) in enumerate(marks):
        limit = marks[place + 1][1] if place + 1 < len(marks) else len(text)
        stop = _STOP.search(text, start, limit)
        end = min(limit, stop.start() if stop else limit)
        beyond = _BEYOND_OWNER.search(text, start, end) if role is Role.OWNER else None
        end = beyond.start() if beyond else end
        if text[start:end].strip(" *"):
            found.append(Field(role, label_start, start, end))
    return tuple(found)


_BEYOND_OWNER = re.compile(
    r",\s+(?=(?:due|by|until|status|budget|end|mid|early|late|\d|q[1-4]\b|h[12]\b|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\s\d))",
    re.IGNORECASE,
)


def _labels(text: str) -> Iterator[tuple[Role, int, int]]:
    """Yield role, start of the label and start of the value for every known label before a colon."""
    for mark in _MARK.finditer(text):
        tail = _TAIL.search(text[max(0, mark.start() - 60) : mark.start()])
        if tail is None:
            continue
        tokens = tail.group(0).split(" ")
        for first in range(len(tokens)):
            label = " ".join(tokens[first:])
            start = mark.start() - len(label)
            before = text[:start].rstrip(" *")
            role = label_role(label) if not before or before[-1] in _SEPARATORS or label[0].isupper() else None
            if role is not None:
                yield role, start, mark.end()
                break


def apply_field(item: Item, role: Role, quote: Quote, page: Page, cell: Cell | None = None) -> Item:
    """Set one field of an item from its quote; a field that is already set stays."""
    text = quote.text
    if role is Role.OWNER and item.owner is None and text:
        return replace(item, owner=read_owner(text, page.reader), owner_quote=quote, owner_slot=True)
    if role is Role.DUE and item.due is None:
        due = read_due(text, page.reader, page.date, cell.iso_date if cell else None)
        return replace(item, due=due, due_quote=quote) if due else item
    if role in {Role.STATUS, Role.HEALTH, Role.PERCENT}:
        return _apply_status(item, role, quote, cell, page)
    if role is Role.BUDGET and item.budget is None:
        return replace(item, budget=text)
    if role is Role.TEAM and item.team is None:
        return replace(item, team=text)
    if role is Role.DEPENDS and not _NOBODY.fullmatch(text.strip()):
        return replace(item, depends_on=(*item.depends_on, quote))
    if role is Role.GOAL and item.goal_reference is None and not _NOBODY.fullmatch(text.strip()):
        return replace(item, goal_reference=quote)
    return item


_WEAK = {"live", "in use", "in service", "in production", "released", "launched", "pipeline", "ready"}  # where it stands, not how it goes
_FIRM = {State.DONE, State.CANCELLED, State.ON_HOLD, State.BLOCKED, State.NOT_STARTED}


def _apply_status(item: Item, role: Role, quote: Quote, cell: Cell | None, page: Page) -> Item:
    """A status word beats a colour when it says where the work stands; a colour beats "in progress"; a percentage comes last."""
    status = percent_status(quote.text, cell.number if cell else None) if role is Role.PERCENT else field_status(quote.text)
    if status is not None and plain_mark(quote.text) in page.legend:
        status = replace(status, state=page.legend[plain_mark(quote.text)])
    if status is not None and role is Role.STATUS and status.state is State.UNKNOWN and item.due is None:
        # "Wanted by / where it stands" holds dates as well.
        due = read_due(quote.text, page.reader, page.date, cell.iso_date if cell else None)
        if due is not None and due.text.strip() == quote.text.strip():
            return replace(item, due=due, due_quote=quote)
    if status is None or (status.state is State.UNKNOWN and item.status is not None):
        return item
    if item.status is not None and item.state is not State.UNKNOWN:
        firm = item.state in _FIRM
        weak = item.status.text.strip().casefold() in _WEAK and status.state is not State.DONE
        if role is Role.PERCENT or (role is Role.HEALTH and firm and not weak) or (role is Role.STATUS and status.state not in _FIRM):
            return item
    return replace(item, status=status, status_quote=quote)


def with_prose_facts(item: Item, statements: Sequence[Statement], *, owners: bool = True, status: bool = True) -> Item:
    """Fill what is still missing from the parsed facts of statements, nearest first; fields already set stay."""
    metrics: list[Metric] = list(item.metrics)
    quotes: list[Quote] = list(item.metric_quotes)
    for statement in statements:
        facts = statement.facts
        item = _from_facts(item, facts, statement.text, statement.locator, owners=owners)
        for metric in facts.metrics:
            metrics.append(metric)
            quotes.append(_slice(statement.text, statement.locator, metric.start, metric.end))
        hit = prose_status(statement.text) if status and item.status is None else None
        if hit is not None:
            quote = _slice(statement.text, statement.locator, hit.start, hit.end)
            item = replace(item, status=Status(quote.text, hit.state), status_quote=quote)
    return replace(item, metrics=tuple(metrics), metric_quotes=tuple(quotes))


def with_new_date(item: Item, statement: Statement) -> Item:
    """Take the date at which a whole sentence says that the work is there, or before which it is not, where its clause names none."""
    due = next((date for date in statement.facts.dates if tells_end(statement.text, date)), None) if item.due is None else None
    if due is None:
        return item
    quote = _slice(statement.text, statement.locator, due.start_offset, due.end_offset)
    return replace(item, due=due if due.end else replace(due, end=due.start), due_quote=quote)


def facts_of_cell(item: Item, cell: Cell, facts: Facts, *, due: bool) -> Item:
    """Take the quantities, and where asked a due date, that a title or description cell states."""
    if due:
        item = _from_facts(item, facts, cell.text, cell.locator.slice(0, 0), owners=False)
    quotes = tuple(_slice(cell.text, cell.locator.slice(0, 0), metric.start, metric.end) for metric in facts.metrics)
    return replace(item, metrics=(*item.metrics, *facts.metrics), metric_quotes=(*item.metric_quotes, *quotes))


def _from_facts(item: Item, facts: Facts, text: str, locator: Locator, *, owners: bool) -> Item:
    if owners and item.owner is None and facts.owners:
        owner = facts.owners[0]
        item = replace(item, owner=owner, owner_quote=_slice(text, locator, owner.start, owner.end))
    if item.due is None and facts.dates:
        due = next((date for date in facts.dates if date.deadline), None) or next(
            (date for date in facts.dates if tells_end(text, date)), None
        )
        if due is not None:
            quote = _slice(text, locator, due.start_offset, due.end_offset)
            item = replace(item, due=due if due.end else replace(due, end=due.start), due_quote=quote)
    return item


def _slice(text: str, locator: Locator, start: int, end: int) -> Quote:
    """Quote a part of a text that itself begins at ``locator.start`` of its block or cell."""
    return Quote(text[start:end], locator.slice(locator.start + start, locator.start + end))
