"""When a pair is surely enough about the same thing to accuse it of a conflict."""

from __future__ import annotations

import re

from aligner.domain.goals import Goal, Item
from aligner.domain.links import Link
from aligner.lexicon import words

__all__ = ["sure_pair", "telling_stems"]

# Measured on labelled pairs whose dates or figures clash: from one chance in two on, nearly all of them were true links; below, under half.
_LIKELY = 0.5
_POSSIBLE = 0.3
# A plan may file work under a goal that it has nothing to do with: without kinship of the texts a reference is no ground for a claim.
_RELATED = 0.3
_WORD = re.compile(r"[^\W\d_][\w-]{3,}")
_STEM = 6


def sure_pair(goal: Goal, item: Item, link: Link) -> bool:
    """Tell whether a clash of this pair may be claimed, rather than asked about: related texts, and a likely link or shared words.

    One telling word that the goal's text shares with the work's title will do, or two anywhere in what is said about either.
    """
    if link.similarity < _RELATED or link.probability < _POSSIBLE:
        return False
    if link.probability >= _LIKELY or telling_stems(goal.text) & telling_stems(item.text):
        return True
    theirs = telling_stems(" ".join((goal.text, *(quote.text for quote in (*goal.description, *goal.mentions)))))
    return len(theirs & telling_stems(" ".join((item.text, *(quote.text for quote in item.description))))) > 1


def telling_stems(text: str) -> frozenset[str]:
    """Return the stems of the words of a text that say what it is about."""
    hollow = words("conflicts")["hollow"]
    return frozenset(word[:_STEM] for word in _WORD.findall(text.casefold()) if word not in hollow)
