"""R27: targets that contradict themselves or leap."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aligner.domain.facts import Direction, Metric
from aligner.domain.goals import Goal
from aligner.domain.quality import RuleHit
from aligner.quality.base import Case, hit, whole

__all__ = ["find"]

_YEAR = re.compile(r"\b(?:19|20)\d\d|\b[Ff][Yy] ?\d\d")
_WHOLE = 100.0
_LEAP = 10.0
_SHARE = re.compile(r"\b(?:share|proportion|percentage|all|every|coverage|uptime|availability)\b", re.IGNORECASE)


def find(case: Case) -> Iterator[RuleHit]:
    """Yield a target beyond what a share can reach, from nothing to everything, against its own direction, or due before its start."""
    for metric in case.goal.metrics:
        message = _doubt(case.goal, metric)
        if message:
            inside = case.goal.text[metric.start : metric.end] == metric.text
            yield hit("R27", case, metric.start, metric.end, message) if inside else whole("R27", case, message)
            return
    starts = [
        date.start
        for date in case.goal.deadlines
        if date.start and not date.deadline and date.text.lower().startswith(("from", "starting", "beginning"))
    ]
    ends = [date.end for date in case.goal.deadlines if date.end and date.deadline and _YEAR.search(date.text)]
    if starts and ends and ends[0] < starts[0]:
        yield whole("R27", case, "The goal is due before the day on which it says that work begins.")


def _doubt(goal: Goal, metric: Metric) -> str:
    value, base = metric.value, metric.baseline
    if value is None:
        return ""
    if (
        metric.unit == "%"
        and not metric.relative
        and value > _WHOLE
        and _SHARE.search(f"{metric.of or ''} {goal.text}")
        and "net" not in (metric.of or "").lower()
    ):
        return f"“{metric.text}” is more than a share can be."
    if base is None:
        return ""
    if metric.unit == "%" and base == 0 and value == _WHOLE:
        return f"“{metric.text}” asks for everything where there is nothing yet."
    if (metric.direction is Direction.INCREASE and value < base) or (metric.direction is Direction.DECREASE and value > base):
        return f"“{metric.text}” runs against the goal's own direction: the baseline lies beyond the target."
    if base > 0 and value / base >= _LEAP and metric.unit not in {None, "x"}:
        return f"“{metric.text}” is {value / base:.0f} times the baseline."
    return ""
