"""target-conflict: a linked pair states different numbers, units or directions for the same metric."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from aligner.domain.analysis import Analysis
from aligner.domain.facts import Metric
from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.domain.goals import Goal, Item, Quote, State
from aligner.domain.links import Link, Strength
from aligner.gaps.base import accepted, goal_evidence, in_doubt, item_evidence, make_gap
from aligner.gaps.context import sentence_around
from aligner.gaps.metrics import Comparison, Verdict, compare_metrics, mentions

__all__ = ["find"]

_EARLY_DAYS = 180
_SURE = 0.6
_RELATED = 0.3
_YEAR = re.compile(r"\b20\d\d\b")
_CLAIMS = {
    Verdict.SHORT: (Severity.HIGH, "falls short of"),
    Verdict.BEYOND: (Severity.MEDIUM, "differs from"),
    Verdict.OPPOSITE: (Severity.HIGH, "points the other way than"),
    Verdict.OTHER_UNIT: (Severity.QUESTION, "is in another unit than"),
}


@dataclass(frozen=True, slots=True)
class _Clash:
    target: Metric
    stated: Metric
    quote: Quote
    comparison: Comparison


def find(analysis: Analysis) -> Iterator[Gap]:
    """Yield one finding per pair, on its clearest disagreement.

    A measure that both sides name is evidence of a link by itself, so that pairs in the abstention band are looked at too, but
    only for numbers that are surely of the same measure.
    """
    for goal in analysis.goals:
        for link in (*accepted(analysis, goal), *in_doubt(analysis, goal)):
            item = analysis.item_by_id[link.item]
            clash = _clash(goal, item, analysis)
            if clash is not None and (clash.comparison.same_measure or (link.accepted and link.strength is Strength.DIRECT)):
                yield _gap(goal, item, link, clash)


def _clash(goal: Goal, item: Item, analysis: Analysis) -> _Clash | None:
    """Find the first disagreement, unless some stated pair agrees: then the other number has another scope."""
    if item.state is State.DONE:
        return None  # what is finished reports what was reached
    found: _Clash | None = None
    for target in goal.metrics:
        for stated, quote in zip(item.metrics, item.metric_quotes, strict=True):
            told = sentence_around(analysis, quote)
            comparison = compare_metrics(target, stated, goal_text=goal.text, item_text=f"{item.text} {told.text}")
            if comparison.verdict is Verdict.AGREES:
                return None
            wanted = comparison.same_measure or target == goal.metric
            if comparison.verdict in _CLAIMS and wanted and found is None and _final(goal, item, told.text):
                found = _Clash(target, stated, told, comparison)
    return found


def _final(goal: Goal, item: Item, sentence: str) -> bool:
    """Tell whether a number is meant as the final target: no step on the way, no part, no reading of today, no cost."""
    told = f"{item.text} {sentence}"
    if mentions("interim", told) or mentions("actual", sentence) or (mentions("money", sentence) and not mentions("money", goal.text)):
        return False
    if mentions("partial", told) and not mentions("partial", goal.text):
        return False
    if goal.deadline is None or goal.deadline.end is None:
        return True
    years = {int(year) for year in _YEAR.findall(sentence)}
    if years:
        return int(goal.deadline.end[:4]) in years  # the number has a date of its own
    if item.due is None or item.due.end is None:
        return True
    return (date.fromisoformat(goal.deadline.end) - date.fromisoformat(item.due.end)).days < _EARLY_DAYS


def _gap(goal: Goal, item: Item, link: Link, clash: _Clash) -> Gap:
    severity, claim = _CLAIMS[clash.comparison.verdict]
    if not clash.comparison.same_measure and (link.probability < _SURE or link.similarity < _RELATED):
        severity = Severity.QUESTION
    elif severity is Severity.HIGH and not (clash.comparison.same_measure and link.accepted):
        severity = Severity.MEDIUM
    subject = clash.target.of or clash.stated.of
    about = f" for {subject}" if subject else ""
    return make_gap(
        GapKind.TARGET_CONFLICT,
        severity,
        goal=goal,
        items=[item],
        message=f"The plan's figure “{clash.stated.text}”{about} {claim} the strategy's “{clash.target.text}”.",
        question="Which of the two figures holds, and do both sides mean the same measure, scope and period?",
        remedy="Correct one of the figures, or say how they relate (interim, scope, baseline).",
        evidence=[*goal_evidence(goal, goal.metric_quote), *item_evidence(item, clash.quote)],
    )
