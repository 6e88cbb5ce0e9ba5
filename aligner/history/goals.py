"""Goals that vanish, weaken or slip from one edition to the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from aligner.diff.compare import changes_of_goals
from aligner.diff.goals import goal_aspects
from aligner.diff.types import Aspect, Change, Effect, Verdict
from aligner.domain.gaps import Severity
from aligner.domain.goals import Goal
from aligner.domain.ids import content_id
from aligner.domain.trends import Edition, Told, Trend, TrendKind
from aligner.history.threads import Thread

__all__ = ["goal_trends", "told"]

_YEAR = 365
_WEAKER = frozenset({"target", "promise"})


def goal_trends(editions: Sequence[Edition], threads: Sequence[Thread[Goal]]) -> Iterator[Trend]:
    """Yield what became of the goals for the worse.

    Args:
        editions: in the order of time.
        threads: of their goals.
    """
    steps = [_changes(one, other) for one, other in pairwise(editions)]
    for thread in threads:
        yield from _vanished(editions, thread, steps)
        yield from _weakened(editions, thread)
        yield from _slipped(editions, thread)


def _changes(one: Edition, other: Edition) -> Mapping[str, Change]:
    """Return what became of each goal of an edition in the next, by its id."""
    return {change.old.id: change for change in changes_of_goals(one.report, other.report) if change.old}


def _vanished(editions: Sequence[Edition], thread: Thread[Goal], steps: Sequence[Mapping[str, Change]]) -> Iterator[Trend]:
    last = max(thread)
    if last + 1 >= len(editions):
        return
    goal, change = thread[last], steps[last].get(thread[last].id)
    # A goal that the new strategy still speaks of, or whose document was not looked at, has not vanished.
    if change is None or change.verdict is not Verdict.DROPPED or change.severity is Severity.QUESTION or not _reworked(editions, last):
        return
    before, after = editions[last].label, editions[last + 1].label
    message = f"The goal stands in the strategy of {before}; the one of {after} does not mention it, and nothing says that it was met."
    question = "Was this goal met, given up or forgotten, and where was that decided?"
    yield _trend(
        TrendKind.GOAL_VANISHED, change.severity or Severity.MEDIUM, goal, (before, after), message, question, [told(before, goal)]
    )


def _reworked(editions: Sequence[Edition], last: int) -> bool:
    """Tell whether the next edition rests on another strategy document."""
    one, other = ({info.sha256 for info in edition.report.inputs if info.role == "strategy"} for edition in editions[last : last + 2])
    return one != other


def _weakened(editions: Sequence[Edition], thread: Thread[Goal]) -> Iterator[Trend]:
    found: list[tuple[int, int, Aspect]] = []
    for one, other, aspect in _aspects(thread):
        if aspect.effect is Effect.WEAKER and (aspect.name in _WEAKER or (aspect.name == "deadline" and aspect.new is None)):
            found.append((one, other, aspect))
    if not found:
        return
    first, last = found[0][0], found[-1][1]
    parts = "; ".join(
        f"{aspect.name} “{aspect.old or 'none'}” became “{aspect.new or 'none'}” in {editions[other].label}" for _, other, aspect in found
    )
    severity = Severity.HIGH if any(aspect.name != "promise" for _, _, aspect in found) else Severity.MEDIUM
    periods = (editions[first].label, editions[last].label)
    quotes = [told(editions[number].label, thread[number]) for number in sorted({first, *(other for _, other, _ in found)})]
    question = "Who decided that less is enough, and does whoever relies on the goal know?"
    yield _trend(
        TrendKind.GOAL_WEAKENED, severity, thread[last], periods, f"The goal asks for less than before: {parts}.", question, quotes
    )


def _slipped(editions: Sequence[Edition], thread: Thread[Goal]) -> Iterator[Trend]:
    found = [
        (one, other, aspect)
        for one, other, aspect in _aspects(thread)
        if aspect.name == "deadline" and aspect.effect is Effect.WEAKER and aspect.new is not None
    ]
    if not found:
        return
    first, last = found[0][0], found[-1][1]
    start, end = thread[first].deadline, thread[last].deadline
    if start is None or end is None or start.end is None or end.end is None or end.end <= start.end:
        return
    days = (date.fromisoformat(end.end) - date.fromisoformat(start.end)).days
    severity = Severity.HIGH if len(found) > 1 or days >= _YEAR else Severity.MEDIUM
    often = "once" if len(found) == 1 else f"{len(found)} times"
    message = f"The goal's date moved {often}, from “{start.text}” ({start.end}) to “{end.text}” ({end.end}), {days} days later."
    quotes = [told(editions[number].label, thread[number]) for number in sorted({first, *(other for _, other, _ in found)})]
    periods = (editions[first].label, editions[last].label)
    yield _trend(
        TrendKind.GOAL_SLIPPED, severity, thread[last], periods, message, "What holds the goal up, and which date can be relied on?", quotes
    )


def _aspects(thread: Thread[Goal]) -> Iterator[tuple[int, int, Aspect]]:
    """Yield what differs between one statement of a goal and the next, with the numbers of both editions."""
    numbers = sorted(thread)
    for one, other in pairwise(numbers):
        for aspect in goal_aspects(thread[one], thread[other]):
            yield one, other, aspect


def told(label: str, goal: Goal) -> Told:
    """Return a goal as one period words it."""
    return Told(label, goal.text, goal.locator)


def _trend(  # noqa: PLR0913, PLR0917 - what a finding is made of
    kind: TrendKind, severity: Severity, goal: Goal, periods: tuple[str, str], message: str, question: str, evidence: Sequence[Told]
) -> Trend:
    prefix = {TrendKind.GOAL_VANISHED: "GV-", TrendKind.GOAL_WEAKENED: "GW-", TrendKind.GOAL_SLIPPED: "GS-"}[kind]
    return Trend(content_id(prefix, goal.text, *periods), kind, severity, goal.text, periods, message, question, tuple(evidence))
