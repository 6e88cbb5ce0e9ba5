"""unsupported-goal: no live work serves the goal; cancelled and parked work does not count."""

from __future__ import annotations

from collections.abc import Iterator

from aligner.domain.analysis import Analysis
from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.domain.goals import Goal, Support
from aligner.domain.links import Evidence
from aligner.gaps.base import accepted, goal_evidence, item_evidence, make_gap, own_links, quoted, supporting_links
from aligner.gaps.odds import FIRM
from aligner.gaps.put_off import put_off, waits

__all__ = ["find", "parked_evidence", "reported", "severity"]

_NEAREST = 2
_QUESTION = "Which work is meant to deliver this goal, and in which plan does it stand?"
_REMEDY = "Name the work that carries the goal in the roadmap, or say in the strategy that it waits."
_READ_SHARE = 0.5
_SERVED_SHARE = 0.5


def find(analysis: Analysis) -> Iterator[Gap]:
    """Yield one finding per unsupported goal that is not vague as well, and ask about goals that only faint links speak for."""
    for goal in analysis.goals:
        if _faint(goal, analysis):
            yield _asked(goal, analysis)
        if goal.vague or goal.support is not Support.UNSUPPORTED or not reported(goal, analysis):
            continue
        parked = parked_evidence(goal, analysis)
        tail = "only work that is cancelled or on hold" if parked else "no live work"
        yield make_gap(
            GapKind.UNSUPPORTED_GOAL,
            severity(analysis, Severity.HIGH, goal),
            goal=goal,
            message=f"The execution documents show {tail} for the goal {quoted(goal.text)}{waits(goal)}.",
            question=_QUESTION,
            remedy=_REMEDY,
            evidence=[*goal_evidence(goal), *parked],
        )


def _faint(goal: Goal, analysis: Analysis) -> bool:
    """Tell whether nothing is known to serve the goal, although some work might: too much to claim that none does, too little to say nothing.

    A goal with parts is told of by its parts, and a part of a goal that the plan names as a whole may be meant by that.
    """
    if goal.support is not Support.UNCLEAR or goal.id in analysis.children:
        return False
    above = analysis.goal_by_id.get(goal.parent or "")
    if above is not None and above.support in {Support.SUPPORTED, Support.PARTIAL} and accepted(analysis, above):
        return False
    links = own_links(analysis, goal)
    return not any(link.accepted or link.probability >= FIRM for link in links)


def _asked(goal: Goal, analysis: Analysis) -> Gap:
    nearest = [analysis.item_by_id[link.item] for link in own_links(analysis, goal)[:_NEAREST]]
    tail = f"; the nearest is {quoted(nearest[0].text)}" if nearest else ""
    return make_gap(
        GapKind.UNSUPPORTED_GOAL,
        Severity.QUESTION,
        goal=goal,
        message=f"No work in the execution documents surely serves the goal {quoted(goal.text)}{tail}.",
        question="Does this work serve the goal, and if not, which work is meant to?" if nearest else _QUESTION,
        remedy=_REMEDY,
        evidence=[*goal_evidence(goal), *(piece for item in nearest for piece in item_evidence(item))],
    )


def reported(goal: Goal, analysis: Analysis) -> bool:
    """Tell whether the goal speaks for itself: a parent whose children are all reported is not counted twice."""
    kids = analysis.children.get(goal.id, ())
    return not kids or not all(kid.support is Support.UNSUPPORTED for kid in kids)


def severity(analysis: Analysis, usual: Severity, goal: Goal) -> Severity:
    """Return ``usual``, or ``QUESTION`` when the execution side was poorly read, hardly any goal could be matched or the goal is put off.

    Where most goals find no work, the documents speak of different things or the matching fails on their language: that a single
    goal finds none says little then.
    """
    if put_off(goal) is not None:
        return Severity.QUESTION
    whole = len(analysis.execution)
    read = sum(bool(document.blocks) for document in analysis.execution)
    served = sum(goal.support in {Support.SUPPORTED, Support.PARTIAL} for goal in analysis.goals)
    sure = whole and read / whole > _READ_SHARE and served >= _SERVED_SHARE * len(analysis.goals)
    return usual if sure else Severity.QUESTION


def parked_evidence(goal: Goal, analysis: Analysis) -> list[Evidence]:
    """Quote the cancelled or parked work behind the goal, if any."""
    found: list[Evidence] = []
    for link in supporting_links(analysis, goal):
        item = analysis.item_by_id[link.item]
        found.extend(item_evidence(item, item.status_quote))
    return found
