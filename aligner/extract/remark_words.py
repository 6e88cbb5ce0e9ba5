"""Looks up the word lists of remarks quickly: a text is searched only for lists that one of its words can begin."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aligner.extract.goal_features import matcher, plain
from aligner.lexicon import bounded, cache, words

__all__ = ["NUMBER", "Wording"]

NUMBER = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a handful of|a couple of|few)"
"""A small count in figures or words, as a pattern."""
_TOKEN = re.compile(r"[^\W_]+(?:['&-][^\W_]+)*")


@cache
def _lists_of() -> Mapping[str, tuple[str, ...]]:
    """Return by first word the lists that have an entry which begins so."""
    found: dict[str, dict[str, None]] = {}
    for name, entries in words("remarks").items():
        for entry in entries:
            first = _TOKEN.match(entry)
            if first is not None:
                found.setdefault(first.group(), {})[name] = None
    return {first: tuple(names) for first, names in found.items()}


@dataclass(frozen=True, slots=True)
class Wording:
    """A text prepared for looking up: ``low`` as word lists spell it, ``tokens`` its words, ``lists`` those that one of them can begin."""

    low: str
    tokens: frozenset[str]
    lists: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Wording:
        """Prepare a text; one that stands in several comparisons is remembered."""
        return _prepared(cls, text)

    def find(self, *names: str) -> re.Match[str] | None:
        """Return the first entry found of any of the lists, the lists in the order given."""
        for name in names:
            if name in self.lists:
                found = matcher("remarks", name).search(self.low)
                if found is not None:
                    return found
        return None

    def has(self, *names: str) -> bool:
        """Tell whether an entry of any of the lists stands in the text."""
        return self.find(*names) is not None


@bounded(8192)
def _prepared(kind: type[Wording], text: str) -> Wording:
    low = plain(text)
    tokens = frozenset(_TOKEN.findall(low))
    known = _lists_of()
    return kind(low, tokens, frozenset(name for token in tokens for name in known.get(token, ())))


def any_word(names: Sequence[str]) -> str:
    """Return a pattern for any entry of some lists, to be put together with others."""
    entries = sorted({entry for name in names for entry in words("remarks")[name]}, key=lambda entry: (-len(entry), entry))
    return "(?:" + "|".join(re.escape(entry) for entry in entries) + ")"
