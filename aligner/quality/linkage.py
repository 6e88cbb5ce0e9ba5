"""R16: a goal's place in the plan."""

from __future__ import annotations

from collections.abc import Iterator

from aligner.domain.goals import Level
from aligner.domain.quality import RuleHit
from aligner.quality.base import Case, whole

__all__ = ["find"]

_MOST = 0.7
_FEWEST = 3


def find(case: Case) -> Iterator[RuleHit]:
    """Yield a key result that belongs to no objective, or a goal without a number where its neighbours have one."""
    goal, goals = case.goal, case.suite.goals
    if goal.level is Level.KEY_RESULT and goal.parent is None and any(other.level is not Level.KEY_RESULT for other in goals):
        yield whole("R16", case, "The key result belongs to no objective.")
        return
    peers = [one for one in case.siblings if (one.level, one.headings, one.locator.file) == (goal.level, goal.headings, goal.locator.file)]
    numbered = sum(bool(one.reference) for one in peers)
    if not goal.reference and len(peers) >= _FEWEST and numbered >= _MOST * len(peers):
        yield whole("R16", case, "The goal has no number of its own, though its neighbours have, so that no plan can refer to it.")
