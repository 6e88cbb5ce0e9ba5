"""Glossary entries by their names; those of the shipped file are parsed when a text holds a name, which few of thousands meet in a run."""

from __future__ import annotations

import hashlib
import json
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from aligner.encode.glossary_files import Entry

__all__ = ["Shelf", "index_of", "tokens_of"]

_TOKEN = re.compile(r"[^\W_]+|[^\w\s]")
# With or without a hyphen of any sort, "e-signature" is one term.
_IGNORED = frozenset("-\u2010\u2011\u2012\u2013")
_NAMES = re.compile(r'\{"term": "([^"\\]*)", "aliases": \[(?:"([^]\\]*)")?\], ')
_BETWEEN = '", "'


def tokens_of(name: str) -> list[str]:
    """Return the words and signs of a name, hyphens left out."""
    if name.replace(" ", "").isalnum():  # most are plain words, for which no pattern is needed
        return name.split()
    return [token for token in _TOKEN.findall(name) if token not in _IGNORED]


def index_of(text: str) -> str:
    """Return the names of all entries: a line with the sha256 of the text, then a line per name in order, with the places of its entries.

    Names are in lower case, their words and signs set apart by blanks; a tab and the numbers of the text's lines follow.
    """
    places: dict[str, list[str]] = {}
    for place, line in enumerate(text.split("\n")):
        for name in _names(line):
            tokens = tokens_of(name.lower())
            if tokens:
                places.setdefault(" ".join(tokens), []).append(str(place))
    return "\n".join([_sum(text), *sorted(f"{name}\t{','.join(where)}" for name, where in places.items())])


class Shelf:
    """Entries by their names: first those of a text, then others.

    Args:
        text: JSON lines that a test has checked, each with all of its fields.
        others: further entries. Where they share a name with one of the text that has context words, the latter is left out.
        index: what ``index_of`` gave for the text; made anew when it does not fit.
    """

    def __init__(self, text: str, others: Iterable[Entry] = (), index: str = "") -> None:
        self._shelved: list[Entry | str] = [*text.split("\n")]
        _, *self._lines = (index if index.startswith(_sum(text)) else index_of(text)).split("\n")
        self._places: dict[str, list[int]] = {}
        self._lengths: dict[str, int] = {}
        self._known: dict[str, tuple[int, ...]] = {}
        self._taken: AbstractSet[str] = frozenset()
        own = list(others)
        for place, entry in enumerate(own, len(self._shelved)):
            self._put(place, (entry.term, *entry.aliases))
        if text:
            # What an organisation calls something itself has no second meaning.
            self._taken = {name.lower() for entry in own for name in (entry.term, *entry.aliases)}
        self._shelved += own

    def _put(self, place: int, names: Iterable[str]) -> None:
        for name in names:
            tokens = tokens_of(name.lower())
            if tokens:
                self._places.setdefault(" ".join(tokens), []).append(place)
                self._lengths[tokens[0]] = self._lengths.get(tokens[0], 0) | 1 << len(tokens)

    def lengths(self, first: str) -> Sequence[int]:
        """Return how many words the names have that begin with a word in lower case, longest first."""
        known = self._known.get(first)
        if known is None:
            bits = self._lengths.get(first, 0)
            # In order, a name of one word stands right before the longer ones that begin with it.
            place, alone, more = bisect_left(self._lines, f"{first}\t"), f"{first}\t", f"{first} "
            while place < len(self._lines) and self._lines[place].startswith((alone, more)):
                bits |= 1 << self._lines[place].partition("\t")[0].count(" ") + 1
                place += 1
            known = self._known[first] = tuple(size for size in range(bits.bit_length() - 1, 0, -1) if bits >> size & 1)
        return known

    def entries(self, name: str) -> Iterator[tuple[Entry, str]]:
        """Yield the entries that bear a name, and how they write it; the name in lower case, its words and signs set apart by blanks."""
        for place in dict.fromkeys((*self._shipped(name), *self._places.get(name, ()))):
            entry = self._shelved[place]
            if isinstance(entry, str):
                entry = self._shelved[place] = _entry(entry)
            names = (entry.term, *entry.aliases)
            if not entry.context or self._taken.isdisjoint(one.lower() for one in names):
                yield from ((entry, one) for one in names if " ".join(tokens_of(one)).lower() == name)

    def _shipped(self, name: str) -> Iterator[int]:
        start = f"{name}\t"
        place = bisect_left(self._lines, start)
        if place < len(self._lines) and self._lines[place].startswith(start):
            yield from map(int, self._lines[place][len(start) :].split(","))


def _sum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _names(line: str) -> Sequence[str]:
    found = _NAMES.match(line)
    if found is not None:
        return (found[1], *found[2].split(_BETWEEN)) if found[2] is not None else (found[1],)
    raw = json.loads(line) if line else {"term": "", "aliases": ()}  # an escaped character, or a bracket within a name
    return (raw["term"], *raw["aliases"])


def _entry(line: str) -> Entry:
    raw = json.loads(line)
    return Entry(
        raw["term"],
        raw["gloss"],
        tuple(raw["aliases"]),
        tuple(raw["themes"]),
        raw["kind"],
        tuple(raw["context"]) if "context" in raw else (),
    )
