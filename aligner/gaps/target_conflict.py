"""target-conflict: a linked pair states different numbers, units or directions for the same metric."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from aligner.domain.analysis import Analysis
from aligner.domain.facts import Metric
from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.domain.goals import Goal, Item, Quote
from aligner.domain.links import Strength
from aligner.gaps.base import accepted, goal_evidence, item_evidence, make_gap
from aligner.gaps.metrics import Verdict, compare_metrics, mentions

__all__ = ["find"]

_EARLY_DAYS = 180
_CLAIMS = {
    Verdict.SHORT: (Severity.HIGH, "falls short of"),
    Verdict.BEYOND: (Severity.MEDIUM, "differs from"),
    Verdict.OPPOSITE: (Severity.HIGH, "points the other way than"),
    Verdict.OTHER_UNIT: (Severity.QUESTION, "is in another unit than"),
}


def find(analysis: Analysis) -> Iterator[Gap]:
    """Yield one finding per linked pair, on its clearest disagreement."""
    for goal in analysis.goals:
        for link in accepted(analysis, goal):
            item = analysis.item_by_id[link.item]
            clash = _clash(goal, item) if link.strength is Strength.DIRECT else None
            if clash is not None:
                yield _gap(goal, item, *clash)


def _clash(goal: Goal, item: Item) -> tuple[Metric, Metric, Quote, Verdict] | None:
    """Find the first disagreement, unless some stated pair agrees: then the other number has another scope."""
    found: tuple[Metric, Metric, Quote, Verdict] | None = None
    for target in goal.metrics:
        for stated, quote in zip(item.metrics, item.metric_quotes, strict=True):
            verdict = compare_metrics(target, stated, goal_text=goal.text, item_text=f"{item.text} {quote.text}")
            if verdict is Verdict.AGREES:
                return None
            if verdict in _CLAIMS and found is None and _final(goal, item, quote):
                found = (target, stated, quote, verdict)
    return found


def _final(goal: Goal, item: Item, quote: Quote) -> bool:
    """Tell whether a number is meant as the final target: no step on the way, no part, no reading of today, no cost."""
    told = f"{item.text} {quote.text}"
    if mentions("interim", told) or mentions("actual", quote.text) or (mentions("money", quote.text) and not mentions("money", goal.text)):
        return False
    if mentions("partial", told) and not mentions("partial", goal.text):
        return False
    if goal.deadline is None or goal.deadline.end is None or item.due is None or item.due.end is None:
        return True
    return (date.fromisoformat(goal.deadline.end) - date.fromisoformat(item.due.end)).days < _EARLY_DAYS


def _gap(goal: Goal, item: Item, target: Metric, stated: Metric, quote: Quote, verdict: Verdict) -> Gap:
    severity, claim = _CLAIMS[verdict]
    subject = target.of or stated.of
    about = f" for {subject}" if subject else ""
    return make_gap(
        GapKind.TARGET_CONFLICT,
        severity,
        goal=goal,
        items=[item],
        message=f"The plan's figure “{stated.text}”{about} {claim} the strategy's “{target.text}”.",
        question="Which of the two figures holds, and do both sides mean the same measure, scope and period?",
        remedy="Correct one of the figures, or say how they relate (interim, scope, baseline).",
        evidence=[*goal_evidence(goal, goal.metric_quote), *item_evidence(item, quote)],
    )
