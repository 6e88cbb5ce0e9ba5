"""Numbers in words: "twenty-five", "two hundred and fifty", "a million", "two dozen"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from aligner.segment.text import Word

__all__ = ["Spelled", "has_number_word", "number_word", "spelled_at"]

_UNITS = {
    word: value
    for value, word in enumerate(
        (
            *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
            *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
        )
    )
}
_TENS = {
    word: 10 * value for value, word in enumerate(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), start=2)
}
_LARGE = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_DOZEN = 12
_TEN, _TWENTY, _HUNDRED, _THOUSAND = 10, 20, 100, 1000
_LONGEST = 8
"""Words in the longest number that is read."""


@dataclass(slots=True)
class Spelled:
    """A number in words: where it ends, how many tokens it takes, and the largest magnitude in it (1 when none)."""

    end: int
    used: int = 0
    total: int = 0
    current: int | None = None
    scale: int = 1

    @property
    def value(self) -> float:
        """The number so far."""
        return float(self.total + (self.current or 0))

    def add(self, value: int, end: int) -> bool:
        """Take a unit or a ten ("five" after "twenty" or "hundred"); return False when it cannot follow."""
        current = self.current
        fits = current is None or (current % _HUNDRED == 0 and value < _HUNDRED)
        fits = fits or (current is not None and current % _TEN == 0 and current % _HUNDRED >= _TWENTY and 0 < value < _TEN)
        if fits:
            self.current, self.end, self.used = (current or 0) + value, end, self.used + 1
        return fits

    def multiply(self, factor: int, end: int) -> None:
        """Take "hundred", "million" or "dozen"; from a thousand on the group is closed."""
        self.current, self.end, self.used = (self.current or 0) * factor, end, self.used + 1
        self.scale = max(self.scale, factor if factor != _DOZEN else 1)
        if factor >= _THOUSAND:
            self.total, self.current = self.total + self.current, 0


def number_word(word: str) -> int | None:
    """Return the value of one number word ("seven", "twenty-five"); None for any other word."""
    if word in _UNITS:
        return _UNITS[word]
    if word in _TENS:
        return _TENS[word]
    tens, _, units = word.partition("-")
    return _TENS[tens] + _UNITS[units] if tens in _TENS and 0 < _UNITS.get(units, 0) < _TEN else None


@cache
def _any_word() -> re.Pattern[str]:
    return re.compile(r"(?<![a-z])(?:" + "|".join((*_UNITS, *_TENS, *_LARGE, "dozen")) + r")(?![a-z])")


def has_number_word(low: str) -> bool:
    """Tell whether a folded text holds any number word."""
    return _any_word().search(low) is not None


def _head(word: Word) -> tuple[int | None, int]:
    """Return the value of a word or of the part before its hyphen ("ten-point"), and where that part ends."""
    whole = number_word(word.low)
    if whole is not None:
        return whole, word.end
    parts = word.low.split("-")
    for size in (2, 1):
        head = "-".join(parts[:size])
        if len(parts) > size and number_word(head) is not None:
            return number_word(head), word.start + len(head)
    return None, word.end


def _factor(word: Word) -> int | None:
    noun = word.low.removesuffix("s")
    return _DOZEN if noun == "dozen" else _LARGE.get(noun)


def spelled_at(tokens: Sequence[Word], index: int) -> Spelled | None:
    """Return the number whose words begin at ``index``, or None; at most eight tokens are read."""
    first = tokens[index]
    found = Spelled(first.end)
    if first.low in ("a", "an"):  # "a hundred"
        if index + 1 == len(tokens) or _factor(tokens[index + 1]) is None:
            return None
        found.current, found.used = 1, 1
    for place in range(index + found.used, min(len(tokens), index + _LONGEST)):
        token = tokens[place]
        value, stop = _head(token)
        factor = _factor(token)
        if value is not None:
            if not found.add(value, stop) or stop != token.end:
                break
        elif factor is not None and found.current is not None:
            found.multiply(factor, token.end)
        elif _links(tokens, place, found):
            found.used += 1
        else:
            break
    return found if found.current is not None else None


def _links(tokens: Sequence[Word], place: int, found: Spelled) -> bool:
    """Tell whether the "and" at ``place`` links hundreds to the rest ("two hundred and fifty")."""
    hundreds = bool(found.current) and (found.current or 0) % _HUNDRED == 0
    return tokens[place].low == "and" and hundreds and place + 1 < len(tokens) and _head(tokens[place + 1])[0] is not None
