"""Metrics: quantities with comparator, baseline, direction and what they measure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from aligner.domain.facts import Comparator, Direction, Metric
from aligner.segment.context import Context
from aligner.segment.evidence import decimal_comma
from aligner.segment.judge import is_metric
from aligner.segment.movement import Measured, measure
from aligner.segment.phrases import listed
from aligner.segment.quantities import Quantity, find_quantities
from aligner.segment.text import Scan

__all__ = ["find_metrics"]

_LOOK_BACK = 40

_AT_LEAST = (
    r"at least|no less than|not less than|no fewer than|not fewer than|(?:a )?minimum(?: of)?|min\.?|more than|over|above|greater than|higher than|better than|longer than|exceed(?:s|ing)?|"
    r"in excess of|upwards of|no lower than|≥|>=|>|=>"
)
_AT_MOST = (
    r"at most|no more than|not more than|no greater than|no longer than|no higher than|not exceed(?:ing)?|not to exceed|up to|(?:a )?maximum(?: of)?|max\.?|under|below|less than|fewer than|"
    r"lower than|shorter than|within|≤|<=|<|=<"
)
_ABOUT = (
    r"about|around|approximately|approx\.?|circa|ca\.?|c\.|roughly|nearly|almost|some|~|≈|an estimated|close to|an average of|on average"
)


@cache
def _comparator() -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:(?P<most>{_AT_MOST})|(?P<least>{_AT_LEAST})|(?P<about>{_ABOUT})) ?(?:an? |the )?$")


@cache
def _suffix() -> re.Pattern[str]:
    return re.compile(
        r" ?(?P<least>\+|(?:or|and) (?:more|above|higher|over|better|greater)(?!\w))| (?P<most>(?:or|and) (?:less|fewer|below|lower|under)(?!\w))"
    )


@cache
def _preposition() -> re.Pattern[str]:
    return re.compile(r"(?:(?<![a-z])(by|to|of|at|from|is|are|in|with|between|reach(?:es|ing)?|equals?)|([=:]))(?: an?| the)? ?$")


@cache
def _from() -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])from (?:(?:a |the )?(?:current |baseline )?(?:baseline )?(?:of )?)?(?:(?:{_ABOUT}|over|under) )?$")


@cache
def _to() -> re.Pattern[str]:
    return re.compile(rf"[^.;:|]{{0,40}}?(?:(?<![a-z])to|->|→)(?: (?:{_AT_LEAST}|{_AT_MOST}|{_ABOUT}))? ?(?:an? )?")


@cache
def _since() -> re.Pattern[str]:
    """Stands between a target and its baseline."""
    return re.compile(
        r",? ?\(?(?:(?:up|down|reduced|increased|risen|fallen) )?(?:from|(?:against|with|over|versus|vs\.?|compared (?:to|with)) (?:an? |the )?(?:current |\0+ )?(?:baseline|base)(?: of)?|"
        r"(?:versus|vs\.?|compared (?:to|with))|baseline(?: of|:| is)?|currently|today:?|now) ?(?:an? |the )?(?:current |baseline )?(?:of )?"
    )


@dataclass(frozen=True, slots=True)
class _Stated:
    """A target with its baseline and the offsets of both together."""

    target: Quantity
    baseline: Quantity | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Bound:
    """A comparator and where its words begin; ``denied`` when a denial turned it round ("never fall below 95%")."""

    comparator: Comparator
    start: int
    denied: bool = False


def find_metrics(scan: Scan, context: Context) -> tuple[Metric, ...]:
    """Return the metrics of a text in order.

    A range states its nearer end: "15-20%" is at least 15, "reduce to 3-5 days" at most 5.

    Args:
        scan: the text, its dates blanked.
        context: tells how digits are written.
    """
    comma = context.decimal_comma if context.decimal_comma is not None else decimal_comma([scan.text])
    quantities = find_quantities(scan, decimal_comma=comma)
    found = (_metric(scan, stated) for stated in _paired(scan.low, quantities))
    return tuple(metric for metric in found if metric is not None)


def _paired(low: str, quantities: list[Quantity]) -> list[_Stated]:
    """Join baselines to their targets: "from 12 to 8 days", "95%, up from 80%"."""
    found: list[_Stated] = []
    index = 0
    while index < len(quantities):
        first = quantities[index]
        second = quantities[index + 1] if index + 1 < len(quantities) else None
        step = 2
        introduced = _from().search(low, max(0, first.start - _LOOK_BACK), first.start)
        if second is not None and _same_measure(first, second) and introduced and _to().fullmatch(low, first.end, second.start):
            found.append(_Stated(second, first, introduced.start(), second.end))
        elif second is not None and _same_measure(first, second) and _since().fullmatch(low, first.end, second.start):
            found.append(_Stated(first, second, first.start, second.end))
        else:
            found.append(_Stated(first, None, first.start, first.end))
            step = 1
        index += step
    return found


def _same_measure(first: Quantity, second: Quantity) -> bool:
    kinds = {first.kind, second.kind}
    return None in (first.unit, second.unit) or first.unit == second.unit or kinds == {"percent", "placeholder"}


def _metric(scan: Scan, stated: _Stated) -> Metric | None:
    target, baseline = stated.target, stated.baseline
    lead = target.start if stated.start == target.start else stated.start
    bound = _bound(scan, target)
    comparator = bound.comparator
    lead = min(lead, bound.start)
    preposition = _preposition().search(scan.low, max(0, lead - _LOOK_BACK), lead)
    tie = (preposition[1] or preposition[2]) if preposition else ""
    if stated.start < target.start:
        tie = "to"
    after_tie = preposition.start() if preposition and stated.start == target.start else lead
    measured = measure(scan, target, after_tie, tie, bounded=bound.start < target.start and comparator is not Comparator.ABOUT)
    if not is_metric(scan, target, measured, comparator=comparator, tie=tie, has_baseline=baseline is not None):
        return None
    unit = _unit(scan, target, baseline, measured)
    direction = None if bound.denied else _direction(target, baseline, measured)
    value, comparator = _value(target, direction, comparator, relative=measured.relative)
    return Metric(
        text=scan.text[stated.start : stated.end],
        start=stated.start,
        end=stated.end,
        value=value,
        unit=unit,
        of=scan.text[slice(*measured.of)] if measured.of else None,
        direction=direction,
        baseline=_baseline(target, baseline),
        comparator=comparator,
        relative=measured.relative and baseline is None,
    )


def _bound(scan: Scan, target: Quantity) -> _Bound:
    """Return how the value bounds the metric."""
    low = scan.low
    after = _suffix().match(low, target.end)
    if after:
        return _Bound(Comparator.AT_LEAST if after["least"] else Comparator.AT_MOST, target.start)
    match = _comparator().search(low, max(0, target.start - _LOOK_BACK), target.start)
    if match is None or (match["most"] == "within" and target.kind != "time") or target.kind == "change":
        return _Bound(Comparator.EXACT, target.start)
    if match["about"]:
        return _Bound(Comparator.ABOUT, match.start())
    at_most = match["most"] is not None
    own_denial = (match["most"] or match["least"]).startswith(("no ", "not "))
    denied = not own_denial and any(_is_denial(word.low) for word in scan.before(match.start(), 9))
    return _Bound(Comparator.AT_MOST if at_most is not denied else Comparator.AT_LEAST, match.start(), denied=denied)


def _is_denial(word: str) -> bool:
    return word in ("no", "not", "never", "nobody", "none", "cannot") or word.endswith("n't")


def _unit(scan: Scan, target: Quantity, baseline: Quantity | None, measured: Measured) -> str | None:
    unit = target.unit or (baseline.unit if baseline else None) or measured.unit
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
