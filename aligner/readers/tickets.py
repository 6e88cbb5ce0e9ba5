"""Work items of trackers and planning tools as table rows, children below their parents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from html import unescape

from aligner.readers.base import Limits
from aligner.readers.grid import RawCell
from aligner.readers.sink import Sink
from aligner.readers.xlsx_parts import simple_text

__all__ = ["Ticket", "add_tickets", "day", "plain_text", "stated_day"]

_COLUMNS = (
    "Issue key", "WBS", "Issue type", "Summary", "Task name", "Status", "% complete", "Assignee", "Team", "Priority", "Start date", "Due date",
    "Epic", "Parent", "Milestone", "Component", "Sprint", "Labels", "Depends on", "Description",
)  # fmt: skip
_TITLES = ("Summary", "Task name")
_DAY = re.compile(r"^(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))")
_LINE_TAGS = re.compile(r"<\s*/?\s*(?:br|p|div|li|ul|ol|tr|h[1-6])\b[^>]{0,500}>", re.IGNORECASE)
_TAGS = re.compile(r"<[/a-zA-Z!][^>]{0,2000}>")
_DEEPEST = 9


@dataclass(frozen=True, slots=True)
class Ticket:
    """One work item.

    Attributes:
        line: where it begins in its file, from 1.
        key: its own name in the tracker. parent: key of the one above, or an empty string.
        values: texts by column. depth: place in an outline that the file states, or None to take it from ``parent``.
    """

    line: int
    key: str
    parent: str
    values: Mapping[str, str]
    depth: int | None = None


def day(text: str) -> str:
    """Return the day that a time stamp begins with, or the text itself."""
    found = _DAY.match(text)
    return found[1] if found else text


def stated_day(text: str) -> str | None:
    """Return the day that a time stamp begins with, or None."""
    found = _DAY.match(text)
    return found[1] if found else None


def plain_text(markup: str) -> str:
    """Return the text of a fragment of HTML, its blocks on lines of their own."""
    if "<" not in markup:
        return unescape(markup)
    return unescape(_TAGS.sub("", _LINE_TAGS.sub("\n", markup)))


def add_tickets(sink: Sink, tickets: Sequence[Ticket], limits: Limits) -> None:
    """Add work items as one table with a header row.

    Raises:
        LimitError: too many rows or cells.
    """
    ordered = _outlined(tickets)
    known = {column for ticket, _ in ordered for column, text in ticket.values.items() if text.strip()}
    extra = dict.fromkeys(column for ticket, _ in ordered for column in ticket.values if column in known and column not in _COLUMNS)
    columns = [*(column for column in _COLUMNS if column in known), *extra]
    if not columns:
        return
    header = [RawCell(column, bold=True) for column in columns]
    rows = [[_cell(ticket.values.get(column, ""), column, depth, limits) for column in columns] for ticket, depth in ordered]
    sink.table([header, *rows], [1, *(ticket.line for ticket, _ in ordered)], header_rows=1)


def _cell(text: str, column: str, depth: int, limits: Limits) -> RawCell:
    cell = simple_text(text[: limits.text_chars])
    found = _DAY.fullmatch(cell.text)
    return replace(cell, indent=depth if column in _TITLES else 0, iso_date=found[1] if found else None)


def _outlined(tickets: Sequence[Ticket]) -> list[tuple[Ticket, int]]:
    """Return the items in reading order with their depth: each below its parent, where that is among them."""
    if any(ticket.depth is not None for ticket in tickets):
        return [(ticket, min(ticket.depth or 0, _DEEPEST)) for ticket in tickets]
    keys = {ticket.key for ticket in tickets if ticket.key}
    below: dict[str, list[Ticket]] = {}
    tops: list[Ticket] = []
    for ticket in tickets:
        if ticket.parent in keys and ticket.parent != ticket.key:
            below.setdefault(ticket.parent, []).append(ticket)
        else:
            tops.append(ticket)
    return _walk(tops, below, len(tickets), tickets)


def _walk(tops: Iterable[Ticket], below: Mapping[str, Sequence[Ticket]], count: int, tickets: Sequence[Ticket]) -> list[tuple[Ticket, int]]:
    found: list[tuple[Ticket, int]] = []
    taken: set[int] = set()
    waiting = [(ticket, 0) for ticket in reversed(list(tops))]
    while waiting:
        ticket, depth = waiting.pop()
        if id(ticket) in taken:
            continue
        taken.add(id(ticket))
        found.append((ticket, min(depth, _DEEPEST)))
        waiting.extend((child, depth + 1) for child in reversed(below.get(ticket.key, ())))
    if len(found) < count:  # parents that go round in a circle
        found.extend((ticket, 0) for ticket in tickets if id(ticket) not in taken)
    return found
