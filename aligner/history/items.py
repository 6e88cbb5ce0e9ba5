"""Work that is carried over from period to period, and work that outlives the goal it served."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from aligner.domain.gaps import Severity
from aligner.domain.goals import Alignment, Goal, Item, State
from aligner.domain.ids import content_id
from aligner.domain.trends import Edition, Told, Trend, TrendKind
from aligner.history.threads import Thread

__all__ = ["item_trends"]

_OVER = frozenset({State.DONE, State.CANCELLED})
_IDLE = frozenset({State.NOT_STARTED, State.BLOCKED, State.ON_HOLD})
_FEWEST = 3
"""Periods in which work must be open to count as carried over."""


def item_trends(editions: Sequence[Edition], threads: Sequence[Thread[Item]], goals: Sequence[Thread[Goal]]) -> Iterator[Trend]:
    """Yield what became of the work for the worse.

    Args:
        editions: in the order of time.
        threads: of their work.
        goals: threads of their goals.
    """
    by_goal = {(number, goal.id): thread for thread in goals for number, goal in thread.items()}
    for thread in threads:
        yield from _carried(editions, thread)
        yield from _outlived(editions, thread, by_goal)


def _carried(editions: Sequence[Edition], thread: Thread[Item]) -> Iterator[Trend]:
    """Work that the newest of three or more different papers still calls open, and that was due before, or never began."""
    numbers = _apart(editions, thread)
    run = [number for number in numbers if thread[number].state not in _OVER]
    if len(run) < _FEWEST or not run or run[-1] != numbers[-1] or run != numbers[-len(run) :]:
        return
    late = [number for number in run[:-1] if _overdue(thread[number], editions[number])]
    moved = [other for one, other in pairwise(run) if _moved(thread[one], thread[other])]
    idle = all(thread[number].state in _IDLE for number in run)
    if len(late) + len(moved) < 2 and not idle:  # noqa: PLR2004 - once may happen
        return
    item, serves = thread[run[-1]], any(thread[number].alignment is Alignment.ALIGNED for number in run)
    first, last = editions[run[0]].label, editions[run[-1]].label
    reasons = [
        f"its date moved {_times(len(moved))}" if moved else "",
        f"it was still open after its date {_times(len(late))}" if late else "",
        "it never began" if idle else "",
    ]
    message = f"The work is open in {len(run)} periods from {first} to {last}: {' and '.join(reason for reason in reasons if reason)}."
    severity = Severity.MEDIUM if serves else Severity.LOW
    if serves and len(late) + len(moved) > 2:  # noqa: PLR2004 - again and again
        severity = Severity.HIGH
    quotes = [told for number in run for told in _told(editions[number].label, thread[number])]
    question = "Is this work still wanted, and what would have to change for it to be finished?"
    yield Trend(
        content_id("CO-", item.text, first), TrendKind.CARRIED_OVER, severity, item.text, (first, last), message, question, tuple(quotes)
    )


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _apart(editions: Sequence[Edition], thread: Thread[Item]) -> list[int]:
    """Return the numbers of editions that tell of the work in a paper of their own: one plan read for four quarters tells once."""
    found: list[int] = []
    papers: set[str] = set()
    for number in sorted(thread):
        hashes = {info.path: info.sha256 for info in editions[number].report.inputs}
        paper = hashes.get(thread[number].locator.file, "")
        if paper not in papers:
            papers.add(paper)
            found.append(number)
    return found


def _overdue(item: Item, edition: Edition) -> bool:
    return item.due is not None and item.due.end is not None and item.due.end <= edition.end


def _moved(before: Item, after: Item) -> bool:
    one, other = before.due, after.due
    return one is not None and other is not None and one.end is not None and other.end is not None and other.end > one.end


def _told(label: str, item: Item) -> Iterator[Told]:
    yield Told(label, item.text, item.locator)
    for text in (item.due.text if item.due else None, item.status.text if item.status else None):
        if text:
            yield Told(label, text, item.locator)


def _outlived(editions: Sequence[Edition], thread: Thread[Item], by_goal: Mapping[tuple[int, str], Thread[Goal]]) -> Iterator[Trend]:
    """Work that is still live in the newest edition although every goal it served is stated there no more."""
    final, item = len(editions) - 1, thread[max(thread)]
    if max(thread) != final or item.state in _OVER or item.alignment in {Alignment.ALIGNED, Alignment.EXEMPT}:
        return
    served = [(number, goal) for number in sorted(thread) if number < final for goal in _goals(editions[number], thread[number])]
    threads = [by_goal[number, goal] for number, goal in served]
    if not threads or any(max(one) == final for one in threads):
        return
    number, goal = served[-1]
    gone = by_goal[number, goal]
    last, newest = editions[max(gone)].label, editions[final].label
    words = gone[max(gone)]
    message = (
        f"The work served the goal “{words.text}”, which {last} still states and {newest} does not; the work goes on and serves no other."
    )
    question = "Should this work end with its goal, or is there a goal that it serves now?"
    evidence = (Told(last, words.text, words.locator), *_told(newest, item))
    yield Trend(
        content_id("WO-", item.text, words.text),
        TrendKind.OUTLIVES_GOAL,
        Severity.MEDIUM,
        item.text,
        (last, newest),
        message,
        question,
        evidence,
    )


def _goals(edition: Edition, item: Item) -> Iterator[str]:
    yield from (link.goal for link in edition.report.links if link.accepted and link.item == item.id)
