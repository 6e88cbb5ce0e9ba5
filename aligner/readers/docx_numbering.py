"""List markers of a Word document, counted as Word shows them: "1.", "2.1", "a)", "•"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from aligner.readers.docx_styles import WORD, word_value
from aligner.readers.ooxml import is_on

__all__ = ["Numbering", "bullet", "number_text"]

_LEVELS = 9
_LARGEST = 32_767  # the largest number that Word itself shows
_LETTERS = 26
_PLACE = re.compile(r"%([1-9])")
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_PRIVATE = (0xE000, 0xF8FF)  # symbol fonts put their glyphs here
_BOXES = {0x6F: "☐", 0x71: "☐", 0xA8: "☐", 0xFE: "☑", 0xFD: "☒", 0xFC: "✓"}  # Wingdings


@dataclass(frozen=True, slots=True)
class _Level:
    style: str
    text: str
    start: int = 1
    restart: int | None = None
    decimal_only: bool = False


@dataclass(slots=True)
class _List:
    """One list and its counters; lists that share an abstract definition share the counters, as in Word."""

    levels: dict[int, _Level]
    counters: dict[int, int]
    starts: dict[int, int] = field(default_factory=dict)
    begun: bool = False


def number_text(number: int, style: str) -> str:
    """Return a number from 0 in one of Word's number styles; unknown styles are shown as decimals."""
    if style == "none":
        return ""
    if number < 1 or number > _LARGEST:
        return str(number)
    if style in ("lowerLetter", "upperLetter"):
        turns, index = divmod(number - 1, _LETTERS)
        letters = chr(ord("a") + index) * min(turns + 1, 4)
        return letters.upper() if style == "upperLetter" else letters
    if style in ("lowerRoman", "upperRoman"):
        return _roman(number).upper() if style == "upperRoman" else _roman(number)
    return f"{number:02d}" if style == "decimalZero" else str(number)


def _roman(number: int) -> str:
    found = ""
    for value, text in _ROMAN:
        count, number = divmod(number, value)
        found += text * count
    return found


def bullet(text: str) -> str:
    """Return a bullet as a person sees it: glyphs of symbol fonts become plain characters."""
    shown = text.strip()
    if len(shown) == 1 and _PRIVATE[0] <= ord(shown) <= _PRIVATE[1]:
        return _BOXES.get(ord(shown) & 0xFF, "•")
    return shown[:4] or "•"


class Numbering:
    """The lists of a document.

    Args:
        root: of the numbering part, or None when there is none.
    """

    def __init__(self, root: etree._Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._by_style: dict[str, dict[str, int]] = {}
        if root is None:
            return
        abstract: dict[str, tuple[dict[int, _Level], dict[int, int]]] = {}
        links: dict[str, str] = {}
        linked: dict[str, str] = {}
        for element in root.iterchildren(f"{WORD}abstractNum"):
            ident = element.get(f"{WORD}abstractNumId", "")
            abstract[ident] = (_levels(element), {})
            self._by_style[ident] = _style_levels(element)
            links[word_value(element, "styleLink") or ""] = ident
            linked[ident] = word_value(element, "numStyleLink") or ""
        for element in root.iterchildren(f"{WORD}num"):
            self._add(element, abstract, {ident: links.get(name, ident) if name else ident for ident, name in linked.items()})

    def _add(
        self, element: etree._Element, abstract: dict[str, tuple[dict[int, _Level], dict[int, int]]], redirect: dict[str, str]
    ) -> None:
        given = word_value(element, "abstractNumId") or ""
        ident = redirect.get(given, given)
        levels, counters = abstract.get(ident, ({}, {}))
        made = _List(dict(levels), counters)
        for override in element.iterchildren(f"{WORD}lvlOverride"):
            index = _whole(override.get(f"{WORD}ilvl"), 0)
            made.levels.update(_levels(override))
            start = word_value(override, "startOverride")
            if start is not None:
                made.starts[index] = _whole(start, 1)
        number = element.get(f"{WORD}numId", "")
        self._lists[number] = made
        self._by_style[f"num:{number}"] = self._by_style.get(ident, {})

    def level_of_style(self, number: str, style: str | None) -> int:
        """Return the level that a list reserves for a style id, else 0."""
        return self._by_style.get(f"num:{number}", {}).get(style or "", 0)

    def known(self, number: str) -> bool:
        """Tell whether the document defines the list."""
        return number in self._lists

    def next(self, number: str, level: int) -> str:
        """Count one paragraph of a list and return its marker; an empty string where none is shown."""
        made = self._lists.get(number)
        if made is None:
            return "•"
        self._begin(made)
        level = max(0, min(level, _LEVELS - 1))
        definition = made.levels.get(level, _Level("bullet", "•"))
        made.counters[level] = made.counters.get(level, definition.start - 1) + 1
        for deeper in [index for index in made.counters if index > level]:
            restart = made.levels[deeper].restart if deeper in made.levels else None
            if restart is None or (restart > 0 and level < restart):
                del made.counters[deeper]
        if definition.style == "bullet":
            return bullet(definition.text)
        return _PLACE.sub(lambda found: self._part(made, int(found[1]) - 1, definition), definition.text).strip()

    def _begin(self, made: _List) -> None:
        """A list that states where to start sets the shared counters once, when it first appears."""
        if not made.begun:
            made.begun = True
            for index, start in made.starts.items():
                for deeper in [known for known in made.counters if known >= index]:
                    del made.counters[deeper]
                made.counters[index] = start - 1

    def _part(self, made: _List, level: int, shown: _Level) -> str:
        definition = made.levels.get(level, _Level("decimal", ""))
        style = "decimal" if shown.decimal_only else definition.style
        return number_text(made.counters.get(level, definition.start), style)


def _whole(value: str | None, default: int) -> int:
    return int(value) if value is not None and value.isdecimal() and len(value) <= len(str(_LARGEST)) else default


def _levels(parent: etree._Element) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for element in parent.iterchildren(f"{WORD}lvl"):
        style = word_value(element, "numFmt") or "decimal"
        restart = word_value(element, "lvlRestart")
        legal = element.find(f"{WORD}isLgl")
        found[_whole(element.get(f"{WORD}ilvl"), 0)] = _Level(
            style,
            (word_value(element, "lvlText") or "")[:60],
            _whole(word_value(element, "start"), 1),
            None if restart is None else _whole(restart, 0),
            legal is not None and is_on(legal.get(f"{WORD}val")),
        )
    return found


def _style_levels(parent: etree._Element) -> dict[str, int]:
    return {
        style: _whole(element.get(f"{WORD}ilvl"), 0)
        for element in parent.iterchildren(f"{WORD}lvl")
        if (style := word_value(element, "pStyle")) is not None
    }
