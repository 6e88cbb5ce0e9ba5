"""priority-inversion: the order of effort in the plan goes against the order of importance that the strategy states."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from aligner.domain.analysis import Analysis
from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.domain.goals import Item, Quote
from aligner.domain.links import Evidence, Side
from aligner.domain.text import Cell
from aligner.gaps.base import PARKED, item_evidence, make_gap, quoted
from aligner.gaps.odds import FIRM
from aligner.gaps.sameness import objects
from aligner.gaps.stated_order import Rank, orders
from aligner.lexicon import cache, words

__all__ = ["find"]

_GOALS, _RANKS = 5, 3
# How many times the effort of the more important a less important matter must take, and from which correlation on the whole order is upside down.
_TIMES = 2.0
_UPSIDE_DOWN = 0.3
_COMMON = 12
_NUMBER = re.compile(r"\d[\d,. ]*")


@dataclass(frozen=True, slots=True)
class _Effort:
    """What the plan spends on one place of the order: the sum, and the items with their entries, the largest first."""

    total: float
    parts: tuple[tuple[float, Item, Quote], ...]


def find(analysis: Analysis) -> Iterator[Gap]:
    """Yield one finding per stated order that the plan turns round."""
    if len(analysis.goals) < _GOALS:
        return
    entries = _entries(analysis)
    for ranks in orders(analysis) if entries else ():
        spent = _spent(ranks, entries, analysis)
        known = [(place, effort) for place, effort in enumerate(spent) if effort.total > 0]
        if len(known) < _RANKS:
            continue
        pair = _clearest(known)
        if pair is not None and _correlation([effort.total for _, effort in known]) >= _UPSIDE_DOWN:
            yield _gap(ranks, spent, *pair)


def _entries(analysis: Analysis) -> Mapping[str, tuple[float, Quote]]:
    """Return what the plan's commonest effort column says, by item: figures of two columns are not comparable."""
    cells: dict[object, tuple[Cell, ...]] = {
        cell.locator.place: block.cells for document in analysis.execution for block in document.blocks for cell in block.cells
    }
    found: list[tuple[str, str, float, Quote]] = []
    for item in analysis.items:
        for cell in cells.get(item.locator.place, ()) if item.same_as is None and item.state not in PARKED else ():
            value = _value(cell) if _effort().search(cell.header) else None
            if value is not None:
                found.append((cell.header, item.id, value, Quote(cell.text, cell.locator)))
                break
    if not found:
        return {}
    column = Counter(header for header, _, _, _ in found).most_common(1)[0][0]
    return {ident: (value, quote) for header, ident, value, quote in found if header == column}


def _value(cell: Cell) -> float | None:
    if cell.number is not None:
        return cell.number
    match = _NUMBER.search(cell.text)
    digits = match.group().replace(",", "").replace(" ", "").rstrip(".") if match else ""
    return float(digits) if re.fullmatch(r"\d+(?:\.\d+)?", digits) else None


def _spent(ranks: Sequence[Rank], entries: Mapping[str, tuple[float, Quote]], analysis: Analysis) -> list[_Effort]:
    """Give every item with an entry to the place that its title names or that its likeliest goal has."""
    goal_place = {goal.id: place for place, rank in reversed(list(enumerate(ranks))) for goal in rank.goals}
    stems = [objects(rank.topic).keys() for rank in ranks]
    uses = Counter(stem for item in analysis.items for stem in objects(item.text))
    parts: list[list[tuple[float, Item, Quote]]] = [[] for _ in ranks]
    for ident, (value, quote) in entries.items():
        item = analysis.item_by_id[ident]
        title = objects(" ".join((item.text, *item.headings[-1:]))).keys()
        named = [place for place, wanted in enumerate(stems) if any(uses[stem] <= _COMMON for stem in wanted & title)]
        # Work that only may serve a goal would be counted for the wrong place.
        links = [link for link in analysis.links_of_item.get(ident, ()) if link.accepted and link.probability >= FIRM]
        linked = [goal_place[link.goal] for link in links[:1] if link.goal in goal_place]
        for place in (named or linked)[:1]:
            parts[place].append((value, item, quote))
    return [_Effort(sum(value for value, _, _ in found), tuple(sorted(found, key=lambda part: (-part[0], part[1].id)))) for found in parts]


def _clearest(known: Sequence[tuple[int, _Effort]]) -> tuple[int, int] | None:
    """Return the more and the less important place between which the effort is most out of proportion."""
    pairs = [
        (low[1].total / high[1].total, high[0], low[0]) for high, low in combinations(known, 2) if low[1].total >= _TIMES * high[1].total
    ]
    best = max(pairs, key=lambda pair: (pair[2] - pair[1], pair[0]), default=None)
    return (best[1], best[2]) if best else None


def _correlation(efforts: Sequence[float]) -> float:
    """Return Spearman's rank correlation in [-1, 1] of place and effort: 1 when the least important takes most."""
    count = len(efforts)
    order = {place: rank for rank, place in enumerate(sorted(range(count), key=lambda place: (efforts[place], place)))}
    return 1 - 6 * sum((place - order[place]) ** 2 for place in range(count)) / (count * (count**2 - 1))


def _gap(ranks: Sequence[Rank], spent: Sequence[_Effort], high: int, low: int) -> Gap:
    upper, lower = ranks[high], ranks[low]
    shown = [part for place in (high, low) for part in spent[place].parts[:2]]
    order = dict.fromkeys((upper.quote, lower.quote))
    return make_gap(
        GapKind.PRIORITY_INVERSION,
        Severity.MEDIUM if low - high > 1 else Severity.QUESTION,
        goal=lower.goals[0] if lower.goals else None,
        items=[item for _, item, _ in shown],
        message=f"The strategy puts {quoted(upper.topic)} before {quoted(lower.topic)}, and the plan spends {spent[low].total / spent[high].total:.1f} times as much on the latter.",
        question="Does the stated order still hold, and if so, should effort or money follow it?",
        remedy="Say why the effort differs from the order, or change one of them.",
        evidence=[
            *(Evidence(Side.GOAL, quote.text, quote.locator) for quote in order),
            *(piece for _, item, entry in shown for piece in item_evidence(item, entry)),
        ],
    )


@cache
def _effort() -> re.Pattern[str]:
    listed = "|".join(re.escape(word) for word in sorted(words("priority")["effort"], key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)", re.IGNORECASE)
