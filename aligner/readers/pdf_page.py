"""What the pdf worker says about a page, and the lines made from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, cast

__all__ = ["Line", "Page", "Rule", "Word", "page_from"]


class Word(NamedTuple):
    """A word with its place in points from the top left of the page: ``y`` is its baseline, ``size`` that of the font."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool


class Rule(NamedTuple):
    """A straight stroke: horizontal when it is wider than high."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one baseline without a wide gap, left to right.

    Attributes:
        number: ordinal in the page's reading order, from 1; 0 until that is known.
        page: from 1.
        size: font size of most characters. bold: all words are bold.
    """

    words: tuple[Word, ...]
    page: int
    size: float
    bold: bool
    number: int = 0

    @property
    def text(self) -> str:
        """The words joined by spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Right edge."""
        return self.words[-1].x1

    @property
    def y(self) -> float:
        """Baseline."""
        return max(self.words, key=lambda word: word.size).y


@dataclass(frozen=True, slots=True)
class Page:
    """One page; ``broken`` when it could not be opened, ``lost`` counts words that are rotated, off the page or too small."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...] = ()
    rules: tuple[Rule, ...] = ()
    images: int = 0
    lost: int = 0
    broken: bool = field(default=False)


_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}


def page_from(number: int, raw: Mapping[str, object]) -> Page:
    """Build a page from one line of the worker's output.

    Raises:
        KeyError, TypeError, ValueError: the line is not as the worker writes it.
    """
    words = []
    for text, x0, x1, y, size, bold, _ in cast("Sequence[Sequence[object]]", raw["words"]):
        clean = "".join(
            mark
            for mark in str(text).translate(_LIGATURES)
            if mark.isprintable() or mark in "\x02\ufffe\u00ad" or "\ue000" <= mark <= "\uf8ff"
        )
        if clean:
            words.append(Word(clean, _number(x0), _number(x1), _number(y), _number(size), bool(bold)))
    rules = [Rule(*map(_number, rule)) for rule in cast("Sequence[Sequence[object]]", raw["rules"])]
    counts = (int(_number(raw["images"])), int(_number(raw["lost"])))
    return Page(number, _number(raw["width"]), _number(raw["height"]), tuple(words), tuple(rules), *counts, broken="broken" in raw)


def _number(value: object) -> float:
    return float(cast("float", value))
