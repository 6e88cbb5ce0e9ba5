"""Numbers as written: digits with either decimal mark, magnitudes ("2.4m", "1,2 Mio."), and number words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from aligner.segment.number_words import has_number_word, spelled_at
from aligner.segment.text import Scan

__all__ = ["Number", "find_numbers", "parse_digits"]

_THOUSANDS = 3


@dataclass(frozen=True, slots=True)
class Number:
    """A number and its place.

    Attributes:
        value: with the magnitude applied.
        scale: the magnitude (1000 for "k", 1 when none).
        spelled: written in words.
        fraction: digits after the decimal mark are present.
    """

    start: int
    end: int
    value: float
    scale: int = 1
    spelled: bool = False
    fraction: bool = False


_MAGNITUDES = {
    "k": 10**3, "thousand": 10**3, "thousands": 10**3, "tsd": 10**3, "lakh": 10**5, "m": 10**6, "mn": 10**6, "mm": 10**6, "mio": 10**6, "mln": 10**6,
    "million": 10**6, "millions": 10**6, "crore": 10**7, "b": 10**9, "bn": 10**9, "mrd": 10**9, "billion": 10**9, "billions": 10**9, "tn": 10**12, "trillion": 10**12,
    "hundred": 100,
}  # fmt: skip


@cache
def _digits() -> re.Pattern[str]:
    """Every repeat is bounded and no match begins inside a number, so time is linear in the text."""
    magnitude = r"(?:(?:(?P<near>k|mm|m|bn|b|mn|tn)|[ -]?(?P<far>thousands?|hundred|millions?|billions?|trillion|(?:mio|mln|mrd|tsd)(?=\. ?[€$£]|\. (?:eur|usd|chf))\.|mio|mln|mrd|tsd|mn|bn|tn|lakh|crore)|(?<=\0) (?P<lone>m|k|b)| (?P<apart>m|bn|b)(?= ?(?:[€$£]|(?:eur|usd|gbp|chf)(?!\w))))(?!\w))"
    return re.compile(
        r"(?<!\w)(?<!\d[.,/:'])(?<![a-z]-)(?<![#§/\\_^])(?P<n>\d{1,3}(?:[,.' ]\d{3}){1,5}(?:[.,]\d{1,4})?(?!\d)|\d{1,12}(?:[.,]\d{1,6})?(?!\d)|\.\d{1,4}(?!\d))"
        rf"{magnitude}?"
    )


def parse_digits(text: str, *, decimal_comma: bool | None) -> float | None:
    """Return the value of digits with separators; None when the separators make no number ("1.2.3").

    Args:
        text: digits with ``.``, ``,``, ``'`` or spaces between them.
        decimal_comma: how to read one mark with three digits after it: True takes "1.234" for 1234 and "1,234" for 1.234; None and False
            take the English reading.
    """
    plain = text.replace(" ", "").replace("'", "")
    marks = [mark for mark in ",." if mark in plain]
    if len(marks) == 2:  # noqa: PLR2004 - both marks: the later one is the decimal mark
        decimal = max(marks, key=plain.rindex)
        other = "," if decimal == "." else "."
        return _value(plain.replace(other, ""), decimal) if plain.count(decimal) == 1 else None
    if not marks:
        return float(plain)
    mark = marks[0]
    groups = plain.split(mark)
    in_thousands = all(len(group) == _THOUSANDS for group in groups[1:]) and 1 <= len(groups[0]) <= _THOUSANDS and groups[0] != "0"
    if len(groups) > 2:  # noqa: PLR2004 - a decimal mark stands once
        return float("".join(groups)) if in_thousands else None
    if in_thousands and (mark == ",") is not bool(decimal_comma):
        return float("".join(groups))
    return _value(plain, mark)


def _value(text: str, decimal: str) -> float:
    return float(text.replace(decimal, "."))


def find_numbers(scan: Scan, *, decimal_comma: bool | None) -> list[Number]:
    """Return the numbers of a text in order, none inside an identifier, version, time or address."""
    found = _in_digits(scan, decimal_comma=decimal_comma)
    return sorted((*found, *_in_words(scan)), key=lambda number: number.start)


def _in_digits(scan: Scan, *, decimal_comma: bool | None) -> list[Number]:
    found: list[Number] = []
    for match in _digits().finditer(scan.low):
        start = match.start()
        if start > 1 and scan.low[start - 1] == "-" and scan.low[start - 2].isdigit():
            # The second end of "15-20" is welcome, a later member of "555-10-20" is not.
            first = found[-1] if found and found[-1].end == start - 1 else None
            if first is None or scan.low[first.start - 1 : first.start] == "-":
                continue
        number = _digit_number(scan.low, match, decimal_comma=decimal_comma)
        if number is not None:
            found.append(number)
    return found


def _digit_number(low: str, match: re.Match[str], *, decimal_comma: bool | None) -> Number | None:
    """Return the number of a match, or None when what follows shows an identifier, version, time or ratio."""
    value = parse_digits(match["n"], decimal_comma=decimal_comma)
    end = match.end()
    following = low[end : end + 2]
    if value is None or (following[:1] and following[0] in "/:.,_\\'" and following[1:2].isdigit()):
        return None
    magnitude = match["near"] or match["far"] or match["lone"] or match["apart"]
    scale = _MAGNITUDES[magnitude.rstrip(".")] if magnitude else 1
    exact = float(Decimal(repr(value)) * scale)
    fraction = ("." in match["n"] or "," in match["n"]) and (value != int(value) or match["n"].endswith((".0", ".00")))
    return Number(match.start(), end, exact, scale, fraction=fraction)


def _in_words(scan: Scan) -> list[Number]:
    if not has_number_word(scan.low):
        return []
    found = []
    tokens = scan.words
    index = 0
    while index < len(tokens):
        number = spelled_at(tokens, index)
        if number is not None:
            found.append(Number(tokens[index].start, number.end, number.value, number.scale, spelled=True))
        index += number.used if number is not None else 1
    return found
