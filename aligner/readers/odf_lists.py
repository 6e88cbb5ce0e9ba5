"""Markers of lists in OpenDocument text, counted as a person sees them."""

from __future__ import annotations

from collections.abc import Mapping
from string import ascii_lowercase

from lxml import etree

from aligner.readers.odf import STYLE, TEXT, number

__all__ = ["Lists"]

_BULLET, _NUMBERED = f"{TEXT}list-level-style-bullet", f"{TEXT}list-level-style-number"
_DEEPEST = 9
_PRIVATE = range(0xE000, 0xF900)
_LETTERS = 26
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
_LARGEST_ROMAN = 3999


class Lists:
    """Counts list items.

    Args:
        styles: list styles by name.
    """

    def __init__(self, styles: Mapping[str, etree._Element]) -> None:
        self._styles = styles
        self._counts: dict[tuple[str, int], int] = {}

    def begin(self, name: str, level: int, *, continues: bool) -> None:
        """Begin a list of a style at a level from 0; its count starts anew unless it continues another."""
        for depth in range(level, _DEEPEST + 1):
            if not (continues and depth == level):
                self._counts.pop((name, depth), None)

    def next(self, name: str, level: int, stated: str | None = None) -> str:
        """Count an item and return its marker; empty where the level has none."""
        level = min(level, _DEEPEST)
        style = self._level(name, level)
        for depth in range(level + 1, _DEEPEST + 1):
            self._counts.pop((name, depth), None)
        if style is None:
            return "•"
        if style.tag == _BULLET:
            char = style.get(f"{TEXT}bullet-char", "•")
            return "•" if not char or ord(char[0]) in _PRIVATE else char[:1]
        if style.tag != _NUMBERED:
            return "•"
        start = number(style.get(f"{TEXT}start-value"), 1)
        count = number(stated, 0) if stated else self._counts.get((name, level), start - 1) + 1
        self._counts[name, level] = count
        return self._number(style, name, level)

    def _level(self, name: str, level: int) -> etree._Element | None:
        style = self._styles.get(name)
        for child in style if style is not None else ():
            if number(child.get(f"{TEXT}level"), 1) == level + 1:
                return child
        return None

    def _number(self, style: etree._Element, name: str, level: int) -> str:
        form = style.get(f"{STYLE}num-format", "1")
        if not form:
            return "•"
        shown = min(number(style.get(f"{TEXT}display-levels"), 1), level + 1)
        parts: list[str] = []
        for depth in range(level + 1 - shown, level + 1):
            above = self._level(name, depth)
            own = above.get(f"{STYLE}num-format", "1") if above is not None else "1"
            parts.append(_shown(self._counts.get((name, depth), 1), own))
        prefix, suffix = style.get(f"{STYLE}num-prefix", ""), style.get(f"{STYLE}num-suffix", "")
        return f"{prefix}{'.'.join(parts)}{suffix}".strip()[:20]


def _shown(count: int, form: str) -> str:
    if form in {"a", "A"}:
        letter = ascii_lowercase[(count - 1) % _LETTERS] * min(3, 1 + (count - 1) // _LETTERS)
        return letter.upper() if form == "A" else letter
    if form in {"i", "I"} and 0 < count <= _LARGEST_ROMAN:
        text, left = "", count
        for value, letters in _ROMAN:
            text += letters * (left // value)
            left %= value
        return text.upper() if form == "I" else text
    return str(count)
