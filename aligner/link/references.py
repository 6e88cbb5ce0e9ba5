"""Explicit references: what a document itself says a piece of work serves."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aligner.domain.goals import Goal, Item
from aligner.lexicon import words
from aligner.link.words import content_words

__all__ = ["referenced_goals"]

_NUMBER = r"(?P<number>\d+(?:\.\d+)*|[ivx]+|[a-z])"
_NAME_OVERLAP = 0.6


def referenced_goals(goals: Sequence[Goal], items: Sequence[Item]) -> dict[tuple[int, int], str]:
    """Return the pairs (position of goal, position of item) that a document names itself, with the words that do so.

    A reference is an identifier of the goal ("O2", "Pillar 2") in the item's reference column or title, or the goal's name in
    its reference column. References that fit more than one goal of the same rank are left out.
    """
    names = {place: _identifiers(goal) for place, goal in enumerate(goals)}
    found: dict[tuple[int, int], str] = {}
    for place, item in enumerate(items):
        if item.goal_reference is not None:
            for part in re.split(r"[;\n|]", item.goal_reference.text):
                for goal in _named(part.strip(), goals, names):
                    found[goal, place] = part.strip()
    return found


def _named(text: str, goals: Sequence[Goal], names: dict[int, frozenset[str]]) -> list[int]:
    if not text:
        return []
    # "O1, O3": several identifiers in one cell.
    several = [_by_number(part, names) for part in re.split(r",|/|&|\band\b", text)]
    if all(hit is not None for hit in several):
        return [hit for hit in dict.fromkeys(several) if hit is not None]
    single = _by_number(text, names)
    if single is not None:
        return [single]
    scored = sorted(((_overlap(text, goal.text), -place) for place, goal in enumerate(goals)), reverse=True)
    best, runner = scored[0], scored[1] if len(scored) > 1 else (0.0, 0)
    return [-best[1]] if best[0] >= _NAME_OVERLAP and best[0] > runner[0] else []


def _by_number(text: str, names: dict[int, frozenset[str]]) -> int | None:
    wanted = _keys(text.strip())
    hits = [place for place, known in names.items() if known & wanted]
    return hits[0] if len(hits) == 1 else None


def _identifiers(goal: Goal) -> frozenset[str]:
    return frozenset(key for reference in goal.reference for key in _keys(reference))


def _keys(text: str) -> frozenset[str]:
    """Return normal forms of an identifier: "Strategic Pillar 2: Growth" gives "pillar 2"; "O2" gives "o2"."""
    lowered = " ".join(text.lower().split())
    kinds = "|".join(re.escape(word) for word in sorted(words("link")["reference"], key=len, reverse=True))
    keys = set()
    match = re.match(rf"(?:{kinds})\s*[-#:]?\s*{_NUMBER}(?![\w.]*\w)", lowered)
    if match:
        keys.add(f"# {match['number']}")
    match = re.match(r"([a-z]{1,4})[-. ]?(\d+(?:\.\d+)*)(?![\w.]*\w)", lowered)
    if match:
        keys.add(f"{match[1]}{match[2]}")
    match = re.match(r"(\d+(?:\.\d+)*)\b", lowered)
    if match:
        keys.add(f"# {match[1]}")
    return frozenset(keys)


def _overlap(text: str, goal: str) -> float:
    """Share of the shorter text's content words that the other holds as well.

    A single shared word proves nothing, unless it is the whole name or what stands before the goal's colon.
    """
    if re.match(rf"{re.escape(text)}\s*(?:[:\u2013\u2014]|$)", goal, re.IGNORECASE):
        return 1.0
    a, b = ({stem for stem, _ in content_words(side)} for side in (text, goal))
    shared = len(a & b)
    return shared / min(len(a), len(b)) if shared > 1 else 0.0
