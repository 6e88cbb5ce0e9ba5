"""How a document writes its numbers and dates, read off the unambiguous ones."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

__all__ = ["day_first", "decimal_comma"]

_MONTHS = 12


@cache
def _slashed() -> re.Pattern[str]:
    return re.compile(r"(?<![\d/.-])(\d{1,2})(?:/(\d{1,2})/(?:\d{4}|\d\d)|-(\d{1,2})-\d{4})(?![\d/-])")


@cache
def _comma() -> re.Pattern[str]:
    return re.compile(r"(?<![\d.,])(?:\d{1,3}(?:\.\d{3}){1,5},\d{1,2}|\d{1,4},\d{1,2}) ?(?:%|€|EUR|Mio|Mrd|million)")


@cache
def _point() -> re.Pattern[str]:
    return re.compile(
        r"(?<![\d.,])\d{1,3}(?:,\d{3}){1,5}\.\d|(?<![\d.,])\d{1,4}\.\d{1,2} ?(?:%|€|EUR|USD|GBP|m\b|bn\b|million|billion)|[$£€] ?\d{1,4}\.\d{1,2}(?!\d)"
    )


def day_first(texts: Iterable[str]) -> bool | None:
    """Return whether 03/04/2026 means 3 April in these texts; None when nothing tells or the texts disagree."""
    seen = set()
    for text in texts:
        if "/" not in text and "-" not in text:
            continue
        for match in _slashed().finditer(text):
            first, second = int(match[1]), int(match[2] or match[3])
            if first > _MONTHS >= second:
                seen.add(True)
            elif second > _MONTHS >= first:
                seen.add(False)
    return seen.pop() if len(seen) == 1 else None


def decimal_comma(texts: Iterable[str]) -> bool | None:
    """Return whether the texts write 1.234,5 rather than 1,234.5; None when nothing tells or the texts disagree."""
    seen = set()
    for text in texts:
        if "," in text and _comma().search(text):
            seen.add(True)
        if "." in text and _point().search(text):
            seen.add(False)
    return seen.pop() if len(seen) == 1 else None
