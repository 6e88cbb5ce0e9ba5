"""Words that tell what a text is about."""

from __future__ import annotations

import re

from aligner.lexicon import bounded, words

__all__ = ["telling_stems"]

_WORD = re.compile(r"[^\W\d_][\w-]{3,}")
_STEM = 6


@bounded(8192)
def telling_stems(text: str) -> frozenset[str]:
    """Return the stems of the words of a text that say what it is about."""
    hollow = words("conflicts")["hollow"]
    return frozenset(word[:_STEM] for word in _WORD.findall(text.casefold()) if word not in hollow)
