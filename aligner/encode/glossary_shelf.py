"""Glossary entries by their names; those of the shipped file are parsed when a text holds a name, which few of thousands meet in a run."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cache

from aligner.encode.glossary_files import Entry

__all__ = ["Shelf", "tokens_of"]

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


class Shelf:
    """Entries by their names: first those of a text, then others.

    Args:
        text: JSON lines that a test has checked, each with all of its fields.
        others: further entries. Where they share a name with one of the text that has context words, the latter is left out.
    """

    def __init__(self, text: str, others: Iterable[Entry] = ()) -> None:
        lines = text.split("\n")
        self._shelved: list[Entry | str] = [*lines]
        self._places: dict[str, list[int]] = {}
        self._lengths: dict[str, int] = {}
        for place, line in enumerate(lines):
            self._put(place, _names(line))
        self._taken: AbstractSet[str] = frozenset()
        own = list(others)
        for place, entry in enumerate(own, len(self._shelved)):
            self._put(place, (entry.term, *entry.aliases))
        if text:
            # What an organisation calls something itself has no second meaning.
            self._taken = {name.lower() for entry in own for name in (entry.term, *entry.aliases)}
        self._shelved += own

    def _put(self, place: int, names: Iterable[str]) -> None:
        places, lengths = self._places, self._lengths
        for name in names:
            tokens = tokens_of(name.lower())
            if tokens:
                places.setdefault(" ".join(tokens), []).append(place)
                first = tokens[0]
                lengths[first] = lengths.get(first, 0) | 1 << len(tokens)

    def lengths(self, first: str) -> Sequence[int]:
        """Return how many words the names have that begin with a word in lower case, longest first."""
        return _set_bits(self._lengths.get(first, 0))

    def entries(self, name: str) -> Iterator[tuple[Entry, str]]:
        """Yield the entries that bear a name, and how they write it; the name in lower case, its words and signs set apart by blanks."""
        for place in dict.fromkeys(self._places.get(name, ())):
            entry = self._shelved[place]
            if isinstance(entry, str):
                entry = self._shelved[place] = _entry(entry)
            names = (entry.term, *entry.aliases)
            if not entry.context or self._taken.isdisjoint(one.lower() for one in names):
                yield from ((entry, one) for one in names if " ".join(tokens_of(one)).lower() == name)


@cache
def _set_bits(bits: int) -> tuple[int, ...]:
    return tuple(place for place in range(bits.bit_length() - 1, 0, -1) if bits >> place & 1)


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
