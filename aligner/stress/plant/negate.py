"""Negations: work, or a promise, turned into its contrary."""

from __future__ import annotations

from collections.abc import Iterator

from aligner.domain.goals import Goal, Item, Quote
from aligner.domain.links import Link
from aligner.lexicon import words
from aligner.stress.faults import FITTING, Fault, FaultKind, Replace
from aligner.stress.plant.ground import Ground, pick
from aligner.stress.plant.wording import opposite

__all__ = ["faults"]

_CLOSE = 0.4


def faults(ground: Ground) -> Iterator[Fault]:
    """Yield, for pairs that surely belong together, the work turned against the goal, or the goal turned against the work."""
    for goal, item, link in ground.sure_pairs:
        if ground.known(FITTING[FaultKind.NEGATED], goal.id) or ground.known(FITTING[FaultKind.NEGATED], item=item.id):
            continue
        sides = [_work(goal, item, link, ground), _goal(goal, item, ground)]
        offered = [fault for fault in sides if fault is not None]
        if offered:
            yield pick(offered, ground.seed, goal.id, item.id)


def _work(goal: Goal, item: Item, link: Link, ground: Ground) -> Fault | None:
    """Turn the title by a word of its own, or say that the work is to be abandoned; only work close to the goal in meaning."""
    if link.similarity < _CLOSE:
        return None
    after = opposite(item.text)
    if after is None:
        stop = pick(words("stress")["stops"], ground.seed, item.id)
        after = f"{stop} {item.text}"
    return _fault(ground, Quote(item.text, item.locator), after, goal, item)


def _goal(goal: Goal, item: Item, ground: Ground) -> Fault | None:
    after = opposite(goal.text)
    return _fault(ground, Quote(goal.text, goal.locator), after, goal, item) if after is not None and not goal.mentions else None


def _fault(ground: Ground, quote: Quote, after: str, goal: Goal, item: Item) -> Fault | None:
    whole = ground.text(quote.locator)
    if whole[quote.locator.start : quote.locator.end] != quote.text or ground.block(quote.locator) is None:
        return None
    text = whole[: quote.locator.start] + after + whole[quote.locator.end :]
    return Fault(FaultKind.NEGATED, (Replace(quote.locator, after),), goal.id, (item.id,), quote.locator, quote.text, after, (text,))
