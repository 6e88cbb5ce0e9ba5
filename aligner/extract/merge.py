"""Goals that are stated more than once: the most specific wording stays, the others become mentions."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from aligner.domain.encoding import Encoder
from aligner.domain.facts import Metric
from aligner.domain.goals import Goal, Quote
from aligner.extract.goal_features import has, plain, states_deadline
from aligner.extract.goal_measures import Yardstick, pair_up
from aligner.extract.goal_stems import STOP, WORD, stem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["merge_goals", "same_goal"]

_COUNTED = re.compile(
    r"(?:our |the )?(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) \w+(?: (?:pillars|themes|priorities|goals|aims|fields|missions))?(?:, one page)?"
)
"""A heading that counts its entries ("Five pillars") lists what the chapters after it are about."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NEAR, _NEAR_WITH_NUMBERS, _NEAR_IN_SUMMARY, _NEAR_WITH_ONE_WORD = 0.9, 0.7, 0.5, 0.62
_CONTAINED = 2
_AKIN, _ALIKE = 0.2, 0.35
_BODY = 5
_OVERLAP = 0.8


@dataclass(frozen=True, slots=True)
class _Key:
    """What two wordings are compared by: stems of content words, stated numbers, capitalised words inside the text."""

    stems: frozenset[str]
    numbers: frozenset[str]
    names: frozenset[str]


def merge_goals(goals: Sequence[Goal], encoder: Encoder, *, replaced: Collection[str] = ()) -> tuple[Goal, ...]:
    """Return the goals with repeats folded together, in the order of their first appearance; parents point at what is left.

    Two goals that differ in a number, a date or a name (of a region, a product, a unit) are never folded together.

    Args:
        goals: of all documents, in reading order.
        encoder: turns texts into unit vectors; called once.
        replaced: files that another file has replaced: they tell where a goal was stated too, and add none.
    """
    if len(goals) < 2:  # noqa: PLR2004 - nothing to compare
        return tuple(goals)
    vectors = encoder.encode([goal.text for goal in goals])
    keep: dict[int, int] = {}
    for second in range(len(goals)):
        first = next(
            (one for one in range(second) if one not in keep and _repeats(goals[one], goals[second], _cosine(vectors, one, second))), None
        )
        if first is not None:
            keep[second] = first
    keep.update(_summarised(goals, vectors, keep))
    measured = _measured(goals, vectors, keep)
    keep.update(measured)
    groups: dict[int, list[Goal]] = {index: [goal] for index, goal in enumerate(goals) if index not in keep}
    for second, first in keep.items():
        groups[first].append(goals[second])
    valid = {first: [goal for goal in group if goal.locator.file not in replaced] for first, group in groups.items()}
    groups = {first: group for first, group in groups.items() if valid[first] and not _adds_nothing(group, goals)}
    rows = {goals[row].id for row in measured}  # the title of a row is no better wording of what it measures
    chosen = {first: max([goal for goal in valid[first] if goal.id not in rows] or valid[first], key=_specificity) for first in groups}
    renamed = {goal.id: chosen[first].id for first, group in groups.items() for goal in group}
    return tuple(_folded(chosen[first], group, renamed) for first, group in groups.items())


def same_goal(first: str, second: str, cosine: float) -> bool:
    """Tell whether two texts state the same goal.

    Args:
        first: one wording.
        second: the other.
        cosine: similarity of their vectors, in [-1, 1].
    """
    one, two = _key(first), _key(second)
    if one.stems == two.stems and one.numbers == two.numbers:
        return True
    if _conflict(one, two):
        return False
    small, large = sorted((one.stems, two.stems), key=len)
    shared = len(small & large)
    if len(small) > _CONTAINED and shared == len(small) and cosine >= _NEAR_WITH_NUMBERS:
        return True
    if _amounts(one) & _amounts(two) and shared >= _CONTAINED and cosine >= _NEAR_WITH_NUMBERS:
        return True
    return cosine >= _NEAR and shared >= _OVERLAP * len(small)


