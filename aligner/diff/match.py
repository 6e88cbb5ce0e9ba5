"""Which goal or item of one report is which of the other: by id, then by the same words, then by wording alike."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt

__all__ = ["Named", "match"]

_WORD = re.compile(r"[^\W\d_]{2,}")
_STEM = 5
# Below the first, two wordings are two things; where the place agrees as well (the same heading or reference), the second will do.
_ALIKE, _ALIKE_IN_PLACE = 0.5, 0.3
# A stem that more than this share of the texts has in common tells nothing; small collections keep all of theirs.
_COMMON, _FEW = 0.1, 20
_HOLLOW = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "for",
        "from",
        "in",
        "into",
        "is",
        "it",
        "its",
        "of",
        "on",
        "or",
        "our",
        "so",
        "that",
        "the",
        "their",
        "them",
        "this",
        "to",
        "up",
        "we",
        "who",
        "will",
        "with",
    ]
)


@dataclass(frozen=True, slots=True)
class Named:
    """What matching knows of a goal or item: ``context`` is its nearest heading, ``more`` further words (its measure, its description)."""

    id: str
    text: str
    context: str = ""
    more: str = ""


def match(old: Sequence[Named], new: Sequence[Named]) -> dict[str, str]:
    """Return the id in the new report of each thing of the old one that is found again; every id is used once."""
    pairs: dict[str, str] = {}
    known = {one.id for one in new}
    pairs.update({one.id: one.id for one in old if one.id in known})
    for in_place in (True, False):
        rest_old, rest_new = _rest(old, new, pairs)
        places: dict[tuple[str, str], list[str]] = defaultdict(list)
        for one in rest_new:
            places[_same(one, in_place=in_place)].append(one.id)
        for one in rest_old:
            if places[_same(one, in_place=in_place)]:
                pairs[one.id] = places[_same(one, in_place=in_place)].pop(0)
    return pairs | _by_wording(*_rest(old, new, pairs), _weights(old, new))


def _same(one: Named, *, in_place: bool) -> tuple[str, str]:
    return _plain(one.text), _plain(one.context) if in_place else ""


def _rest(old: Sequence[Named], new: Sequence[Named], pairs: dict[str, str]) -> tuple[list[Named], list[Named]]:
    taken = set(pairs.values())
    return [one for one in old if one.id not in pairs], [one for one in new if one.id not in taken]


def _by_wording(old: list[Named], new: list[Named], weights: dict[str, float]) -> dict[str, str]:
    """Pair the most alike first; equal ones in document order."""
    if not old or not new:
        return {}
    found: list[tuple[float, int, int]] = []
    likeness = _Likeness([_vector(one, weights) for one in new])
    places = [_plain(one.context) for one in new]
    for place, one in enumerate(old):
        context = _plain(one.context)
        for number, score in likeness.of(_vector(one, weights)):
            in_place = bool(one.context) and context == places[number]
            if score >= (_ALIKE_IN_PLACE if in_place else _ALIKE):
                found.append((-score - in_place * (_ALIKE - _ALIKE_IN_PLACE), place, number))
    pairs: dict[str, str] = {}
    taken: set[int] = set()
    for _, place, number in sorted(found):
        if old[place].id not in pairs and number not in taken:
            pairs[old[place].id] = new[number].id
            taken.add(number)
    return pairs


class _Likeness:
    """Cosines of one vector with many, stem by stem: an archive may tell of ten thousands of things."""

    def __init__(self, vectors: Sequence[dict[str, float]]) -> None:
        import numpy as np  # noqa: PLC0415 - equal words need none of this

        held: dict[str, tuple[list[int], list[float]]] = defaultdict(lambda: ([], []))
        for number, vector in enumerate(vectors):
            for stem, weight in vector.items():
                held[stem][0].append(number)
                held[stem][1].append(weight)
        self._index = {stem: (np.array(numbers), np.array(shares)) for stem, (numbers, shares) in held.items()}
        self._limit = max(_FEW, int(_COMMON * len(vectors)))
        self._scores, self._near = np.zeros(len(vectors)), np.zeros(len(vectors), bool)

    def of(self, vector: dict[str, float]) -> list[tuple[int, float]]:
        """Return the places and cosines of those that share a telling stem and are somewhat alike, by place."""
        scores, near = self._scores, self._near
        scores[:], near[:] = 0.0, False
        for stem, weight in vector.items():
            if stem in self._index:
                numbers, shares = self._index[stem]
                scores[numbers] += weight * shares
                if len(numbers) <= self._limit:
                    near[numbers] = True
        places = (near & (scores >= _ALIKE_IN_PLACE)).nonzero()[0]
        return list(zip(places.tolist(), scores[places].tolist(), strict=True))


def _weights(old: Sequence[Named], new: Sequence[Named]) -> dict[str, float]:
    counts = Counter(stem for one in (*old, *new) for stem in set(_stems(f"{one.text} {one.more}")))
    whole = len(old) + len(new)
    return {stem: log(1 + whole / count) for stem, count in counts.items()}


def _vector(one: Named, weights: dict[str, float]) -> dict[str, float]:
    """Return unit weights by stem; the text itself counts twice as much as what is said besides. Figures are left out: they change."""
    raw: dict[str, float] = {}
    for stem in _stems(one.more):
        raw[stem] = weights[stem] / 2
    for stem in _stems(one.text):
        raw[stem] = weights[stem]
    norm = sqrt(sum(value * value for value in raw.values())) or 1.0
    return {stem: raw[stem] / norm for stem in sorted(raw)}


def _stems(text: str) -> list[str]:
    return [word[:_STEM] for word in _WORD.findall(text.casefold()) if word not in _HOLLOW]


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
