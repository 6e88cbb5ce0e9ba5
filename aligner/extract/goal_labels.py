"""Numbering and labels in front of a goal: "GOAL 3:", "Pillar II -", "KR 2.1", "Action 05:", "3.1"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from aligner.domain.goals import Level
from aligner.extract.goal_features import plain

__all__ = ["ONLY_NUMBERED", "Label", "parse_label", "trimmed"]

_LEVELS = {
    "pillar": Level.THEME, "theme": Level.THEME, "line of effort": Level.THEME, "loe": Level.THEME, "focus area": Level.THEME, "strategic area": Level.THEME,
    "goal": Level.GOAL, "aim": Level.GOAL, "priority": Level.GOAL, "commitment": Level.GOAL, "ambition": Level.GOAL, "promise": Level.GOAL, "imperative": Level.GOAL,
    "outcome": Level.GOAL, "end state": Level.GOAL, "north star": Level.GOAL, "action": Level.GOAL, "big bet": Level.GOAL, "must-win": Level.GOAL,
    "objective": Level.OBJECTIVE, "obj": Level.OBJECTIVE, "o": Level.OBJECTIVE, "so": Level.OBJECTIVE, "sub-goal": Level.OBJECTIVE, "g": Level.GOAL, "sg": Level.GOAL, "p": Level.THEME,
    "mission": Level.THEME, "pledge": Level.GOAL, "target": Level.KEY_RESULT, "key result": Level.KEY_RESULT, "kr": Level.KEY_RESULT,
}  # fmt: skip
_SHORT = ("obj", "kr", "so", "sg", "o", "g", "p")
_LONG = sorted((word for word in _LEVELS if word not in _SHORT), key=len, reverse=True)
_NUMBER = r"\d+(?:\.\d+)*[a-z]?|[ivx]+|[a-h]|one|two|three|four|five|six|seven|eight|nine|ten"
_EDGE = r"\s*(?:[:.)|]|[-\u2010-\u2015](?=\s))+\s*"
_BEFORE = r"(?:(?:strategic|key|policy|corporate|our|agency|overarching|project|business|shared)\s+)?"
_NUMBERED = re.compile(
    rf"{_BEFORE}(?P<word>{'|'.join(_LONG)})\s*[#-]?\s*(?P<number>{_NUMBER})(?:{_EDGE}|(?<=\d)\s+(?=\S)|\s*$)", re.IGNORECASE
)
_CODED = re.compile(
    rf"(?P<word>{'|'.join(_SHORT)})[-\s]?(?P<number>\d+(?:\.\d+)*)(?!\.?\d){_EDGE}(?=\S)|(?P<plain>obj|kr)[-\s]?(?P<code>\d+(?:\.\d+)*)\s+(?=\S)",
    re.IGNORECASE,
)
ONLY_NUMBERED = ("mission",)
"""Without a number these announce what the organisation is for."""
_NAMED = re.compile(
    rf"{_BEFORE}(?P<word>{'|'.join([*(word for word in _LONG if word not in ONLY_NUMBERED), 'kr', 'o'])})\s*(?:[:|]|[\u2010-\u2015](?=\s))\s*(?=\S)",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})*)(?:[.)]\s*|\s+)(?=[A-Z\u2018\u201c\"'])")
_OPENING = re.compile(r"[^\w\s\"'\u2018\u201c(\[<>=+\u20ac$\u00a3&@#-]+\s*")
"""Emoji, arrows and check marks that writers put in front of a title."""
_MARKER = re.compile(r"(?P<number>\d+(?:\.\d+)*)[.)]?$")
_TAIL = re.compile(r"(?:[;,:]\s*(?:and|or)?|\s+)$")
_WORDS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10", "i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "x": "10"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Label:
    """What stands in front of a goal.

    Attributes:
        end: offset at which the goal's own words begin.
        word: "goal", "objective", "kr" ..., or an empty string for a bare number.
        number: "3", "3.1", "a"; an empty string when there is none. Roman numerals and number words are turned into digits.
        level: what the word says about the place in the cascade.
    """

    end: int
    word: str
    number: str
    level: Level | None

    @property
    def reference(self) -> tuple[str, ...]:
        """How other texts may point at the goal, lower case."""
        if not self.number:
            return ()
        joined = f"{self.word}{self.number}" if self.word in _SHORT else f"{self.word} {self.number}"
        return (joined,) if self.word else (self.number,)


def parse_label(text: str, marker: str = "") -> Label | None:
    """Return the label that a text, or its list marker, begins with; None when there is none."""
    opening = _OPENING.match(text)
    first = opening.end() if opening else 0
    for pattern in (_NUMBERED, _CODED, _NAMED):
        match = pattern.match(text, first)
        if match:
            groups = match.groupdict()
            word = plain(groups["word"] or groups["plain"])
            number = plain(groups.get("number") or groups.get("code") or "").lstrip("0")
            return Label(match.end(), word, _WORDS.get(number, number), _LEVELS[word])
    match = _BARE.match(text, first)
    if match:
        return Label(match.end(), "", match.group("number"), None)
    match = _MARKER.match(marker.strip())
    if match:
        return Label(first, "", match.group("number"), None)
    return Label(first, "", "", None) if first else None


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the stretch without white space around it and without the mark that joins it to what follows."""
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    tail = _TAIL.search(text[start:end])
    while tail and tail.start() > 0:
        end = start + tail.start()
        tail = _TAIL.search(text[start:end])
    return start, end
