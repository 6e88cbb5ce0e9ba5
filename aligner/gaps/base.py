"""What all rules share: how a finding is built and quoted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from aligner.domain.analysis import Analysis
from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.domain.goals import Goal, Item, Quote, State
from aligner.domain.ids import content_id
from aligner.domain.links import Evidence, Link, Side

__all__ = [
    "PARKED",
    "RED",
    "Rule",
    "accepted",
    "family_links",
    "goal_evidence",
    "in_doubt",
    "item_evidence",
    "make_gap",
    "own_links",
    "quoted",
    "shorten",
    "supporting_links",
    "unfunded",
]

PARKED = frozenset({State.CANCELLED, State.ON_HOLD})
RED = frozenset({State.OFF_TRACK, State.BLOCKED}) | PARKED
_SHOWN = 90
_UNFUNDED = re.compile(
    r"\b(?:unfunded|not funded|no (?:budget|funding|money)|funding (?:tbc|tbd|open)|tbc|tbd|none)\b|^(?:0|-|–)$", re.IGNORECASE
)
# A remark counts only where it speaks of the work's own money, and of all or the rest of it.
_SHORT_OF_MONEY = re.compile(
    r"\b(?:unfunded|(?:only )?(?:funded|financed|money|funding|budget) (?:only )?(?:to|until|till|runs out|ends)(?: (?:the )?end)?\b|"
    r"(?:no|without) (?:money|funding|budget) (?:after|beyond|for the (?:other|rest|remaining|remainder)|left|secured|yet))",
    re.IGNORECASE,
)


class Rule(Protocol):
    """Finds one kind of gap; a pure function of the analysis, in document order."""

    def __call__(self, analysis: Analysis) -> Iterator[Gap]:
        """Yield the findings."""


def make_gap(  # noqa: PLR0913 - a finding has this many parts; all but two are named by the caller
    kind: GapKind,
    severity: Severity,
    *,
    goal: Goal | None = None,
    items: Sequence[Item] = (),
    message: str,
    question: str,
    remedy: str,
    evidence: Iterable[Evidence] = (),
    distinguish: str = "",
) -> Gap:
    """Build a finding with a stable id; ``distinguish`` tells apart two findings on the same goal and items."""
    initials = "".join(word[0] for word in kind.value.split("-")).upper()
    parts = (kind.value, goal.id if goal else "", *sorted(item.id for item in items), distinguish)
    return Gap(
        id=content_id(f"{initials}-", *parts),
        kind=kind,
        severity=severity,
        goal=goal.id if goal else None,
        items=tuple(item.id for item in items),
        message=message,
        question=question,
        remedy=remedy,
        evidence=tuple(dict.fromkeys(evidence)),
    )


def goal_evidence(goal: Goal, *quotes: Quote | None) -> list[Evidence]:
    """Return the goal's own text and further quotes from its side; absent quotes are left out."""
    return _evidence(Side.GOAL, Quote(goal.text, goal.locator), quotes)


def item_evidence(item: Item, *quotes: Quote | None) -> list[Evidence]:
    """Return the item's own text and further quotes from its side; absent quotes are left out."""
    return _evidence(Side.ITEM, Quote(item.text, item.locator), quotes)


def _evidence(side: Side, first: Quote, quotes: Iterable[Quote | None]) -> list[Evidence]:
    """Quotes that lie within the first one say nothing more and are left out."""
    here = first.locator
    further = (
        quote
        for quote in quotes
        if quote is not None
        and not (quote.locator.place == here.place and here.start <= quote.locator.start and quote.locator.end <= here.end)
    )
    return [Evidence(side, quote.text, quote.locator) for quote in (first, *further)]


def shorten(text: str, width: int = _SHOWN) -> str:
    """Cut a text at a word boundary for use inside a message; full quotes stand in the evidence."""
    if len(text) <= width:
        return text
    return text[: width - 1].rsplit(" ", 1)[0].rstrip(",;:.") + "…"


def quoted(text: str) -> str:
    """Return a shortened text in typographic quotation marks."""
    return f"“{shorten(text)}”"


def accepted(analysis: Analysis, goal: Goal) -> tuple[Link, ...]:
    """Return the goal's own accepted links, leaving out mentions that repeat another item."""
    return tuple(link for link in own_links(analysis, goal) if link.accepted)


def in_doubt(analysis: Analysis, goal: Goal) -> tuple[Link, ...]:
    """Return the goal's own links in the abstention band, leaving out mentions that repeat another item."""
    return tuple(link for link in own_links(analysis, goal) if not link.accepted)


def own_links(analysis: Analysis, goal: Goal) -> tuple[Link, ...]:
    """Return all links of the goal itself, by falling probability, leaving out mentions that repeat another item."""
    return tuple(link for link in analysis.links_of_goal.get(goal.id, ()) if analysis.item_by_id[link.item].same_as is None)


def supporting_links(analysis: Analysis, goal: Goal) -> tuple[Link, ...]:
    """Return accepted links of the goal and of every goal below it, one per item, the most probable."""
    return tuple(link for link in family_links(analysis, goal) if link.accepted)


def family_links(analysis: Analysis, goal: Goal) -> tuple[Link, ...]:
    """Return all links of the goal and of every goal below it, one per item, the most probable first."""
    best: dict[str, Link] = {}
    for member in (goal, *analysis.descendants(goal.id)):
        for link in own_links(analysis, member):
            if link.item not in best or link.probability > best[link.item].probability:
                best[link.item] = link
    return tuple(sorted(best.values(), key=lambda link: (-link.probability, link.item)))


def unfunded(item: Item) -> bool:
    """Tell whether the plan says, in its budget entry or its remarks, that the work has no money or will run out of it."""
    if item.budget is not None and _UNFUNDED.search(item.budget.strip()):
        return True
    return any(_SHORT_OF_MONEY.search(quote.text) for quote in item.description)
