"""What documents say besides goals and work: exclusions, risks, limits, claims, who may decide, readings of measures."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from aligner.domain.facts import Facts
from aligner.domain.goals import Quote

__all__ = ["Remark", "RemarkKind"]


class RemarkKind(StrEnum):
    """What a remark tells; ``AUTHORITY``: work waits for another's decision, money or people; ``DATED``: the day of its document."""

    EXCLUSION = "exclusion"
    RISK = "risk"
    LIMIT = "limit"
    CLAIM = "claim"
    READING = "reading"
    PRIORITY = "priority"
    AUTHORITY = "authority"
    DATED = "dated"


@dataclass(frozen=True, slots=True)
class Remark:
    """A statement that is neither goal nor work and that a gap rule needs.

    Attributes:
        id: "R" and eight hexadecimal digits derived from file name, place and text.
        role: "strategy" or "execution".
        quote: verbatim, the exact slice that its locator names.
        headings: heading path from the outermost to the nearest.
        facts: parsed values of the quote.
        items: ids of the items whose row, section or sentence holds the remark.
    """

    id: str
    role: str
    kind: RemarkKind
    quote: Quote
    headings: tuple[str, ...] = ()
    facts: Facts = field(default_factory=Facts)
    items: tuple[str, ...] = ()
