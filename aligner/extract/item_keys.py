"""What two tellings of work are compared by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from aligner.domain.goals import Item
from aligner.extract.item_draft import Draft
from aligner.extract.item_sections import plain

__all__ = ["Key", "fullness", "is_part", "key_of", "tokens_of"]

_STEM = 4

_STOP = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "into",
        "is",
        "it",
        "its",
        "new",
        "of",
        "on",
        "or",
        "our",
        "per",
        "project",
        "programme",
        "initiative",
        "the",
        "to",
        "towards",
        "via",
        "with",
        "work",
        "we",
        "has",
        "have",
        "been",
        "was",
        "were",
        "are",
        "will",
        "be",
        "this",
    ]
)
_VARIANT = re.compile(
    r"\b(?:phase|stage|wave|release|version|tranche|part|batch|lot|step|sprint|increment|iteration|tier|level|zone|region|area|site|depot|station|line|floor|building|hall|campus|ward|district|hub|store|branch|plant|unit|group|country|team)\s+([a-z0-9]{1,12})\b"
    r"|\bv\.?(\d+(?:\.\d+)*)\b|\b(\d+(?:\.\d+)*)\b|\b(north|south|east|west|northern|southern|eastern|western|central|pilot|poc|proof of concept|roll-?out|rollout|scale-?up|design|discovery|procurement|build|testing|hypercare|one|two|three|i{1,3}|iv)\b"
)


@dataclass(frozen=True)
class Key:
    """A title in plain form: its telling words, its phase, region, version and number words, its code names, and the heading right above."""

    title: str
    tokens: frozenset[str]
    variants: frozenset[str]
    parent: str
    codes: frozenset[str] = frozenset()


_CODE = re.compile(r"\b[A-Z][A-Z0-9]{3,}\b")


def key_of(draft: Draft) -> Key:
    """Return what a draft is compared by."""
    title = plain(draft.called)
    variants = frozenset(next(part for part in match.groups() if part) for match in _VARIANT.finditer(title))
    codes = frozenset(code.casefold() for code in _CODE.findall(draft.called) if not draft.called.isupper() or draft.called == code)
    return Key(title, tokens_of(title), variants, plain(draft.item.headings[-1]) if draft.item.headings else "", codes)


@lru_cache(maxsize=4096)
def tokens_of(text: str) -> frozenset[str]:
    """Return the telling words of a text, cut to their stems."""
    return frozenset(_stem(word) for word in plain(text).split() if word not in _STOP)


def _stem(word: str) -> str:
    for ending in ("ations", "ation", "ings", "ing", "ers", "er", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            return word[: -len(ending)]
    return word


def is_part(part: Draft, whole: Key) -> bool:
    """Whether a draft's headings hold the other's title, or most of its words."""
    for heading in part.item.headings:
        name = plain(heading)
        tokens = tokens_of(heading)
        if name == whole.title or (tokens and whole.tokens and len(tokens & whole.tokens) * 2 >= len(tokens | whole.tokens)):
            return True
    return False


def fullness(item: Item) -> int:
    """Count the fields that a telling fills."""
    return sum(value is not None for value in (item.owner, item.due, item.status, item.budget, item.team, item.goal_reference)) + bool(
        item.description
    )
