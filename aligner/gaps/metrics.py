"""Compares parsed quantities: are two numbers about the same thing, and do they agree?"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from aligner.domain.facts import Comparator, Direction, Metric
from aligner.lexicon import cache, words

__all__ = ["Comparison", "Verdict", "compare_bare", "compare_metrics", "is_counted", "mentions"]

_WORD = re.compile(r"[^\W\d_]{2,}")
_CODE = re.compile(r"\b[A-Z]{3,5}\b")
_CODE_LENGTH = (3, 5)
_STEM = 5
_SAME = 0.5
_CLOSE = 1e-6
_ROUGHLY = 0.1
_NEAR = 2.0
_WIDE = 3.0
_DAYS = {"minutes": 1 / 1440, "hours": 1 / 24, "days": 1.0, "weeks": 7.0, "months": 30.44, "quarters": 91.3, "years": 365.25}
_POINTS = frozenset({"%", "percentage points"})
_GENERIC = frozenset({"%", "percentage points", "EUR", "USD", "GBP", "CHF", "seconds", "x", "score", "point", *_DAYS})


_APART = re.compile(r"(k|m|mn|mio|bn)\.? ", re.IGNORECASE)
_MAGNITUDES = {"k": 1e3, "m": 1e6, "mn": 1e6, "mio": 1e6, "bn": 1e9}
_RATE = re.compile(
    r"\b(?:per|in|for (?:each|every)|of every) (?P<many>\d{1,3}(?:,\d{3})+|\d{3,}|\d+(?=k))(?P<k>k?) (?P<what>[a-z]{3,})", re.IGNORECASE
)


class Verdict(StrEnum):
    """How an item's number stands to a goal's."""

    UNRELATED = "unrelated"
    AGREES = "agrees"
    BEYOND = "beyond"
    SHORT = "short"
    OPPOSITE = "opposite"
    OTHER_UNIT = "other-unit"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A verdict, and whether both numbers are known to measure the same thing rather than likely to."""

    verdict: Verdict
    same_measure: bool


def compare_metrics(goal: Metric, item: Metric, *, goal_text: str, item_text: str, anchored: bool = False) -> Comparison:
    """Compare a goal's target with a number stated for an item.

    The measure is the same for sure when the stated subjects share half of the shorter one's word stems, or when both count the
    same noun. It is likely the same when the sentences around share a word, the unit is the same and the larger value is at most
    twice the smaller. Everything else is unrelated, because guessing would accuse wrongly.

    Args:
        goal: the target.
        item: the number stated for the item.
        goal_text: the goal as stated.
        item_text: title of the item and the sentence of the number.
        anchored: the plan gives its number for the goal's own date or as its end value, so that a common unit and size will do.
    """
    unrelated = Comparison(Verdict.UNRELATED, same_measure=False)
    if goal.value is None or item.value is None:
        return unrelated
    goal, item = _in_days(goal), _in_days(_scaled(goal, item))
    rated = bool(_rates(goal_text) & _rates(item_text)) and not {goal.unit, item.unit} & _GENERIC
    same = rated or _same_subject(goal, item, goal_text, item_text)
    if _other_kind(goal.of or "", item.of or "", f"{goal.of} {goal_text}", item_text):
        return unrelated
    if not rated and not _same_unit(goal, item):
        points = same and {goal.unit, item.unit} == _POINTS
        return Comparison(Verdict.OTHER_UNIT, same_measure=True) if points else unrelated
    likely = _near(goal, item, _WIDE) if anchored else _likely(goal, item, goal_text, item_text)
    if goal.relative != item.relative:  # "30 per cent less" against "minus 20 %": how a change is written decides nothing, but leaves doubt
        return (
            Comparison(_by_value(goal, replace(item, relative=goal.relative)), same_measure=False)
            if likely and (_changes(item_text) or _minus(item, item_text))
            else unrelated
        )
    if not (same or likely):
        return unrelated
    if {goal.direction, item.direction} == {Direction.INCREASE, Direction.DECREASE}:
        return Comparison(Verdict.OPPOSITE, same) if same else unrelated
    return Comparison(_by_value(goal, item), same)


def compare_bare(goal: Metric, item: Metric) -> Comparison:
    """Compare a goal's target with a number that has no unit, read in the target's own; only numbers of like size are related."""
    stated = replace(item, unit=goal.unit, relative=goal.relative)
    if goal.value is None or stated.value is None or not _near(goal, stated, _WIDE):
        return Comparison(Verdict.UNRELATED, same_measure=False)
    return Comparison(_by_value(_in_days(goal), _in_days(stated)), same_measure=False)


def is_counted(metric: Metric) -> bool:
    """Tell whether a number counts things, rather than telling a share, a sum or a time."""
    return metric.unit not in _GENERIC


def _scaled(goal: Metric, item: Metric) -> Metric:
    """Read a magnitude that stands apart ("48 m trips") where the goal's own number is of that size."""
    match = _APART.match(item.of or "")
    if match is None or goal.value is None or item.value is None:
        return item
    scaled = replace(item, value=item.value * _MAGNITUDES[match.group(1).casefold()])
    return scaled if _near(goal, scaled, _WIDE) else item


