"""Items from lists and marked lines: task lists, tickets, bullets below state and work headings, labelled lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from aligner.domain.goals import State
from aligner.domain.text import BlockKind
from aligner.extract.columns import Role
from aligner.extract.item_draft import Carrier, Draft, Page, Unit
from aligner.extract.item_lines import Line, bold_lead, line_draft, named_line, read_line, undated
from aligner.extract.item_people import is_spoken, people_of
from aligner.extract.item_sections import Section, SectionKind, section_of
from aligner.extract.item_text import has_blank, is_aside, is_numbered_work
from aligner.extract.prose_class import chatter
from aligner.extract.status import checkbox_status, is_state, prose_status

__all__ = ["list_drafts"]

_PAIR = 2
_DOZEN = 12

_TELLING = {Role.OWNER, Role.DUE, Role.STATUS, Role.HEALTH, Role.PERCENT, Role.BUDGET}
_STATE_WORDS = 5
_FIGURE = re.compile(r"[\s\d.,%/+()€$£~<>–-]+(?:\s?(?:points?|pts|days?|hours?|h|k|m|fte))?[\s.]*", re.IGNORECASE)
_RUN_IN = 3


def list_drafts(page: Page, taken: AbstractSet[int]) -> tuple[list[Draft], frozenset[int]]:
    """Return the items that marks, labels or the section make certain, and the block indices they used up.

    Args:
        page: the document.
        taken: block indices that other carriers have used; they are passed over.
    """
    drafts: list[Draft] = []
    used: set[int] = set()
    people = people_of(page)
    for place, unit in enumerate(page.units):
        if unit.index in taken or unit.index in used or unit.block.kind not in {BlockKind.LIST_ITEM, BlockKind.PARAGRAPH}:
            continue
        # The lead line of a list may still be remembered below it; a numbered milestone stands for itself.
        section = section_of(unit.headings, "" if is_numbered_work(unit.block.text) else unit.lead)
        if section.kind is SectionKind.NEVER or is_aside(unit.block.text) or has_blank(unit.block.text) or is_spoken(unit.block.text):
            continue
        below = children_of(page.units, place)
        if unit.block.kind is BlockKind.LIST_ITEM and unit.block.text.rstrip().endswith(":") and below:
            continue  # a label whose sub-bullets are the items; the segmenter makes it their lead
        line = read_line(unit.block, whole=unit.block.kind is BlockKind.LIST_ITEM and _is_marked(unit))
        carrier = None if _is_part(unit, line) else _carrier(unit, line, section)
        line = named_line(line, unit, people) if unit.block.kind is BlockKind.LIST_ITEM and not _is_marked(unit) else line
        if carrier is None:
            continue
        line = undated(line, unit)
        below = below or _told_after(page.units, place)
        explaining = [] if any(_is_marked(child) for child in below) else below
        draft = line_draft(unit, section, page, explaining, carrier=carrier, line=line)
        if draft is not None:
            drafts.append(draft)
            used.update({unit.index, *(child.index for child in explaining)})
    return drafts, frozenset(used)


def children_of(units: Sequence[Unit], place: int) -> list[Unit]:
    """Return the list items right below one, deeper in the same list."""
    first = units[place]
    found: list[Unit] = []
    if first.block.kind is not BlockKind.LIST_ITEM:
        return found
    for unit in units[place + 1 :]:
        if unit.block.kind is not BlockKind.LIST_ITEM or unit.block.level <= first.block.level:
            break
        found.append(unit)
    return found


_THIS = re.compile(
    r"(?:(?:due to|because of|owing to|following|after|given|in light of|as a result of) [^.]{3,90}, )?(?:this|the) (?:milestone|action|task|project|item|initiative|activity|deliverable|work)\b.{0,40}\b(?:is|are|was|has|have|will|remains?)\b",
    re.IGNORECASE,
)


def _told_after(units: Sequence[Unit], place: int) -> list[Unit]:
    """Return the paragraph right after a bullet that speaks of it ("This milestone has been completed")."""
    following = units[place + 1 : place + 2]
    return [
        unit
        for unit in following
        if units[place].block.kind is BlockKind.LIST_ITEM and unit.block.kind is BlockKind.PARAGRAPH and _THIS.match(unit.block.text)
    ]


_TICKET_AHEAD = re.compile(r"^[\s\[(]*(?:#\d{1,7}|[A-Z][A-Z0-9]{1,9}-\d{1,6})\b")
_TICKET_BEHIND = re.compile(r"(?:#\d{1,7})[\s\])&,#\d]*$")


def _is_marked(unit: Unit) -> bool:
    text = unit.block.text
    return checkbox_status(unit.block.marker) is not None or bool(_TICKET_AHEAD.match(text) or _TICKET_BEHIND.search(text))


def _carrier(unit: Unit, line: Line, section: Section) -> Carrier | None:
    """Say what makes a line an item, or None when nothing does for certain."""
    block = unit.block
    is_bullet = block.kind is BlockKind.LIST_ITEM
    if is_bullet and (_is_marked(unit) or is_numbered_work(block.text)):
        return Carrier.TICKET if _is_marked(unit) else Carrier.BULLET
    telling = {field.role for field in line.fields} & _TELLING
    if (
        telling
        and all(field.label_start > line.start for field in line.fields if field.role in _TELLING)
        and (len(telling) >= _PAIR or is_bullet or bold_lead(block))
    ):
        return Carrier.BULLET
    if not is_bullet and bold_lead(block) and len(unit.statements) > _RUN_IN:
        return None  # a run-in heading with a section of prose behind it
    if any(field.label_start <= line.start for field in line.fields):
        return None  # a labelled line about something named elsewhere
    if line.split and _FIGURE.fullmatch(block.text[line.rest : line.rest_end]):
        return None  # "Velocity: 45" is a figure
    if section.status is not None and section.status.state is State.DONE and chatter().found_in(block.text):
        return None
    if is_bullet and section.kind is SectionKind.WORK:
        return Carrier.BULLET if block.level == 0 or not unit.lead.endswith(":") or len(unit.lead.split()) < _DOZEN else None
    if not is_bullet and section.kind is SectionKind.WORK and line.split and bold_lead(block):
        return Carrier.BULLET
    if not is_bullet and len(block.text[line.start : line.end].split()) == 1 and len(unit.statements) > 1:
        return None  # the place name that opens a press text
    return Carrier.BULLET if line.split and _tells_state(block.text[line.rest : line.rest_end]) else None


# "Have met four times": a box for a condition, not for work.
_CONDITION = re.compile(r"(?:have|has|had)\s(?:\w+ed|been|met|had|held|at least|no|more|fewer|\d+)\b", re.IGNORECASE)
# "The web page has:" lists what a thing consists of.
_CONTENTS = re.compile(
    r"\b(?:has|have|had|holds|contains?|contained|offers|consists? of|comprises?|is made up of|are made up of):?\s*$", re.IGNORECASE
)


def _is_part(unit: Unit, line: Line) -> bool:
    """Whether a list line is a condition that has to hold, or a part of something that its lead line describes."""
    if unit.block.kind is not BlockKind.LIST_ITEM:
        return False
    if checkbox_status(unit.block.marker) is not None:
        return bool(_CONDITION.match(unit.block.text))
    return bool(_CONTENTS.search(unit.lead)) and not line.fields and line.start == 0 and not _is_marked(unit)


def _tells_state(text: str) -> bool:
    """Whether an explanation opens with a state ("on track, cut-over in May") or says one."""
    if prose_status(text) is not None:
        return True
    opening = re.split(r"[,.;(–—]|\s-\s", text, maxsplit=1)[0]
    return len(opening.split()) <= _STATE_WORDS and len(opening.strip()) > 1 and is_state(opening)
