"""hub: one goal or one piece of work is linked with most of the other side, since its wording fits everything."""

from __future__ import annotations

from collections.abc import Iterator

from aligner.domain.analysis import Analysis
from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.domain.goals import Goal, Item
from aligner.gaps.base import accepted, goal_evidence, item_evidence, make_gap, quoted

__all__ = ["find"]

# With fewer on the other side, most of them is soon reached and says nothing.
_FEWEST = 8
_MOST = 0.5
# A title of many telling words, a figure or a verifiable outcome is not general, however much it touches.
_CONCRETE = 0.5


def find(analysis: Analysis) -> Iterator[Gap]:
    """Yield one finding per goal and then one per piece of work that matches most of the other side."""
    work = sum(item.same_as is None for item in analysis.items)
    for goal in analysis.goals:
        matched = len(accepted(analysis, goal))
        if work >= _FEWEST and matched > _MOST * work and _general(goal):
            yield _of_goal(goal, matched, work)
    # The parts of a goal count as one with it, or a long list of key results would make a hub of any work for them.
    heads = {goal.id: _head(goal, analysis) for goal in analysis.goals}
    whole = len(set(heads.values()))
    for item in analysis.items:
        served = {heads[link.goal] for link in analysis.links_of_item.get(item.id, ()) if link.accepted}
        if item.same_as is None and whole >= _FEWEST and len(served) > _MOST * whole:
            yield _of_item(item, len(served), whole)


def _general(goal: Goal) -> bool:
    return not goal.metrics and (goal.concrete is None or goal.concrete < _CONCRETE)


def _head(goal: Goal, analysis: Analysis) -> str:
    while goal.parent is not None and goal.parent in analysis.goal_by_id:
        goal = analysis.goal_by_id[goal.parent]
    return goal.id


def _of_goal(goal: Goal, matched: int, work: int) -> Gap:
    return make_gap(
        GapKind.HUB,
        Severity.LOW,
        goal=goal,
        message=f"The goal {quoted(goal.text)} matches {matched} of {work} pieces of work; its wording tells none apart.",
        question="Which work was meant by this goal, and which work would not serve it?",
        remedy="Say what the goal does not cover, or split it into outcomes that can be told apart.",
        evidence=goal_evidence(goal),
    )


def _of_item(item: Item, served: int, whole: int) -> Gap:
    return make_gap(
        GapKind.HUB,
        Severity.LOW,
        items=[item],
        message=f"The work {quoted(item.text)} matches {served} of {whole} goals; its description fits nearly everything.",
        question="Which goal would suffer first if this work stopped?",
        remedy="Name the goals that the work is paid for, or describe what it delivers.",
        evidence=item_evidence(item, *item.description[:1]),
    )
