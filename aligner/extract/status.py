"""What a word, colour, symbol, percentage or phrase says about the state of a piece of work."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from aligner.domain.goals import State, Status
from aligner.extract.status_verbs import is_partly, late_by_verb, told_by_verb
from aligner.lexicon import bounded, cache, words
from aligner.phrases import Phrases

__all__ = ["StatusHit", "checkbox_status", "field_status", "heading_status", "is_state", "meaning_state", "percent_status", "prose_status"]

_COLOURS = {"green": State.ON_TRACK, "amber": State.AT_RISK, "red": State.OFF_TRACK, "blue": State.DONE, "grey": State.NOT_STARTED}
_SYMBOLS = {
    "check": State.DONE,
    "cross": State.NOT_STARTED,  # a cross says "not done", not "going badly"
    "warning": State.AT_RISK,
    "pause": State.ON_HOLD,
    "bin": State.CANCELLED,
    "running": State.ON_TRACK,
}
_PERCENT = re.compile(r"(?<![\d.,])(\d{1,3}(?:[.,]\d+)?)\s*%")
_NEARLY = re.compile(r"(?:~|almost|nearly|mostly|not quite|half|partial)", re.IGNORECASE)
_LONGEST_HEADING = 9
_LONGEST_FIELD = 40
_FULL = 100.0


@dataclass(frozen=True, slots=True)
class StatusHit:
    """A status phrase in a text: code-point offsets, end exclusive, and what it means."""

    start: int
    end: int
    state: State


def field_status(text: str) -> Status | None:
    """Read a status field ("GREEN - on plan", "Closed (Not Merged)", "40 %", a check mark); None when it is empty.

    A text that says nothing known keeps its words with the state ``UNKNOWN``.
    """
    if not text.strip():
        return None
    return Status(text, _field_state(text))


def heading_status(text: str) -> Status | None:
    """Read a section heading or board column that names a state ("In progress", "Up next:"); None for any other heading."""
    bare = text.strip().rstrip(":").strip()
    if not bare or len(bare.split()) > _LONGEST_HEADING:
        return None
    hits = _find(_phrases(prose=False), _fold(bare))
    symbol = _symbol_state(bare)
    if not hits:
        return Status(text, symbol) if symbol else None
    # A heading names a state when it opens with the words or holds little else: "New platform" is no state.
    folded = _fold(bare)
    if all(folded[hit.start : hit.end] in words("status")["field-only"] for hit in hits):
        return None
    return None if _leftover(folded, hits) else Status(text, hits[0].state)


def meaning_state(text: str) -> State | None:
    """Return the state that the explanation of a status mark tells ("not yet begun", "date or money in doubt"), or None."""
    folded = _fold(text)
    hits = [*_find(_phrases(prose=False), folded), *_find(_phrases(prose=True), folded)]
    known = sorted((hit.start, hit.start - hit.end, hit.state) for hit in hits if hit.state is not State.UNKNOWN)
    return known[0][-1] if known else None


@bounded(2048)
def is_state(text: str) -> bool:
    """Whether a text is nothing but a state: words, a colour, a symbol or a letter, with a remark in brackets at most."""
    folded = _fold(text.strip())
    hits = [hit for hit in _find(_phrases(prose=False), folded) if hit.state is not State.UNKNOWN]
    if hits:
        return not _leftover(folded, hits)
    return _symbol_state(text) is not None or (_colour_state(folded) is not None and len(folded.split()) == 1)


def _leftover(folded: str, hits: Sequence[StatusHit]) -> set[str]:
    """Words beside the state phrases that are not mere filling ("completed this month")."""
    rest = list(folded)
    for hit in hits:
        rest[hit.start : hit.end] = " " * (hit.end - hit.start)
    return set(re.findall(r"[a-z]+", re.sub(r"\(.*?\)", " ", "".join(rest)))) - _HEADING_FILL - {"green", "amber", "red", "yellow", "blue"}


_HEADING_FILL = frozenset(
    [
        "and",
        "or",
        "the",
        "this",
        "that",
        "last",
        "since",
        "week",
        "month",
        "quarter",
        "sprint",
        "period",
        "year",
        "work",
        "items",
        "item",
        "tasks",
        "task",
        "tickets",
        "ticket",
        "issues",
        "issue",
        "projects",
        "project",
        "now",
        "currently",
        "recently",
        "status",
        "for",
        "in",
        "of",
        "by",
        "what",
        "is",
        "are",
        "was",
        "we",
        "have",
        "has",
        "activities",
        "activity",
        "milestones",
        "milestone",
        "next",
        "our",
        "just",
        "so",
        "far",
        "initiatives",
        "initiative",
        "deliverables",
        "stories",
        "epics",
        "prs",
    ]
)


def percent_status(text: str, number: float | None = None) -> Status | None:
    """Read a percent-complete field; ``number`` is the typed value (0 to 1 or 0 to 100) where the file gives one."""
    found = _PERCENT.search(text)
    if found:
        value = float(found.group(1).replace(",", "."))
    elif number is not None or re.fullmatch(r"\s*\d{1,3}(?:[.,]\d+)?\s*", text):
        value = number if number is not None else float(text.replace(",", "."))
        value = value * _FULL if value <= 1 else value
    else:
        return None
    return Status(text, _percent_state(value))


def checkbox_status(marker: str) -> Status | None:
    """Read a task-list marker: ``[x]`` is done, ``[ ]`` is open, ``[-]`` and ``[~]`` are cancelled and running."""
    states = {
        "x": State.DONE,
        "✓": State.DONE,
        "✔": State.DONE,
        "": State.NOT_STARTED,
        "-": State.CANCELLED,
        "~": State.ON_TRACK,
        "/": State.ON_TRACK,
    }
    found = re.fullmatch(r"\[(.?)\]", marker.strip())
    if not found:
        symbol = {"☑": State.DONE, "☒": State.DONE, "☐": State.NOT_STARTED, "✅": State.DONE}.get(marker.strip())
        return Status(marker, symbol) if symbol else None
    state = states.get(found.group(1).strip().casefold())
    return Status(marker, state) if state else None


def prose_status(text: str) -> StatusHit | None:
    """Find the phrase in running text that tells the state; of several the last but weakest claim never hides trouble.

    Trouble (cancelled, blocked, on hold, off track, at risk) outweighs "done" and "on track" said in the same text.
    """
    hits = _find(_phrases(prose=True), _fold(text))
    late = late_by_verb(text)
    hits += [StatusHit(*late)] if late else []
    if not hits:
        told = told_by_verb(text)
        return StatusHit(*told) if told else None
    best = max(hits, key=lambda hit: (_WEIGHT[hit.state], -hit.start))
    return StatusHit(best.start, best.end, State.ON_TRACK) if best.state is State.DONE and is_partly(text) else best


_WEIGHT = {
    State.CANCELLED: 8,
    State.ON_HOLD: 7,
    State.BLOCKED: 6,
    State.OFF_TRACK: 5,
    State.AT_RISK: 4,
    State.DONE: 2,
    State.ON_TRACK: 3,
    State.NOT_STARTED: 1,
    State.UNKNOWN: 0,
}
_SPECIFIC = (State.DONE, State.BLOCKED, State.ON_HOLD, State.CANCELLED, State.NOT_STARTED)


def _field_state(text: str) -> State:
    folded = _fold(text)
    colour = _colour_state(folded)
    hits = _find(_phrases(prose=False), folded)
    if colour is not None:
        # "GREEN - complete": the colour says how it goes, the word says where it stands.
        specific = [hit.state for hit in hits if hit.state in _SPECIFIC] if colour is not State.NOT_STARTED else []
        return specific[0] if specific and len(folded.split()) <= _LONGEST_FIELD else colour
    if hits:
        return _most_telling(hits)
    percent = percent_status(text)
    return percent.state if percent else _symbol_state(text) or State.UNKNOWN


def _most_telling(hits: Sequence[StatusHit]) -> State:
    known = [hit for hit in hits if hit.state is not State.UNKNOWN]
    return known[0].state if known else State.UNKNOWN


@bounded(2048)
def _colour_state(folded: str) -> State | None:
    letters = re.fullmatch(r"\W*([a-z])\W*", folded)
    for name, state in _COLOURS.items():
        for word in words("status")[name]:
            if len(word) == 1 and word.isalpha():
                if letters and letters.group(1) == word:
                    return state
            elif (word in folded) if not word.isalpha() else re.match(rf"\W*(?:status\W+|rag\W+)?{word}\b", folded):
                return state
    return None


def _symbol_state(text: str) -> State | None:
    found = [(text.find(sign), state) for name, state in _SYMBOLS.items() for sign in words("status")[name] if sign in text]
    if not found:
        return None
    states = {state for _, state in found}
    if State.DONE in states and (len(states) > 1 or _NEARLY.search(text)):
        return State.ON_TRACK  # a check mark beside another sign, or "~", is not the whole way
    return min(found)[1]


def _percent_state(value: float) -> State:
    if value >= _FULL:
        return State.DONE
    return State.NOT_STARTED if value <= 0 else State.ON_TRACK


_SIMPLE = str.maketrans({"’": "'", "\u2011": "-", "–": "-", "\u00a0": " "})


def _fold(text: str) -> str:
    """Lower-case one character at a time, so that offsets stay those of the text."""
    simple = text.translate(_SIMPLE)
    return simple.lower() if simple.isascii() else "".join(low if len(low := char.lower()) == 1 else char for char in simple)


@cache
def _phrases(*, prose: bool) -> tuple[Phrases, dict[str, State]]:
    table: dict[str, State] = {}
    for state in State:
        for phrase in words("status").get(f"prose-{state.value}" if prose else state.value, ()):
            table.setdefault(phrase, state)
    return Phrases(table, loose=True), table


def _find(known: tuple[Phrases, dict[str, State]], folded: str) -> list[StatusHit]:
    phrases, table = known
    hits = []
    for start, end in phrases.spans(folded):
        phrase = re.sub(r"\s+", " ", folded[start:end])
        state = table.get(phrase) or table.get(phrase.replace("-", " ")) or State.UNKNOWN
        before = folded[max(0, start - 12) : start]
        if re.search(r"(?:\bnot|\bnot yet|\bnever|\bun|n't)\s*(?:been |be |yet )*$", before):
            state = _NEGATED.get(state, state)
        hits.append(StatusHit(start, end, state))
    return hits


_NEGATED = {
    State.DONE: State.ON_TRACK,
    State.ON_TRACK: State.OFF_TRACK,
    State.BLOCKED: State.ON_TRACK,
    State.AT_RISK: State.ON_TRACK,
    State.OFF_TRACK: State.ON_TRACK,
}
