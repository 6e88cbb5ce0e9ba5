"""Terms of the trade and what they are for: ``FIDO2`` is about keeping accounts safe."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from aligner.domain.terms import Hit
from aligner.encode.glossary_files import Entry, read_entries
from aligner.encode.glossary_shelf import Shelf, tokens_of

__all__ = ["Glossary"]

_TOKEN = re.compile(r"[^\W_]+|[^\w\s]")
_IGNORED = frozenset("-\u2010\u2011\u2012\u2013")
_SHORT = 3
# A single word somewhere in the documents is no evidence for a rarer meaning.
_FAR_OFF = 2
_NAMES = frozenset({"product", "vendor"})


class Glossary:
    """Finds whole terms in a text, the longest first.

    Aliases of up to three letters, aliases in capitals, and product names of one word match only as they are written, because
    their lower-case twins are everyday words; all others match in any case. A plural "s" is allowed.

    An alias of several entries means the one whose context words stand nearest: in the text itself, else in the documents of the
    run (``attune``). Where neither tells, it means the entry without context words, and nothing at all if there is none.

    Args:
        entries: of those without context words that share an alias, the last counts; those with context words stand beside it.
        setting: texts from whose words ambiguous aliases may be told; read when the first is met.
        shipped: further entries as JSON lines, which come before the others.
        index: the index of the shipped ones.
    """

    def __init__(self, entries: Iterable[Entry], setting: Iterable[str] = (), *, shipped: str = "", index: str = "") -> None:
        self._setting_texts = setting
        self._setting: Counter[str] | None = None
        self._shelf = Shelf(shipped, entries, index)
        self._met: dict[str, _Meanings] = {}
        self._cached = lru_cache(maxsize=20_000)(self._expand)

    @classmethod
    def load(cls, extra: Sequence[str] = (), names: Sequence[tuple[str, Sequence[str]]] = ()) -> Glossary:
        """Read the shipped terms and then an organisation's own.

        Args:
            extra: paths of ``.jsonl``, ``.csv`` or ``.toml`` files.
            names: full names of units, systems and programmes with their acronyms and other names.

        Raises:
            ConfigError: a file cannot be read or holds something else; the message names file and line.
        """
        own = [entry for path in extra for entry in read_entries(path)]
        own += [Entry(other, name) for name, others in names for other in others]
        shipped, index = (files("aligner").joinpath("data", f"glossary.{ending}").read_text("utf-8") for ending in ("jsonl", "index"))
        return cls(own, shipped=shipped, index=index)

    def attune(self, texts: Iterable[str]) -> None:
        """From now on tell ambiguous aliases by the words of these texts, where their own text does not; read when first needed."""
        self._setting_texts, self._setting = texts, None
        self._cached.cache_clear()

    def expand(self, text: str) -> tuple[Hit, ...]:
        """Return the terms in a text by position, without overlaps; of two that overlap the longer stays."""
        return self._cached(text)

    def _expand(self, text: str) -> tuple[Hit, ...]:
        tokens = [(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text) if match.group() not in _IGNORED]
        found: list[tuple[int, int, int, Entry]] = []
        for index, (word, start, _) in enumerate(tokens):
            lowered = word.lower()
            lengths = self._shelf.lengths(lowered)
            if not lengths and lowered.endswith("s"):
                lengths = self._shelf.lengths(lowered[:-1])
            for length in lengths:
                if index + length > len(tokens):
                    continue
                entries = self._find([token for token, _, _ in tokens[index : index + length]])
                entry = self._meant(entries, tokens) if entries else None
                if entry is not None:
                    end = tokens[index + length - 1][2]
                    found.append((start - end, start, end, entry))
                    break
        return _without_overlaps(text, found)

    def _find(self, words: list[str]) -> tuple[Entry, ...]:
        joined = " ".join(words)
        meanings = self._meanings(joined.lower())
        entries = meanings.exact.get(joined) or meanings.folded
        if not entries and joined.endswith("s"):
            meanings = self._meanings(joined[:-1].lower())
            entries = meanings.exact.get(joined[:-1], ()) if len(joined) > _SHORT else ()
            entries = entries or meanings.folded
        return entries

    def _meanings(self, name: str) -> _Meanings:
        """Return what a name in lower case may mean."""
        found = self._met.get(name)
        if found is None:
            found = self._met[name] = _Meanings()
            for entry, written in self._shelf.entries(name):
                found.add(entry, written)
        return found

    def _meant(self, entries: tuple[Entry, ...], tokens: Sequence[tuple[str, int, int]]) -> Entry | None:
        """Return the entry that a text means by an alias of several, or None when it cannot be told."""
        if len(entries) == 1:
            return entries[0]
        chosen = _speaks_for(entries, Counter(_stem(token) for token, _, _ in tokens), 1)
        if chosen is None:
            if self._setting is None:
                words = (_stem(word) for text in self._setting_texts for word in _TOKEN.findall(text))
                self._setting = Counter(words)
            chosen = _speaks_for(entries, self._setting, _FAR_OFF)
        return chosen or next((entry for entry in entries if not entry.context), None)


@dataclass(slots=True)
class _Meanings:
    """Entries that bear one name: by its spelling where that matters, and those for which it does not."""

    exact: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    folded: tuple[Entry, ...] = ()

    def add(self, entry: Entry, written: str) -> None:
        tokens = tokens_of(written)
        if _is_case_sensitive(written, entry.kind, len(tokens)):
            joined = " ".join(tokens)
            self.exact[joined] = _beside(self.exact.get(joined, ()), entry)
        else:
            self.folded = _beside(self.folded, entry)


def _beside(known: tuple[Entry, ...], entry: Entry) -> tuple[Entry, ...]:
    """Return the entries of an alias with one more; without context words it takes the place of the one that had none."""
    if entry.context:
        return (*known, entry)
    return (*(one for one in known if one.context), entry)


def _stem(word: str) -> str:
    return word.lower().removesuffix("s")


def _speaks_for(entries: Sequence[Entry], words: Counter[str], least: int) -> Entry | None:
    """Return the entry that most different context words speak for; None when two are even or fewer than ``least`` speak for any."""
    votes = [(sum(words[_stem(part)] > 0 for word in entry.context for part in word.split()), place) for place, entry in enumerate(entries)]
    best, place = max(votes, key=lambda vote: (vote[0], -vote[1]))
    return entries[place] if best >= least and sum(vote == best for vote, _ in votes) == 1 else None


def _is_case_sensitive(alias: str, kind: str, words: int) -> bool:
    return len(alias) <= _SHORT or alias.isupper() or (words == 1 and kind in _NAMES and alias[0].isupper())


def _without_overlaps(text: str, found: list[tuple[int, int, int, Entry]]) -> tuple[Hit, ...]:
    kept: list[Hit] = []
    for _, start, end, entry in sorted(found, key=lambda hit: hit[:2]):
        if all(end <= hit.start or start >= hit.end for hit in kept):
            kept.append(Hit(entry.term, text[start:end], start, end, entry.gloss, entry.themes))
    return tuple(sorted(kept, key=lambda hit: hit.start))
