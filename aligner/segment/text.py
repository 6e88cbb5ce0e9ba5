"""Views of a text that keep every character in its place, so that offsets found in one hold in the other."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

__all__ = ["BLANK", "Claims", "Scan", "Word", "blank", "fold", "has_digit"]

BLANK = "\0"
"""Stands for a character that no parser may read as part of a number, date or word."""

_SAME_LENGTH = str.maketrans(
    dict.fromkeys("\t\n\r\xa0\u2007\u2009\u200a\u202f", " ")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-")
    | dict.fromkeys("\u2018\u2019\u02bc", "'")
    | dict.fromkeys("\u201c\u201d\u201e", '"')
)


class Word(NamedTuple):
    """A word or a single punctuation mark, lower case; ``end`` is exclusive."""

    low: str
    start: int
    end: int


def fold(text: str) -> str:
    """Return the text in lower case with plain spaces, hyphens and quotes; same length as the input."""
    low = text.lower()
    if len(low) != len(text):  # a few letters, such as the Turkish dotted I, grow when lowered
        low = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return low.translate(_SAME_LENGTH)


@cache
def _digit() -> re.Pattern[str]:
    return re.compile(r"\d")


def has_digit(text: str) -> bool:
    """Tell whether the text holds a decimal digit of any script."""
    return _digit().search(text) is not None


def blank(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return the text with some stretches made unreadable; same length, linear in it.

    Args:
        text: any text.
        spans: offsets (end exclusive) that do not overlap, in any order.
    """
    parts, position = [], 0
    for start, end in sorted(spans):
        parts += [text[position:start], BLANK * (end - start)]
        position = end
    return "".join((*parts, text[position:]))


@cache
def _token() -> re.Pattern[str]:
    return re.compile(r"\0+|[^\W_]+(?:['-][^\W_]+)*|[^\w\s]|_")


@cache
def _opaque() -> re.Pattern[str]:
    """Addresses, file paths, telephone numbers: digits in them mean nothing. All repeats are bounded: linear time."""
    return re.compile(
        r"\bhttps?://\S{1,2000}|\bwww\.\S{1,500}|\]\([^()\s]{1,500}\)"
        r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"
        r"|(?<!\w)\+\d{1,3}(?:[ -]?\(?\d{1,5}\)?){2,6}(?!\w)|\(\d{3,5}\) ?\d{3,4}[ -]\d{3,4}(?!\w)|(?<![\w-])\d{3}-\d{3}-\d{4}(?![\w-])"
        r"|(?<![\w,.])0\d{2,4} \d{3,4} ?\d{3,4}(?!\w)"
    )


class Claims:
    """Which characters of a text are spoken for; each question costs the length of its stretch.

    Args:
        length: of the text, in code points.
    """

    def __init__(self, length: int) -> None:
        self._taken = bytearray(length)

    def claim(self, start: int, end: int) -> bool:
        """Take a stretch and return True, or return False when part of it is taken already."""
        if any(self._taken[start:end]):
            return False
        self._taken[start:end] = b"\1" * (end - start)
        return True


@dataclass(frozen=True)
class Scan:
    """A text prepared for parsing.

    Attributes:
        text: as written.
        low: folded, with addresses and telephone numbers blanked; same length as ``text``.
    """

    text: str
    low: str

    @classmethod
    def of(cls, text: str) -> Scan:
        """Prepare a text."""
        low = fold(text)
        if "@" in low or "/" in low or has_digit(low):
            low = _opaque().sub(lambda match: BLANK * len(match[0]), low)
        return cls(text, low)

    def without(self, spans: list[tuple[int, int]]) -> Scan:
        """Return a view in which the given stretches are blanked."""
        return Scan(self.text, blank(self.low, spans))

    @cached_property
    def words(self) -> list[Word]:
        """Words and punctuation marks in order."""
        return [Word(match[0], match.start(), match.end()) for match in _token().finditer(self.low)]

    @cached_property
    def _starts(self) -> list[int]:
        return [word.start for word in self.words]

    def before(self, offset: int, limit: int) -> list[Word]:
        """Return up to ``limit`` words that end at or before the offset, nearest last."""
        stop = bisect_left(self._starts, offset)
        return self.words[max(0, stop - limit) : stop]

    def after(self, offset: int, limit: int) -> list[Word]:
        """Return up to ``limit`` words that start at or after the offset, nearest first."""
        first = bisect_right(self._starts, offset - 1)
        return self.words[first : first + limit]

    def capital(self, offset: int) -> bool:
        """Tell whether the character at the offset is an upper-case letter."""
        return offset < len(self.text) and self.text[offset].isupper()
