"""missing-date and weak-wording: what a goal or a piece of work lacks beside its neighbours."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from aligner.domain.analysis import Analysis
from aligner.domain.facts import Direction
from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.domain.goals import Goal, Item, State, WorkClass
from aligner.domain.links import Evidence, Side
from aligner.gaps.base import goal_evidence, item_evidence, make_gap, quoted, shorten

__all__ = ["find_in_goals", "find_in_items"]

T = TypeVar("T")

# A document that does something as a rule leaves a gap where it does not; one that seldom does has another habit.
_USUAL = 0.5
_FEWEST = 3
_OVER = frozenset({State.DONE, State.CANCELLED, State.ON_HOLD})
_BEGUN = frozenset({State.ON_TRACK, State.AT_RISK, State.OFF_TRACK, State.BLOCKED})
# Trackers export plain tables.
_EXPORTS = frozenset({"csv", "tsv", "json", "xml"})
# Rules about words that are right nearly always; a pronoun is often resolved by the sentence before.
_WORDED = frozenset({"R3", "R4", "R5", "R6", "R9", "R12", "R18", "R25"})
_PLACEHOLDER = "R28"
_MOST = 3


def find_in_goals(analysis: Analysis) -> Iterator[Gap]:
    """Yield findings on goals that are not vague: of a vague one the same is told there already, its measure too."""
    # What a placeholder stands for is not missing by oversight; it is told as a placeholder.
    goals = [goal for goal in analysis.goals if not goal.vague and not any(one.rule == _PLACEHOLDER for one in goal.quality)]
    for goal in _lacking(goals, lambda goal: _dated(goal, analysis)):
        yield make_gap(
            GapKind.MISSING_DATE,
            Severity.LOW,
            goal=goal,
            message=f"The goal {quoted(goal.text)} names no date; most goals of the document do.",
            question="By when is this goal to be met?",
            remedy="Name the day, quarter or year by which it is to be met.",
            evidence=goal_evidence(goal),
        )
    for goal in goals:
        yield from _wording(goal)


def find_in_items(analysis: Analysis) -> Iterator[Gap]:
    """Yield rows of change work without a date, where the table dates its work as a rule; sentences and tickets not begun need none."""
    tickets = {document.path for document in analysis.execution if document.format in _EXPORTS}
    rows = [
        item for item in analysis.items if item.same_as is None and item.locator.cell is not None and item.work_class is WorkClass.CHANGE
    ]
    items = [item for item in rows if item.state not in _OVER and (item.state in _BEGUN or item.locator.file not in tickets)]
    for place in dict.fromkeys(map(_plan, items)):
        for item in _lacking([item for item in items if _plan(item) == place], lambda item: item.due is not None):
            yield make_gap(
                GapKind.MISSING_DATE,
                Severity.LOW,
                items=[item],
                message=f"The work {quoted(item.text)} has no date; most work of the plan does.",
                question="When is this work to be finished?",
                remedy="Fill in the day or quarter by which it is due.",
                evidence=item_evidence(item),
            )


def _lacking(group: Sequence[T], has: Callable[[T], bool]) -> list[T]:
    without = [one for one in group if not has(one)]
    usual = len(group) >= _FEWEST and len(group) - len(without) > _USUAL * len(group)
    return without if usual else []


def _plan(item: Item) -> tuple[str, str | None, int | None]:
    return (item.locator.file, item.locator.sheet, item.locator.paragraph)


def _dated(goal: Goal, analysis: Analysis) -> bool:
    """What is to be kept up has no end."""
    kept = goal.metric is not None and goal.metric.direction is Direction.MAINTAIN
    return kept or any(member.deadline is not None or member.deadlines for member in _family(goal, analysis))


def _family(goal: Goal, analysis: Analysis) -> Iterator[Goal]:
    """Yield the goal, those below it and those above it: what one of them says may hold for all."""
    yield goal
    yield from analysis.descendants(goal.id)
    above = analysis.goal_by_id.get(goal.parent or "")
    while above is not None:
        yield above
        above = analysis.goal_by_id.get(above.parent or "")


def _wording(goal: Goal) -> Iterator[Gap]:
    hits = [one for one in goal.quality if one.rule in _WORDED]
    if not hits:
        return
    told = dict.fromkeys(f"{one.name} in “{shorten(one.words.text, 40)}”" for one in hits)
    yield make_gap(
        GapKind.WEAK_WORDING,
        Severity.LOW,
        goal=goal,
        message=f"Words of the goal {quoted(goal.text)} leave it open: {', '.join(list(told)[:_MOST])}.",
        question="What exactly is meant, so that two readers would judge alike?",
        remedy="Say it as a number, a named thing or a date, or leave the words out.",
        evidence=[Evidence(Side.GOAL, one.words.text, one.words.locator) for one in hits],
    )
