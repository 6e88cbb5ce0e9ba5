"""Whether the speaker's notes of a slide say whose a goal of that slide is: by its place among them, or by its subject."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aligner.domain.analysis import Analysis
from aligner.domain.goals import Goal
from aligner.domain.text import Layer
from aligner.gaps.sureness import telling_stems

__all__ = ["left_open", "noted"]

_SENTENCE = re.compile(r"(?<=[.;!?])\s+")
_TOPIC = re.compile(r"(?P<topic>[^.:;]{2,60}):\s+(?P<who>(?:the\s+)?[A-Z][\w’'-]+)")
_WHO = re.compile(
    r"\b(?:is|are|sits?|lies?|rests?) with\s+(?:the\s+)?[A-Z]|\b(?:owns?|carr(?:y|ies)|leads?|runs|answers for|in charge of|is answerable|are answerable|has agreed|have agreed)\b|\bmine\b"
)
_NOBODY = re.compile(r"\b(?:nobody|no one|no-one|nor anyone|not yet|to be (?:named|resolved)|looking for a home|who has)\b", re.IGNORECASE)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_PLACED = re.compile(
    r"\b(?P<head>first|last) (?P<count>two|three|four)\b|\b(?P<all>all (?:of them|three|four|five|of these)|all these|both)\b"
    r"|\bthe (?P<nth>first|second|third|fourth|fifth|last)(?: one)?\b(?! time)|\b(?P<one>one|two|three) and (?P<other>two|three|four)\b",
    re.IGNORECASE,
)
_LETTERS = 5


def noted(goal: Goal, analysis: Analysis) -> bool:
    """Tell whether the notes of the goal's own slide name somebody for it.

    "First two: Head of Baking" names the first two goals of the slide, "Ovens: Ines Aske" those about ovens. Where the notes name
    as many as there are goals, each of them is somebody's, whatever the notes call it.
    """
    document = analysis.document_by_path.get(goal.locator.file)
    slide = goal.locator.slide
    if document is None or slide is None:
        return False
    notes = " ".join(block.text for block in document.blocks if block.locator.slide == slide and block.layer is Layer.NOTE)
    if not notes:
        return False
    spoken = {block.locator.place for block in document.blocks if block.layer is Layer.NOTE}
    beside = [one for one in analysis.goals if one.locator.file == goal.locator.file and one.locator.slide == slide]
    idents = {one.id for one in beside}
    tops = [one for one in beside if one.locator.place not in spoken and one.parent not in idents]
    shown = sorted(tops, key=lambda one: (one.locator.paragraph or 0, one.locator.start))
    place = next((number for number, one in enumerate(shown, 1) if one.id == goal.id), 0)
    named = list(_naming(notes))
    if len(named) >= len(shown) > 1 and not any(_places(sentence, len(shown)) for sentence in named):
        return True
    if any(_means(sentence, goal, place, len(shown)) for sentence in named):
        return True
    # Somebody is named for what no goal is called: it may be this one.
    return any(
        not any(_means(sentence, one, number, len(shown)) for number, one in enumerate(shown, 1)) and _TOPIC.match(sentence)
        for sentence in named
    )


def left_open(goal: Goal, analysis: Analysis) -> bool:
    """Tell whether the notes of the goal's slide say that nobody has what is on it, or not yet."""
    document = analysis.document_by_path.get(goal.locator.file)
    blocks = document.blocks if document is not None else ()
    return any(block.locator.slide == goal.locator.slide and block.layer is Layer.NOTE and _NOBODY.search(block.text) for block in blocks)


def _naming(notes: str) -> Iterator[str]:
    for sentence in _SENTENCE.split(notes):
        if not _NOBODY.search(sentence) and (_TOPIC.match(sentence) or _WHO.search(sentence)):
            yield sentence


def _means(sentence: str, goal: Goal, place: int, whole: int) -> bool:
    placed = _places(sentence, whole)
    if placed:
        return place in placed
    said, own = _short(sentence), _short(goal.text)
    return whole == 1 or bool(said & own)


def _places(sentence: str, whole: int) -> frozenset[int]:
    """Return which goals of a slide a sentence means by their order, counted from 1; none where it speaks of their subjects."""
    found: set[int] = set()
    for match in _PLACED.finditer(sentence.casefold()):
        if match["all"]:
            found |= set(range(1, whole + 1))
        elif match["head"]:
            count = _NUMBERS[match["count"]]
            found |= set(range(1, count + 1)) if match["head"] == "first" else set(range(whole - count + 1, whole + 1))
        elif match["nth"]:
            found.add(_ORDINALS.get(match["nth"], whole))
        else:
            found |= {_NUMBERS[match["one"]], _NUMBERS[match["other"]]}
    return frozenset(found)


def _short(text: str) -> frozenset[str]:
    return frozenset(stem[:_LETTERS] for stem in telling_stems(text))
