"""Words of a goal with their places, and quick look-up of listed words and phrases among them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from aligner.lexicon import cache, words

__all__ = ["Phrases", "Span", "Token", "forms", "phrases", "stems", "tokens", "word_set"]

_TOKEN = re.compile(r"\w+(?:[-'’\u2011]\w+)*|[^\w\s]")
_ENDING = re.compile(r"(?:ies|es|s|ed|ing)$")
_VOWELS = "aeiou"
_IRREGULAR = {"be": ("is", "are", "being"), "have": ("has", "having"), "become": ("becomes", "becoming")}
# One short syllable ends in a doubled consonant before "-ed" and "-ing": "cutting", "stopped".
_DOUBLES = re.compile(r"[^aeiou]*[aeiou][bdgklmnprt]")


class Token(NamedTuple):
    """A word or mark: folded for comparison, with code-point offsets into the text, end exclusive."""

    low: str
    start: int
    end: int


class Span(NamedTuple):
    """Tokens from ``first`` to ``last`` (exclusive) that make a listed entry."""

    first: int
    last: int
    entry: str


def tokens(text: str) -> tuple[Token, ...]:
    """Return the words and marks of a text in order; hyphenated words stay whole."""
    return tuple(
        Token(match.group().replace("’", "'").replace("\u2011", "-").lower(), match.start(), match.end()) for match in _TOKEN.finditer(text)
    )


def forms(verb: str) -> tuple[str, ...]:
    """Return a verb in its regular forms ("grow", "grows", "growing", "growed"); only the first word of a phrase changes."""
    head, _, rest = verb.partition(" ")
    tail = f" {rest}" if rest else ""
    stem = head[:-1] if head.endswith("e") else head + head[-1] if _DOUBLES.fullmatch(head) else head
    if head.endswith("y") and head[-2:-1] not in _VOWELS:
        made = (head, head[:-1] + "ies", head + "ing", head[:-1] + "ied")
    else:
        plural = head + ("es" if head.endswith(("s", "sh", "ch", "x", "z")) else "s")
        made = (head, plural, stem + "ing", stem + "ed")
    return tuple(dict.fromkeys(form + tail for form in (*made, *_IRREGULAR.get(head, ()))))


@dataclass(frozen=True, slots=True)
class Phrases:
    """Entries by their first word, the longest first."""

    by_first: dict[str, tuple[tuple[tuple[str, ...], str], ...]]

    @classmethod
    def of(cls, entries: Sequence[str], *, verbs: bool = False) -> Phrases:
        """Index entries; verbs are entered in all their regular forms."""
        found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for entry in entries:
            for form in forms(entry) if verbs else (entry,):
                parts = tuple(token.low for token in tokens(form))
                found.setdefault(parts[0], []).append((parts, entry))
        return cls({first: tuple(sorted(group, key=lambda one: -len(one[0]))) for first, group in found.items()})

    def at(self, text: Sequence[Token], index: int) -> Span | None:
        """Return the longest entry that begins at a token."""
        if not 0 <= index < len(text):
            return None
        for parts, entry in self.by_first.get(text[index].low, ()):
            if len(parts) == 1 or tuple(token.low for token in text[index : index + len(parts)]) == parts:
                return Span(index, index + len(parts), entry)
        return None

    def find(self, text: Sequence[Token], first: int = 0, last: int | None = None) -> Iterator[Span]:
        """Yield entries from left to right without overlaps, within tokens ``first`` to ``last`` (exclusive)."""
        index, end = first, len(text) if last is None else last
        while index < end:
            span = self.at(text, index)
            if span is not None and span.last <= end:
                yield span
                index = span.last
            else:
                index += 1

    def any(self, text: Sequence[Token]) -> bool:
        """Tell whether any entry occurs."""
        return next(self.find(text), None) is not None


@cache
def phrases(*lists: str, verbs: bool = False) -> Phrases:
    """Return the entries of one or more lists of ``quality.toml``, indexed once."""
    known = words("quality")
    return Phrases.of([entry for name in lists for entry in known[name]], verbs=verbs)


def stems(text: str) -> frozenset[str]:
    """Return the stems of the telling words of a text."""
    plain = word_set("plain_words")
    return frozenset(_ENDING.sub("", token.low) for token in tokens(text) if token.low not in plain and token.low[0].isalpha())


@cache
def word_set(name: str) -> frozenset[str]:
    """Return a list of single words of ``quality.toml`` as a set."""
    return frozenset(words("quality")[name])
