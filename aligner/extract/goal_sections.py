"""What a heading or a list's introduction announces: goals, measures, actions, or something that is never a goal."""

from __future__ import annotations

import re
from enum import StrEnum

from aligner.extract.goal_features import has, listed, plain, starts_with_verb
from aligner.lexicon import cache, words

__all__ = ["Section", "is_guidance", "is_other_document", "is_vision", "lead_section", "section_of"]

_NUMBERING = re.compile(r"^(?:(?:chapter|section|part)\s+)?(?:\d+(?:\.\d+)*|[ivx]+)[.):]?\s+|^[^\w]+", re.IGNORECASE)
_TITLE_WORDS = 9
_CAPTION = re.compile(r"(?:figure|table|box|exhibit|chart)\s+\d", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]+")
_OF = re.compile(r"\b(?:of|for)\s+(?:the|this|our|a|an|these|each)\b")
_AFTER_MODAL = r"(?:\W+(?:also|therefore|thus|then|now|together|jointly|instead|first|all|be|to|do|the following|focus on|work to|continue to|deliver|achieve|pursue|commit to|(?:by|in|within|over|during|until|from|before|between|starting|throughout)\b.*))*\W*$"
_BENEFIT = re.compile(r"(?:^|[.!?]\s+)(?:\w+ing\b(?!.*\bwe\b)[^.!?]*|(?:this|these|that|those|doing so))\s+(?:will|would|can|should)\W*$")
"""The lead of a list of effects: doing something, or what was told before, will bring them about."""


class Section(StrEnum):
    """Kinds of sections. ``MEASURES`` and ``ACTIONS`` matter below a goal; a ``CHAPTER`` holds commitments; ``NEUTRAL`` says nothing."""

    GOALS = "goals"
    MEASURES = "measures"
    ACTIONS = "actions"
    OTHER = "other"
    EXCLUDED = "excluded"
    CHAPTER = "chapter"
    NEUTRAL = "neutral"


@cache
def section_of(heading: str, *, below_goal: bool = False) -> Section:
    """Return what a heading announces.

    Args:
        heading: its text, with or without numbering.
        below_goal: the heading stands under a goal, where "Outcomes" are its measures and "What we will do" its actions.
    """
    low = _NUMBERING.sub("", plain(heading)).strip(" :.-*#")
    if _CAPTION.match(low):
        return Section.OTHER
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
    named = low in words("goals")["other_headings"] and inside is None
    if not named and _announces(low):
        return Section.GOALS
    if named or asks:
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
    if listed("other_leads").found_in(tail) or _serves_an_instrument(tail) or _BENEFIT.search(low):
        return Section.OTHER
    if has(tail, "measure_leads"):
        return Section.MEASURES
    if tail.endswith(tuple(f" {word}" for word in words("goals")["means_leads"])):
        return Section.ACTIONS
    announces = listed("goal_leads").found_in(tail) or _modal().search(tail) or _announces(low.rstrip(": "))
    return Section.GOALS if announces else Section.NEUTRAL


def _serves_an_instrument(text: str) -> bool:
    """Tell whether the aims spoken of are those of a study, a meeting or a report ("the objectives of the survey are to")."""
    return has(text, "goal_headings") and has(text, "instruments") and _OF.search(text) is not None


def is_guidance(title: str) -> bool:
    """Tell whether a title names rules to work by ("Principles for ...", "Digital standards") and no plan."""
    low = " ".join(_WORDS.findall(plain(title)))
    marks = words("goals")["guidance_titles"]
    opens = any(low.startswith(f"{mark} {joint} ") for mark in marks for joint in ("for", "of", "in", "on", "to"))
    return (opens or low in marks or low.endswith(tuple(f" {mark}" for mark in marks))) and not has(low, "goal_headings")


def is_vision(title: str) -> bool:
    """Tell whether a title or an opening line announces a picture of the future."""
    return has(title, "vision_titles")


def is_other_document(title: str) -> bool:
    """Tell whether a title names a document that is no strategy (readme, glossary, minutes ...)."""
    return has(title.replace("_", " ").replace("-", " "), "other_documents")


def _announces(low: str) -> bool:
    return low in words("goals")["goal_headings"] or (low.startswith("what ") and has(low, "asked_intents") and not low.endswith("?"))


def _inside(low: str) -> Section | None:
    if low in words("goals")["measure_headings"]:
        return Section.MEASURES
    if low in words("goals")["action_headings"]:
        return Section.ACTIONS
    return None


def _is_sentence(low: str) -> bool:
    """Tell whether a heading states something itself ("Meet our climate targets by 2030") instead of naming what follows."""
    return starts_with_verb(low) or has(low, "intent") or len(low.split()) > 7  # noqa: PLR2004 - longer titles are statements


@cache
def _modal() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words('goals')['modal_leads'])})\b{_AFTER_MODAL}")
