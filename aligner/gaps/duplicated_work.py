"""duplicated-work: two pieces of work in different hands make the same thing at the same time. Stages and mentions of one are not two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from aligner.domain.analysis import Analysis
from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.domain.goals import Item, Quote, State, WorkClass
from aligner.domain.links import Evidence
from aligner.gaps.base import PARKED, item_evidence, make_gap, quoted
from aligner.gaps.sameness import apart, beside, hands, is_work, objects, one_team, owners_apart, parts_of_one, siblings, weighed

__all__ = ["find"]

# Measured on labelled pairs: title, words and context together, then what both speak of, counted by how few others speak of it.
_ALIKE, _SHARED = 0.5, 2.0
_VERY_ALIKE, _ONE = 0.6, 1.0
_ASKED = 0.46
# From here on even persons of one section say the same thing twice, and from the last on a word that differs is another word for the same thing.
_NEARLY_EQUAL, _EQUAL = 0.8, 0.9
# Two long texts share some words by chance: these must be a fair share of the shorter one.
_COVERED, _TOUCHED = 0.2, 0.15
# Work whose owner is not told needs plainer words.
_SHARED_UNTOLD = 3.0
_OVER, _OURS = PARKED | {State.DONE}, frozenset({WorkClass.CHANGE, WorkClass.ENABLER})
# Years of upkeep and duty look alike by their nature.
_YEARLY = frozenset({WorkClass.RUN, WorkClass.COMPLIANCE})
_LATER = 540
_WORDS = 4


@dataclass(frozen=True, slots=True)
class _Pair:
    one: Item
    other: Item
    likeness: float
    shared: Mapping[str, float]
    shorter: int

    @property
    def covered(self) -> float:
        """Share of the shorter text's telling words that both speak of, in [0, 1]."""
        return self.weight / self.shorter if self.shorter else 0.0

    @property
    def weight(self) -> float:
        return sum(self.shared.values())


def find(analysis: Analysis) -> Iterator[Gap]:
    """Yield one finding per pair, in document order."""
    place = {item.id: number for number, item in enumerate(analysis.items)}
    weights = weighed([item for item in analysis.items if item.same_as is None])
    found = []
    for (one, other), likeness in analysis.likeness.items():
        if likeness < _ASKED or one not in weights or other not in weights:
            continue
        first, second = sorted((one, other), key=lambda ident: place[ident])
        pair = _pair(analysis.item_by_id[first], analysis.item_by_id[second], likeness, weights)
        severity = _severity(pair) if _candidates(pair) else None
        if severity is not None:
            found.append((place[first], place[second], _gap(pair, severity)))
    yield from (gap for _, _, gap in sorted(found, key=lambda entry: entry[:2]))


def _pair(one: Item, other: Item, likeness: float, weights: Mapping[str, Mapping[str, float]]) -> _Pair:
    """What a section is about is said of all its rows and makes no two of them the same."""
    about = {stem for item in (one, other) for stem in objects(" ".join(item.headings[-1:]))}
    mine, theirs = weights[one.id], weights[other.id]
    shared = {stem: mine[stem] for stem in mine if stem in theirs and stem not in about and mine[stem] > 0}
    return _Pair(one, other, likeness, shared, min(len(mine), len(theirs)))


def _candidates(pair: _Pair) -> bool:
    one, other = both = (pair.one, pair.other)
    classes = {item.work_class for item in both}
    return (
        not any(item.state in _OVER or not is_work(item) for item in both)
        and bool(classes & _OURS)
        and not classes & _YEARLY
        and (apart(one, other) or (pair.likeness >= _NEARLY_EQUAL and owners_apart(one, other)))
        and not parts_of_one(one, other)
    )


def _severity(pair: _Pair) -> Severity | None:
    """A passage without owner may be a mention of the other work: only words that set it apart make it worth a question."""
    told = all(hands(item) for item in (pair.one, pair.other))
    if any(not hands(item) and not item.owner_slot for item in (pair.one, pair.other)):
        enough = (
            pair.likeness >= _ALIKE and pair.weight >= _ONE and any(beside(item) and not hands(item) for item in (pair.one, pair.other))
        )
        return Severity.QUESTION if enough else None
    if (pair.likeness < _NEARLY_EQUAL and one_team(pair.one, pair.other)) or (
        pair.likeness < _EQUAL and siblings(pair.one.text, pair.other.text)
    ):
        return None
    wanted = _SHARED if told else _SHARED_UNTOLD
    enough = pair.weight >= wanted and pair.covered >= _COVERED
    if (enough and pair.likeness >= _ALIKE) or (told and pair.likeness >= _VERY_ALIKE and pair.weight >= _ONE and pair.covered >= _TOUCHED):
        return Severity.MEDIUM if _overlap(pair.one, pair.other) else Severity.QUESTION
    return Severity.QUESTION if enough else None


def _overlap(one: Item, other: Item) -> bool:
    """Unfinished work overlaps unless one piece is due long after the other."""
    ends = [item.due.end for item in (one, other) if item.due is not None and item.due.end is not None]
    return len(ends) < len((one, other)) or abs((date.fromisoformat(ends[0]) - date.fromisoformat(ends[1])).days) <= _LATER


def _gap(pair: _Pair, severity: Severity) -> Gap:
    one, other = pair.one, pair.other
    named = objects(" ".join((one.text, *(quote.text for quote in one.description))))
    told = sorted((-pair.shared[stem], place, word) for place, (stem, word) in enumerate(named.items()) if stem in pair.shared)
    about = ", ".join(f"“{word}”" for _, _, word in told[:_WORDS])
    return make_gap(
        GapKind.DUPLICATED_WORK,
        severity,
        items=[one, other],
        message=f"{quoted(one.text)} ({_carrier(one)}) and {quoted(other.text)} ({_carrier(other)}) seem to make the same thing: both speak of {about}.",
        question="Do both make the same thing, and if so, who of the two should make it for both?",
        remedy="Put the two together under one owner, or say in the plan how they differ.",
        evidence=[*_evidence(one, pair), *_evidence(other, pair)],
    )


def _carrier(item: Item) -> str:
    owner = item.owner.text if item.owner is not None and hands(item) else None
    return owner or item.team or "no owner named"


def _evidence(item: Item, pair: _Pair) -> list[Evidence]:
    """The title, the remark that shares most with the other side, and who carries it."""
    telling: list[Quote] = [quote for quote in item.description if objects(quote.text).keys() & pair.shared.keys()]
    return item_evidence(item, *telling[:1], item.owner_quote)