def _summarised(goals: Sequence[Goal], vectors: NDArray[np.float32], keep: Mapping[int, int]) -> dict[int, int]:
    """Return for every goal of a summary the goal of the body it repeats: a summary says in other words what follows."""
    alone = [index for index in range(len(goals)) if index not in keep and index not in keep.values()]
    short = [index for index in alone if _in_summary(goals[index])]
    body = [index for index in range(len(goals)) if index not in keep and not _in_summary(goals[index])]
    found = {}
    for one in short:
        # A paper sums up what it says itself; only one that has no body of its own speaks for the others.
        own = [other for other in body if goals[other].locator.file == goals[one].locator.file]
        scored = sorted(
            (-_cosine(vectors, one, other), other)
            for other in own or body
            if _says_again(goals[one], goals[other], _cosine(vectors, one, other))
        )
        if scored:
            found[one] = scored[0][1]
    return found


def _measured(goals: Sequence[Goal], vectors: NDArray[np.float32], keep: Mapping[int, int]) -> dict[int, int]:
    """Return for every row of a table of figures the goal that it measures: the row gives the figure of what is said elsewhere.

    A goal is measured by the row that states its amount, or, where it names none, by the row that is about the same.
    """
    alone = [index for index in range(len(goals)) if index not in keep]
    used = set(keep.values())
    rows = [index for index in alone if index not in used and goals[index].locator.cell is not None and goals[index].metric is not None]
    told = [index for index in alone if goals[index].locator.cell is None]
    pairs = sorted(
        (-score, row, other)
        for row in rows
        for other in told
        if (score := _measures(goals[row], goals[other], _cosine(vectors, row, other)))
    )
    found: dict[int, int] = {}
    for _, row, other in pairs:
        if row not in found and other not in found.values():
            found[row] = other
    for path in dict.fromkeys(goals[row].locator.file for row in rows):
        left = [row for row in rows if row not in found and goals[row].locator.file == path]
        near = {index: goals[index] for index in told if index not in found.values() and goals[index].locator.file == path}
        if left and near:
            barred = {(place, other) for place, row in enumerate(left) for other in near if _apart(goals[row], goals[other])}
            yardsticks = [Yardstick(goals[row].text, _amounts_of(goals[row]), goals[row].deadlines) for row in left]
            cosine = vectors[left] @ vectors[list(near)].T
            found.update((left[place], other) for place, other in pair_up(yardsticks, near, cosine, barred))
    return found


def _measures(row: Goal, told: Goal, cosine: float) -> float:
    """Return how surely a row of figures measures a goal told elsewhere; 0 when it does not."""
    if told.locator.file != row.locator.file or _apart(row, told):
        return 0.0
    shared = bool(_key(row.text).stems & _key(told.text).stems)
    own = [metric for metric in told.metrics if metric.value is not None]
    amount = row.metric is not None and any(metric.value == row.metric.value and metric.unit == row.metric.unit for metric in own)
    if amount and cosine >= (_AKIN if shared else _ALIKE):
        return 1.0 + cosine
    return cosine if not own and shared and cosine >= _NEAR_IN_SUMMARY else 0.0


def _amounts_of(row: Goal) -> tuple[Metric, ...]:
    return row.metrics or ((row.metric,) if row.metric is not None else ())


def _apart(row: Goal, told: Goal) -> bool:
    """Tell whether one stands below the other, or they differ in a number or a name: the row is no measure of the goal then."""
    return row.parent == told.id or told.parent == row.id or _conflict(_key(row.text), _key(told.text))


def _adds_nothing(group: Sequence[Goal], goals: Sequence[Goal]) -> bool:
    """Tell whether a goal stands in a summary alone, names no amount and no date, and the body has goals of its own.

    Such a line announces what the body says at length, several goals in one breath or a pillar's name: it is none beside them.
    """
    body = sum(not _in_summary(goal) for goal in goals)
    bare = all(_in_summary(goal) and (goal.metric is None or goal.deadline is None) for goal in group)
    return bare and body >= _BODY and not any(goal.parent in {one.id for one in group} for goal in goals)


def _in_summary(goal: Goal) -> bool:
    return any(has(heading, "summary_headings") or _COUNTED.fullmatch(plain(heading).strip(" .:")) for heading in goal.headings[-1:])


def _says_again(summary: Goal, body: Goal, cosine: float) -> bool:
    one, two = _key(summary.text), _key(body.text)
    shared = len(one.stems & two.stems)
    bare = not one.numbers  # a motto without a figure says in other words what the body says with one
    near = cosine >= _NEAR_IN_SUMMARY if shared >= _CONTAINED or bare else cosine >= _NEAR_WITH_ONE_WORD and shared
    return bool(near) and not _conflict(one, two)


