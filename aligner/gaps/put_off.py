"""Goals that the strategy itself puts off: work for them may rightly be missing."""

from __future__ import annotations

from aligner.domain.goals import Goal
from aligner.lexicon import words

__all__ = ["put_off", "waits"]


def put_off(goal: Goal) -> str | None:
    """Return the words in the goal's column of dates that put it off ("Future"), or None; a stated date counts more."""
    if goal.deadline is not None and goal.deadline.end is not None:
        return None
    later = words("horizons")["later"]
    return next((quote.text for quote in goal.description if quote.text.casefold().strip(" .*()") in later), None)


def waits(goal: Goal) -> str:
    """Return what a message adds for a goal that is put off; nothing for any other."""
    said = put_off(goal)
    return f"; the strategy itself dates it \u201c{said}\u201d" if said is not None else ""
