"""Metrics: quantities with comparator, baseline, direction and what they measure."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from aligner.domain.facts import Comparator, Direction, Metric
from aligner.segment.baselines import Stated, is_denominator, paired
from aligner.segment.bounds import bound_of, moved_by_bound, rate_after
from aligner.segment.context import Context
from aligner.segment.evidence import decimal_comma
from aligner.segment.judge import is_metric
from aligner.segment.movement import Measured, measure
from aligner.segment.phrases import counted_noun, listed
from aligner.segment.quantities import Quantity, find_quantities
from aligner.segment.text import Scan

__all__ = ["find_metrics"]

_LOOK_BACK = 40


@cache
def _preposition() -> re.Pattern[str]:
    return re.compile(r"(?:(?<![a-z])(by|to|of|at|from|is|are|in|with|between|reach(?:es|ing)?|equals?)|([=:]))(?: an?| the)? ?$")


@cache
def _per_time() -> re.Pattern[str]:
    """A period behind the short name of a unit ("14 mi/yr")."""
    return re.compile(r" ?/ ?(?:yr|year|a|month|mo|week|day|d|hour|h)(?!\w)")


def find_metrics(scan: Scan, context: Context) -> tuple[Metric, ...]:
    """Return the metrics of a text in order.

    A range states its nearer end: "15-20%" is at least 15, "reduce to 3-5 days" at most 5.

    Args:
        scan: the text, its dates blanked.
        context: tells how digits are written.
    """
    comma = context.decimal_comma if context.decimal_comma is not None else decimal_comma([scan.text])
    quantities = find_quantities(scan, decimal_comma=comma)
    found = (_metric(scan, stated) for stated in paired(scan, quantities, context))
    return tuple(metric for metric in found if metric is not None)


def _metric(scan: Scan, stated: Stated) -> Metric | None:
    target, baseline = stated.target, stated.baseline
    lead = target.start if stated.start == target.start else stated.start
    bound = bound_of(scan, target)
    comparator = bound.comparator
    lead = min(lead, bound.start)
    preposition = _preposition().search(scan.low, max(0, lead - _LOOK_BACK), lead)
    tie = (preposition[1] or preposition[2]) if preposition else ""
    if stated.start < target.start:
        tie = "to"
    after_tie = preposition.start() if preposition and stated.start == target.start else lead
    measured = measure(scan, target, after_tie, tie, bounded=bound.start < target.start and comparator is not Comparator.ABOUT)
    if not is_metric(scan, target, measured, bound=bound, tie=tie, has_baseline=baseline is not None):
        return None
    if baseline is None and is_denominator(scan, target):
        return None
    apart = baseline is not None and stated.start == target.start and not stated.start <= baseline.start < stated.end
    if apart and baseline is not None and measured.of is None:
        measured = replace(measured, of=measure(scan, baseline, baseline.start, "", bounded=False).of)
    unit = _unit(scan, target, baseline, measured)
    direction = None if bound.denied and baseline is None else _direction(target, baseline, measured) or moved_by_bound(scan, bound)
    end = _with_rate(scan, target, stated.end)
    value, comparator = _value(target, direction, comparator, relative=measured.relative)
    return Metric(
        text=scan.text[stated.start : end],
        start=stated.start,
        end=end,
        value=value,
        unit=unit,
        of=scan.text[slice(*measured.of)] if measured.of else None,
        direction=direction,
        baseline=_baseline(target, baseline),
        comparator=comparator,
        relative=measured.relative and baseline is None,
    )


def _with_rate(scan: Scan, target: Quantity, end: int) -> int:
    """Return where the quote ends: a bare number takes its period along ("20 a year"), which no unit would tell."""
    if target.kind == "size" and target.end == end:
        match = _per_time().match(scan.low, end)
        return match.end() if match else end
    rate = rate_after(scan.low, target.end) if target.kind == "count" and target.end == end else None
    return rate or end


def _unit(scan: Scan, target: Quantity, baseline: Quantity | None, measured: Measured) -> str | None:
    unit = target.unit or (baseline.unit if baseline else None) or measured.unit
    if unit is None and baseline is not None and target.kind == "count":
        counted = counted_noun(scan, baseline.end)  # "from 40 sheds to 25"
        unit = counted[0] if counted else None
    if unit in (None, "point"):
        near = {word.low for word in (*scan.before(target.start, 8), *scan.after(target.end, 4))}
        if near & listed("units", "scores"):
            return "score"
    return unit


def _direction(target: Quantity, baseline: Quantity | None, measured: Measured) -> Direction | None:
    if target.direction:
        return Direction.INCREASE if target.direction == "up" else Direction.DECREASE
    first = _baseline(target, baseline)
    if first is not None and target.low is not None and first != target.low:
        return Direction.INCREASE if target.low > first else Direction.DECREASE
    return measured.direction


def _baseline(target: Quantity, baseline: Quantity | None) -> float | None:
    if baseline is None or baseline.low is None:
        return None
    shared = baseline.scale == 1 and target.scale > 1 and baseline.unit is None and baseline.low < (target.low or 0.0) / target.scale * 100
    return baseline.low * target.scale if shared and baseline.low < target.scale else baseline.low


def _value(target: Quantity, direction: Direction | None, comparator: Comparator, *, relative: bool) -> tuple[float | None, Comparator]:
    if target.high is None or target.low is None:
        return target.low, comparator
    lowers = direction is Direction.DECREASE and not relative
    if comparator in (Comparator.EXACT, Comparator.ABOUT):
        comparator = Comparator.AT_MOST if lowers else Comparator.AT_LEAST
    return (target.high if lowers or comparator is Comparator.AT_MOST else target.low), comparator
