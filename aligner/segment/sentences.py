"""Where sentences begin, decided on tokens: abbreviations, initials, numbering and decimals do not end one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aligner.lexicon import cache, words

__all__ = ["CLOSERS", "ends_after", "is_unsure", "may_begin", "needs_splitting", "sentence_starts"]

_NO_STOP = frozenset({"..", "...", "...."})
CLOSERS = frozenset(")]\"'”’»*_")
_OPENERS = frozenset("([\"'“‘«*_@#£$€•")
_BULLETS = frozenset({"•", "▪", "●", "◦", "‣"})


@cache
def _candidate() -> re.Pattern[str]:
    return re.compile(r"[.!?…][)\]\"'”’»*_]{0,4}\s|[•▪●◦‣\n]")


def needs_splitting(text: str) -> bool:
    """Tell whether the text may hold more than one sentence; cheap, never wrong when it says no."""
    return _candidate().search(text) is not None


@cache
def _lists() -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    lists = words("sentences")
    return frozenset(lists["never_end"]), frozenset(lists["before_number"]), frozenset(lists["may_end"]), frozenset(lists["starters"])


def is_unsure(word: str) -> bool:
    """Tell whether what follows a word, or what is joined to it, decides if its full stop ends a sentence."""
    never, numbered, may, _ = _lists()
    low = word.casefold()
    return len(word) == 1 or "." in word or word.isdigit() or low in never or low in numbered or low in may


def may_begin(first: str) -> bool:
    """Tell whether a sentence may begin with a character."""
    return first.isupper() or first.isdigit() or first in _OPENERS


def sentence_starts(tokens: Sequence[str], spaced: Sequence[bool]) -> set[int]:
    """Return the indices of tokens that begin a sentence.

    Args:
        tokens: token texts in order.
        spaced: whether white space follows each token; as long as ``tokens``.
    """
    starts = {0} if tokens else set()
    for index, token in enumerate(tokens[:-1]):
        if token in _BULLETS and spaced[index] and index > 0:
            starts.add(index)
        elif "\n" in token:
            starts.add(index + 1)
        elif token[-1] in ".!?…":
            last = _closing(tokens, spaced, index)
            if last + 1 < len(tokens) and spaced[last] and _ends(tokens, spaced, index, tokens[last + 1]):
                starts.add(last + 1)
    return starts


def _closing(tokens: Sequence[str], spaced: Sequence[bool], index: int) -> int:
    """Return the index of the last closing quote or bracket that belongs to the mark at ``index``."""
    while not spaced[index] and index + 1 < len(tokens) and tokens[index + 1] in CLOSERS:
        index += 1
    return index


def _ends(tokens: Sequence[str], spaced: Sequence[bool], index: int, following: str) -> bool:
    """Tell whether the mark at ``index`` ends a sentence, given the token that follows it and its closers."""
    if not may_begin(following[0]):
        return False
    mark = tokens[index]
    if not mark.endswith(".") or mark in _NO_STOP:
        return True
    word, place = (tokens[index - 1], index - 1) if mark == "." and index > 0 and not spaced[index - 1] else (mark[:-1], index)
    return ends_after(word, place, following)


def ends_after(word: str, place: int, following: str) -> bool:
    """Tell whether a single full stop after a word ends a sentence.

    Args:
        word: the token before the full stop.
        place: its index in the text.
        following: the token after the full stop and its closers.
    """
    return not _is_numbering(word, place) and not _is_abbreviation(word, following)


def _is_numbering(word: str, place: int) -> bool:
    """Tell whether the word numbers the text: "3." or "2.1." or "b." at its very start."""
    return place == 0 and (word.replace(".", "").isdigit() or (len(word) == 1 and word.isalpha() and word != "I"))


def _is_abbreviation(word: str, following: str) -> bool:
    never, numbered, may, starters = _lists()
    low = word.casefold()
    if low in never:
        return True
    if low in numbered:
        return following[0].isdigit() or following[0] in "([#"
    initials = len(word) == 1 and word.isupper() and word != "I"
    if initials or low in may or ("." in low and all(len(part) <= 1 for part in low.split("."))):
        return following.casefold() not in starters
    return False
