"""How likely it is that work of a certain sort serves a goal, from the calibrated probabilities of its links."""

from __future__ import annotations

from collections.abc import Callable
from math import prod

from aligner.domain.analysis import Analysis
from aligner.domain.goals import Goal, Item
from aligner.domain.links import Link, Strength
from aligner.gaps.base import own_links

__all__ = ["FIRM", "any_of", "chance", "direct_chance", "firm_links", "is_direct"]

# From here on a link may be relied on to say something, rather than to forbid saying it.
FIRM = 0.5
# Many faint links to one goal mean that its wording is common; they are not independent witnesses.
_WITNESSES = 3


def chance(goal: Goal, analysis: Analysis, wanted: Callable[[Item], bool]) -> float:
    """Return the chance in [0, 1] that some wanted work serves the goal itself, directly or not."""
    return any_of([link.probability for link in own_links(analysis, goal) if wanted(analysis.item_by_id[link.item])])


def direct_chance(goal: Goal, analysis: Analysis, wanted: Callable[[Item], bool]) -> float:
    """Return the chance in [0, 1] that some wanted work serves the goal directly; of a faint link the strength is not known."""
    links = [link for link in own_links(analysis, goal) if is_direct(link)]
    return any_of([link.probability for link in links if wanted(analysis.item_by_id[link.item])])


def firm_links(goal: Goal, analysis: Analysis) -> tuple[Link, ...]:
    """Return the accepted links of the goal itself that are more likely than not."""
    return tuple(link for link in own_links(analysis, goal) if link.accepted and link.probability >= FIRM)


def is_direct(link: Link) -> bool:
    """Tell whether the work serves the goal directly for all that is known."""
    return link.strength is Strength.DIRECT or link.probability < FIRM


def any_of(probabilities: list[float]) -> float:
    """Return the chance in [0, 1] that at least one of some links is true; only the best few count."""
    return 1.0 - prod(1.0 - one for one in sorted(probabilities, reverse=True)[:_WITNESSES])
