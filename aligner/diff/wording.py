"""The plain English that all forms of a diff share."""

from __future__ import annotations

from collections.abc import Mapping

from aligner.diff.types import Aspect, Change, Diff, Effect, Subject, Verdict
from aligner.domain.gaps import GapKind
from aligner.report.kinds import KINDS
from aligner.report.wording import count, listing

__all__ = ["NOUNS", "TITLES", "aspect_words", "counted", "headline", "kind_title", "shown"]

TITLES: Mapping[Verdict, str] = {
    Verdict.BROKE: "Broke",
    Verdict.WEAKENED: "Weakened",
    Verdict.DROPPED: "Silently dropped",
    Verdict.FIXED: "Fixed",
    Verdict.IMPROVED: "Improved",
    Verdict.ENDED: "Ended",
    Verdict.ADDED: "New",
    Verdict.CHANGED: "Changed",
    Verdict.SAME: "Still open",
}
NOUNS: Mapping[Subject, str] = {Subject.GOAL: "goal", Subject.ITEM: "piece of work", Subject.GAP: "finding"}
_MANY = {Subject.GOAL: "goals", Subject.ITEM: "pieces of work", Subject.GAP: "findings"}


def headline(diff: Diff) -> str:
    """Return the one sentence that says how the new report stands to the old one."""
    parts = [
        f"{verdict.value} {listing(told)}" for verdict in (Verdict.FIXED, Verdict.BROKE, Verdict.WEAKENED) if (told := _told(diff, verdict))
    ]
    dropped = _told(diff, Verdict.DROPPED)
    if dropped:
        parts.append(f"silently dropped {listing(dropped)}")
    if not parts:
        return "Nothing was fixed, broken, weakened or dropped."
    return f"The new documents {'; '.join(parts)}."


def _told(diff: Diff, verdict: Verdict) -> list[str]:
    numbers = counted(diff)
    return [count(numbers[subject, verdict], NOUNS[subject], _MANY[subject]) for subject in Subject if numbers[subject, verdict]]


def counted(diff: Diff) -> dict[tuple[Subject, Verdict], int]:
    """Return how many changes there are of each subject and verdict, zeros included."""
    numbers = {(subject, verdict): 0 for subject in Subject for verdict in Verdict}
    for change in diff.changes:
        numbers[change.subject, change.verdict] += 1
    return numbers


def shown(diff: Diff, verdict: Verdict) -> tuple[Change, ...]:
    """Return the changes of one verdict in order."""
    return tuple(change for change in diff.changes if change.verdict is verdict)


def kind_title(change: Change) -> str:
    """Return the name of what changed: the kind of a finding, or its noun."""
    return KINDS[GapKind(change.kind)].title if change.kind else NOUNS[change.subject].capitalize()


def aspect_words(aspect: Aspect) -> str:
    """Return one aspect as ``“by 2027” → “by 2029” (later)``; an absent value is told as "none"."""
    sides = [f"“{value}”" if value is not None else "none" for value in (aspect.old, aspect.new)]
    note = aspect.note or ("" if aspect.effect is Effect.NEUTRAL else "worse" if aspect.effect is Effect.WEAKER else "better")
    return f"{sides[0]} → {sides[1]}{f' ({note})' if note else ''}"