def _rates(text: str) -> frozenset[tuple[float, str]]:
    """Return what figures of a text are counted by: "12 per 10,000 letters" and "20 per 10k letters" by as many letters."""
    return frozenset(
        (float(match["many"].replace(",", "")) * (1000 if match["k"] else 1), match["what"].casefold()[:_STEM])
        for match in _RATE.finditer(text)
    )


def _minus(item: Metric, item_text: str) -> bool:
    """Tell whether a minus sign before the figure makes it a change ("losses – 30 %")."""
    return re.search(rf"(?:^|\s)[–−-]\s?{re.escape(item.text)}", item_text) is not None


def _in_days(metric: Metric) -> Metric:
    """Express a duration in days, so that 48 hours and three days can be compared."""
    factor = _DAYS.get(metric.unit or "")
    return replace(metric, value=metric.value * factor, unit="days") if factor and metric.value is not None else metric


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
    wants_less = falling or goal.comparator is Comparator.AT_MOST or goal.unit == "days"
    return Verdict.BEYOND if more != wants_less else Verdict.SHORT


def _same_subject(goal: Metric, item: Metric, goal_text: str, item_text: str) -> bool:
    theirs, ours = _stems(goal.of or ""), _stems(item.of or "")
    if item.unit is not None and item.unit not in _GENERIC and _stems(item.unit) & _stems(f"{goal.unit or ''} {goal.of or ''}"):
        return bool(_stems(goal_text) & _stems(item_text))
    if theirs and ours:
        return len(theirs & ours) >= _SAME * min(len(theirs), len(ours))
    if not theirs and not ours:
        return bool(_initials(goal_text) & set(_CODE.findall(item_text)))
    if _initials(goal_text) & set(_CODE.findall(item_text)):
        return True
    known, other = (theirs, item_text) if theirs else (ours, goal_text)
    return len(known & _stems(other)) > _SAME * len(known)


def _other_kind(goal_of: str, item_of: str, goal_told: str, item_told: str) -> bool:
    """Tell whether both name the same sort of thing but each another kind of it: container ships here, fertiliser ships there."""
    theirs, ours = _kinds(goal_of), _kinds(item_of)
    told_there, told_here = _stems(goal_told), _stems(item_told)
    return any(
        theirs[head] != ours[head] and theirs[head] not in told_here and ours[head] not in told_there
        for head in theirs.keys() & ours.keys()
    )


def _kinds(text: str) -> dict[str, str]:
    """Return, by the stem of each word, the stem of the word before it."""
    hollow = _hollow()
    told = [word for word in _WORD.findall(text.casefold()) if word not in hollow]
    return {head[:_STEM]: kind[:_STEM] for kind, head in pairwise(told)}


def _initials(text: str) -> frozenset[str]:
    """Return what the words of a short name begin with: "Net revenue retention" is written NRR in plans."""
    words_of = _WORD.findall(text)
    return (
        frozenset({"".join(word[0] for word in words_of).upper()}) if _CODE_LENGTH[0] <= len(words_of) <= _CODE_LENGTH[1] else frozenset()
    )


def _changes(text: str) -> bool:
    return mentions("change", text)


def _likely(goal: Metric, item: Metric, goal_text: str, item_text: str) -> bool:
    return _near(goal, item, _NEAR) and bool(_stems(f"{goal_text} {goal.of or ''}") & _stems(item_text))


def _near(goal: Metric, item: Metric, factor: float) -> bool:
    assert goal.value is not None
    assert item.value is not None
    small, large = sorted((abs(goal.value), abs(item.value)))
    return small > 0 and large <= factor * small


def _same_unit(goal: Metric, item: Metric) -> bool:
    """Counted things are one unit where their names share a word ("3,200 chargers", "4,500 public fast chargers beside roads")."""
    if goal.unit == item.unit:
        return True
    if goal.unit in _GENERIC or item.unit in _GENERIC:
        return False
    theirs, ours = (_stems(f"{one.unit or ''} {one.of or ''}") for one in (goal, item))
    return bool(theirs & ours)


def _stems(text: str) -> frozenset[str]:
    hollow = _hollow()
    return frozenset(word[:_STEM] for word in _WORD.findall(text.casefold()) if word not in hollow)


@cache
def _hollow() -> frozenset[str]:
    return frozenset(words("conflicts")["hollow"])


@cache
def _pattern(topic: str) -> re.Pattern[str]:
    # "At today's price" says nothing about when.
    return re.compile(r"\b(?:" + "|".join(re.escape(word) for word in words("conflicts")[topic]) + r")\b(?!['’]s\b)", re.IGNORECASE)


def mentions(topic: str, text: str) -> bool:
    """Tell whether a text uses a word of one list of ``conflicts.toml``."""
    return _pattern(topic).search(text) is not None
