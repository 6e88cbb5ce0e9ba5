"""Pairs what the program found with what the gold labels name, by their texts."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["pair_texts", "similarity"]

_WORD = re.compile(r"\w+")
_SAME = 0.6


def similarity(one: str, other: str) -> float:
    """Return the share of words in common (Jaccard) in [0, 1]; a text that lies whole in the other scores its share of it, at least 0.6 from half on."""
    left, right = _WORD.findall(one.casefold()), _WORD.findall(other.casefold())
    if not left or not right:
        return 0.0
    common = len(set(left) & set(right)) / len(set(left) | set(right))
    shorter, longer = sorted((" ".join(left), " ".join(right)), key=len)
    if f" {shorter} " in f" {longer} " and len(shorter) >= len(longer) / 2:
        return max(common, _SAME)
    return common


def pair_texts(found: Sequence[Sequence[str]], wanted: Sequence[Sequence[str]]) -> dict[int, int]:
    """Pair found texts with wanted ones, one to one, best first.

    Args:
        found: for each thing found by the program, every text that it gives for it.
        wanted: for each label, every text that counts as it.

    Returns:
        Index in ``found`` to index in ``wanted``, for pairs of similarity 0.6 or more.
    """
    scores = sorted(
        (
            (max(similarity(text, option) for text in texts for option in options), -place, -label)
            for place, texts in enumerate(found)
            for label, options in enumerate(wanted)
        ),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for score, place, label in scores:
        if score < _SAME:
            break
        if -place not in pairs and -label not in taken:
            pairs[-place] = -label
            taken.add(-label)
    return pairs
