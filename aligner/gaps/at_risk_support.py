"""at-risk-support: everything that carries the goal is red, blocked, on hold or cancelled. Unknown is not red."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from aligner.domain.analysis import Analysis
from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.domain.goals import Goal, Item
from aligner.domain.links import Strength
from aligner.gaps.base import RED, goal_evidence, in_doubt, item_evidence, make_gap, quoted, supporting_links

__all__ = ["find"]

_SHOWN = 4


def find(analysis: Analysis) -> Iterator[Gap]:
    """Yield one finding per goal whose whole support is in trouble."""
    for goal in analysis.goals:
        links = supporting_links(analysis, goal)
        carrying = [link for link in links if link.strength is Strength.DIRECT]
        items = [analysis.item_by_id[link.item] for link in carrying or links]
        if not items or any(item.state not in RED for item in items) or _told_below(goal, analysis):
            continue
        hopeful = any(analysis.item_by_id[link.item].state not in RED for link in in_doubt(analysis, goal))
        yield make_gap(
            GapKind.AT_RISK_SUPPORT,
            Severity.QUESTION if hopeful else Severity.HIGH if carrying else Severity.MEDIUM,
            goal=goal,
            items=items,
            message=f"All work behind the goal {quoted(goal.text)} is in trouble: {_states(items)}.",
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
