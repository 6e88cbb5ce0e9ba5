"""vague-goal: nobody could tell when the goal is met."""

from __future__ import annotations

from collections.abc import Iterator

from aligner.domain.analysis import Analysis
from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.domain.goals import Support
from aligner.gaps.base import goal_evidence, make_gap, quoted
from aligner.gaps.unsupported_goal import reported
from aligner.gaps.vague_words import sharper_wording, telling_words

__all__ = ["find"]


def find(analysis: Analysis) -> Iterator[Gap]:
    """Yield one finding per vague goal that is not unsupported as well."""
    for goal in analysis.goals:
        if not goal.vague or (goal.support is Support.UNSUPPORTED and reported(goal, analysis)):
            continue
        yield make_gap(
            GapKind.VAGUE_GOAL,
            Severity.MEDIUM if goal.support is Support.SUPPORTED else Severity.LOW,
            goal=goal,
            message=f"The goal {quoted(goal.text)} does not say when it is met: {', '.join(goal.vague_because)}{telling_words(goal)}.",
            question="Which measure, which value and which date would show that this goal is met?",
            remedy=sharper_wording(goal)
            or "Reduce or raise a named metric from a baseline to a target by a date, with one accountable role.",
            evidence=goal_evidence(goal),
        )
