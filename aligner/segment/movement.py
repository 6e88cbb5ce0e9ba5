"""Where a number should move, whether it is a change or a level, and what it measures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from aligner.domain.facts import Direction
from aligner.segment.phrases import counted_noun, listed, phrase_after, phrase_before, tidy
from aligner.segment.quantities import Quantity
from aligner.segment.text import Scan, Word

__all__ = ["Measured", "Mover", "measure", "mover_before"]

_COPULA = 40
_REACH, _NEAR = 18, 7
"""A verb governs a number at most this many words away: with a preposition that ties the two, and without."""


@dataclass(frozen=True, slots=True)
class Mover:
    """A word that moves a number: "reduce", "growth"; ``name`` is the list it is in."""

    word: Word
    name: str


@dataclass(frozen=True, slots=True)
class Measured:
    """What a quantity measures: offsets of the phrase, the counted noun as unit, wanted movement, change or level."""

    of: tuple[int, int] | None
    unit: str | None
    direction: Direction | None
    relative: bool


def _mover(word: Word) -> Mover | None:
    for name in ("up", "down", "keep", "better"):
        if word.low in listed("movement", name):
            return Mover(word, name)
    return None


def mover_before(scan: Scan, offset: int) -> Mover | None:
    """Return the nearest word of movement in the same clause before the offset."""
    near = scan.before(offset, _REACH)
    for index in range(len(near) - 1, -1, -1):
        word = near[index]
        if word.low in ";|—" or (word.low in ".!?" and scan.low[word.end : word.end + 1] in (" ", "")):
            return None
        if word.low in listed("movement", "barriers") and not (index > 1 and near[index - 1].low == "to" and near[index - 2].low == "time"):
            return None
        found = _mover(word)
        if found is not None and (word.low not in listed("movement", "adjacent") or index == len(near) - 1 or _is_verb(near, index)):
            return found
    return None


def _is_verb(near: list[Word], index: int) -> bool:
    """Tell whether "lower" heads its clause and so is the verb, not the adjective."""
    return near[index].low == "lower" and (index == 0 or near[index - 1].low in ("to", "and", "will", ","))


@cache
def _copula() -> re.Pattern[str]:
    """Stands between a measure and its bound: "complaints should be ..."."""
    return re.compile(r"(?: (?:should|must|will|shall|is|are|be|to|remain|remains|stay|stays|never|not|always|kept)){1,4} ?$")


@cache
def _object() -> re.Pattern[str]:
    return re.compile(r" (?:of|in|to|for|on) ")


def measure(scan: Scan, quantity: Quantity, lead: int, preposition: str, *, bounded: bool) -> Measured:
    """Return what a quantity measures.

    Args:
        scan: the text.
        quantity: the amount.
        lead: where the words that introduce it ("by at least") begin.
        preposition: the one among them that ties it to its verb ("by", "to", "of", ...), or an empty string.
        bounded: a comparator introduces the number, so that without "by" it is a level ("reduce churn below 3%").
    """
    change = _change_after(scan, quantity)
    mover = _mover(change) if change is not None else None
    if change is not None:
        of = _of_change(scan, quantity, change)
        return Measured(of, None, _direction(scan, mover, of), relative=True)
    mover = mover_before(scan, lead)
    if (
        mover is not None
        and not preposition
        and len(scan.before(lead, _NEAR)) == _NEAR
        and mover.word.start < scan.before(lead, _NEAR)[0].start
    ):
        mover = None  # too far away to govern a number that nothing ties to it
    counted = counted_noun(scan, quantity.end) if quantity.kind in ("count", "placeholder") else None
    of = _of(scan, quantity, lead, mover, counted[1] if counted else None)
    if of is None and bounded:
        copula = _copula().search(scan.low, max(0, lead - _COPULA), lead)
        of = phrase_before(scan, copula.start()) if copula else None
    return Measured(
        of,
        counted[0] if counted else None,
        _direction(scan, mover, of),
        _is_relative(scan, quantity, lead, "below" if bounded and not preposition else preposition, mover),
    )


def _change_after(scan: Scan, quantity: Quantity) -> Word | None:
    """Return the change noun or comparative that a quantity modifies: "25% overall reduction", "30% fewer", "10-point rise"."""
    if quantity.kind in ("count", "placeholder") and quantity.unit is None and quantity.low is not None:
        following = scan.after(quantity.end, 1)
        fits = (
            following and following[0].low in ("fewer", "more", "additional", "less") and scan.low[quantity.end : following[0].start] == " "
        )
        return following[0] if fits else None
    for word in scan.after(quantity.end, 5):
        if word.low in listed("movement", "change"):
            return word
        parts = word.low.split("-")
        if word.low not in listed("movement", "change_adjectives") and not (word.start == quantity.end + 1 and parts[0] == "point"):
            # One noun may stand between: "12% revenue growth".
            following = scan.after(word.end, 1)
            near = (
                following
                and following[0].low in ("growth", "increase", "reduction", "decrease", "savings", "improvement", "saving")
                and word.low[0].isalpha()
            )
            return following[0] if near and word.low not in listed("movement", "stop") and word.low not in ("of", "in", "and") else None
    return None


def _of_change(scan: Scan, quantity: Quantity, change: Word) -> tuple[int, int] | None:
    tie = _object().match(scan.low, change.end)
    if tie:
        found = phrase_after(scan, tie.end())
        if found:
            return found
    between = [
        word for word in scan.after(quantity.end, 4) if word.end <= change.start and word.low not in listed("movement", "change_adjectives")
    ]
    ahead = phrase_after(scan, change.end) if scan.low[change.end : change.end + 1] == " " else None
    return tidy(between) or ahead or phrase_before(scan, _lead_of(scan, quantity.start))


def _lead_of(scan: Scan, start: int) -> int:
    """Step back over a determiner and one verb ("achieve a", "see a")."""
    before = scan.before(start, 2)
    return before[-1].start if before and before[-1].low in ("a", "an", "the", "with") else start


def _of(scan: Scan, quantity: Quantity, lead: int, mover: Mover | None, counted: tuple[int, int] | None) -> tuple[int, int] | None:
    ends = quantity.end
    if scan.low[ends : ends + 4] == " of " and quantity.kind in ("percent", "change", "placeholder", "money", "multiple", "size"):
        return phrase_after(scan, ends + 4)
    if quantity.of is not None:
        return quantity.of
    if mover is not None:
        inside = [word for word in scan.before(lead, _REACH) if word.start >= mover.word.end]
        found = tidy(_cut(inside)) or counted or phrase_before(scan, mover.word.start)
        if found or quantity.kind == "money":
            return found
    if counted:
        return counted
    if quantity.kind in ("percent", "placeholder", "change", "multiple") and scan.low[ends : ends + 1] == " ":
        found = phrase_after(scan, ends + 1)
        if found:
            return found
    if quantity.joined and quantity.kind == "time":
        found = phrase_after(scan, ends)
        if found:
            return found
    return phrase_before(scan, lead)


def _cut(found: list[Word]) -> list[Word]:
    """Keep what stands before a blanked date or a number, and at most twelve words."""
    kept: list[Word] = []
    for word in found[:12]:
        if not word.low[0].isalnum() and word.low not in "-&'/,":
            if kept:
                break
            continue
        if word.low[0].isdigit():
            break
        kept.append(word)
    return kept


def _direction(scan: Scan, mover: Mover | None, of: tuple[int, int] | None) -> Direction | None:
    if mover is None:
        return None
    if mover.name == "better":
        phrase = scan.low[of[0] : of[1]].replace("-", " ").split() if of else []
        return Direction.DECREASE if any(word in listed("movement", "lower_is_better") for word in phrase) else Direction.INCREASE
    return {"up": Direction.INCREASE, "down": Direction.DECREASE, "keep": Direction.MAINTAIN}[mover.name]


def _is_relative(scan: Scan, quantity: Quantity, lead: int, preposition: str, mover: Mover | None) -> bool:
    if quantity.kind in ("points", "change"):
        return True
    if mover is None or mover.name == "keep":
        return False
    if preposition == "by":
        return True
    if preposition == "between":
        preposition = ""
    adjacent = mover.word.end in (lead, lead - 1)
    if adjacent and preposition in ("of", ""):
        return quantity.kind != "count" or mover.word.low in listed("movement", "adjacent") or preposition == "of"
    return (
        preposition == ""
        and quantity.kind in ("percent", "multiple", "money")
        and mover.name in ("up", "down", "better")
        and not _ends_in_level(scan, lead)
    )


def _ends_in_level(scan: Scan, lead: int) -> bool:
    before = scan.before(lead, 1)
    return bool(before) and before[-1].low in ("than", "with", "(", ":", "=", ",", "|")
