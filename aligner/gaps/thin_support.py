"""thin-support: all that carries the goal is weak, already done or unfunded."""

from __future__ import annotations

from collections.abc import Iterator

from aligner.domain.analysis import Analysis
from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.domain.goals import Goal, Item, State, Support
from aligner.domain.links import Link, Strength
from aligner.gaps.base import PARKED, family_links, goal_evidence, item_evidence, make_gap, quoted, unfunded
from aligner.gaps.odds import FIRM, any_of

__all__ = ["find"]

_SHOWN = 3
# Above this chance that something else carries the goal, its support is not known to be thin.
_OTHERS = 0.5
_OVER = "is already done"
_ASIDE = "serves it only indirectly"


def find(analysis: Analysis) -> Iterator[Gap]:
    """Yield one finding per goal that hangs on thin work alone: one item, or a few that are each thin."""
    for goal in analysis.goals:
        if goal.support not in {Support.SUPPORTED, Support.PARTIAL, Support.UNCLEAR}:
            continue
        if any(kid.support is Support.UNSUPPORTED for kid in analysis.children.get(goal.id, ())):
            continue
        live = [link for link in family_links(analysis, goal) if analysis.item_by_id[link.item].state not in PARKED]
        firm = [link for link in live if link.accepted and link.probability >= FIRM]
        items = [analysis.item_by_id[link.item] for link in firm]
        why = [_thin(link, item) for link, item in zip(firm, items, strict=True)]
        others = any_of([link.probability for link in live if link not in firm])
        if not why or not all(why) or others >= _OTHERS:
            continue
        # Several indirect pieces of work are no thin support for a broad goal, and several finished pieces look like a goal that is met.
        if len(why) == 1 or set(why) not in ({_ASIDE}, {_OVER}):
            yield _gap(goal, items, why)


def _thin(link: Link, item: Item) -> str:
    if unfunded(item):
        return "has no secured budget"
    if item.state is State.DONE:
        return _OVER
    if link.strength is Strength.INDIRECT:
        return _ASIDE
    return ""


def _gap(goal: Goal, items: list[Item], why: list[str]) -> Gap:
    told = [f"{quoted(item.text)} {reason}" for item, reason in zip(items, why, strict=True)]
    if len(items) == 1:
        message = f"One item alone, {quoted(items[0].text)}, stands behind the goal {quoted(goal.text)}, and it {why[0]}."
    else:
        more = f", and {len(told) - _SHOWN} more" if len(told) > _SHOWN else ""
        message = f"Only thin work stands behind the goal {quoted(goal.text)}: {'; '.join(told[:_SHOWN])}{more}."
    return make_gap(
        GapKind.THIN_SUPPORT,
        Severity.MEDIUM,
        goal=goal,
        items=items,
        message=message,
        question="Is this work enough to reach the goal, and what follows it?",
        remedy="Add or name the further work that carries the goal, or secure what there is.",
        evidence=[*goal_evidence(goal), *(piece for item in items[:_SHOWN] for piece in item_evidence(item, item.status_quote))],
    )
