"""Two reports in, their differences out."""

from __future__ import annotations

from aligner.diff.gaps import gap_changes
from aligner.diff.goals import goal_changes
from aligner.diff.items import item_changes
from aligner.diff.match import Named, match
from aligner.diff.types import Change, Diff, Verdict
from aligner.domain.gaps import Severity
from aligner.domain.goals import Goal, Item
from aligner.domain.report import Report

__all__ = ["changes_of_goals", "diff", "worst"]

_VERDICTS = {verdict: number for number, verdict in enumerate(Verdict)}
_SEVERITIES: dict[Severity | None, int] = {Severity.HIGH: 0, Severity.MEDIUM: 1, Severity.LOW: 2, Severity.QUESTION: 3, None: 4}


def diff(old: Report, new: Report) -> Diff:
    """Return what changed between two reports: by verdict, falling severity, goals before items before findings, then document order."""
    before, after = ({_name(info.path) for info in report.inputs} for report in (old, new))
    gone = _gone(old, new)
    goals = match([_goal(goal) for goal in old.goals], [_goal(goal) for goal in new.goals])
    items = match([_item(item) for item in old.items], [_item(item) for item in new.items])
    changes = [*goal_changes(old, new, goals, gone), *item_changes(old, new, items, gone), *gap_changes(old, new, goals, items)]
    ordered = sorted(changes, key=lambda change: (_VERDICTS[change.verdict], _SEVERITIES[change.severity]))
    return Diff(tuple(ordered), tuple(sorted(before - after)), tuple(sorted(after - before)), _notes(old, new))


def changes_of_goals(old: Report, new: Report) -> tuple[Change, ...]:
    """Return what became of the goals alone, in document order."""
    pairs = match([_goal(goal) for goal in old.goals], [_goal(goal) for goal in new.goals])
    return tuple(goal_changes(old, new, pairs, _gone(old, new)))


def worst(found: Diff) -> Severity | None:
    """Return the severity of the gravest change for the worse, or None when there is none."""
    told = [change.severity for change in found.changes if change.severity is not None]
    return min(told, key=lambda severity: _SEVERITIES[severity], default=None)


def _gone(old: Report, new: Report) -> frozenset[str]:
    """Return documents that were left out this time: a side that reads as many files as before has renamed them rather."""
    left: set[str] = set()
    for role in ("strategy", "execution"):
        mine, theirs = ({info.path for info in report.inputs if info.role == role} for report in (old, new))
        if len(theirs) < len(mine):
            left |= {path for path in mine - theirs if _name(path) not in {_name(other) for other in theirs}}
    return frozenset(left)


def _name(path: str) -> str:
    return path.rsplit("/", 1)[-1]


def _notes(old: Report, new: Report) -> tuple[str, ...]:
    notes = []
    if (old.tool.version, old.tool.model) != (new.tool.version, new.tool.model):
        notes.append("The reports were made by different versions or models; some differences may come from that.")
    if old.tool.config != new.tool.config:
        notes.append("The reports were made with different settings; some differences may come from that.")
    if {info.sha256 for info in old.inputs} == {info.sha256 for info in new.inputs}:
        notes.append("Both reports read the very same documents.")
    return tuple(notes)


def _goal(goal: Goal) -> Named:
    of = goal.metric.of if goal.metric is not None else None
    return Named(goal.id, goal.text, goal.headings[-1] if goal.headings else "", " ".join(part for part in (of, *_short(goal)) if part))


def _short(goal: Goal) -> list[str]:
    return [quote.text for quote in goal.description[:1]]


def _item(item: Item) -> Named:
    owner = [item.owner.text] if item.owner is not None else []
    return Named(
        item.id, item.text, item.headings[-1] if item.headings else "", " ".join([*owner, *(quote.text for quote in item.description[:1])])
    )
