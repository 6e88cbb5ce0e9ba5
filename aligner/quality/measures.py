"""R10 and R20: one measure in two units, and two measures that are one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aligner.domain.facts import Metric
from aligner.quality.base import Case, Found, Suite, hit, whole
from aligner.quality.tokens import stems

__all__ = ["find_overlap", "find_units"]

_SAME_MEASURE = 0.8
_FEWEST = 2  # words of a subject that tell one measure from another
# Units that measure one thing on two scales; two counted nouns are simply two things.
_SCALES = (
    ("%", "percentage points"),
    ("EUR", "USD", "GBP", "CHF"),
    ("seconds", "minutes", "hours", "days", "weeks", "months", "years"),
    ("tonnes", "kg"),
)


@dataclass(frozen=True, slots=True)
class _Measure:
    """A measured quantity of one goal with the stems of what it measures."""

    case: Case
    metric: Metric
    about: frozenset[str]


def find_units(suite: Suite) -> Iterator[Found]:
    """R10: yield the second of two goals that give one measure in two units of the same kind."""
    for one, other in _pairs(suite):
        if one.about == other.about and _same_scale(one.metric.unit, other.metric.unit):
            message = f"“{one.metric.text}” and “{other.metric.text}” give one measure in two units."
            yield _found("R10", other, message)


def find_overlap(suite: Suite) -> Iterator[Found]:
    """R20: yield the second of two goals, neither above the other, whose measures are nearly one."""
    for one, other in _pairs(suite):
        shared = len(one.about & other.about) / len(one.about | other.about)
        if shared >= _SAME_MEASURE and one.metric.unit == other.metric.unit and not _related(one.case, other.case):
            words = one.case.goal.text
            yield _found("R20", other, f"Its measure is nearly that of the goal “{words}”: progress would count twice.")


def _pairs(suite: Suite) -> Iterator[tuple[_Measure, _Measure]]:
    """Yield pairs of measures of two goals that share a word, the earlier first."""
    seen: dict[str, list[_Measure]] = {}
    for case in suite.cases:
        mine = [
            _Measure(case, metric, about)
            for metric in case.goal.metrics[:1]
            if metric.of and metric.value is not None and len(about := stems(metric.of)) >= _FEWEST
        ]
        for measure in mine:
            others = {id(other): other for stem in sorted(measure.about) for other in seen.get(stem, ())}
            for other in others.values():
                yield other, measure
            for stem in sorted(measure.about):
                seen.setdefault(stem, []).append(measure)


def _same_scale(one: str | None, other: str | None) -> bool:
    return one != other and any(one in scale and other in scale for scale in _SCALES)


def _related(one: Case, other: Case) -> bool:
    return any(one.goal.id == member.id for member in other.family) or any(other.goal.id == member.id for member in one.family)


def _found(rule: str, measure: _Measure, message: str) -> Found:
    metric, text = measure.metric, measure.case.goal.text
    if text[metric.start : metric.end] == metric.text:
        return Found(measure.case.goal.id, hit(rule, measure.case, metric.start, metric.end, message))
    return Found(measure.case.goal.id, whole(rule, measure.case, message))
