"""cascade-break: where the document states levels, a theme without an objective, or a part that ends later or promises less than the whole."""

from __future__ import annotations

from collections.abc import Iterator

from aligner.domain.analysis import Analysis
from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.domain.goals import Goal, Level
from aligner.gaps.base import goal_evidence, make_gap, quoted
from aligner.gaps.metrics import Verdict, compare_metrics

__all__ = ["find"]

_RANK = {Level.THEME: 0, Level.GOAL: 1, Level.OBJECTIVE: 2, Level.KEY_RESULT: 3}
_FEWEST_THEMES = 2
_REMEDY = "Give every level of the cascade what the level above it promises, or say why it differs."


def find(analysis: Analysis) -> Iterator[Gap]:
    """Yield one finding per break."""
    yield from _bare_themes(analysis)
    for goal in analysis.goals:
        parent = analysis.goal_by_id.get(goal.parent or "")
        if parent is not None:
            yield from _later(parent, goal)
            yield from _less(parent, goal)


def _bare_themes(analysis: Analysis) -> Iterator[Gap]:
    """Themes without a goal below, where the other themes have some; where most have none, the outline is another one."""
    themes = [goal for goal in analysis.goals if goal.level is Level.THEME]
    bare = [theme for theme in themes if theme.id not in analysis.children]
    if len(themes) < _FEWEST_THEMES or len(bare) == len(themes):
        return
    sure = 2 * len(bare) <= len(themes)
    for theme in bare:
        yield make_gap(
            GapKind.CASCADE_BREAK,
            Severity.LOW if sure else Severity.QUESTION,
            goal=theme,
            message=f"The theme {quoted(theme.text)} has no objective below it, while other themes have.",
            question="Which objective is meant to carry this theme?",
            remedy=_REMEDY,
            evidence=goal_evidence(theme),
            distinguish="bare",
        )


def _later(parent: Goal, child: Goal) -> Iterator[Gap]:
    """A part that is due after the whole; a date that the whole took from its part binds nobody."""
    if parent.deadline is None or child.deadline is None or parent.deadline_quote == child.deadline_quote:
        return
    above, below = parent.deadline.end, child.deadline.start or child.deadline.end
    if above is None or below is None or below <= above or child.deadline.end is None or not _own(parent):
        return
    yield make_gap(
        GapKind.CASCADE_BREAK,
        _severity(parent, child),
        goal=child,
        message=f"{quoted(child.text)} is due {quoted(child.deadline.text)}, after {quoted(parent.text)}, which it is part of and which is due {quoted(parent.deadline.text)}.",
        question="Which of the two dates holds?",
        remedy=_REMEDY,
        evidence=[*goal_evidence(parent, parent.deadline_quote), *goal_evidence(child, child.deadline_quote)],
        distinguish="later",
    )


def _less(parent: Goal, child: Goal) -> Iterator[Gap]:
    """A part that measures the same as the whole and promises less; several parts may add up, so that the whole needs to be one of a kind."""
    if parent.metric is None or child.metric is None or parent.metric_quote == child.metric_quote:
        return
    found = compare_metrics(parent.metric, child.metric, goal_text=parent.text, item_text=child.text)
    if not found.same_measure or found.verdict not in {Verdict.SHORT, Verdict.OPPOSITE} or _interim(parent, child):
        return
    yield make_gap(
        GapKind.CASCADE_BREAK,
        Severity.QUESTION if parent.metric.relative or child.metric.relative else _severity(parent, child),
        goal=child,
        message=f"{quoted(child.text)} promises {quoted(child.metric.text)}, less than {quoted(parent.metric.text)} in {quoted(parent.text)}, which it is part of.",
        question="Which of the two figures holds, and what makes up the difference?",
        remedy=_REMEDY,
        evidence=[*goal_evidence(parent, parent.metric_quote), *goal_evidence(child, child.metric_quote)],
        distinguish="less",
    )


def _interim(parent: Goal, child: Goal) -> bool:
    """A figure for an earlier day is a step on the way; so may be any where only one of the two has a day."""
    above = parent.deadline.end if parent.deadline else None
    below = child.deadline.end if child.deadline else None
    return above is not None and below is not None and below < above


def _own(goal: Goal) -> bool:
    """Tell whether the date stands in the goal's own text or description."""
    quote = goal.deadline_quote
    places = {goal.locator.place, *(told.locator.place for told in goal.description)}
    return quote is not None and quote.locator.place in places


def _severity(parent: Goal, child: Goal) -> Severity:
    """Levels that do not rise from the part to the whole show that the outline was guessed."""
    return Severity.MEDIUM if _RANK[parent.level] < _RANK[child.level] else Severity.QUESTION
