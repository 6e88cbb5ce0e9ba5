"""Whether a text holds anything that could be a number or a time: generous, since absence is what gets claimed."""

from __future__ import annotations

import re

__all__ = ["has_number", "has_time"]

_DIGIT = re.compile(r"(?<![\w.])\d[\d.,]*(?!\w*(?:st|nd|rd|th)\b)")
_YEAR = re.compile(r"(?:19|20)\d\d(?:/\d\d)?$")
_WHEN = re.compile(
    r"\b(?:(?:19|20)\d\d|fy ?\d\d|q[1-4]|january|february|march|april|may|june|july|august|september|october|november|december|"
    r"(?:spring|summer|autumn|winter) (?:term|of)|easter|christmas|within (?:a|one|two|three|\w+) (?:weeks?|months?|years?))\b",
    re.IGNORECASE,
)
_NUMBER_WORD = re.compile(
    r"\b(?:half|halve|third|quarter|fifth|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?|hundred|thousand|million|"
    r"every (?:second|other|third)|double|triple|twice|top (?:one|three|five|ten)|first place|per ?cent|net zero|zero)\b",
    re.IGNORECASE,
)


def has_number(text: str) -> bool:
    """Tell whether a text holds a number other than a year."""
    if any(not _YEAR.match(match.group().rstrip(".,")) for match in _DIGIT.finditer(text)):
        return True
    return _NUMBER_WORD.search(text) is not None


def has_time(text: str) -> bool:
    """Tell whether a text holds a year, quarter, month, season or span of time."""
    return _WHEN.search(text) is not None
