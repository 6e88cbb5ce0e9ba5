"""Stems of the content words that two wordings of a goal are compared by."""

from __future__ import annotations

import re

from aligner.extract.goal_features import plain

__all__ = ["STOP", "WORD", "stem", "stems"]

WORD = re.compile(r"[^\W\d_]{2,}")
_STOP_WORDS = """
a an and are as at be been being by can do each for from have has if in into is it its more must no not of on or our shall should so than that the their them these they this
those to under up us we were what when which who will with within would you your all any aim aims goal objective ambition priority action
"""
STOP = frozenset(_STOP_WORDS.split())


def stems(text: str) -> frozenset[str]:
    """Return the stems of the content words of a text."""
    return frozenset(stem(plain(word)) for word in WORD.findall(text) if plain(word) not in STOP)


def stem(word: str) -> str:
    """Return a word without its commonest ending."""
    for ending in ("ations", "ation", "ings", "ing", "ies", "ied", "ed", "es", "s", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:  # noqa: PLR2004 - what is left must still tell words apart
            return word[: -len(ending)]
    return word
