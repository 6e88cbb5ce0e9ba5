"""The document's own key to its status marks: "H = halted, X = struck out", or a small table of letters and meanings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from aligner.domain.goals import State
from aligner.domain.text import Block, BlockKind, Layer
from aligner.extract.status import field_status, meaning_state

__all__ = ["legend_of", "plain_mark"]

_PAIR = 2
_MOST_ROWS = 12
"""Rows of a table that can be a key; a longer one lists something else."""
_MARK_WORDS = 3
_MOST_PARTS = 0.6
_MEANING_WORDS = 14
_PAIRS = re.compile(
    r"(?:^|[,;:(|\s])(?P<mark>[^\s,;:=()|]{1,14}(?:[ -][a-z]{2,12})?)\s*(?:=|:(?=\s)|\s[–—-]\s)\s*(?P<meaning>[^,;=|.]{2,90}?)(?=\s*(?:[;,.|)]|$))",
    re.IGNORECASE,
)
# "G on track, A at risk, R off track": capital letters without a sign between.
_LETTERS = re.compile(r"(?:^|[,;:.] ?)(?P<mark>[A-Z]|n/s|N/S) (?P<meaning>[a-z][^,;=|.]{2,60}?)(?= ?(?:[;,.|)]|$))")
# "✓ done  ~ under way  – not yet": signs without anything between.
_SIGN = "✓✔☑✗✘×~–—●○◐◑◔◕▲▼■□⚪⚫"
_SIGNS = re.compile(rf"(?:^|[\s,;|])(?P<mark>[{_SIGN}]) (?P<meaning>[a-z][a-z ]{{2,30}}?)(?=[\s,;|]+[{_SIGN}] [a-z]|\s*[.|]|\s*$)")
# Late, but the end is not in doubt for good.
_SAVED = re.compile(
    r"\b(?:not (?:yet )?lost|not lost yet|can (?:still|yet)|may (?:still|yet)|still (?:possible|in reach)|recoverable|in doubt)\b",
    re.IGNORECASE,
)
# Where bars or semicolons part the entries, a meaning may have commas.
_ENTRY = re.compile(r"(?P<mark>[^=|;:]{1,20}?)\s*[=:]\s*(?P<meaning>[^=|;]{2,90})")
_OPENING = re.compile(r"^\s*(?:key|legend|lights?|marks?|status|codes?)\b[^=:]{0,24}:\s*", re.IGNORECASE)
_NOT_YET = re.compile(
    r"not yet(?: (?:left|off|begun|started|there|done|open))?|(?:still )?to (?:come|do|begin|start)|later|nothing yet", re.IGNORECASE
)
_NOT_READ = {Layer.DELETED, Layer.QUOTED}


def plain_mark(text: str) -> str:
    """Return a status mark for comparison: lower case, without brackets and closing punctuation."""
    return " ".join(text.casefold().strip(" .:()[]").split())


def legend_of(blocks: Sequence[Block]) -> Mapping[str, State]:
    """Return what a document says its own status marks mean.

    A line counts when it explains at least two marks and at least two of the meanings tell a state; so does a table of two
    columns. A mark whose meaning tells no state is left out.
    """
    found: dict[str, State] = {}
    tables: dict[int, list[Block]] = {}
    run: list[tuple[str, str]] = []
    for block in blocks:
        if block.layer in _NOT_READ:
            continue
        if block.kind is BlockKind.ROW and block.table is not None:
            tables.setdefault(block.table, []).append(block)
            if len(block.cells) <= _PAIR:  # a key in the last row of a sheet
                for cell in block.cells:
                    _learn(_pairs(cell.text), found)
            continue
        pairs = _pairs(block.text)
        _learn([(match["mark"], match["meaning"]) for match in _LETTERS.finditer(block.text)], found)
        if len(pairs) == 1:
            run.append(pairs[0])  # a key with a line for every mark
            continue
        _learn(run, found)
        run = []
        _learn(pairs, found)
    _learn(run, found)
    for rows in tables.values():
        _learn(list(_rows(rows)), found)
    return found


def _pairs(text: str) -> list[tuple[str, str]]:
    """Return the marks that a line explains, with their meanings."""
    parts = [_ENTRY.fullmatch(part.strip(" .")) for part in re.split(r"[|;]", _OPENING.sub("", text, count=1))]
    entries = [(part["mark"], part["meaning"]) for part in parts if part is not None]
    if len(entries) > _PAIR and len(entries) >= _MOST_PARTS * len(parts):
        return entries
    signs = [(match["mark"], match["meaning"]) for match in _SIGNS.finditer(text)]
    if len(signs) > 1:
        return signs
    return [(match["mark"], match["meaning"]) for match in _PAIRS.finditer(text)]


def _rows(rows: Sequence[Block]) -> Iterator[tuple[str, str]]:
    """Yield mark and meaning of a table of two columns, its header among them where it was taken for one."""
    if len(rows) > _MOST_ROWS or any(len(row.cells) != _PAIR for row in rows):
        return
    first = rows[0].cells
    if all(cell.header for cell in first):
        yield first[0].header, first[1].header
    for row in rows:
        yield row.cells[0].text, row.cells[1].text


def _learn(pairs: Sequence[tuple[str, str]], found: dict[str, State]) -> None:
    short = [(name, meaning) for name, meaning in pairs if len(name.split()) <= _MARK_WORDS and len(meaning.split()) <= _MEANING_WORDS]
    told = [(plain_mark(name), state) for name, meaning in short if (state := _state_of(meaning)) is not None]
    if len(told) < _PAIR or len({state for _, state in told}) < _PAIR or len(told) * _PAIR < len(pairs):
        return
    for name, state in told:
        if _own_state(name) not in _DECIDED:
            found.setdefault(name, state)


_DECIDED = {State.DONE, State.CANCELLED, State.ON_HOLD, State.BLOCKED, State.NOT_STARTED}


def _state_of(meaning: str) -> State | None:
    if _NOT_YET.fullmatch(meaning.strip(" .")):
        return State.NOT_STARTED
    state = meaning_state(meaning)
    return State.AT_RISK if state is State.OFF_TRACK and _SAVED.search(meaning) else state


def _own_state(name: str) -> State | None:
    """The state that a mark of one letter or a colour leaves open, but a word such as "stopped" says by itself."""
    status = field_status(name) if len(name) > 1 else None
    return status.state if status is not None and meaning_state(name) is not None else None