def _conflict(one: _Key, two: _Key) -> bool:
    """Tell whether two wordings differ in a number or in a name, and so cannot be the same goal."""
    if one.numbers and two.numbers and not (one.numbers <= two.numbers or two.numbers <= one.numbers):
        return True
    return bool(one.names - two.names and two.names - one.names)


def _repeats(first: Goal, second: Goal, cosine: float) -> bool:
    if plain(first.text) == plain(second.text):
        return True
    if _numbered_alike(first, second):
        shared = len(_key(first.text).stems & _key(second.text).stems)
        return shared >= _CONTAINED and cosine >= _NEAR_WITH_ONE_WORD and not _conflict(_key(first.text), _key(second.text))
    # Entries of one list are meant to be different, however alike they sound.
    beside = first.locator.file == second.locator.file and first.headings == second.headings and first.parent == second.parent
    return not beside and second.parent != first.id and same_goal(first.text, second.text, cosine)


def _numbered_alike(first: Goal, second: Goal) -> bool:
    """Tell whether two rows of one sheet or section bear the same number: a list that starts over words the same goals anew."""
    rows = first.locator.cell is not None and second.locator.cell is not None
    place = first.locator.file == second.locator.file and first.locator.sheet == second.locator.sheet and first.headings == second.headings
    return rows and place and bool(set(first.reference) & set(second.reference))


def _folded(chosen: Goal, group: Sequence[Goal], renamed: Mapping[str, str]) -> Goal:
    """Return the chosen wording with what the other places add."""
    others = [goal for goal in group if goal is not chosen]
    parents = [renamed[goal.parent] for goal in (chosen, *others) if goal.parent is not None and goal.parent in renamed]
    parent = next((parent for parent in parents if parent != chosen.id), None)
    if not others:
        return replace(chosen, parent=parent)
    measured = next((goal for goal in (chosen, *others) if goal.metric is not None), chosen)
    dated = next((goal for goal in (chosen, *others) if goal.deadline is not None), chosen)
    owned = next((goal for goal in (chosen, *others) if goal.owner is not None), chosen)
    every = (chosen, *others)
    return replace(
        chosen,
        parent=parent,
        mentions=(*chosen.mentions, *(Quote(goal.text, goal.locator) for goal in others)),
        description=tuple(dict.fromkeys(quote for goal in every for quote in goal.description)),
        reference=tuple(dict.fromkeys(name for goal in every for name in goal.reference)),
        metrics=tuple(dict.fromkeys(metric for goal in every for metric in goal.metrics)),
        deadlines=tuple(dict.fromkeys(date for goal in every for date in goal.deadlines)),
        metric=measured.metric,
        metric_quote=measured.metric_quote,
        deadline=dated.deadline,
        deadline_quote=dated.deadline_quote,
        owner=owned.owner,
        owner_quote=owned.owner_quote,
    )


def _specificity(goal: Goal) -> tuple[int, int, int, int, int]:
    key = _key(goal.text)
    told = int(bool(goal.description) or goal.metric is not None)
    return (len(key.numbers), int(states_deadline(goal.text)), told, int(not _in_summary(goal)), len(key.stems))


@cache
def _key(text: str) -> _Key:
    content = [word for word in WORD.findall(text) if plain(word) not in STOP]
    # A title in capitals names nothing; a capital inside a sentence does.
    sentence = sum(word[0].isupper() for word in content[1:]) <= len(content) / 2
    names = frozenset(plain(word) for word in content[1:] if word[0].isupper() and plain(word) not in STOP) if sentence else frozenset()
    return _Key(
        frozenset(stem(plain(word)) for word in content), frozenset(number.replace(",", "") for number in _NUMBER.findall(text)), names
    )


def _amounts(key: _Key) -> frozenset[str]:
    """Return the numbers that are not years."""
    return frozenset(number for number in key.numbers if not (len(number) == 4 and number[:2] in {"19", "20"}))  # noqa: PLR2004


def _cosine(vectors: NDArray[np.float32], first: int, second: int) -> float:
    return float(vectors[first] @ vectors[second])
