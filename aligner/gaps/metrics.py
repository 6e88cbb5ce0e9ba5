"""Compares parsed quantities: are two numbers about the same thing, and do they agree?"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache

from aligner.domain.facts import Comparator, Direction, Metric
from aligner.lexicon import words

__all__ = ["Verdict", "compare_metrics", "mentions"]

_WORD = re.compile(r"[^\W\d_]{2,}")
_STEM = 5
_SAME = 0.5
_CLOSE = 1e-6
_ROUGHLY = 0.1
_POINTS = frozenset({"%", "percentage points"})
_GENERIC = frozenset(
    {"%", "percentage points", "EUR", "USD", "GBP", "CHF", "days", "hours", "minutes", "seconds", "weeks", "months", "years", "x", "score"}
)


class Verdict(StrEnum):
    """How an item's number stands to a goal's."""

    UNRELATED = "unrelated"
    AGREES = "agrees"
    BEYOND = "beyond"
    SHORT = "short"
    OPPOSITE = "opposite"
    OTHER_UNIT = "other-unit"


def compare_metrics(goal: Metric, item: Metric, *, goal_text: str, item_text: str) -> Verdict:
    """Compare a goal's target with a number stated for an item.

    Only numbers with the same subject (half of the shorter subject's word stems shared) and comparable units are judged; a
    number without a known subject is unrelated, because guessing would accuse wrongly. ``goal_text`` and ``item_text`` are the
    sentences the numbers stand in; they help where one side names its subject more briefly than the other.
    """
    if goal.value is None or item.value is None or not _same_subject(goal, item, goal_text, item_text):
        return Verdict.UNRELATED
    if goal.unit != item.unit:
        return Verdict.OTHER_UNIT if {goal.unit, item.unit} == _POINTS else Verdict.UNRELATED
    if goal.relative != item.relative:
        return Verdict.UNRELATED
    moves = {goal.direction, item.direction}
    if moves == {Direction.INCREASE, Direction.DECREASE}:
        return Verdict.OPPOSITE
    return _by_value(goal, item)


def _by_value(goal: Metric, item: Metric) -> Verdict:
    assert goal.value is not None
    assert item.value is not None
    scale = max(abs(goal.value), abs(item.value))
    if abs(goal.value - item.value) <= _CLOSE * scale:
        return Verdict.AGREES
    roughly = Comparator.ABOUT in {goal.comparator, item.comparator}
    if roughly and abs(goal.value - item.value) <= _ROUGHLY * scale:
        return Verdict.AGREES
    more = item.value > goal.value
    falling = goal.direction is Direction.DECREASE and not goal.relative
    wants_less = falling or goal.comparator is Comparator.AT_MOST
    return Verdict.BEYOND if more != wants_less else Verdict.SHORT


def _same_subject(goal: Metric, item: Metric, goal_text: str, item_text: str) -> bool:
    theirs, ours = _stems(goal.of or ""), _stems(item.of or "")
    if not theirs and not ours:
        return bool(goal.unit and goal.unit == item.unit and goal.unit not in _GENERIC and _stems(goal.unit))
    if theirs and ours:
        return len(theirs & ours) >= _SAME * min(len(theirs), len(ours))
    known, other = (theirs, item_text) if theirs else (ours, goal_text)
    return len(known & _stems(other)) > _SAME * len(known)


def _stems(text: str) -> frozenset[str]:
    hollow = _hollow()
    return frozenset(word[:_STEM] for word in _WORD.findall(text.casefold()) if word not in hollow)


@cache
def _hollow() -> frozenset[str]:
    return frozenset(words("conflicts")["hollow"])


@cache
def _pattern(topic: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(re.escape(word) for word in words("conflicts")[topic]) + r")\b", re.IGNORECASE)


def mentions(topic: str, text: str) -> bool:
    """Tell whether a text uses a word of one list of ``conflicts.toml``."""
    return _pattern(topic).search(text) is not None
