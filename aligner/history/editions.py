"""Several comparisons of one organisation and period as one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.domain.goals import Alignment, Goal, Item, Support
from aligner.domain.links import Link
from aligner.domain.report import InputInfo, Report, Summary
from aligner.domain.trends import Edition

__all__ = ["merged", "remembered"]

_SUPPORT = (Support.SUPPORTED, Support.PARTIAL, Support.UNCLEAR, Support.UNSUPPORTED)
_ALIGNMENT = (Alignment.ALIGNED, Alignment.EXEMPT, Alignment.UNCLEAR, Alignment.ORPHANED)
_OF_SUPPORT = frozenset(
    {GapKind.UNSUPPORTED_GOAL, GapKind.VAGUE_UNSUPPORTED_GOAL, GapKind.THIN_SUPPORT, GapKind.AT_RISK_SUPPORT, GapKind.METRIC_GAP}
)
_RANK = {Severity.HIGH: 0, Severity.MEDIUM: 1, Severity.LOW: 2, Severity.QUESTION: 3}


def merged(reports: Iterable[Report]) -> Report:
    """Return one report for several of the same organisation and period.

    A goal is as well supported as in the best of them, work serves a goal when it does in any. That a goal lacks support (or its
    measure a report), and that work serves no goal, holds only where every report with that goal or work says so.

    Args:
        reports: at least one, made by the same program, model and settings; each is let go of before the next is asked for.
    """
    whole = _Whole()
    for report in reports:
        whole.add(report)
    return whole.report()


def remembered(edition: Edition) -> Edition:
    """Return an edition with no more than findings over time ask for: of its findings, what they quote from the strategy, once."""
    strategy = frozenset(info.path for info in edition.report.inputs if info.role == "strategy")
    quotes = {
        (piece.locator.file, piece.quote): (gap, piece)
        for gap in edition.report.gaps
        for piece in gap.evidence
        if piece.locator.file in strategy
    }
    report = replace(
        edition.report,
        items=tuple(replace(item, description=item.description[:1]) for item in edition.report.items),
        links=tuple(replace(link, evidence=(), why=()) for link in edition.report.links if link.accepted),
        gaps=tuple(Gap(gap.id, gap.kind, gap.severity, None, (), "", "", evidence=(piece,)) for gap, piece in quotes.values()),
    )
    return replace(edition, report=report)


class _Whole:
    """What several reports say together; nothing that two of them say is held twice.

    ``carried`` are goals that some report does not find lacking, ``serving`` work that some report does not find orphaned.
    """

    def __init__(self) -> None:
        self._first: Report | None = None
        self._inputs: dict[tuple[str, str], InputInfo] = {}
        self._goals: dict[str, Goal] = {}
        self._items: dict[str, Item] = {}
        self._links: dict[tuple[str, str], Link] = {}
        self._gaps: dict[str, Gap] = {}
        self._carried: set[str | None] = set()
        self._serving: set[str] = set()

    def add(self, report: Report) -> None:
        if self._first is None:
            self._first = replace(report, inputs=(), goals=(), items=(), links=(), gaps=())
        self._inputs |= {(info.role, info.path): info for info in report.inputs}
        for goal in report.goals:
            known = self._goals.get(goal.id)
            if known is None or _SUPPORT.index(goal.support) < _SUPPORT.index(known.support):
                self._goals[goal.id] = goal
        for item in report.items:
            held = self._items.get(item.id)
            if held is None or _ALIGNMENT.index(item.alignment) < _ALIGNMENT.index(held.alignment):
                self._items[item.id] = item
        for link in report.links:
            same = self._links.get((link.goal, link.item))
            if same is None or same.probability < link.probability:
                self._links[link.goal, link.item] = link
        self._gaps |= {gap.id: gap for gap in report.gaps}
        self._carried |= {goal.id for goal in report.goals} - {gap.goal for gap in report.gaps if gap.kind in _OF_SUPPORT}
        lone = {ident for gap in report.gaps if gap.kind is GapKind.ORPHANED_WORK for ident in gap.items}
        self._serving |= {item.id for item in report.items} - lone

    def report(self) -> Report:
        assert self._first is not None
        goals, items = tuple(self._goals.values()), tuple(self._items.values())
        gaps = sorted((gap for gap in self._gaps.values() if self._holds(gap)), key=lambda gap: _RANK[gap.severity])
        return replace(
            self._first,
            inputs=tuple(self._inputs[key] for key in sorted(self._inputs, key=lambda key: (key[0] != "strategy", key[1]))),
            goals=goals,
            items=items,
            links=tuple(self._links.values()),
            gaps=tuple(gaps),
            summary=_summary(goals, items),
        )

    def _holds(self, gap: Gap) -> bool:
        if gap.kind is GapKind.ORPHANED_WORK:
            return not self._serving.issuperset(gap.items)
        return gap.kind not in _OF_SUPPORT or gap.goal not in self._carried


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
