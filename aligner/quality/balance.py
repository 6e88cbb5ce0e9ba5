"""R21 and R22: parts of the plan without a measure, and measures that all look one way."""

from __future__ import annotations

from collections.abc import Iterator

from aligner.quality.base import Case, Found, Suite, whole
from aligner.quality.tokens import phrases

__all__ = ["find_balance", "find_uncovered"]

_MOST = 0.6
_FEWEST_PARTS = 3
_FEWEST_MEASURES = 6
_TIME = frozenset({"seconds", "minutes", "hours", "days", "weeks", "months", "years"})


def find_uncovered(suite: Suite) -> Iterator[Found]:
    """R21: yield goals with parts of which none has a number, where most such goals have one."""
    parts = [case for case in suite.cases if len(case.family) > 1]
    bare = [case for case in parts if not case.quantified]
    if len(parts) < _FEWEST_PARTS or len(parts) - len(bare) < _MOST * len(parts):
        return
    for case in bare:
        yield Found(
            case.goal.id, whole("R21", case, "Neither the goal nor any part of it has a measure, though other parts of the plan do.")
        )


def find_balance(suite: Suite) -> Iterator[Found]:
    """R22: yield the first measured goal when no measure of the plan looks at quality, time or people."""
    measured = [case for case in suite.cases if case.measured]
    if len(measured) >= _FEWEST_MEASURES and not any(_side(case) for case in measured):
        message = f"All {len(measured)} measures of the plan look at money or volume; none at quality, time or people."
        yield Found(measured[0].goal.id, whole("R22", measured[0], message))


def _side(case: Case) -> bool:
    """Tell whether a measured goal looks at quality, time or people."""
    units = {metric.unit for member in case.family for metric in member.metrics}
    if units & _TIME:
        return True
    known = phrases("side_quality", "side_time", "side_people")
    return known.any(case.tokens) or known.any(case.explained_tokens)
