"""Which words make a goal vague, and what it could say instead, as the rules of goal quality left them on the goal."""

from __future__ import annotations

from aligner.domain.goals import Goal
from aligner.gaps.base import shorten

__all__ = ["sharper_wording", "telling_words"]

# Rules about words; what is absent from a goal is among its reasons already.
_WORDED = frozenset({"R3", "R4", "R5", "R6", "R7", "R9", "R12", "R14", "R18", "R25", "R28"})
_MOST = 3
_SHOWN = 40


def telling_words(goal: Goal) -> str:
    """Return "; vague terms in “deepen”, ..." for up to three rules that fired on words, or an empty string."""
    told: dict[str, str] = {}
    for one in goal.quality:
        if one.rule in _WORDED:
            told.setdefault(one.words.text.casefold(), f"{one.name} in “{shorten(one.words.text, _SHOWN)}”")
    return "; " + ", ".join(list(told.values())[:_MOST]) if told else ""


def sharper_wording(goal: Goal) -> str:
    """Return a sentence that offers a wording one could check, or an empty string when there is none."""
    if goal.sharper is None:
        return ""
    return f"For instance: “{goal.sharper}”; what stands in angle brackets the documents do not say."
