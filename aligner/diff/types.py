"""What two reports differ in, as values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from aligner.domain.gaps import Severity
from aligner.domain.text import Locator

__all__ = ["Aspect", "Change", "Diff", "Effect", "Side", "Subject", "Verdict"]


class Subject(StrEnum):
    """What changed."""

    GOAL = "goal"
    ITEM = "item"
    GAP = "gap"


class Verdict(StrEnum):
    """What became of it; of several the first in this order is told.

    ``BROKE``: support or progress was lost, or a finding is new. ``WEAKENED``: promises less, or a finding is more severe.
    ``DROPPED``: gone although it was neither finished nor cancelled. ``FIXED``: support or progress came back, or a finding is cleared.
    ``IMPROVED``: promises more, or a finding is less severe. ``ENDED``: gone for a stated reason. ``ADDED``: was not there before.
    ``CHANGED``: worded or placed otherwise, neither better nor worse for all that can be told. ``SAME``: a finding that is still open.
    """

    BROKE = "broke"
    WEAKENED = "weakened"
    DROPPED = "dropped"
    FIXED = "fixed"
    IMPROVED = "improved"
    ENDED = "ended"
    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"


class Effect(StrEnum):
    """What the change of one aspect does to the promise."""

    WEAKER = "weaker"
    STRONGER = "stronger"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Aspect:
    """One thing that differs: its name ("deadline"), both values as written (None where absent), and what that does."""

    name: str
    old: str | None
    new: str | None
    effect: Effect
    note: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """A goal, item or finding in one of the reports: its id, its words (a finding's message) and its place, if any."""

    id: str
    text: str
    locator: Locator | None


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    Attributes:
        severity: how much a change for the worse matters; None for all others.
        kind: the kind of a finding; an empty string for goals and items.
        old, new: None where it is absent.
        note: a plain sentence, or an empty string.
    """

    subject: Subject
    verdict: Verdict
    severity: Severity | None
    old: Side | None
    new: Side | None
    aspects: tuple[Aspect, ...] = ()
    kind: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Diff:
    """All differences, the worst first; ``old`` and ``new`` name the documents that only one of the reports read."""

    changes: tuple[Change, ...]
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
