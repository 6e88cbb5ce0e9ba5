"""stale-goal: the goal's date was over before the strategy was adopted, or its work is reported as done and it is still listed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aligner.domain.analysis import Analysis
from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.domain.goals import Goal, Item, State
from aligner.domain.links import Evidence, Side
from aligner.gaps.base import accepted, goal_evidence, item_evidence, make_gap, quoted
from aligner.gaps.odds import is_direct
from aligner.gaps.written import Day, days
from aligner.lexicon import cache, words

__all__ = ["find"]

_BEFORE = 40
_FIRM = 0.35
_FEW = 0.1


def find(analysis: Analysis) -> Iterator[Gap]:
    """Yield one finding per goal that is past; where no document says when it was written, none."""
    adopted = days(analysis, "strategy")
    reported = max(days(analysis, "execution").values(), key=lambda day: day.iso, default=None)
    met: list[tuple[Goal, list[Item]]] = []
    for goal in analysis.goals:
        end = _last_day(goal, analysis)
        if end is None or _lasts(goal):
            continue
        done = _done(goal, analysis)
        day = adopted.get(goal.locator.file)
        if day is not None and end < day.iso:
            yield _gap(goal, day, done, Severity.MEDIUM)
        elif reported is not None and end < reported.iso and done:
            met.append((goal, done))
    # A plan that has run its course is met goal by goal: nothing in it is stale.
    if reported is not None and len(met) <= max(1, int(_FEW * len(analysis.goals))):
        for goal, done in met:
            yield _gap(goal, reported, done, Severity.LOW)


def _last_day(goal: Goal, analysis: Analysis) -> str | None:
    """Return the latest date that the goal and those below it name; None when one of them has no last day."""
    if goal.deadline is None or goal.deadline.end is None or _compares(goal) or not (goal.deadline.deadline or _looks_ahead(goal)):
        return None
    family = (goal, *analysis.descendants(goal.id))
    ends = [span.end for member in family for span in (member.deadline, *member.deadlines) if span is not None]
    return None if any(end is None for end in ends) else max(end for end in ends if end is not None)


def _compares(goal: Goal) -> bool:
    """Tell whether the date is one that the goal compares itself with or starts from ("against 2019", "since May")."""
    if goal.deadline is None or goal.deadline_quote is None:
        return False
    before, found, _ = goal.deadline_quote.text.partition(goal.deadline.text)
    tail = f"{before[-_BEFORE:]}{goal.deadline.text}" if found else goal.deadline.text
    return not goal.deadline.deadline and _pattern("comparing").search(tail.casefold()) is not None


def _looks_ahead(goal: Goal) -> bool:
    """Tell whether the goal is put as something to be done, not as something that was so that year."""
    first = goal.text.split(" ", 1)[0].casefold()
    return first in words("goals")["imperatives"] or _pattern("promising").search(goal.text.casefold()) is not None


def _lasts(goal: Goal) -> bool:
    """Tell whether the goal is to be kept up rather than reached."""
    return _pattern("lasting").search(goal.text.casefold()) is not None


@cache
def _pattern(name: str) -> re.Pattern[str]:
    entries = sorted(words("remarks")[name], key=lambda entry: (-len(entry), entry))
    return re.compile(r"(?<![\w-])(?:" + "|".join(re.escape(entry) for entry in entries) + r")(?![\w-])")


def _done(goal: Goal, analysis: Analysis) -> list[Item]:
    """Return the finished work that carries the goal directly, none while other such work goes on."""
    items = [analysis.item_by_id[link.item] for link in accepted(analysis, goal) if is_direct(link) and link.probability >= _FIRM]
    return items if items and all(item.state is State.DONE for item in items) else []


def _gap(goal: Goal, day: Day, done: list[Item], severity: Severity) -> Gap:
    told = day.remark.quote
    ended = goal.deadline.text if goal.deadline is not None else ""
    message = f"The goal {quoted(goal.text)} was due {quoted(ended)}, before the day of {quoted(told.text)}."
    if done:
        message += f" The work {quoted(done[0].text)} is reported as done."
    side = Side.GOAL if told.locator.file == goal.locator.file else Side.ITEM
    return make_gap(
        GapKind.STALE_GOAL,
        severity,
        goal=goal,
        items=done,
        message=message,
        question="Is this goal met, or does it need a new date?",
        remedy="Take the goal out, say that it is met, or give it a date that lies ahead.",
        evidence=[
            *goal_evidence(goal, goal.deadline_quote),
            Evidence(side, told.text, told.locator),
            *(piece for item in done for piece in item_evidence(item, item.status_quote)),
        ],
    )
