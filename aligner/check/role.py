"""Whether a draft states goals or work."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from aligner.domain.goals import Goal, Item
from aligner.domain.text import BlockKind, Document, Layer
from aligner.lexicon import cache, words

__all__ = ["Guess", "guess"]

_TITLE_WEIGHT = 5
_TITLE_WORDS = 14
_FIRST_BLOCKS = 4


@dataclass(frozen=True, slots=True)
class Guess:
    """What a draft is read as, "strategy" or "execution", and why, as a clause."""

    role: str
    because: str


def guess(document: Document, goals: Sequence[Goal], items: Sequence[Item]) -> Guess:
    """Tell what a document is by what was found in it: goals against work that has a status, and the words of its title.

    Args:
        document: the draft.
        goals: found in it when read as a strategy.
        items: found in it when read as an execution document.
    """
    going = sum(item.status is not None for item in items)
    strategy, execution = _title_word(document, "strategy_titles"), _title_word(document, "execution_titles")
    score = len(goals) - going
    # A title that says both ("Strategy: delivery report") tells of the work on it.
    score += -_TITLE_WEIGHT if execution else _TITLE_WEIGHT if strategy else 0
    # Whatever the title says, a draft can only be checked for what is in it.
    strategic = bool(goals) and (not items or score > 0 or (score == 0 and len(goals) >= len(items)))
    role = "strategy" if strategic else "execution"
    told = execution or strategy
    agrees = told and bool(execution) is (role == "execution")
    counts = f"{_count(len(goals), 'goal')} and {_count(going, 'piece')} of work with a status"
    return Guess(role, f"{counts}; its title says “{told}”" if agrees else counts)


def _title_word(document: Document, topic: str) -> str:
    """Return the first word of a list in the document's title or its first headings and lines."""
    body = [block for block in document.blocks[: 3 * _FIRST_BLOCKS] if block.layer is Layer.BODY and block.kind is not BlockKind.ROW]
    for text in (document.title, *(block.text for block in body[:_FIRST_BLOCKS])):
        found = _pattern(topic).search(text) if len(text.split()) <= _TITLE_WORDS else None
        if found:
            return found.group()
    return ""


@cache
def _pattern(topic: str) -> re.Pattern[str]:
    entries = sorted(words("check")[topic], key=lambda entry: (-len(entry), entry))
    return re.compile(r"\b(?:" + "|".join(re.escape(entry) for entry in entries) + r")(?!\w)", re.IGNORECASE)


def _count(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"
