"""What became of the goals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from aligner.diff.strictness import deadline, modal, target
from aligner.diff.types import Aspect, Change, Effect, Side, Subject, Verdict
from aligner.domain.gaps import Severity
from aligner.domain.goals import Goal, Support
from aligner.domain.report import Report

__all__ = ["goal_aspects", "goal_changes"]

_RANK = {Support.UNSUPPORTED: 0, Support.PARTIAL: 1, Support.SUPPORTED: 2}
_WORD = re.compile(r"[^\W\d_]{3,}")
_SPOKEN_OF = 0.7


def goal_changes(old: Report, new: Report, pairs: Mapping[str, str], gone: frozenset[str]) -> Iterator[Change]:
    """Yield one change per goal that differs, in the order of the old report, new goals last.

    Args:
        old: the earlier report.
        new: the later one.
        pairs: ids of goals in ``old`` and their ids in ``new``.
        gone: paths of strategy documents that only the old report read.
    """
    there = {goal.id: goal for goal in new.goals}
    told = {goal.id: goal_aspects(goal, there[pairs[goal.id]]) for goal in old.goals if goal.id in pairs}
    for goal in old.goals:
        if goal.id in pairs:
            below = {aspect for kid in old.goals if kid.parent == goal.id for aspect in told.get(kid.id, ())}
            yield from _matched(goal, there[pairs[goal.id]], below)
        else:
            yield _gone(goal, new, gone)
    kept = set(pairs.values())
    for goal in new.goals:
        if goal.id not in kept:
            yield Change(Subject.GOAL, Verdict.ADDED, None, None, _side(goal))


def _matched(before: Goal, after: Goal, below: set[Aspect]) -> Iterator[Change]:
    """What a goal has from one of its parts is told of the part alone."""
    aspects = tuple(aspect for aspect in goal_aspects(before, after) if aspect not in below or aspect.name == "support")
    support = next((aspect for aspect in aspects if aspect.name == "support"), None)
    if aspects:
        verdict = _verdict(aspects, support)
        severity = _severity(aspects, after) if verdict in {Verdict.BROKE, Verdict.WEAKENED} else None
        yield Change(Subject.GOAL, verdict, severity, _side(before), _side(after), aspects)


def goal_aspects(before: Goal, after: Goal) -> tuple[Aspect, ...]:
    """Return everything in which two statements of a goal differ."""
    found = [
        _support(before, after),
        target(before, after),
        deadline(before.deadline, after.deadline),
        _owner(before, after),
        _wording(before, after),
    ]
    if before.text != after.text:
        found.append(modal(before.text, after.text))
    return tuple(aspect for aspect in found if aspect is not None)


def _verdict(aspects: tuple[Aspect, ...], support: Aspect | None) -> Verdict:
    if support is not None and support.effect is Effect.WEAKER:
        return Verdict.BROKE
    if any(aspect.effect is Effect.WEAKER for aspect in aspects):
        return Verdict.WEAKENED
    if support is not None and support.effect is Effect.STRONGER:
        return Verdict.FIXED
    return Verdict.IMPROVED if any(aspect.effect is Effect.STRONGER for aspect in aspects) else Verdict.CHANGED


def _severity(aspects: tuple[Aspect, ...], after: Goal) -> Severity:
    """A goal that lost its work or its figure is a serious matter; a later date or a softer verb is less of one."""
    weaker = {aspect.name for aspect in aspects if aspect.effect is Effect.WEAKER}
    lost = {aspect.name for aspect in aspects if aspect.effect is Effect.WEAKER and aspect.new is None}
    if ("support" in weaker and after.support is Support.UNSUPPORTED) or "target" in weaker or "deadline" in lost:
        return Severity.HIGH
    return Severity.MEDIUM


def _support(before: Goal, after: Goal) -> Aspect | None:
    if before.support is after.support:
        return None
    one, other = _RANK.get(before.support), _RANK.get(after.support)
    effect = Effect.NEUTRAL if one is None or other is None else Effect.WEAKER if other < one else Effect.STRONGER
    return Aspect("support", before.support.value, after.support.value, effect)


def _owner(before: Goal, after: Goal) -> Aspect | None:
    one, other = before.owner.text if before.owner else None, after.owner.text if after.owner else None
    if one == other or (one and other and one.casefold() == other.casefold()):
        return None
    effect = Effect.WEAKER if other is None else Effect.STRONGER if one is None else Effect.NEUTRAL
    return Aspect("owner", one, other, effect, "dropped" if other is None else "")


def _wording(before: Goal, after: Goal) -> Aspect | None:
    if before.text.casefold() == after.text.casefold():
        return None
    return Aspect("wording", before.text, after.text, Effect.NEUTRAL)


def _gone(goal: Goal, new: Report, gone: frozenset[str]) -> Change:
    if goal.locator.file in gone:
        note = f"{goal.locator.file}, where it stood, was not compared this time."
        return Change(Subject.GOAL, Verdict.DROPPED, Severity.QUESTION, _side(goal), None, note=note)
    told = _mention(goal, new)
    if told is not None:
        note = "It is no goal any more, but the new documents still speak of it."
        return Change(Subject.GOAL, Verdict.ENDED, None, _side(goal), told, note=note)
    severity = Severity.MEDIUM if goal.vague or goal.support is Support.UNSUPPORTED else Severity.HIGH
    return Change(Subject.GOAL, Verdict.DROPPED, severity, _side(goal), None, note="The new documents do not mention it.")


def _mention(goal: Goal, new: Report) -> Side | None:
    """Find a text of the strategy in the new report that holds nearly all of the goal's words."""
    own = _words(goal.text)
    strategy = frozenset(info.path for info in new.inputs if info.role == "strategy")
    best: tuple[float, Side] | None = None
    for side in _told(new):
        if own and side.locator is not None and side.locator.file in strategy:
            share = len(own & _words(side.text)) / len(own)
            if share >= _SPOKEN_OF and (best is None or share > best[0]):
                best = (share, side)
    return best[1] if best else None


def _told(report: Report) -> Iterator[Side]:
    for goal in report.goals:
        for text in (goal.text, *(quote.text for quote in goal.description), *goal.headings):
            yield Side(goal.id, text, goal.locator)
    for gap in report.gaps:
        for piece in gap.evidence:
            yield Side(gap.id, piece.quote, piece.locator)


def _words(text: str) -> frozenset[str]:
    return frozenset(word[:5] for word in _WORD.findall(text.casefold()))


def _side(goal: Goal) -> Side:
    return Side(goal.id, goal.text, goal.locator)
