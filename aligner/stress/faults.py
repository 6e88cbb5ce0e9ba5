"""What stressing speaks of: kinds of faults, edits of files, and what became of each fault."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from aligner.domain.gaps import GapKind, Severity
from aligner.domain.text import Locator

__all__ = ["FITTING", "Copy", "Edit", "Fault", "FaultKind", "Found", "Outcome", "Plan", "Remove", "Replace", "Trial", "Unplantable"]


class FaultKind(StrEnum):
    """What is done to the documents."""

    RENUMBERED = "renumbered"
    REDATED = "redated"
    DELETED = "deleted-support"
    DUPLICATED = "duplicated"
    NEGATED = "negated"
    VAGUE = "vague-rewrite"


FITTING = {
    FaultKind.RENUMBERED: frozenset({GapKind.TARGET_CONFLICT}),
    FaultKind.REDATED: frozenset({GapKind.TIMELINE_CONFLICT}),
    FaultKind.DELETED: frozenset({GapKind.UNSUPPORTED_GOAL, GapKind.VAGUE_UNSUPPORTED_GOAL}),
    FaultKind.DUPLICATED: frozenset({GapKind.DUPLICATED_WORK}),
    FaultKind.NEGATED: frozenset({GapKind.CONTRADICTION}),
    FaultKind.VAGUE: frozenset({GapKind.VAGUE_GOAL, GapKind.VAGUE_UNSUPPORTED_GOAL}),
}
"""The findings that count as having noticed a fault of each kind."""


class Unplantable(Exception):  # noqa: N818 - says what the file is, for control flow inside this package only
    """The file does not take the edit; the message says why as a clause."""


@dataclass(frozen=True, slots=True)
class Replace:
    """Put other words in place of what a locator names; offsets as in the document that was read."""

    at: Locator
    new: str


@dataclass(frozen=True, slots=True)
class Remove:
    """Take a block out: a paragraph, list item or table row."""

    block: Locator


@dataclass(frozen=True, slots=True)
class Copy:
    """Put a copy of a block behind it, with other words at some of the places within it (whole cells, or the whole block)."""

    block: Locator
    changes: tuple[Replace, ...]


Edit = Replace | Remove | Copy


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault that can be planted.

    Attributes:
        edits: all in one go.
        goal: id of the goal concerned, or None. items: ids of the items concerned.
        place: where a person would look for it.
        before, after: the sentence as it was and as planted; ``after`` is empty where something was deleted.
        marks: texts of which the stressed documents hold at least one in the blocks that a finding must name.
        gone: texts that stand in fewer blocks afterwards.
    """

    kind: FaultKind
    edits: tuple[Edit, ...]
    goal: str | None
    items: tuple[str, ...]
    place: Locator
    before: str
    after: str
    marks: tuple[str, ...]
    gone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The finding that noticed a fault."""

    kind: GapKind
    severity: Severity
    message: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """A planted fault and what noticed it, None for a miss."""

    fault: Fault
    found: Found | None

    @property
    def wanted(self) -> frozenset[GapKind]:
        """The kinds of finding that would have counted."""
        return FITTING[self.fault.kind]


@dataclass(frozen=True, slots=True)
class Plan:
    """What to plant: the seed decides what and where, ``per_kind`` is the most faults of each of ``kinds``."""

    seed: int = 0
    per_kind: int = 10
    kinds: frozenset[FaultKind] = frozenset(FaultKind)


@dataclass(frozen=True, slots=True)
class Trial:
    """All that a stress run did.

    Attributes:
        outcomes: of planted faults, by kind, in the order of planting.
        seed, runs: the seed, and how often the pipeline was run on stressed copies.
        skipped: faults that could not be planted, each as a sentence.
        notes: what else a reader must know (documents that were converted), each as a sentence.
    """

    outcomes: tuple[Outcome, ...]
    seed: int
    runs: int
    skipped: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
