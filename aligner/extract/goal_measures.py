"""Which row of figures measures which goal: by an equal amount, an equal date, shared words and likeness of meaning."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aligner.domain.facts import DateSpan, Metric
from aligner.domain.goals import Goal
from aligner.extract.goal_stems import stems

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Yardstick", "pair_up"]

# Measured on the labelled organisations: nearly every pair at this height is right, if no other goal comes near it.
_AMOUNT, _SMALL_AMOUNT, _DATE, _WORD, _MOST_WORDS, _MEANING = 1.0, 0.5, 0.3, 0.3, 3, 1.5
_OTHER_AMOUNT, _OTHER_UNIT = -0.8, -0.4
_ENOUGH, _MARGIN = 1.15, 0.15
_ALONE, _WIDE_MARGIN = 1.05, 0.5
_STRANGE = 0.35
_SMALL = 10.0


@dataclass(frozen=True, slots=True)
class Yardstick:
    """A row of a table of figures: its name, the amounts to reach (the first one counts) and the dates by which."""

    name: str
    metrics: tuple[Metric, ...]
    dates: tuple[DateSpan, ...]


def pair_up(
    rows: Sequence[Yardstick], goals: Mapping[int, Goal], cosine: NDArray[np.float32], barred: Collection[tuple[int, int]] = ()
) -> Iterator[tuple[int, int]]:
    """Yield the place of a row with the key of the goal that it measures, the surest first; no row and no goal twice.

    Args:
        rows: of one paper.
        goals: told elsewhere in it.
        cosine: of names and goals, shape ``(len(rows), len(goals))``, columns in the order of ``goals``.
        barred: pairs that are none, whatever they share.
    """
    scores = {
        (place, key): _score(row, goal, float(cosine[place, column]))
        for place, row in enumerate(rows)
        for column, (key, goal) in enumerate(goals.items())
        if (place, key) not in barred
    }
    taken: set[int] = set()
    used: set[int] = set()
    for place, key in sorted(scores, key=lambda pair: (-scores[pair], pair)):
        score = scores[place, key]
        if score < _ALONE:
            return
        if place in used or key in taken:
            continue
        rival = max((scores.get((place, other), 0.0) for other in goals if other != key and other not in taken), default=0.0)
        if score - rival >= (_MARGIN if score >= _ENOUGH else _WIDE_MARGIN):
            used.add(place)
            taken.add(key)
            yield place, key


def _score(row: Yardstick, goal: Goal, cosine: float) -> float:
    shared = len(stems(row.name) & stems(" ".join((goal.text, *(quote.text for quote in goal.description)))))
    if not shared and cosine < _STRANGE:
        return 0.0
    dates = {date.end for date in row.dates if date.end}
    due = goal.deadline.end if goal.deadline is not None else None
    dated = 0.0 if not dates or due is None else _DATE if due in dates else -_DATE
    return _amount(row, goal) + dated + _WORD * min(shared, _MOST_WORDS) + _MEANING * max(0.0, cosine)


def _amount(row: Yardstick, goal: Goal) -> float:
    """Return what the amounts say: a goal that states another one of the same unit is measured by another row."""
    first = next((metric for metric in row.metrics if metric.value is not None), None)
    own = [metric for metric in goal.metrics if metric.value is not None]
    if first is None or not own:
        return 0.0
    if any(metric.value == first.value and _one_unit(metric.unit, first.unit) for metric in own):
        return _AMOUNT if (first.value or 0.0) > _SMALL else _SMALL_AMOUNT
    return _OTHER_AMOUNT if first.unit is not None and any(metric.unit == first.unit for metric in own) else _OTHER_UNIT


def _one_unit(one: str | None, other: str | None) -> bool:
    """The cell of a table often leaves the unit to its heading or to the name of the row, but for per cent."""
    return one == other or "%" not in (one, other) or None in (one, other)
