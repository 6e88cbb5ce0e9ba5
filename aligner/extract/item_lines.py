"""One item from one line or short block: title, explanation, labelled fields, status by text, mark, section or strike-through."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from aligner.domain.facts import DateSpan
from aligner.domain.goals import Item, Quote, State, Status
from aligner.domain.statements import Statement
from aligner.domain.text import Block, BlockKind, SpanStyle
from aligner.extract.columns import Role
from aligner.extract.item_draft import Carrier, Draft, Page, Unit
from aligner.extract.item_facts import Field, apply_field, fields_in, part, read_due, with_prose_facts
from aligner.extract.item_people import opening_name
from aligner.extract.item_references import numbered_reference
from aligner.extract.item_sections import Section, SectionKind
from aligner.extract.item_text import is_aside, is_placeholder, is_work_title, kind_labels, lead_end, tickets_in, trimmed
from aligner.extract.prose_class import name_end
from aligner.extract.status import checkbox_status, field_status, heading_status, is_state, prose_status

__all__ = ["Line", "bold_lead", "heading_quote", "line_draft", "named_line", "read_line", "undated"]

_PAIR = 2
_THREE = 3
_DOZEN = 12


@dataclass(frozen=True, slots=True)
class Line:
    """A line taken apart; offsets are code points of the block's text, end exclusive.

    Attributes:
        start, end: the title. rest: the explanation after it, from ``rest`` to ``rest_end``.
        fields: labelled values. lead_status: state named by a bold or leading word ("Done: ...").
        tickets: identifiers in the line. split: the title is a lead with an explanation behind it.
        owner: start and end of the name of the one who will do it, where the line opens with it.
    """

    start: int
    end: int
    rest: int
    rest_end: int
    fields: tuple[Field, ...]
    tickets: tuple[str, ...]
    lead_status: Status | None = None
    split: bool = False
    owner: tuple[int, int] | None = None


def bold_lead(block: Block) -> int:
    """Return where the bold text at the front of a block ends, or 0."""
    for span in block.spans:
        if span.style is SpanStyle.BOLD and not block.text[: span.start].strip(" [(#0123456789.)]"):
            return span.end
    return 0


def read_line(block: Block, *, whole: bool = False) -> Line:
    """Take a line apart: the title, then what explains it.

    Args:
        block: a list item or paragraph.
        whole: the line is a title as it stands (a ticket, a task); nothing but labelled fields is split off.
    """
    text, start = block.text, 0
    fields = fields_in(text)
    stop = min([field.label_start for field in fields if field.label_start > start] + [len(text)])
    lead_status = None
    bold = 0 if whole else bold_lead(block)
    if bold and bold < stop and text[bold:stop].strip(" .:–—-|"):
        state = heading_status(text[:bold].strip(" :.-"))
        if state is not None:
            lead_status, start, bold = state, bold + len(text[bold:]) - len(text[bold:].lstrip(" :.–—-")), 0
    ahead, _ = trimmed(text[start:stop])
    first = start + ahead
    if bold > first and text[first:bold].strip(" .:–—-"):
        cut, split = min(bold, stop), bool(text[bold:stop].strip(" .:–—-|(,;"))
    else:
        length = stop - first if whole else lead_end(text[first:stop])
        split = length < stop - first
        cut = first + (length if split or whole else _name_length(text[first:stop]))
    inner, outer = trimmed(text[first:cut])
    title_end = first + outer
    while title_end > first + inner and text[title_end - 1] in ".:;,(–—|-":
        title_end -= 1
        while title_end > first and text[title_end - 1] == " ":
            title_end -= 1
    rest = cut + len(text[cut:stop]) - len(text[cut:stop].lstrip(" .:;,–—-|>"))
    return Line(first + inner, title_end, rest, stop, fields, tickets_in(text), lead_status, split)


_BY = re.compile(r"(?:by|before|until|no later than|between|from|during|in|starting)\s", re.IGNORECASE)
_PAST_DATE = re.compile(r"[\s,:–—-]+")


def undated(line: Line, unit: Unit) -> Line:
    """Let the title begin behind the date that a line opens with ("By 31 January 2027, publish the charter")."""
    text = unit.block.text
    held = [statement for statement in unit.statements if statement.locator.start <= line.start < statement.locator.end]
    if not held or not _BY.match(text, line.start):
        return line
    first = held[0]
    shift = first.locator.start
    ends = [shift + date.end_offset for date in first.facts.dates if text[line.start : shift + date.start_offset].count(" ") <= _OPENING]
    behind = _PAST_DATE.match(text, max(ends)) if ends else None
    if behind is None or "," not in behind.group(0) or behind.end() >= line.end or not is_work_title(text[behind.end() : line.end]):
        return line
    start = behind.end()
    length = lead_end(text[start : line.end])
    if length >= line.end - start or len(text[start : start + length].split()) < _THREE:
        return replace(line, start=start)
    rest = start + length + len(text[start + length :]) - len(text[start + length :].lstrip(" .:;,–—-|>"))
    return replace(line, start=start, end=start + length, rest=rest, split=True)


_OPENING = 5
"""Words that may stand between the start of a line and the last of the dates it opens with ("Between 1 January and 31 May 2027")."""


def named_line(line: Line, unit: Unit, people: AbstractSet[str]) -> Line:
    """Take a person or a date at the front of a line for what it is: what stands behind it names the work.

    "S. Okafor: letter to the schools" has an owner and a title; of "S. Okafor to write to the schools" the title is the whole.
    """
    text = unit.block.text
    lead = text[line.start : line.end]
    rest = text[line.rest : line.rest_end].rstrip(" .;,")
    is_date = any(date.text == lead for statement in unit.statements for date in statement.facts.dates)
    if line.split and (lead in people or is_date) and is_work_title(rest):
        owner = None if is_date else (line.start, line.end)
        return replace(line, start=line.rest, end=line.rest + len(rest), rest=line.rest_end, split=False, owner=owner)
    doer = opening_name(text[line.start :], people)
    return replace(line, owner=(line.start, line.start + doer)) if doer else line


_SENTENCE = re.compile(r"(?<=[a-z)\d])[.;!]\s+(?=\w)")
_WISH = re.compile(r"\b(?:can|cannot|could|should|must|may|might|would)\s", re.IGNORECASE)


def _name_length(text: str) -> int:
    """Length of the name in a line without a lead: the subject of its first sentence where that names a thing, else that sentence."""
    found = _SENTENCE.search(text)
    first = text[: found.start()] if found and found.start() > _THREE else text
    length = name_end(first)
    rest = first[length:]
    return length if length < len(first) and not _WISH.match(rest.lstrip()) else len(first)


def line_draft(
    unit: Unit, section: Section, page: Page, children: Sequence[Unit] = (), *, carrier: Carrier = Carrier.BULLET, line: Line | None = None
) -> Draft | None:
    """Build the item of one line, or None when its text cannot name work.

    Args:
        unit: the line.
        section: what it stands in.
        page: its document.
        carrier: what makes it an item.
        line: the line taken apart, where that has been done.
        children: further lines that explain this one (sub-bullets).
    """
    block = unit.block
    line = line or read_line(block)
    title = block.text[line.start : line.end]
    if not is_work_title(title) or is_placeholder(title) or is_aside(f"{title}:"):
        return None
    quote = part(block.text, block.locator, line.start, line.end)
    headings = (*unit.headings, *([unit.lead.rstrip(":")] if unit.lead and len(unit.lead.split()) <= _DOZEN else []))
    item = Item(id="", text=quote.text, locator=quote.locator, headings=headings)
    if line.owner:
        item = apply_field(item, Role.OWNER, part(block.text, block.locator, *line.owner), page)
    for field in line.fields:
        item = apply_field(item, field.role, part(block.text, block.locator, field.start, field.end), page)
    rest = part(block.text, block.locator, line.rest, line.rest_end)
    more = [rest] if len(rest.text) > _PAIR and re.search(r"\w", rest.text) and line.rest < line.rest_end else []
    item = replace(
        item, description=(*more, *(Quote(child.block.text, child.block.locator.slice(0, len(child.block.text))) for child in children))
    )
    for child in children:
        for field in fields_in(child.block.text):
            item = apply_field(item, field.role, part(child.block.text, child.block.locator, field.start, field.end), page)
    if item.goal_reference is None:
        item = replace(item, goal_reference=numbered_reference(block.text[: line.start], block.locator, unit.headings))
    item = _with_marks(item, unit, line, section, page)
    told: list[Statement] = [*unit.statements, *(statement for child in children for statement in child.statements)]
    item = with_prose_facts(item, told, status=item.status is None)
    item = _with_opening_date(_with_handle(item, unit, page), unit, line)
    if item.due is None and section.kind is SectionKind.WORK and item.state is not State.DONE:
        item = _with_loose_date(item, unit)
    if item.due is None and section.period:
        item = _with_period(item, section, unit, page)
    kind = kind_labels(", ".join(re.findall(r"\[([^\[\]]{2,24})\]", block.text)))
    return Draft(item, carrier, line.tickets, page.date, kind, unit.index)


def _with_opening_date(item: Item, unit: Unit, line: Line) -> Item:
    """The date that a line opens with, right before its title, says when the work is due."""
    for statement in unit.statements if item.due is None else ():
        for date in statement.facts.dates:
            start, end = statement.locator.start + date.start_offset, statement.locator.start + date.end_offset
            if end <= line.start and date.end is not None and not unit.block.text[end : line.start].strip(" ,:–—-"):
                return replace(item, due=date, due_quote=part(unit.block.text, unit.block.locator, start, end))
    return item


def _with_loose_date(item: Item, unit: Unit) -> Item:
    """In a list of plans a lone date is when the thing is due ("Convert the motor book (September)")."""
    dated = [(statement, date) for statement in unit.statements for date in statement.facts.dates if date.end is not None]
    if len(dated) != 1:
        return item
    statement, date = dated[0]
    start = statement.locator.start
    quote = part(unit.block.text, unit.block.locator, start + date.start_offset, start + date.end_offset)
    return replace(item, due=date, due_quote=quote)


_DECIDED = {State.DONE, State.CANCELLED}


def _with_marks(item: Item, unit: Unit, line: Line, section: Section, page: Page) -> Item:
    """State by, in this order: labelled field, checkbox, word in front, strike-through, trouble told in the text, section."""
    if item.status is not None and item.state is not State.UNKNOWN:
        return item
    block = unit.block
    box = checkbox_status(block.marker)
    if box is not None:
        return replace(item, status=box, status_quote=None)
    if line.lead_status is not None:
        return replace(item, status=line.lead_status, status_quote=part(block.text, block.locator, 0, len(line.lead_status.text)))
    struck = [span for span in block.spans if span.style is SpanStyle.STRIKE and span.start <= line.start and span.end >= line.end - 1]
    if struck:
        state = State.DONE if section.status is not None and section.status.state is State.DONE else State.CANCELLED
        return replace(item, status=Status(item.text, state), status_quote=Quote(item.text, item.locator))
    opening = re.split(r"[,.;(–—]|\s-\s", block.text[line.rest : line.rest_end], maxsplit=1)[0] if line.split else ""
    if len(opening.strip()) > 1 and is_state(opening):
        quote = part(block.text, block.locator, line.rest, line.rest + len(opening))
        return replace(item, status=field_status(quote.text), status_quote=quote)
    if section.status is None:
        return item
    hit = prose_status(block.text) if section.status.state not in _DECIDED and section.status.state is not State.BLOCKED else None
    if hit is not None:
        quote = part(block.text, block.locator, hit.start, hit.end)
        return replace(item, status=Status(quote.text, hit.state), status_quote=quote)
    return replace(item, status=section.status, status_quote=heading_quote(section.status.text, unit, page))


def heading_quote(text: str, unit: Unit, page: Page) -> Quote | None:
    """Return the nearest heading or lead line above a unit that holds the text, as a quote."""
    for other in reversed(page.units):
        if other.index < unit.index and other.block.kind is not BlockKind.ROW and text in other.block.text:
            at = other.block.text.index(text)
            return part(other.block.text, other.block.locator, at, at + len(text))
    return None


def _with_period(item: Item, section: Section, unit: Unit, page: Page) -> Item:
    due = _in_named_year(page.reader.facts(section.period, document_date=page.date).dates) or read_due(
        section.period, page.reader, page.date
    )
    if due is None:
        return item
    quote = heading_quote(due.text, unit, page)
    return replace(item, due=due, due_quote=quote)


def _in_named_year(dates: Sequence[DateSpan]) -> DateSpan | None:
    """Of "Quarter 4, 2030 (October to December)" the months lie in the year beside them, not in that of the document."""
    years = [date.text for date in dates if re.fullmatch(r"\d{4}", date.text)]
    months = [date for date in dates if not re.search(r"\d{4}", date.text) and date.start and date.end]
    if len(years) != 1 or len(months) != 1 or len(dates) != _PAIR:
        return None
    (year,), (span,) = years, months
    start, end = span.start or "", span.end or ""
    if start[:4] != end[:4]:
        return None
    return replace(span, start=year + start[4:], end=year + end[4:], deadline=True)


_HANDLE = re.compile(r"(?<![\w@])@[A-Za-z][\w-]+")


def _with_handle(item: Item, unit: Unit, page: Page) -> Item:
    found = _HANDLE.search(unit.block.text) if item.owner is None else None
    if found is None:
        return item
    quote = part(unit.block.text, unit.block.locator, found.start(), found.end())
    return apply_field(item, Role.OWNER, quote, page)
