"""The rows that the spreadsheet and the flat table share: one per finding, one per goal-item pair."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aligner.domain.gaps import Gap
from aligner.domain.goals import Alignment, Goal, Item, Support
from aligner.domain.links import Evidence, Link, Side
from aligner.report.accepted import verdict
from aligner.report.kinds import KINDS
from aligner.report.view import View
from aligner.report.wording import STRENGTH

__all__ = ["DECISION", "GapRow", "PairRow", "gap_rows", "pair_rows"]

# Columns that a reviewer fills in; a decision is one of accept, reject, defer.
DECISION = ("Decision", "Reviewer", "Reason", "Expires")
_SEPARATOR = "\n"


@dataclass(frozen=True, slots=True)
class GapRow:
    """A finding as cell texts; several quotes or places of one side stand on lines of their own.

    Attributes:
        suppressed: what somebody decided about it, until when and why; empty where nobody did.
    """

    id: str
    kind: str
    severity: str
    goal_id: str
    goal: str
    item_ids: str
    items: str
    message: str
    question: str
    remedy: str
    goal_quote: str
    goal_place: str
    item_quote: str
    item_place: str
    suppressed: str


@dataclass(frozen=True, slots=True)
class PairRow:
    """A goal and an item, or one of them with an explicit "no link", as cell texts.

    Attributes:
        id: ``goal id:item id``, with ``none`` for the missing side; ``aligner explain`` takes it.
        outcome: "linked", "cannot tell", "no link", "through sub-goals" or "exempt".
        probability: calibrated probability in [0, 1], None where there is no pair.
    """

    id: str
    outcome: str
    goal_id: str
    goal: str
    item_id: str
    item: str
    probability: float | None
    strength: str
    why: str
    goal_quote: str
    goal_place: str
    item_quote: str
    item_place: str


def gap_rows(view: View) -> Iterator[GapRow]:
    """Yield one row per finding, in the order of the report, those that somebody accepted last."""
    for gap in sorted(view.report.gaps, key=lambda gap: gap.suppressed is not None):
        yield _gap_row(view, gap)


def _gap_row(view: View, gap: Gap) -> GapRow:
    sides = view.sides(gap)
    goal = view.goal_by_id.get(gap.goal or "")
    return GapRow(
        id=gap.id,
        kind=KINDS[gap.kind].title,
        severity=gap.severity.value,
        goal_id=gap.goal or "",
        goal=goal.text if goal else "",
        item_ids=_SEPARATOR.join(gap.items),
        items=_SEPARATOR.join(view.item_by_id[ident].text for ident in gap.items),
        message=gap.message,
        question=gap.question,
        remedy=gap.remedy,
        goal_quote=_quotes(sides.goal) or sides.goal_absent,
        goal_place=_places(view, sides.goal),
        item_quote=_quotes(sides.item) or sides.item_absent,
        item_place=_places(view, sides.item),
        suppressed=verdict(gap),
    )


def pair_rows(view: View) -> Iterator[PairRow]:
    """Yield one row per pair by goal, then goals without a link, then items without a link, so that nothing is left out."""
    for goal in view.report.goals:
        accepted = view.links_of_goal.get(goal.id, ())
        for link in (*accepted, *view.candidates_of_goal.get(goal.id, ())):
            yield _pair(view, link)
        if not accepted:
            yield _lone_goal(view, goal)
    for item in view.items:
        if item.id not in view.links_of_item:
            yield _lone_item(view, item)


def _pair(view: View, link: Link) -> PairRow:
    goal, item = view.goal_by_id[link.goal], view.item_by_id[link.item]
    left = [piece for piece in link.evidence if piece.side is Side.GOAL] or [Evidence(Side.GOAL, goal.text, goal.locator)]
    right = [piece for piece in link.evidence if piece.side is Side.ITEM] or [Evidence(Side.ITEM, item.text, item.locator)]
    return PairRow(
        id=f"{goal.id}:{item.id}",
        outcome="linked" if link.accepted else "cannot tell",
        goal_id=goal.id,
        goal=goal.text,
        item_id=item.id,
        item=item.text,
        probability=link.probability,
        strength=STRENGTH[link.strength],
        why="; ".join(link.why),
        goal_quote=_quotes(left),
        goal_place=_places(view, left),
        item_quote=_quotes(right),
        item_place=_places(view, right),
    )


def _lone_goal(view: View, goal: Goal) -> PairRow:
    outcome, why = "no link", "no live work was found"
    if view.carried_below(goal):
        outcome, why = "through sub-goals", "no link of its own; served through its sub-goals"
    elif goal.support is not Support.UNSUPPORTED:
        outcome, why = "cannot tell", "no link; the evidence is too thin to say that there is none"
    return PairRow(
        f"{goal.id}:none", outcome, goal.id, goal.text, "", "no link", None, "", why, goal.text, view.place(goal.locator), "", ""
    )


def _lone_item(view: View, item: Item) -> PairRow:
    outcome, why = {
        Alignment.EXEMPT: ("exempt", f"need not serve a goal ({view.exempt_reason(item)})"),
        Alignment.UNCLEAR: ("cannot tell", "no link; the evidence is too thin to say that there is none"),
        Alignment.ORPHANED: ("no link", "serves no goal that was found"),
        Alignment.ALIGNED: ("no link", "no link of its own; part of work that serves a goal"),
    }[item.alignment]
    return PairRow(
        f"none:{item.id}", outcome, "", "no link", item.id, item.text, None, "", why, "", "", item.text, view.place(item.locator)
    )


def _quotes(pieces: Sequence[Evidence]) -> str:
    return _SEPARATOR.join(piece.quote for piece in pieces)


def _places(view: View, pieces: Sequence[Evidence]) -> str:
    return _SEPARATOR.join(view.place(piece.locator) for piece in pieces)
