"""unowned-goal: no accountable person, role or unit where the document names owners for its other goals."""

from __future__ import annotations

from collections.abc import Iterator

from aligner.domain.analysis import Analysis
from aligner.domain.facts import OwnerKind
from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.domain.goals import Goal
from aligner.gaps.base import goal_evidence, make_gap, quoted
from aligner.gaps.slide_notes import left_open
from aligner.gaps.surroundings import people, said_whose, somebody_named

__all__ = ["find"]

_USUAL = 0.4


def find(analysis: Analysis) -> Iterator[Gap]:
    """Yield findings only in documents that name owners as a rule: elsewhere there is no place for an owner."""
    known = people(analysis)
    for path in dict.fromkeys(goal.locator.file for goal in analysis.goals):
        goals = [goal for goal in analysis.goals if goal.locator.file == path]
        tops = [goal for goal in goals if goal.parent is None or goal.owner is not None]
        answered = {goal.id for goal in tops if _owned(goal, analysis) or somebody_named(goal, analysis, known)}
        # A role that merely stands nearby forbids a claim on that goal, and shows no habit of naming owners.
        named = sum(_owned(goal, analysis) or said_whose(goal, analysis) for goal in tops)
        if named < 2 or named < _USUAL * len(tops):  # noqa: PLR2004 - one named owner is no habit of the document
            continue
        slides = {goal.locator.slide for goal in tops if goal.id in answered}
        for goal in tops:
            if goal.id not in answered:
                # A slide on which nobody is named for anything is not where this deck names owners.
                here = goal.locator.slide is None or goal.locator.slide in slides or left_open(goal, analysis)
                yield _gap(goal, Severity.MEDIUM if here else Severity.QUESTION)


def _gap(goal: Goal, severity: Severity) -> Gap:
    placeholder = goal.owner is not None
    return make_gap(
        GapKind.UNOWNED_GOAL,
        severity,
        goal=goal,
        message=f"The goal {quoted(goal.text)} names {'only a placeholder' if placeholder else 'nobody'} as its owner; the document's other goals name one.",
        question="Who answers to the board for this goal?",
        remedy="Name one accountable role for the goal.",
        evidence=goal_evidence(goal, goal.owner_quote),
    )


def _owned(goal: Goal, analysis: Analysis) -> bool:
    """An owner counts when it is a real one, on the goal itself, above it or below it."""
    family = [goal, *analysis.descendants(goal.id)]
    above = analysis.goal_by_id.get(goal.parent or "")
    while above is not None:
        family.append(above)
        above = analysis.goal_by_id.get(above.parent or "")
    return any(member.owner is not None and member.owner.kind is not OwnerKind.NOBODY for member in family)
