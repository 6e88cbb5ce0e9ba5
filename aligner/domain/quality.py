"""What a rule of goal quality found: which words of a goal nobody could check, and why."""

from __future__ import annotations

from dataclasses import dataclass

from aligner.domain.text import Quote

__all__ = ["RuleHit"]


@dataclass(frozen=True, slots=True)
class RuleHit:
    """One rule that fired on one goal.

    Attributes:
        rule: "R1" to "R28".
        name: the rule in a few words ("vague terms").
        words: verbatim, the exact slice that its locator names; the whole goal where something is absent from it.
        message: one plain sentence.
    """

    rule: str
    name: str
    words: Quote
    message: str
