"""Content words of a text, with light stemming."""

from __future__ import annotations

import re

from aligner.lexicon import bounded, cache, words

__all__ = ["Word", "content_words", "stem"]

_TOKEN = re.compile(r"[^\W_]+")
_STEM = 4

# A stem and the word as written.
Word = tuple[str, str]


def stem(word: str) -> str:
    """Return the word in lower case without its plural "s" and then without its commonest ending."""
    lowered = word.lower()
    if lowered.endswith("s") and not lowered.endswith(("ss", "us", "is")) and len(lowered) > _STEM:
        lowered = lowered[:-1]
    for ending in words("link")["endings"]:
        if lowered.endswith(ending) and len(lowered) - len(ending) >= _STEM:
            return lowered[: -len(ending)]
    return lowered


_stem = bounded(50_000)(stem)


@bounded(10_000)
def content_words(text: str) -> tuple[Word, ...]:
    """Return stem and surface of every word that is neither a stop word nor a single character, in order."""
    return tuple((_stem(word), word) for word in _TOKEN.findall(text) if len(word) > 1 and word.lower() not in _stop())


@cache
def _stop() -> frozenset[str]:
    return frozenset(words("link")["stop"])
