"""Several comparisons of one organisation and period as one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.domain.goals import Alignment, Goal, Item, Support
from aligner.domain.links import Link
from aligner.domain.report import Report, Summary

__all__ = ["merged"]

_SUPPORT = (Support.SUPPORTED, Support.PARTIAL, Support.UNCLEAR, Support.UNSUPPORTED)
_ALIGNMENT = (Alignment.ALIGNED, Alignment.EXEMPT, Alignment.UNCLEAR, Alignment.ORPHANED)
_OF_SUPPORT = frozenset(
    {GapKind.UNSUPPORTED_GOAL, GapKind.VAGUE_UNSUPPORTED_GOAL, GapKind.THIN_SUPPORT, GapKind.AT_RISK_SUPPORT, GapKind.METRIC_GAP}
)
_RANK = {Severity.HIGH: 0, Severity.MEDIUM: 1, Severity.LOW: 2, Severity.QUESTION: 3}


def merged(reports: Sequence[Report]) -> Report:
    """Return one report for several of the same organisation and period.

    A goal is as well supported as in the best of them, work serves a goal when it does in any. That a goal lacks support (or its
    measure a report), and that work serves no goal, holds only where every report with that goal or work says so.

    Args:
        reports: at least one, made by the same program, model and settings.
    """
    goals = _goals(reports)
    items = _items(reports)
    inputs = {(info.role, info.path): info for report in reports for info in report.inputs}
    links: dict[tuple[str, str], Link] = {}
    for report in reports:
        for link in report.links:
            held = links.get((link.goal, link.item))
            if held is None or held.probability < link.probability:
                links[link.goal, link.item] = link
    gaps = sorted({gap.id: gap for gap in _gaps(reports)}.values(), key=lambda gap: _RANK[gap.severity])
    return replace(
        reports[0],
        inputs=tuple(inputs[key] for key in sorted(inputs, key=lambda key: (key[0] != "strategy", key[1]))),
        goals=goals,
        items=items,
        links=tuple(links.values()),
        gaps=tuple(gaps),
        summary=_summary(goals, items),
    )


def _goals(reports: Sequence[Report]) -> tuple[Goal, ...]:
    found: dict[str, Goal] = {}
    for report in reports:
        for goal in report.goals:
            held = found.get(goal.id)
            if held is None or _SUPPORT.index(goal.support) < _SUPPORT.index(held.support):
                found[goal.id] = goal
    return tuple(found.values())


def _items(reports: Sequence[Report]) -> tuple[Item, ...]:
    found: dict[str, Item] = {}
    for report in reports:
        for item in report.items:
            held = found.get(item.id)
            if held is None or _ALIGNMENT.index(item.alignment) < _ALIGNMENT.index(held.alignment):
                found[item.id] = item
    return tuple(found.values())


def _gaps(reports: Sequence[Report]) -> Iterator[Gap]:
    of_goal = [({goal.id for goal in report.goals}, {gap.goal for gap in report.gaps if gap.kind in _OF_SUPPORT}) for report in reports]
    of_item = [
        (
            {item.id for item in report.items},
            {ident for gap in report.gaps if gap.kind is GapKind.ORPHANED_WORK for ident in gap.items},
        )
        for report in reports
    ]
    for report in reports:
        for gap in report.gaps:
            if gap.kind in _OF_SUPPORT and any(gap.goal in known and gap.goal not in lacking for known, lacking in of_goal):
                continue
            orphans = [ident for ident in gap.items if all(ident in lone for known, lone in of_item if ident in known)]
            if gap.kind is GapKind.ORPHANED_WORK and not orphans:
                continue
            yield gap


def _summary(goals: Sequence[Goal], items: Sequence[Item]) -> Summary:
    support = [goal.support for goal in goals]
    work = [item.alignment for item in items if item.same_as is None]
    return Summary(
        goals=len(support),
        supported=support.count(Support.SUPPORTED),
        partial=support.count(Support.PARTIAL),
        unsupported=support.count(Support.UNSUPPORTED),
        unclear=support.count(Support.UNCLEAR),
        items=len(work),
        aligned=work.count(Alignment.ALIGNED),
        orphaned=work.count(Alignment.ORPHANED),
        exempt=work.count(Alignment.EXEMPT),
        unclear_items=work.count(Alignment.UNCLEAR),
    )
