"""What a heading or a list's introduction announces: goals, measures, actions, or something that is never a goal."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache

from aligner.extract.goal_features import has, matcher, plain, starts_with_verb
from aligner.lexicon import words

__all__ = ["Section", "is_other_document", "lead_section", "section_of"]

_NUMBERING = re.compile(r"^(?:(?:chapter|section|part)\s+)?(?:\d+(?:\.\d+)*|[ivx]+)[.):]?\s+|^[^\w]+", re.IGNORECASE)
_TITLE_WORDS = 9


class Section(StrEnum):
    """Kinds of sections. ``MEASURES`` and ``ACTIONS`` matter below a goal; ``NEUTRAL`` says nothing."""

    GOALS = "goals"
    MEASURES = "measures"
    ACTIONS = "actions"
    OTHER = "other"
    EXCLUDED = "excluded"
    NEUTRAL = "neutral"


@cache
def section_of(heading: str, *, below_goal: bool = False) -> Section:
    """Return what a heading announces.

    Args:
        heading: its text, with or without numbering.
        below_goal: the heading stands under a goal, where "Outcomes" are its measures and "What we will do" its actions.
    """
    low = _NUMBERING.sub("", plain(heading)).strip(" :.-*#")
    if len(low.split()) > _TITLE_WORDS:
        return Section.OTHER if low.endswith("?") else Section.NEUTRAL
    if has(low, "exclusion_headings"):
        return Section.EXCLUDED
    inside = _inside(low)
    if below_goal and inside is not None:
        return inside
    asks = low.endswith("?") or low.startswith(
        tuple(f"{start} " if not start.endswith(" ") else start for start in words("goals")["other_heading_starts"])
    )
    if low in words("goals")["goal_headings"] or (low.startswith("what ") and has(low, "asked_intents") and not low.endswith("?")):
        return Section.GOALS
    if asks:
        return Section.OTHER
    if has(low, "goal_headings") and (not _is_sentence(low) or low.endswith(words("goals")["goal_headings"])):
        return Section.GOALS
    if inside is not None:
        return inside
    if has(low, "other_headings") and not starts_with_verb(low):
        return Section.OTHER
    return Section.NEUTRAL


@cache
def lead_section(lead: str) -> Section:
    """Return what the line before a list announces."""
    low = plain(lead).strip()
    if not low:
        return Section.NEUTRAL
    tail = " ".join(low.rstrip(": ").split()[-12:])
    if matcher("goals", "other_leads").search(tail):
        return Section.OTHER
    return Section.GOALS if matcher("goals", "goal_leads").search(tail) else Section.NEUTRAL


def is_other_document(title: str) -> bool:
    """Tell whether a title names a document that is no strategy (readme, glossary, minutes ...)."""
    return has(title.replace("_", " ").replace("-", " "), "other_documents")


def _inside(low: str) -> Section | None:
    if low in words("goals")["measure_headings"]:
        return Section.MEASURES
    if low in words("goals")["action_headings"]:
        return Section.ACTIONS
    return None


def _is_sentence(low: str) -> bool:
    """Tell whether a heading states something itself ("Meet our climate targets by 2030") instead of naming what follows."""
    return starts_with_verb(low) or has(low, "intent") or len(low.split()) > 7  # noqa: PLR2004 - longer titles are statements
