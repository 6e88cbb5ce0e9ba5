"""unowned-item: a piece of work without an owner, in a plan that has a place for one and usually fills it."""

from __future__ import annotations

from collections.abc import Iterator

from aligner.domain.analysis import Analysis
from aligner.domain.facts import OwnerKind
from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.domain.goals import Alignment, Item, State
from aligner.gaps.base import RED, item_evidence, make_gap, quoted

__all__ = ["find"]

_USUAL = 0.5
_OVER = frozenset({State.DONE, State.CANCELLED, State.ON_HOLD})
_BEGUN = frozenset({State.ON_TRACK, State.AT_RISK, State.OFF_TRACK, State.BLOCKED})
# Trackers export plain tables.
_EXPORTS = frozenset({"csv", "tsv", "json", "xml"})


def find(analysis: Analysis) -> Iterator[Gap]:
    """Yield one finding per unowned item; a plan that mostly leaves the place empty does not expect owners."""
    owned_elsewhere = {item.same_as for item in analysis.items if item.same_as and _owned(item)}
    # A summary row is answered for by those who own the rows beneath it.
    led = {heading.casefold() for item in analysis.items if _owned(item) for heading in item.headings}
    tickets = {document.path for document in analysis.execution if document.format in _EXPORTS}
    for place in dict.fromkeys(_plan(item) for item in analysis.items):
        slots = [item for item in analysis.items if _plan(item) == place and item.owner_slot]
        if not slots or sum(map(_owned, slots)) < _USUAL * len(slots):
            continue
        for item in slots:
            known = _owned(item) or item.same_as is not None or item.id in owned_elsewhere or item.text.casefold() in led
            if not known and _expected(item, ticket=item.locator.file in tickets):
                yield _gap(item)


def _plan(item: Item) -> tuple[str, str | None]:
    return (item.locator.file, item.locator.sheet)


def _owned(item: Item) -> bool:
    return item.owner is not None and item.owner.kind is not OwnerKind.NOBODY


def _expected(item: Item, *, ticket: bool) -> bool:
    """Finished and given-up work needs no owner any more; a ticket gets one when it is begun, a planned row has one from the start.

    A row that says nothing about the work but its name may be an idea or a heading.
    """
    if ticket:
        return item.state in _BEGUN
    bare = item.state is State.UNKNOWN and item.due is None and item.budget is None and item.owner is None
    return item.state not in _OVER and not bare


def _gap(item: Item) -> Gap:
    heavy = item.alignment is Alignment.ALIGNED and (item.state in RED or item.budget is not None)
    return make_gap(
        GapKind.UNOWNED_ITEM,
        Severity.MEDIUM if heavy else Severity.LOW,
        items=[item],
        message=f"The plan names {'only a placeholder' if item.owner else 'nobody'} as owner of {quoted(item.text)}.",
        question="Who answers for this work?",
        remedy="Fill in one accountable person or role.",
        evidence=item_evidence(item, item.owner_quote),
    )
