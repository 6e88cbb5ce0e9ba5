"""Contradictions inside one document: two values for one measure, a goal that the document rules out, one piece of work with two dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from aligner.domain.analysis import Analysis
from aligner.domain.facts import Metric
from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.domain.goals import Goal, Item, State
from aligner.gaps import contradiction
from aligner.gaps.base import goal_evidence, item_evidence, make_gap, quoted
from aligner.gaps.metrics import Verdict, compare_metrics
from aligner.gaps.refusals import pairs
from aligner.lexicon import words

__all__ = ["find_in_goals", "find_in_items", "find_ruled_out"]

_CLASHES = frozenset({Verdict.SHORT, Verdict.BEYOND, Verdict.OPPOSITE})
_KIN, _SURE = 0.25, 0.5
_WORD = re.compile(r"[^\W\d_]{3,}")
_STEM = 6
_DENIES = re.compile(r"\b(?:not|no|never|nobody|none|neither|nor|without)\b|n['’]t\b", re.IGNORECASE)


def find_in_goals(analysis: Analysis) -> Iterator[Gap]:
    """Yield one finding per pair of goals that name the same measure for the same time with different values.

    A subject of one word ("cost") may have its scope elsewhere, so that the sentences must be alike as well; where they are not
    plainly so, the finding is a question.
    """
    measured = [goal for goal in analysis.goals if goal.metric is not None and goal.metric.value is not None]
    for one, other in combinations(measured, 2):
        alike = _overlap(_stems(one.text), _stems(other.text))
        if _same_time(one, other) and alike >= _KIN and _clash(one, other):
            yield make_gap(
                GapKind.TARGET_CONFLICT,
                Severity.MEDIUM if alike >= _SURE else Severity.QUESTION,
                goal=one,
                message=f"The draft sets “{_text(one)}” here and “{_text(other)}” elsewhere for what reads as the same measure.",
                question="Which of the two figures holds, and do both speak of the same measure, scope and period?",
                remedy="Keep one of the figures, or say how they relate (interim, scope, baseline).",
                evidence=[*goal_evidence(one, one.metric_quote), *goal_evidence(other, other.metric_quote)],
                distinguish=other.id,
            )


def find_ruled_out(analysis: Analysis) -> Iterator[Gap]:
    """Yield goals that do what another sentence of the strategy says will not be done; a goal is held to that as work would be."""
    goals = {f"I{goal.id[1:]}": goal for goal in analysis.goals if not _DENIES.search(goal.text)}
    stands_for = tuple(Item(ident, goal.text, goal.locator) for ident, goal in goals.items())
    for gap in contradiction.find(replace(analysis, goals=(), links=(), items=stands_for)):
        goal, told = goals[gap.items[0]], gap.evidence[0]
        # Within one document single words recur; only a phrase of two names the same thing.
        named = bool(pairs(told.quote) & pairs(goal.text))
        if gap.severity is Severity.QUESTION or told.locator.place == goal.locator.place or not named:
            continue
        yield make_gap(
            GapKind.CONTRADICTION,
            gap.severity,
            goal=goal,
            message=f"The goal {quoted(goal.text)} seems to set what the draft itself rules out: {quoted(told.quote)}.",
            question="Which of the two sentences holds, or is the goal an agreed exception?",
            remedy="Change one of the sentences, or write the exception down.",
            evidence=[*goal_evidence(goal), told],
            distinguish=told.quote,
        )


def find_in_items(analysis: Analysis) -> Iterator[Gap]:
    """Yield one finding per piece of work that the draft mentions more than once with dates that cannot both hold."""
    mentions: dict[str, list[Item]] = {}
    for item in analysis.items:
        mentions.setdefault(item.same_as or item.id, []).append(item)
    for group in mentions.values():
        pair = next(((one, other) for one, other in combinations(group, 2) if _two_dates(one, other)), None)
        if pair is not None:
            yield _two_dated(group, *pair)


def _same_time(one: Goal, other: Goal) -> bool:
    """A figure for another year is a step on the way; a goal without a date may be meant for any."""
    ends = [goal.deadline.end if goal.deadline else None for goal in (one, other)]
    return ends[0] == ends[1]


def _clash(one: Goal, other: Goal) -> bool:
    first, second = one.metric, other.metric
    assert first is not None
    assert second is not None
    subject = _stems(first.of or "")
    if not subject or subject != _stems(second.of or "") or _shared(first, other.metrics) or _shared(second, one.metrics):
        return False  # without a subject nobody can tell that the measure is the same; a figure that both state is agreed
    found = compare_metrics(first, second, goal_text=one.text, item_text=other.text)
    return found.same_measure and found.verdict in _CLASHES


def _stems(text: str) -> frozenset[str]:
    hollow = words("conflicts")["hollow"]
    return frozenset(word[:_STEM] for word in _WORD.findall(text.casefold()) if word not in hollow)


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, len(one | other))


def _shared(metric: Metric, others: Sequence[Metric]) -> bool:
    return any((metric.value, metric.unit) == (other.value, other.unit) for other in others)


def _text(goal: Goal) -> str:
    return goal.metric.text if goal.metric else ""


def _two_dates(one: Item, other: Item) -> bool:
    if State.DONE in {one.state, other.state} or one.due is None or other.due is None:
        return False
    first, second = (one.due, other.due) if (one.due.end or "") <= (other.due.end or "") else (other.due, one.due)
    if first.end is None or second.end is None:
        return False
    return (second.start or second.end) > first.end


def _two_dated(group: Sequence[Item], one: Item, other: Item) -> Gap:
    quotes = [item.due_quote for item in (one, other)]
    told = [quote.text if quote else item.due.text if item.due else "" for quote, item in zip(quotes, (one, other), strict=True)]
    return make_gap(
        GapKind.TIMELINE_CONFLICT,
        Severity.MEDIUM,
        items=[group[0]],
        message=f"The draft gives “{told[0]}” here and “{told[1]}” elsewhere as the date of the same work.",
        question="Which of the two dates holds?",
        remedy="Keep one of the dates, or say what each of them ends.",
        evidence=[*item_evidence(one, quotes[0]), *item_evidence(other, quotes[1])],
        distinguish="inside",
    )
