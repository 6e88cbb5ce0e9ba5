"""Words parted at the end of a line."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["Hyphens"]

_SOFT = "\x02\ufffe\u00ad"
_HARD = "-\u2010"
_EDGES = ".,;:!?()[]\"'\u201c\u201d\u2018\u2019"


class Hyphens:
    """Decides from the other words of the document whether a hyphen at a line end belongs to the word.

    Args:
        words: every word of the document.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._known = {word.strip(_EDGES).casefold() for word in words}

    def join(self, word: str, following: str) -> tuple[str, bool]:
        """Return the word without a hyphen that only parted it, and whether the following word belongs to it."""
        if word[-1] in _SOFT:
            word = word[:-1] + "-"
        elif word[-1] not in _HARD:
            return word, False
        stem = word[:-1]
        if not stem or not stem[-1].isalpha() or not following[:1].isalpha():
            return word, bool(stem) and following[:1].isalnum()
        tail = following.strip(_EDGES).casefold()
        head = stem.strip(_EDGES).casefold()
        if not following[0].islower() or f"{head}-{tail}" in self._known:
            return word, True
        whole = head.rsplit("-", 1)[-1] + tail
        if whole in self._known or not (head in self._known and tail in self._known):
            return stem, True
        return word, True
