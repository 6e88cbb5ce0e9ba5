"""orphaned-work: change work that serves no goal of the strategy."""

from __future__ import annotations

from collections.abc import Iterator

from aligner.domain.analysis import Analysis
from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.domain.goals import Alignment, Item, State
from aligner.gaps.base import PARKED, item_evidence, make_gap, quoted

__all__ = ["find"]

_MANY = 0.5


def find(analysis: Analysis) -> Iterator[Gap]:
    """Yield one finding per orphaned item; work that is given up or parked is not held against anyone."""
    own = [item for item in analysis.items if item.same_as is None]
    orphans = [item for item in own if item.alignment is Alignment.ORPHANED]
    # When most of a plan seems to serve nothing, the likelier cause is a strategy that was read in part: ask, do not accuse.
    doubtful = len(orphans) > _MANY * len(own)
    for item in orphans:
        if item.state in PARKED:
            continue
        yield make_gap(
            GapKind.ORPHANED_WORK,
            _severity(item, doubtful=doubtful),
            items=[item],
            message=f"No goal of the strategy explains the work {quoted(item.text)}.",
            question="Which goal does this work serve, or is it needed to keep the organisation running?",
            remedy="Name the goal in the plan, mark the work as run, compliance, security upkeep, debt or enabler, or stop it.",
            evidence=item_evidence(item, *item.description[:1]),
        )


def _severity(item: Item, *, doubtful: bool) -> Severity:
    if doubtful:
        return Severity.QUESTION
    return Severity.MEDIUM if (item.budget or item.due) and item.state is not State.DONE else Severity.LOW
