"""Whether one wording of a goal promises less than another: its figure, its date, its verb."""

from __future__ import annotations

import re

from aligner.diff.types import Aspect, Effect
from aligner.domain.facts import DateSpan, Direction, Metric
from aligner.domain.goals import Goal
from aligner.lexicon import cache, words

__all__ = ["deadline", "modal", "target"]

_DURATIONS = frozenset({"seconds", "minutes", "hours", "days", "weeks", "months", "quarters", "years"})
_AT_MOST = re.compile(
    r"\b(?:at most|no more than|not more than|fewer than|less than|under|below|within|up to|maximum|max\.?|inside)\s*$", re.IGNORECASE
)
_BY = re.compile(r"\bby (?:at least |about |around |some |up to |more than |over |a )?$", re.IGNORECASE)
_STEPS = ("firm", "planned", "hoped", "open")
_DAYS = {
    "seconds": 1 / 86400,
    "minutes": 1 / 1440,
    "hours": 1 / 24,
    "days": 1.0,
    "weeks": 7.0,
    "months": 30.44,
    "quarters": 91.3,
    "years": 365.25,
}


def target(old: Goal, new: Goal) -> Aspect | None:
    """Compare the figures of two wordings; None where they agree."""
    before, after = old.metric, new.metric
    if before is None or after is None:
        if before is after:
            return None
        effect = Effect.WEAKER if after is None else Effect.STRONGER
        return Aspect(
            "target", before.text if before else None, after.text if after else None, effect, "dropped" if after is None else "stated now"
        )
    if _value(before) == _value(after) or before.text == after.text:
        return None
    return Aspect("target", before.text, after.text, *_movement(before, after, old.text, new.text))


def _movement(before: Metric, after: Metric, old_text: str, new_text: str) -> tuple[Effect, str]:
    first, second = _value(before), _value(after)
    if first is None or second is None:
        return (Effect.WEAKER, "no figure any more") if second is None else (Effect.STRONGER, "has a figure now")
    relative = {_relative(before, old_text), _relative(after, new_text)}
    if (
        _unit(before) != _unit(after)
        or len(relative) > 1
        or {before.direction, after.direction} == {Direction.INCREASE, Direction.DECREASE}
    ):
        return Effect.NEUTRAL, "measured otherwise"
    less = _wants_less(after, new_text) or _wants_less(before, old_text)
    softer = second > first if less else second < first
    return (Effect.WEAKER, "softer") if softer else (Effect.STRONGER, "sharper")


def _wants_less(metric: Metric, text: str) -> bool:
    """A cut by a quarter wants more of the cutting; a level that should fall, a ceiling and a duration want less."""
    if _relative(metric, text):
        return False
    if metric.direction is not None:
        return metric.direction is Direction.DECREASE
    return _unit(metric) == "days" or bool(_AT_MOST.search(_before(metric, text)))


def _relative(metric: Metric, text: str) -> bool:
    return metric.baseline is None and metric.direction is not None and bool(_BY.search(_before(metric, text)))


def _before(metric: Metric, text: str) -> str:
    head, found, _ = text.partition(metric.text)
    return head if found else ""


def _value(metric: Metric) -> float | None:
    if metric.value is None:
        return None
    return round(metric.value * _DAYS.get(metric.unit or "", 1.0), 9)


def _unit(metric: Metric) -> str | None:
    return "days" if metric.unit in _DURATIONS else metric.unit


def deadline(before: DateSpan | None, after: DateSpan | None, name: str = "deadline") -> Aspect | None:
    """Compare the last days of two dates; None where they agree."""
    if before is None or after is None:
        if before is after:
            return None
        effect = Effect.WEAKER if after is None else Effect.STRONGER
        return Aspect(
            name, before.text if before else None, after.text if after else None, effect, "dropped" if after is None else "stated now"
        )
    if before.end == after.end:
        return None
    if before.end is None or after.end is None:
        return Aspect(name, before.text, after.text, Effect.NEUTRAL, "cannot be compared")
    later = after.end > before.end
    return Aspect(name, before.text, after.text, Effect.WEAKER if later else Effect.STRONGER, "later" if later else "earlier")


def modal(old: str, new: str) -> Aspect | None:
    """Compare how firmly two sentences promise; a bare imperative or noun is as firm as "will"."""
    before, after = _step(old), _step(new)
    if before[0] == after[0]:
        return None
    softer = after[0] > before[0]
    return Aspect(
        "promise", before[1] or None, after[1] or None, Effect.WEAKER if softer else Effect.STRONGER, "softer" if softer else "firmer"
    )


def _step(text: str) -> tuple[int, str]:
    """Return the softest step that a text takes, from 0, and the word that takes it."""
    for number in range(len(_STEPS) - 1, -1, -1):
        found = _pattern(_STEPS[number]).search(text)
        if found:
            return number, found.group()
    return 0, ""


@cache
def _pattern(step: str) -> re.Pattern[str]:
    # "May" with a capital inside a sentence is a month.
    listed = "|".join(re.escape(word) for word in sorted(words("modality")[step], key=len, reverse=True))
    return re.compile(rf"\b(?!May\b)(?i:{listed})\b")
