"""Links between goals and items, with their evidence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from aligner.domain.text import Locator

__all__ = ["Evidence", "Link", "Side", "Strength"]


class Side(StrEnum):
    """Which side of the comparison a quote comes from."""

    GOAL = "goal"
    ITEM = "item"


class Strength(StrEnum):
    """How an item serves a goal."""

    DIRECT = "direct"
    INDIRECT = "indirect"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A verbatim quote: the exact slice that ``locator`` names."""

    side: Side
    quote: str
    locator: Locator


@dataclass(frozen=True, slots=True)
class Link:
    """A goal-item pair.

    Attributes:
        probability: calibrated probability in [0, 1] that the item serves the goal.
        similarity: cosine of the two texts in [-1, 1], before the outline of the documents is taken into account.
        accepted: the probability is above the acceptance threshold; pairs inside the abstention band are kept with False.
        evidence: quotes from both sides, goal first.
        why: plain reasons, strongest first ("share the words ...", "glossary: FIDO2 means ...", "names the goal").
    """

    goal: str
    item: str
    probability: float
    strength: Strength
    evidence: tuple[Evidence, ...] = ()
    why: tuple[str, ...] = ()
    accepted: bool = True
    similarity: float = 0.0
