"""Terms of the trade and what they are for: ``FIDO2`` is about keeping accounts safe."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files

from aligner.domain.terms import Hit
from aligner.encode.glossary_files import Entry, parse_jsonl, read_entries

__all__ = ["Glossary"]

_TOKEN = re.compile(r"[^\W_]+|[^\w\s]")
# With or without a hyphen of any sort, "e-signature" is one term.
_IGNORED = frozenset("-\u2010\u2011\u2012\u2013")
_SHORT = 3
_NAMES = frozenset({"product", "vendor"})


class Glossary:
    """Finds whole terms in a text, the longest first.

    Aliases of up to three letters, aliases in capitals, and product names of one word match only as they are written, because
    their lower-case twins are everyday words; all others match in any case. A plural "s" is allowed.

    Args:
        entries: later entries replace earlier ones that share an alias.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._exact: dict[str, Entry] = {}
        self._folded: dict[str, Entry] = {}
        lengths: dict[str, set[int]] = {}
        for entry in entries:
            for alias in (entry.term, *entry.aliases):
                tokens = [token for token in _TOKEN.findall(alias) if token not in _IGNORED]
                if not tokens:
                    continue
                if _is_case_sensitive(alias, entry.kind, len(tokens)):
                    self._exact[" ".join(tokens)] = entry
                else:
                    self._folded[" ".join(tokens).lower()] = entry
                lengths.setdefault(tokens[0].lower(), set()).add(len(tokens))
        self._lengths = {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}
        self._cached = lru_cache(maxsize=20_000)(self._expand)

    @classmethod
    def load(cls, extra: Sequence[str] = ()) -> Glossary:
        """Read the shipped terms and then an organisation's own.

        Args:
            extra: paths of ``.jsonl``, ``.csv`` or ``.toml`` files.

        Raises:
            ConfigError: a file cannot be read or holds something else; the message names file and line.
        """
        shipped = parse_jsonl(files("aligner").joinpath("data", "glossary.jsonl").read_text("utf-8"), "glossary.jsonl")
        return cls([*shipped, *(entry for path in extra for entry in read_entries(path))])

    def expand(self, text: str) -> tuple[Hit, ...]:
        """Return the terms in a text by position, without overlaps; of two that overlap the longer stays."""
        return self._cached(text)

    def _expand(self, text: str) -> tuple[Hit, ...]:
        tokens = [(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text) if match.group() not in _IGNORED]
        found: list[tuple[int, int, int, Entry]] = []
        for index, (word, start, _) in enumerate(tokens):
            lowered = word.lower()
            lengths = self._lengths.get(lowered, ())
            if not lengths and lowered.endswith("s"):
                lengths = self._lengths.get(lowered[:-1], ())
            for length in lengths:
                if index + length > len(tokens):
                    continue
                entry = self._find([token for token, _, _ in tokens[index : index + length]])
                if entry is not None:
                    end = tokens[index + length - 1][2]
                    found.append((start - end, start, end, entry))
                    break
        return _without_overlaps(text, found)

    def _find(self, words: list[str]) -> Entry | None:
        joined = " ".join(words)
        entry = self._exact.get(joined) or self._folded.get(joined.lower())
        if entry is None and joined.endswith("s"):
            entry = self._exact.get(joined[:-1]) if len(joined) > _SHORT else None
            entry = entry or self._folded.get(joined[:-1].lower())
        return entry


def _is_case_sensitive(alias: str, kind: str, words: int) -> bool:
    return len(alias) <= _SHORT or alias.isupper() or (words == 1 and kind in _NAMES and alias[0].isupper())


def _without_overlaps(text: str, found: list[tuple[int, int, int, Entry]]) -> tuple[Hit, ...]:
    kept: list[Hit] = []
    for _, start, end, entry in sorted(found, key=lambda hit: hit[:2]):
        if all(end <= hit.start or start >= hit.end for hit in kept):
            kept.append(Hit(entry.term, text[start:end], start, end, entry.gloss, entry.themes))
    return tuple(sorted(kept, key=lambda hit: hit.start))
