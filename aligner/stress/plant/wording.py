"""Other words from the list of ``stress.toml``."""

from __future__ import annotations

import re

from aligner.lexicon import cache, words

__all__ = ["opposite", "paraphrase"]

_WORD = re.compile(r"\w[\w-]*")
_MOST = 3
_MODAL = frozenset({"will", "shall", "must"})
_NOUNS = ("ing", "ion", "ment", "out")
_AHEAD = re.compile(r"(?:\b(?:to|will|shall|must|and|we)|[:–])\s+$", re.IGNORECASE)


def paraphrase(text: str) -> str:
    """Return a text with up to three words replaced by others that mean the same, and "A for B" told as "B: A"."""
    changed, count = text, 0
    for old, new in _pairs("synonyms"):
        at = _pattern(old).search(changed)
        if count < _MOST and at is not None and new.casefold() not in text.casefold():
            changed = changed[: at.start()] + _cased(at.group(), new) + changed[at.end() :]
            count += 1
    head, found, tail = changed.partition(" for ")
    if found and len(tail.split()) > 1 and "(" not in changed:
        return f"{tail[0].upper()}{tail[1:]}: {head[0].lower() + head[1:] if head[1:2].islower() else head}"
    return changed if changed != text else f"Delivery of {text}"


def opposite(text: str) -> str | None:
    """Return a text with its first promise turned into the contrary, or None where the list has no word of it."""
    found = [
        (match.start(), -len(old), old, new)
        for old, new in _pairs("opposites")
        if (match := _pattern(old).search(text)) is not None and _promises(text, match.start(), old)
    ]
    if not found:
        return None
    at, _, old, new = min(found)
    return f"{text[:at]}{_cased(text[at : at + len(old)], new)}{text[at + len(old) :]}"


def _promises(text: str, at: int, word: str) -> bool:
    """A verb such as "open" promises at the beginning or after "to" and "will"; elsewhere it may be another word."""
    if word in _MODAL or " " in word or word.endswith(_NOUNS):
        return True
    return at == 0 or bool(_AHEAD.search(text[:at]))


def _cased(old: str, new: str) -> str:
    return f"{new[0].upper()}{new[1:]}" if old[:1].isupper() else new


@cache
def _pattern(word: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(word)}\b(?!-)", re.IGNORECASE)


@cache
def _pairs(topic: str) -> tuple[tuple[str, str], ...]:
    return tuple((old.strip(), new.strip()) for old, _, new in (entry.partition("=") for entry in words("stress")[topic]))
