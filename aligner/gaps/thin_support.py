"""thin-support: a single item carries the goal, and it is weak, already done or unfunded."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aligner.domain.analysis import Analysis
from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.domain.goals import Item, State, Support
from aligner.domain.links import Link, Strength
from aligner.gaps.base import PARKED, goal_evidence, in_doubt, item_evidence, make_gap, quoted, supporting_links

__all__ = ["find"]

_UNFUNDED = re.compile(
    r"\b(?:unfunded|not funded|no (?:budget|funding)|funding (?:tbc|tbd|open)|tbc|tbd|none)\b|^(?:0|-|–)$", re.IGNORECASE
)


def find(analysis: Analysis) -> Iterator[Gap]:
    """Yield one finding per goal that hangs on one thin item."""
    for goal in analysis.goals:
        if goal.support not in {Support.SUPPORTED, Support.PARTIAL} or in_doubt(analysis, goal):
            continue
        live = [link for link in supporting_links(analysis, goal) if analysis.item_by_id[link.item].state not in PARKED]
        if len(live) != 1 or any(kid.support is Support.UNSUPPORTED for kid in analysis.children.get(goal.id, ())):
            continue
        item = analysis.item_by_id[live[0].item]
        why = _thin(live[0], item)
        if why:
            yield make_gap(
                GapKind.THIN_SUPPORT,
                Severity.MEDIUM,
                goal=goal,
                items=[item],
                message=f"One item alone, {quoted(item.text)}, stands behind the goal {quoted(goal.text)}, and it {why}.",
                question="Is this item enough to reach the goal, and what follows it?",
                remedy="Add or name the further work that carries the goal, or secure this item.",
                evidence=[*goal_evidence(goal), *item_evidence(item, item.status_quote)],
            )


def _thin(link: Link, item: Item) -> str:
    if item.budget is not None and _UNFUNDED.search(item.budget.strip()):
        return "has no secured budget"
    if item.state is State.DONE:
        return "is already done"
    if link.strength is Strength.INDIRECT:
        return "serves it only indirectly"
    return ""
