"""Deletions: everything that carries a goal is gone from the plans."""

from __future__ import annotations

from collections.abc import Iterator

from aligner.domain.goals import Goal, Item, Support
from aligner.domain.text import Block, Locator
from aligner.stress.faults import FITTING, Fault, FaultKind, Remove, Replace
from aligner.stress.plant.ground import Ground

__all__ = ["faults"]

_MOST_ITEMS = 12
_MOST_SHARE = 0.2


def faults(ground: Ground) -> Iterator[Fault]:
    """Yield goals with all work removed that serves them, or that may serve them; goals with parts, and parts of a goal that has work of its own, are left out."""
    for goal in ground.report.goals:
        if goal.support not in {Support.SUPPORTED, Support.PARTIAL} or goal.id in ground.parents:
            continue
        if goal.parent is not None and ground.links_of(ground.goals[goal.parent]):
            continue
        if not ground.known(FITTING[FaultKind.DELETED], goal.id):
            fault = _without(goal, ground)
            if fault is not None:
                yield fault


def _without(goal: Goal, ground: Ground) -> Fault | None:
    names = sorted({link.item for link in ground.links_of(goal)})
    told = [mention for name in names for mention in ground.told.get(name, ())]
    if not names or len(names) > _MOST_ITEMS or len(told) > max(2, _MOST_SHARE * len(ground.report.items)):
        return None
    edits: dict[object, Remove | Replace] = {}
    for item in told:
        for place in _places(item, ground):
            found = _cut(place, ground, frozenset(item.id for item in told))
            if found is None:
                return None
            edits.setdefault(_key(found), found)
    whole = {edit.block.place for edit in edits.values() if isinstance(edit, Remove)}
    kept = tuple(edit for edit in edits.values() if isinstance(edit, Remove) or edit.at.place not in whole)
    before = "; ".join(ground.items[name].text for name in names)
    return Fault(
        FaultKind.DELETED,
        kept,
        goal.id,
        tuple(names),
        goal.locator,
        before,
        "",
        (ground.text(goal.locator),),
        tuple(sorted({item.text for item in told})),
    )


def _places(item: Item, ground: Ground) -> Iterator[Locator]:
    """Yield where the work is told: its own place, and the paragraphs that describe it and nothing else."""
    yield item.locator
    for quote in item.description:
        block = ground.block(quote.locator)
        if block is not None and not block.cells:
            yield quote.locator


def _cut(place: Locator, ground: Ground, gone: frozenset[str]) -> Remove | Replace | None:
    """Take out a row or paragraph whole, or a sentence where the paragraph says more."""
    block = ground.block(place)
    if block is None:
        return None
    others = [item for item in ground.report.items if item.id not in gone and ground.block(item.locator) is block]
    if block.cells and (not others or _own_row(block, place)):
        return Remove(block.locator)
    if not block.cells and place.start == 0 and place.end >= len(block.text.rstrip(" .;")):
        return Remove(block.locator)
    return Replace(place, "")


def _own_row(block: Block, place: Locator) -> bool:
    """A cell that lists several pieces of work loses only its own part."""
    cell = next((cell for cell in block.cells if cell.locator.place == place.place), None)
    return cell is None or (place.start == 0 and place.end >= len(cell.text) - 1) or len(cell.text) < 2 * (place.end - place.start)


def _key(edit: Remove | Replace) -> object:
    return edit.block.place if isinstance(edit, Remove) else (*edit.at.place, edit.at.start, edit.at.end)
