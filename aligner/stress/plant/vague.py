"""Vagueness: a goal loses its figure, its date and its owner."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aligner.domain.goals import Goal, Quote
from aligner.lexicon import words
from aligner.stress.faults import FITTING, Edit, Fault, FaultKind, Replace
from aligner.stress.plant.ground import Ground, pick

__all__ = ["faults"]

_LONG_NAME = 4
_WORDS_OF_FIGURE = re.compile(r"\d|per ?cent|%", re.IGNORECASE)


def faults(ground: Ground) -> Iterator[Fault]:
    """Yield goals that state their figure themselves, told once and without parts, in words that anyone could claim to have met."""
    for goal in ground.report.goals:
        if goal.vague or goal.metric is None or goal.metric_quote is None or goal.id in ground.parents or goal.mentions:
            continue
        if goal.description and any(_WORDS_OF_FIGURE.search(quote.text) for quote in goal.description):
            continue
        if not ground.known(FITTING[FaultKind.VAGUE], goal.id):
            fault = _softened(goal, ground)
            if fault is not None:
                yield fault


def _softened(goal: Goal, ground: Ground) -> Fault | None:
    assert goal.metric is not None
    subject = goal.metric.of or ""
    whole = ground.text(goal.locator)
    if (
        len(subject) < _LONG_NAME
        or " " not in subject
        or _WORDS_OF_FIGURE.search(subject)
        or not set(words("stress")["nameless"]).isdisjoint(re.findall(r"[^\W\d_]+", subject.casefold()))
        or whole[goal.locator.start : goal.locator.end] != goal.text
    ):
        return None
    start = pick(words("stress")["vague"], ground.seed, goal.id)
    # A sentence stays a sentence, a bullet or heading stays one.
    after = f"We will {start[0].lower()}{start[1:]} {subject}." if goal.text.endswith(".") else f"{start} {subject}"
    edits: list[Edit] = [Replace(goal.locator, after)]
    for quote in (goal.metric_quote, goal.deadline_quote, goal.owner_quote):
        further = _stripped(goal, quote, ground)
        if further is None and quote is not goal.owner_quote:
            return None
        further = further or []  # whoever owns the whole section goes on owning this goal
        edits += [edit for edit in further if edit not in edits]
    text = whole[: goal.locator.start] + after + whole[goal.locator.end :]
    return Fault(FaultKind.VAGUE, tuple(edits), goal.id, (), goal.locator, goal.text, after, (text,))


def _stripped(goal: Goal, quote: Quote | None, ground: Ground) -> list[Edit] | None:
    """Empty a cell of the goal's own row; what is told elsewhere belongs to others as well, so that the goal is left alone."""
    if quote is None or (
        quote.locator.place == goal.locator.place and goal.locator.start <= quote.locator.start and quote.locator.end <= goal.locator.end
    ):
        return []
    home, other = ground.block(goal.locator), ground.block(quote.locator)
    cell = ground.cell(quote.locator)
    if home is None or home is not other or cell is None or cell.locator.place == goal.locator.place or cell.merged:
        return None
    return [Replace(cell.locator.slice(0, len(cell.text)), "")]
