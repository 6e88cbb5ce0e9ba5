"""Whether a finding and a label speak of the same thing, by kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Claim", "agree", "pair_claims"]

# Kinds that judge work: a goal, where one is named, only says what the work was meant for.
_OF_WORK = frozenset({"authority-gap", "contradiction", "orphaned-work", "unevidenced-claim", "unowned-item"})
_OF_PAIRS = frozenset({"duplicated-work"})
_PAIR = 2


@dataclass(frozen=True, slots=True)
class Claim:
    """What a finding or a label of one kind names, both in ids of the labels."""

    goal: str | None
    items: frozenset[str]


def agree(kind: str, ours: Claim, theirs: Claim) -> bool:
    """Tell whether a finding says what a label says.

    Work is compared where both name some; one piece in common is enough, two for work done twice. Goals are compared for all
    kinds that judge goals, and wherever one of the two names no work; that no goal is named agrees with that alone.
    """
    shared = len(ours.items & theirs.items)
    both = bool(ours.items and theirs.items)
    if kind in _OF_PAIRS:
        return shared >= _PAIR
    if kind in _OF_WORK and both:
        return shared > 0
    return ours.goal == theirs.goal and (shared > 0 or not both)


def pair_claims(kind: str, found: Sequence[Claim], wanted: Sequence[Claim]) -> dict[int, int]:
    """Pair findings with labels, each at most once, as many as can be: label to finding."""
    held: dict[int, int] = {}
    fitting = [[label for label, theirs in enumerate(wanted) if agree(kind, ours, theirs)] for ours in found]

    def place(finding: int, tried: set[int]) -> bool:
        for label in fitting[finding]:
            if label not in tried:
                tried.add(label)
                if label not in held or place(held[label], tried):
                    held[label] = finding
                    return True
        return False

    for finding in range(len(found)):
        place(finding, set())
    return held
