"""What became of the findings."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from aligner.diff.types import Aspect, Change, Effect, Side, Subject, Verdict
from aligner.domain.gaps import Gap, Severity
from aligner.domain.report import Report

__all__ = ["gap_changes"]

# A finding about a file is the same one when the file lies elsewhere.
_FOLDERS = re.compile(r"[^\s“\"]*[/\\]")
_RANK = {Severity.HIGH: 0, Severity.MEDIUM: 1, Severity.LOW: 2, Severity.QUESTION: 3}


def gap_changes(old: Report, new: Report, goals: Mapping[str, str], items: Mapping[str, str]) -> Iterator[Change]:
    """Yield one change per finding: cleared and still open ones in the order of the old report, new ones last.

    Args:
        old: the earlier report.
        new: the later one.
        goals: ids of goals in ``old`` and their ids in ``new``.
        items: the same for items.
    """
    pairs = _pairs(old, new, goals, items)
    there = {gap.id: gap for gap in new.gaps}
    for gap in old.gaps:
        if gap.id in pairs:
            yield _kept(gap, there[pairs[gap.id]])
        else:
            lost = (gap.goal is not None and gap.goal not in goals) or bool(gap.items and not any(ident in items for ident in gap.items))
            note = "What it spoke of is gone." if lost else ""
            yield Change(Subject.GAP, Verdict.ENDED if lost else Verdict.FIXED, None, _side(gap), None, kind=gap.kind.value, note=note)
    kept = set(pairs.values())
    for gap in new.gaps:
        if gap.id not in kept:
            yield Change(Subject.GAP, Verdict.BROKE, gap.severity, None, _side(gap), kind=gap.kind.value)


def _pairs(old: Report, new: Report, goals: Mapping[str, str], items: Mapping[str, str]) -> dict[str, str]:
    """Match by id, then by kind and what the finding is about: the same goal and items, then the same goal and one item in common, then the goal."""
    known = {gap.id for gap in new.gaps}
    pairs = {gap.id: gap.id for gap in old.gaps if gap.id in known}
    for depth in range(3):
        taken = set(pairs.values())
        waiting: dict[tuple[object, ...], list[str]] = defaultdict(list)
        for gap in new.gaps:
            if gap.id not in taken:
                for key in _keys(gap, gap.goal, gap.items, depth):
                    waiting[key].append(gap.id)
        for gap in old.gaps:
            if gap.id in pairs:
                continue
            goal = None if gap.goal is None else goals.get(gap.goal, f"gone {gap.goal}")
            carried = tuple(items.get(ident, f"gone {ident}") for ident in gap.items)
            found = [ident for key in _keys(gap, goal, carried, depth) for ident in waiting[key] if ident not in taken]
            if found:
                pairs[gap.id] = found[0]
                taken.add(found[0])
    return pairs


def _keys(gap: Gap, goal: str | None, items: tuple[str, ...], depth: int) -> list[tuple[object, ...]]:
    if goal is None and not items:
        return [(gap.kind, _FOLDERS.sub("", gap.message if depth == 0 else _file(gap)))]
    if depth == 0:
        return [(gap.kind, goal, tuple(sorted(items)))]
    if depth == 1:
        return [(gap.kind, goal, ident) for ident in items]
    return [(gap.kind, goal)] if goal is not None else []


def _file(gap: Gap) -> str:
    return gap.evidence[0].locator.file if gap.evidence else gap.message


def _kept(before: Gap, after: Gap) -> Change:
    one, other = _RANK[before.severity], _RANK[after.severity]
    if one == other:
        return Change(Subject.GAP, Verdict.SAME, None, _side(before), _side(after), kind=after.kind.value)
    worse = other < one
    aspect = Aspect("severity", before.severity.value, after.severity.value, Effect.WEAKER if worse else Effect.STRONGER)
    verdict, severity = (Verdict.WEAKENED, after.severity) if worse else (Verdict.IMPROVED, None)
    return Change(Subject.GAP, verdict, severity, _side(before), _side(after), (aspect,), kind=after.kind.value)


def _side(gap: Gap) -> Side:
    return Side(gap.id, gap.message, gap.evidence[0].locator if gap.evidence else None)
