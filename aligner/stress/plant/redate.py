"""Dates: the work ends after the deadline of the goal that it carries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from aligner.domain.facts import DateSpan
from aligner.domain.goals import Goal, Item
from aligner.stress.faults import FITTING, Fault, FaultKind, Replace
from aligner.stress.plant.ground import Ground

__all__ = ["faults", "later"]

_LATE = timedelta(days=90)
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_SHORT = re.compile(r"(?<![\d.])\d\d(?!\d)")
_MOST_YEARS = 12
_WORDY = 9


def faults(ground: Ground) -> Iterator[Fault]:
    """Yield moves of the date of work that was in time, by whole years, past the deadline of its goal."""
    for goal, item, _ in ground.sure_pairs:
        limit = goal.deadline.end if goal.deadline is not None else None
        if limit is None or not _own_date(goal, ground) or ground.known(FITTING[FaultKind.REDATED], goal.id, item.id):
            continue
        for told in ground.told[item.id]:
            fault = _moved(ground, goal, told, date.fromisoformat(limit))
            if fault is not None:
                yield fault
                break


def _own_date(goal: Goal, ground: Ground) -> bool:
    """The deadline stands in the goal's own paragraph, in a table, or in a line that says little else, so that it surely binds the whole goal."""
    quote = goal.deadline_quote
    if quote is None or (goal.parent in ground.goals and ground.goals[str(goal.parent)].deadline_quote == quote):
        return False
    block = ground.block(quote.locator)
    return block is not None and (block is ground.block(goal.locator) or bool(block.cells) or len(quote.text.split()) < _WORDY)


def _moved(ground: Ground, goal: Goal, told: Item, limit: date) -> Fault | None:
    due, quote = told.due, told.due_quote
    if due is None or quote is None or due.end is None or date.fromisoformat(due.end) > limit:
        return None
    whole = ground.text(quote.locator)
    at = quote.text.find(due.text)
    cell = ground.cell(quote.locator)
    new = later(due, limit)
    if new is None or whole[quote.locator.start : quote.locator.end] != quote.text:
        return None
    if cell is not None and cell.iso_date is not None:
        start, end = 0, len(whole)
        new = _iso_later(cell.iso_date, limit)
    elif at >= 0:
        start, end = quote.locator.start + at, quote.locator.start + at + len(due.text)
    else:
        return None
    after = whole[:start] + new + whole[end:]
    # A date alone is found in many rows: what names the work tells where this one stands.
    marks = (told.text,) if cell is not None else (after,)
    return Fault(
        FaultKind.REDATED,
        (Replace(quote.locator.slice(start, end), new),),
        goal.id,
        (told.same_as or told.id,),
        quote.locator,
        whole,
        after,
        marks,
    )


def later(due: DateSpan, limit: date) -> str | None:
    """Return a date in the same words with later years, so that even its first day is well after the limit; None where it names no year."""
    assert due.end is not None
    first = date.fromisoformat(due.start or due.end)
    years = next((number for number in range(1, _MOST_YEARS) if _add(first, number) > limit + _LATE), None)
    if years is None:
        return None
    if _YEAR.search(due.text):
        return _YEAR.sub(lambda match: str(int(match.group()) + years), due.text)
    short = {int(due.end[2:4]), int((due.start or due.end)[2:4])}
    found = [match for match in _SHORT.finditer(due.text) if int(match.group()) in short or int(match.group()) - 1 in short]
    if not found:
        return None
    last = found[-1]
    return f"{due.text[: last.start()]}{(int(last.group()) + years) % 100:02d}{due.text[last.end() :]}"


def _iso_later(iso: str, limit: date) -> str:
    first = date.fromisoformat(iso)
    years = next((number for number in range(1, _MOST_YEARS) if _add(first, number) > limit + _LATE), _MOST_YEARS)
    return _add(first, years).isoformat()


def _add(day: date, years: int) -> date:
    return day.replace(year=day.year + years, day=min(day.day, 28))
