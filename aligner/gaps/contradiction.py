"""contradiction: live work does what the strategy rules out; both sentences are quoted, and it is never severe by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from aligner.domain.analysis import Analysis
from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.domain.goals import Goal, Item, State
from aligner.domain.links import Evidence, Side
from aligner.domain.remarks import Remark, RemarkKind
from aligner.gaps.base import item_evidence, make_gap, quoted
from aligner.gaps.opposed import opposed
from aligner.gaps.refusals import Refusal, bounds_met, general, is_ending, is_study, pairs, refusals_of, stems

__all__ = ["find"]

_OVER = frozenset({State.CANCELLED, State.DONE, State.ON_HOLD})
# Two rare words in common are the same thing; one is a likeness of subject, to be asked about when the meaning is near as well.
_CLAIM, _ASK = 2.0, 1.0
# Two words that stand side by side in both ("data centre") are a name.
_PHRASE = 0.5
_NEAR = 0.42
_COMMON = 0.06
_FEWEST_COMMON = 3


@dataclass(frozen=True, slots=True)
class _Clash:
    """Work against a refusal: ``weight`` counts the telling words they share, ``bound`` says that a number fits as well."""

    refusal: Refusal
    remark: Remark
    item: Item
    weight: float
    bound: bool = False


def find(analysis: Analysis) -> Iterator[Gap]:
    """Yield one finding per refusal and piece of work that does what is refused, and per linked pair that pulls in opposite directions."""
    yield from _against_refusals(analysis)
    yield from opposed(analysis)


def _against_refusals(analysis: Analysis) -> Iterator[Gap]:
    refused = [
        (remark, refusal)
        for remark in analysis.remarks
        if remark.role == "strategy" and remark.kind is RemarkKind.EXCLUSION
        for refusal in refusals_of(remark)
    ]
    if not refused:
        return
    live = [item for item in analysis.items if item.same_as is None and item.state not in _OVER]
    told = {item.id: stems(_text(item)) for item in live}
    counts = Counter(stem for own in told.values() for stem in own)
    common = general() | {stem for stem, count in counts.items() if count > max(_FEWEST_COMMON, int(_COMMON * len(live)))}
    for item in live:
        clashes = [_clash(remark, refusal, item, told[item.id], common) for remark, refusal in refused]
        best = max(clashes, key=lambda clash: clash.weight)
        severity = _severity(best, analysis)
        if severity is not None:
            yield _gap(best, severity, analysis)


def _text(item: Item) -> str:
    return " ".join((item.text, *(quote.text for quote in item.description)))


def _clash(remark: Remark, refusal: Refusal, item: Item, own: frozenset[str], common: AbstractSet[str]) -> _Clash:
    """Count shared words, common ones by half; what refuses an end is met by ending only, and the other way round."""
    shared = refusal.stems & own
    if not shared & stems(item.text) or refusal.ends != is_ending(item.text):
        return _Clash(refusal, remark, item, 0.0)
    bound = bounds_met(refusal, _text(item))
    name = _PHRASE if pairs(refusal.text) & pairs(item.text) else 0.0
    return _Clash(refusal, remark, item, sum(0.5 if stem in common else 1.0 for stem in shared) + bound + name, bound)


def _severity(clash: _Clash, analysis: Analysis) -> Severity | None:
    if clash.weight < _ASK:
        return None
    if clash.weight >= _CLAIM:
        return Severity.QUESTION if is_study(clash.item.text) else Severity.MEDIUM
    near = clash.bound or analysis.alike(clash.remark.id, clash.item.id) >= _NEAR
    return Severity.QUESTION if near else None


def _gap(clash: _Clash, severity: Severity, analysis: Analysis) -> Gap:
    remark, item = clash.remark, clash.item
    return make_gap(
        GapKind.CONTRADICTION,
        severity,
        goal=_goal_beside(remark, analysis),
        items=[item],
        message=f"The work {quoted(item.text)} seems to do what the strategy rules out: {quoted(remark.quote.text)}.",
        question="Is this work an agreed exception, or should it stop?",
        remedy="Stop or change the work, or write the exception into the strategy.",
        evidence=[Evidence(Side.GOAL, remark.quote.text, remark.quote.locator), *item_evidence(item, *item.description[:2])],
        distinguish=remark.id,
    )


def _goal_beside(remark: Remark, analysis: Analysis) -> Goal | None:
    """Return the goal that is stated in the same paragraph, to which the refusal then belongs."""
    here = remark.quote.locator
    beside = [goal for goal in analysis.goals if goal.locator.place == here.place]
    return min(beside, key=lambda goal: abs(goal.locator.start - here.start), default=None)
