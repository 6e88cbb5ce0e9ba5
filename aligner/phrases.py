"""Finds the entries of a long word list in a text, as one pattern of all of them would, without the tens of milliseconds that compiling it takes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

__all__ = ["Phrases"]

_WORD = re.compile(r"\w+")
_HEAD = re.compile(r"\w+(\*?)")
_STEM = 3


class Phrases:
    """Entries of a word list, found as whole words, from left to right; of several that begin at one place the longest counts.

    Args:
        entries: "*" at the end of a word stands for any ending.
        before: characters that may not stand before an entry, besides those of words.
        after: characters that may not stand behind one, besides those of words.
        loose: a blank in an entry stands for any run of white space and hyphens.
        fold: capital letters count as small ones.
    """

    def __init__(self, entries: Iterable[str], *, before: str = "-", after: str = "", loose: bool = False, fold: bool = False) -> None:
        self._before, self._after, self._loose, self._fold = before, after, loose, fold
        self._entries = sorted(dict.fromkeys(entry.lower() if fold else entry for entry in entries), key=lambda entry: (-len(entry), entry))
        self._heads: dict[str, list[int]] = {}
        self._stems: dict[str, list[int]] = {}
        signs = set()
        for rank, entry in enumerate(self._entries):
            head = _HEAD.match(entry)
            if head is None:
                signs.add(entry[0])
                self._heads.setdefault(entry[0], []).append(rank)
            elif head[1]:
                self._stems.setdefault(entry[: min(_STEM, head.end() - 1)], []).append(rank)
            else:
                self._heads.setdefault(head[0], []).append(rank)
        self._signs = frozenset(signs)
        self._starts = re.compile(rf"\w+|[{re.escape(''.join(sorted(signs)))}]") if signs else _WORD
        self._plain = not self._stems and not signs
        self._first_words = frozenset(self._heads)
        self._candidates = {head: self._beginning_with(head) for head in self._heads}

    def found_in(self, text: str) -> bool:
        """Tell whether any entry stands in a text."""
        return next(self.spans(text), None) is not None

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where entries stand: code-point offsets, end exclusive, without overlaps."""
        low = _lowered(text) if self._fold else text
        words = _words(low)
        if self._plain and self._first_words.isdisjoint(words.different):
            return
        done = 0
        for start, word in _starts(self._starts, low) if self._signs else words.starts:
            candidates = self._candidates.get(word)
            if candidates is None and not self._plain:
                candidates = self._candidates[word] = self._beginning_with(word)
            if candidates and start >= done:
                end = self._longest(low, start, candidates)
                if end:
                    yield start, end
                    done = end

    def begins_at(self, text: str, place: int) -> bool:
        """Tell whether an entry begins at a place."""
        low = _lowered(text) if self._fold else text
        word = self._starts.match(low, place)
        return word is not None and self._longest(low, place, self._beginning_with(word[0])) > 0

    def _longest(self, text: str, start: int, candidates: Iterable[str]) -> int:
        """Return where the first of some entries that stands at a place ends; 0 when none does."""
        if start and self._bars(text[start - 1], self._before):
            return 0
        ends = (self._end(text, start, entry) for entry in candidates)
        return next((end for end in ends if end and not (end < len(text) and self._bars(text[end], self._after))), 0)

    def _beginning_with(self, word: str) -> tuple[str, ...]:
        ranks = [*self._heads.get(word, ()), *(rank for size in range(1, _STEM + 1) for rank in self._stems.get(word[:size], ()))]
        return tuple(self._entries[rank] for rank in sorted(set(ranks)))

    @staticmethod
    def _bars(char: str, others: str) -> bool:
        return char.isalnum() or char == "_" or char in others

    def _end(self, text: str, start: int, entry: str) -> int:
        """Return where an entry that begins at a place ends there; 0 when it does not stand there."""
        if "*" in entry:
            found = _pattern(entry, loose=self._loose).match(text, start)
            return found.end() if found else 0
        if not self._loose or " " not in entry:
            return start + len(entry) if text.startswith(entry, start) else 0
        end = start
        for place, part in enumerate(entry.split(" ")):
            between = end
            while place and end < len(text) and (text[end].isspace() or text[end] == "-"):
                end += 1
            if (place and end == between) or not text.startswith(part, end):
                return 0
            end += len(part)
        return end


def _lowered(text: str) -> str:
    """Return a text of the same length in small letters."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(small if len(small := char.lower()) == 1 else char for char in text)


@cache
def _pattern(entry: str, *, loose: bool) -> re.Pattern[str]:
    body = re.escape(entry).replace(r"\*", r"\w*")
    return re.compile(body.replace(r"\ ", r"[\s-]+") if loose else body)


class _Words(NamedTuple):
    starts: Sequence[tuple[int, str]]
    different: frozenset[str]


@lru_cache(maxsize=2048)
def _words(text: str) -> _Words:
    """Return the words of a text and where they begin; most lists are asked about the texts of one document."""
    starts = _starts(_WORD, text)
    return _Words(starts, frozenset(word for _, word in starts))


def _starts(pattern: re.Pattern[str], text: str) -> list[tuple[int, str]]:
    return [(found.start(), found[0]) for found in pattern.finditer(text)]
