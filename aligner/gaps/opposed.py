"""Linked pairs that pull in opposite directions: work that ends what a goal wants, or work for what a goal says will not be done."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aligner.domain.analysis import Analysis
from aligner.domain.facts import Direction
from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.domain.goals import Goal, Item, State
from aligner.domain.links import Strength
from aligner.gaps.base import accepted, goal_evidence, item_evidence, make_gap, quoted
from aligner.gaps.refusals import is_ending
from aligner.gaps.sureness import telling_stems
from aligner.lexicon import cache, words

__all__ = ["opposed"]

_OVER = frozenset({State.CANCELLED, State.DONE, State.ON_HOLD})
_LIKELY = 0.35
_SURE = 0.5
_NAMED = 2
_GIVEN_UP = "seems to give up what serves"
_LABEL = re.compile(r"^(?:[A-Z]{1,5}[-\d.]*\d[:.)]?|\d+(?:\.\d+)*[.):]?|[-–•])?\s*")
_DENIED = re.compile(r"\b(?:will|shall|must|should|do|does)\s+not\b|\bwon['’]t\b|\bno longer\b", re.IGNORECASE)


def opposed(analysis: Analysis) -> Iterator[Gap]:
    """Yield one finding per linked pair, in document order; only pairs that are likely to belong together are looked at."""
    for goal in analysis.goals:
        for link in accepted(analysis, goal):
            item = analysis.item_by_id[link.item]
            if link.probability < _LIKELY or item.state in _OVER:
                continue
            why = _turned(goal, item) or _ended(goal, item) or _denied(goal, item)
            if why:
                yield _gap(goal, item, why, sure=why == _GIVEN_UP and link.probability >= _SURE and link.strength is Strength.DIRECT)


def _turned(goal: Goal, item: Item) -> str:
    """One says the contrary of the other about the same thing."""
    if not telling_stems(goal.text) & telling_stems(item.text):
        return ""
    for one, other in _pairs():
        for wanted, done in ((one, other), (other, one)):
            if wanted.search(goal.text) and done.search(item.text) and not (done.search(goal.text) or wanted.search(item.text)):
                return "does the contrary of"
    return ""


def _ended(goal: Goal, item: Item) -> str:
    """The work is given up, or ends something while the goal wants no end and no less of anything."""
    title = _LABEL.sub("", item.text, count=1)
    if _start("stops").match(goal.text):
        return ""
    if _start("drops").match(title):
        return _GIVEN_UP
    if not _start("stops").match(title) or _any("welcome_ends").search(item.text) or _any("goal_ends").search(goal.text):
        return ""
    falls = goal.metric is not None and goal.metric.direction is Direction.DECREASE
    return "" if falls and not telling_stems(goal.text) & telling_stems(item.text) else "seems to end what serves"


def _denied(goal: Goal, item: Item) -> str:
    """The goal says that something will not be done, which is no way to keep something bad away."""
    found = _DENIED.search(goal.text)
    if found is None or _any("unwanted").match(goal.text[found.end() :].lstrip()) or _DENIED.search(item.text):
        return ""
    return "" if is_ending(item.text) or _start("stops").match(item.text) else "seems to do what is denied by"


def _gap(goal: Goal, item: Item, why: str, *, sure: bool) -> Gap:
    """Plain words of giving up, or words that both share, allow a claim; the rest is asked."""
    shared = telling_stems(goal.text) & telling_stems(item.text)
    return make_gap(
        GapKind.CONTRADICTION,
        Severity.MEDIUM if sure or len(shared) >= _NAMED else Severity.QUESTION,
        goal=goal,
        items=[item],
        message=f"The work {quoted(item.text)} {why} the goal {quoted(goal.text)}.",
        question="Is this meant, and which of the two holds?",
        remedy="Stop or change the work, or change the goal.",
        evidence=[*goal_evidence(goal), *item_evidence(item, *item.description[:1])],
        distinguish="opposed",
    )


@cache
def _pairs() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    split = (entry.split(" = ") for entry in words("opposed")["pairs"])
    return tuple((_form(one), _form(other)) for one, other in split)


def _form(entry: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){_spelt(entry)}(?![\w-])", re.IGNORECASE)


def _spelt(entry: str) -> str:
    return re.escape(entry.strip()).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")


@cache
def _start(topic: str) -> re.Pattern[str]:
    listed = "|".join(_spelt(entry) for entry in sorted(words("opposed")[topic], key=lambda entry: (-len(entry), entry)))
    return re.compile(rf"(?:{listed})(?![\w-])", re.IGNORECASE)


@cache
def _any(topic: str) -> re.Pattern[str]:
    listed = "|".join(_spelt(entry) for entry in sorted(words("opposed")[topic], key=lambda entry: (-len(entry), entry)))
    return re.compile(rf"(?<![\w-])(?:{listed})(?![\w-])", re.IGNORECASE)
