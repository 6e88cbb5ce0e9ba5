"""vague-unsupported-goal: cannot tell when it is met, and no live work serves it; the headline gap, shown once."""

from __future__ import annotations

from collections.abc import Iterator

from aligner.domain.analysis import Analysis
from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.domain.goals import Support
from aligner.gaps.base import goal_evidence, make_gap, quoted
from aligner.gaps.put_off import waits
from aligner.gaps.unsupported_goal import parked_evidence, reported, severity
from aligner.gaps.vague_words import sharper_wording, telling_words

__all__ = ["find"]

_REMEDY = "Give the goal a measure, a target and a date, and name the work that carries it, or drop the goal."


def find(analysis: Analysis) -> Iterator[Gap]:
    """Yield one finding per goal that is both vague and unsupported."""
    for goal in analysis.goals:
        if not (goal.vague and goal.support is Support.UNSUPPORTED and reported(goal, analysis)):
            continue
        parked = parked_evidence(goal, analysis)
        yield make_gap(
            GapKind.VAGUE_UNSUPPORTED_GOAL,
            severity(analysis, Severity.HIGH, goal),
            goal=goal,
            message=f"The goal {quoted(goal.text)} has {_and(goal.vague_because)}, and the execution documents show no live work for it{waits(goal)}{telling_words(goal)}.",
            question="What would show that this goal is met, by when, and which work is meant to get there?",
            remedy=f"{_REMEDY} {sharper_wording(goal)}".rstrip(),
            evidence=[*goal_evidence(goal), *parked],
        )


def _and(parts: tuple[str, ...]) -> str:
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]
