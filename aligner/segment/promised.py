"""Amounts that count because of what stands around them: a wait in weeks, a number with its date, the name of an indicator."""

from __future__ import annotations

import re
from functools import cache

from aligner.lexicon import cache as lexicon_cache
from aligner.lexicon import words
from aligner.segment.movement import Measured
from aligner.segment.phrases import listed
from aligner.segment.quantities import Quantity
from aligner.segment.text import Scan, Word

__all__ = ["indicators", "is_bare_year", "is_due", "is_duration", "is_latest", "is_promised", "is_stretch", "is_total"]

_SHORTEST = 3
"""Letters of an indicator; two may be anything."""


@cache
def _latest() -> re.Pattern[str]:
    return re.compile(r" at (?:the )?(?:very )?(?:latest|most)(?!\w)")


def is_latest(scan: Scan, quantity: Quantity) -> bool:
    """Tell whether "after six weeks" goes on as "at the latest", and so is a limit."""
    return _latest().match(scan.low, quantity.end) is not None


@cache
def _stretch() -> re.Pattern[str]:
    """From one event to another: "from the first call to the visit"; from a day or from now on is no such thing."""
    return re.compile(r" from (?!now|today|\0|start to)[^.;:|\0\d]{2,60}? (?:to|until|till) [a-z]")


def is_stretch(scan: Scan, quantity: Quantity) -> bool:
    """Tell whether a time is what passes between two events ("five days from order to delivery")."""
    return _stretch().match(scan.low, quantity.end) is not None


@lexicon_cache
def _totals() -> re.Pattern[str]:
    return re.compile(r" (?:" + "|".join(re.escape(word) for word in words("units")["totals"]) + r")(?!\w)")


def is_total(scan: Scan, end: int) -> bool:
    """Tell whether what a number counts, ending at the offset, is followed by words that make it a total ("four depots in all")."""
    return _totals().match(scan.low, end) is not None


def is_duration(scan: Scan, quantity: Quantity, before: list[Word]) -> bool:
    """Tell whether weeks, months or years are what is measured ("the wait is five weeks"), not a mere stretch of the calendar."""
    lists = words("units")
    following = scan.after(quantity.end, 2)
    if following and following[0].low == "of" and following[-1].low in lists["lasting"]:
        return True
    measured = any(word.low in lists["waits"] for word in scan.before(quantity.start, 6))
    ends = not following or not following[0].low[0].isalpha() or following[0].low in ("by", "from", "on", "at", "or", "and", "in")
    return (
        measured
        and ends
        and bool(before)
        and before[-1].low in ("is", "are", "be", "of", ":", "=", "|", "to", "at", "takes", "take", "was")
    )


def is_bare_year(written: str, before: list[Word], measured: Measured) -> bool:
    """Tell whether a number written like a year opens its clause, so that a verb follows it and no noun ("2029 closes the book")."""
    year = len(written) == len("2018") and written.isdigit() and written[:2] in ("19", "20")
    return (
        year
        and measured.direction is None
        and (not before or not before[-1].low[0].isalnum() or before[-1].low in ("and", "but", "while", "when"))
    )


def is_promised(scan: Scan, quantity: Quantity, phrase: tuple[int, int]) -> bool:
    """Tell whether a small number opens the text or stands behind its first word, a verb, and a date follows what it counts."""
    before = scan.before(quantity.start, 3)
    if len(before) > 1 or (
        before
        and (
            before[-1].low in listed("movement", "stop")
            or before[-1].low in listed("units", "opening")
            or before[-1].low in listed("units", "definite")
            or not before[-1].low[0].isalpha()
        )
    ):
        return False
    dated = _due().match(scan.low, phrase[1]) is not None
    named = bool(before) and before[-1].low in listed("units", "labels")
    return dated and not named and (not before or not before[-1].low.endswith("s"))


@lexicon_cache
def _due() -> re.Pattern[str]:
    """A date right behind an amount, with a word of state between them or without ("350 live by 31 December")."""
    states = "|".join(re.escape(word) for word in words("units")["states"])
    return re.compile(rf"(?: (?:{states}))?,?(?: (?:at|in|on|by|for|from))?(?: the)? \0")


def is_due(scan: Scan, quantity: Quantity, before: list[Word]) -> bool:
    """Tell whether a bare number has a date of its own and opens its clause, or follows the name of an indicator."""
    opens = (
        not before or before[-1].low in ";:|," or before[-1].low in ("about", "around", "to", "reach", "reaches", "at", "some", "nearly")
    )
    return opens and quantity.scale == 1 and _due().match(scan.low, quantity.end) is not None


@lexicon_cache
def indicators() -> frozenset[str]:
    """Return the indicators that are written in capitals, in lower case: "saidi", "oee"."""
    return frozenset(
        alias.lower()
        for aliases in words("metrics").values()
        for alias in aliases
        if alias.isupper() and alias.isalpha() and len(alias) >= _SHORTEST
    )
