"""The same goal or piece of work through several editions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from aligner.diff.match import Named, match
from aligner.domain.goals import Goal, Item
from aligner.domain.trends import Edition

__all__ = ["Thread", "goal_threads", "item_threads"]

T = TypeVar("T", Goal, Item)
Thread = Mapping[int, T]
"""A goal or item by the number of the edition that holds it."""


def goal_threads(editions: Sequence[Edition]) -> tuple[Thread[Goal], ...]:
    """Return every goal with the editions that state it, in the order of first appearance."""
    return _threads([edition.report.goals for edition in editions], _goal)


def item_threads(editions: Sequence[Edition]) -> tuple[Thread[Item], ...]:
    """Return every piece of work with the editions that tell of it; repeats within an edition are left out."""
    return _threads([[item for item in edition.report.items if item.same_as is None] for edition in editions], _item)


def _threads(told: Sequence[Sequence[T]], name: Callable[[T], Named]) -> tuple[Thread[T], ...]:
    threads: list[dict[int, T]] = []
    for number, things in enumerate(told):
        # The newest wording stands for a thread, also one that was silent for a while.
        last: dict[str, dict[int, T]] = {thread[max(thread)].id: thread for thread in threads}
        found = match([name(thread[max(thread)]) for thread in last.values()], [name(thing) for thing in things])
        back = {new: last[old] for old, new in found.items()}
        for thing in things:
            if thing.id in back:
                back[thing.id][number] = thing
            else:
                threads.append({number: thing})
    return tuple(threads)


def _goal(goal: Goal) -> Named:
    more = [goal.metric.of] if goal.metric is not None and goal.metric.of else []
    return Named(
        goal.id, goal.text, goal.headings[-1] if goal.headings else "", " ".join([*more, *(quote.text for quote in goal.description[:1])])
    )


def _item(item: Item) -> Named:
    more = [item.owner.text] if item.owner is not None else []
    return Named(
        item.id, item.text, item.headings[-1] if item.headings else "", " ".join([*more, *(quote.text for quote in item.description[:1])])
    )
