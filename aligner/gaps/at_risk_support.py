"""at-risk-support: everything that carries the goal is red, blocked, on hold or cancelled. Unknown is not red."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from aligner.domain.analysis import Analysis
from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.domain.goals import Goal, Item
from aligner.domain.links import Link, Strength
from aligner.gaps.base import RED, family_links, goal_evidence, item_evidence, make_gap, quoted
from aligner.gaps.odds import FIRM, any_of, is_direct
from aligner.gaps.put_off import put_off, waits

__all__ = ["find"]

_SHOWN = 4
# The work in trouble must be linked well enough to speak of, and be the likelier to carry the goal.
_TROUBLED, _ASKED = 0.5, 0.35
# Below this chance that any healthy work carries the goal, all of it is in trouble; below the next it is worth a question.
_ALL, _ASK = 0.35, 0.6


def find(analysis: Analysis) -> Iterator[Gap]:
    """Yield one finding per goal whose whole support, or the support that is surest to be its own, is in trouble."""
    for goal in analysis.goals:
        links = list(family_links(analysis, goal))
        carrying = [link for link in links if is_direct(link)]
        links = carrying if any(link.accepted for link in carrying) else links
        red = [link for link in links if analysis.item_by_id[link.item].state in RED]
        troubled = [link for link in red if link.accepted]
        well = [link.probability for link in links if analysis.item_by_id[link.item].state not in RED]
        if not troubled or _told_below(goal, analysis):
            continue
        healthy = any_of(well)
        sure = _outweighs(red, well, analysis) and put_off(goal) is None
        if sure or (healthy < _ASK and troubled[0].probability >= _ASKED):
            yield _gap(goal, troubled, analysis, sure=sure, whole=healthy < _ALL)


def _outweighs(red: list[Link], well: list[float], analysis: Analysis) -> bool:
    """Tell whether the work in trouble carries the goal, rather than the healthy work that is linked as well.

    Measured on labelled goals: where the likeliest work fits no goal better and is in trouble, and the troubled together are
    likelier than the healthy together, five of six have nothing else to carry them.
    """
    first = red[0]
    foremost = analysis.links_of_item[first.item][0].goal == first.goal
    likeliest = first.probability >= _TROUBLED and first.probability > max(well, default=0.0)
    return foremost and likeliest and any_of([link.probability for link in red]) > any_of(well)


def _gap(goal: Goal, links: list[Link], analysis: Analysis, *, sure: bool, whole: bool) -> Gap:
    items = [analysis.item_by_id[link.item] for link in links]
    firm = whole and links[0].probability >= FIRM and any(link.strength is Strength.DIRECT for link in links)
    subject = "All work behind" if whole or not sure else "The work that most surely carries"
    return make_gap(
        GapKind.AT_RISK_SUPPORT,
        (Severity.HIGH if firm else Severity.MEDIUM) if sure else Severity.QUESTION,
        goal=goal,
        items=items,
        message=f"{subject} the goal {quoted(goal.text)} is in trouble: {_states(items)}{waits(goal)}.",
        question="What would bring this work back on track, and does the goal's date still hold?",
        remedy="Unblock or replace the work, or move the goal.",
        evidence=[*goal_evidence(goal), *(piece for item in items[:_SHOWN] for piece in item_evidence(item, item.status_quote))],
    )


def _states(items: list[Item]) -> str:
    counts = Counter(item.state.value.replace("-", " ") for item in items)
    return ", ".join(f"{number} {name}" for name, number in sorted(counts.items()))


def _told_below(goal: Goal, analysis: Analysis) -> bool:
    """The finding belongs to the one child that all of the work hangs on, not to every goal above it."""
    own = {link.item for link in analysis.links_of_goal.get(goal.id, ()) if link.accepted}
    return not own and len(analysis.children.get(goal.id, ())) == 1
