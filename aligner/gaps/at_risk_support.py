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
# The work in trouble must be linked well enough to speak of, and healthy work be unlikely enough to say "all".
_TROUBLED = 0.35
_CLAIM, _ASK = 0.35, 0.6


def find(analysis: Analysis) -> Iterator[Gap]:
    """Yield one finding per goal whose whole support is in trouble."""
    for goal in analysis.goals:
        links = list(family_links(analysis, goal))
        carrying = [link for link in links if is_direct(link)]
        links = carrying if any(link.accepted for link in carrying) else links
        troubled = [link for link in links if link.accepted and analysis.item_by_id[link.item].state in RED]
        healthy = any_of([link.probability for link in links if analysis.item_by_id[link.item].state not in RED])
        if not troubled or troubled[0].probability < _TROUBLED or healthy >= _ASK or _told_below(goal, analysis):
            continue
        yield _gap(goal, troubled, analysis, sure=healthy < _CLAIM and put_off(goal) is None)


def _gap(goal: Goal, links: list[Link], analysis: Analysis, *, sure: bool) -> Gap:
    items = [analysis.item_by_id[link.item] for link in links]
    firm = links[0].probability >= FIRM and any(link.strength is Strength.DIRECT for link in links)
    return make_gap(
        GapKind.AT_RISK_SUPPORT,
        (Severity.HIGH if firm else Severity.MEDIUM) if sure else Severity.QUESTION,
        goal=goal,
        items=items,
        message=f"All work behind the goal {quoted(goal.text)} is in trouble: {_states(items)}{waits(goal)}.",
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
