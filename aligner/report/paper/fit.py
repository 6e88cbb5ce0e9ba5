"""Shortens the words of the brief until they fill no more than one sheet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from aligner.report.board import Board, Finding, Said, Tile
from aligner.report.paper import measures as m
from aligner.report.paper.face import width, wrap
from aligner.report.wording import shorten

__all__ = ["Page", "ask", "counted", "fitted", "lines", "quoted"]

_PARTS = 4  # of the page, that have air between them besides the findings
_TIGHT = 0.97  # of the room: another program may set the same words a little wider
_NAMED = re.compile("“([^”]+)”")


@dataclass(frozen=True, slots=True)
class _Budget:
    """The type of the body, and how many lines each part may have."""

    body: m.Type
    quote: int
    message: int
    question: int
    decision: int
    constraint: int


@dataclass(frozen=True, slots=True)
class Page:
    """The brief as it is set: its shortened words, the type of its body, and the points of air to add around findings and parts."""

    board: Board
    body: m.Type
    air: float


# From roomy to tight; smaller type comes before shorter quotes, and the last fits whatever the texts are.
_BUDGETS = (
    _Budget(m.LARGE, 4, 3, 3, 2, 6),
    _Budget(m.BODY, 4, 3, 3, 2, 5),
    _Budget(m.BODY, 3, 3, 2, 2, 4),
    _Budget(m.BODY, 3, 2, 2, 2, 3),
    _Budget(m.BODY, 2, 2, 2, 2, 2),
    _Budget(m.BODY, 2, 2, 1, 2, 2),
    _Budget(m.BODY, 2, 1, 1, 2, 2),
    _Budget(m.BODY, 2, 1, 1, 1, 1),
)


def lines(text: str, type_: m.Type, room: float) -> list[str]:
    """Return a text broken into lines that any program can set within the room in points."""
    return wrap(text, type_.face, type_.size, room * _TIGHT)


def quoted(said: Said) -> str:
    """Return a side's quotes as one text."""
    return " … ".join(f"“{quote}”" for quote in said.quotes) or said.absent


def fitted(board: Board) -> Page:
    """Return the brief with texts shortened between words, so that it fills one sheet and no more."""
    head = replace(
        board,
        documents=_cut(board.documents, m.EYEBROW, m.WHOLE, 1),
        sentence=_cut(board.sentence, m.TITLE, m.WHOLE, 3),
        lede=_cut(board.lede, m.LEDE, m.WHOLE, 2),
        tiles=tuple(_tile(tile) for tile in board.tiles),
        provenance=_cut(board.provenance, m.FINE, m.WHOLE, 4),
    )
    for budget in _BUDGETS:
        shown = _shortened(head, budget)
        left = m.SPACE - sum(_heights(shown, budget.body))
        if left >= 0:
            break
    return Page(shown, budget.body, max(0.0, min(m.MOST_AIR, left / (2 * len(shown.findings) + _PARTS))))


def _cut(text: str, type_: m.Type, room: float, most: int, shown: Callable[[str], str] = str) -> str:
    """Shorten a text until it has at most so many lines as it is shown."""
    if len(lines(shown(text), type_, room)) <= most:
        return text
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if len(lines(shown(shorten(text, middle)), type_, room)) <= most:
            low = middle
        else:
            high = middle - 1
    return shorten(text, low)


def _tile(tile: Tile) -> Tile:
    return replace(tile, meaning=_cut(tile.meaning, m.NOTE, m.TILE - 2 * m.PAD, 3))


def _shortened(board: Board, budget: _Budget) -> Board:
    return replace(
        board,
        findings=tuple(_finding(finding, budget) for finding in board.findings),
        decisions=tuple(_cut(text, budget.body, m.COLUMN - m.INDENT, budget.decision) for text in board.decisions),
        constraints=tuple(_cut(text, budget.body, m.COLUMN - m.INDENT, budget.constraint) for text in board.constraints),
    )


def counted(tile: Tile) -> tuple[m.Type, str]:
    """Return what stands beside a count, and the largest type in which it fits the tile."""
    text = f"{tile.base}  ({tile.interval})"
    room = (m.TILE - 2 * m.PAD) * _TIGHT - width(f"{tile.number} ", m.NUMBER.face, m.NUMBER.size)
    for size in (m.BODY.size, 7.0, 6.0):
        if width(text, m.BODY.face, size) <= room:
            return m.Type(m.BODY.face, size, m.NUMBER.leading), text
    return m.Type(m.BODY.face, 6.0, m.NUMBER.leading), tile.base


def ask(finding: Finding) -> str:
    """Return the question of a finding with whom to ask."""
    tail = f" Owners named: {finding.owners}." if finding.owners else ""
    return f"Ask: {finding.question}{tail}"


def _finding(finding: Finding, budget: _Budget) -> Finding:
    names = _NAMED.findall(finding.message)
    message = _cut(finding.message, budget.body, m.WHOLE, budget.message)
    question = _cut(finding.question, budget.body, m.WHOLE, budget.question, lambda text: f"Ask: {text}")
    whole = ask(replace(finding, question=question))
    owners = finding.owners if len(lines(whole, budget.body, m.WHOLE)) <= budget.question else ""
    return replace(
        finding,
        strategy=_said(finding.strategy, budget, names),
        work=_said(finding.work, budget, names),
        message=message,
        question=question,
        owners=owners,
    )


def _said(said: Said, budget: _Budget, names: Sequence[str]) -> Said:
    body, most = budget.body, budget.quote
    place = _cut(said.place, m.SMALL, m.COLUMN, 1)
    if not said.quotes:
        return replace(said, absent=_cut(said.absent, body, m.COLUMN, most), place=place)
    quotes = said.quotes
    if len(lines(quoted(said), body, m.COLUMN)) > most:
        # What a finding turns on is in its last quote: the others, which say what it belongs to, give way first.
        room = max(1, most // 2) if len(quotes) > 1 else most
        first = tuple(_cut(quote, body, m.COLUMN, room, _marks) for quote in quotes[:-1])
        quotes = (*first, _excerpt(quotes[-1], budget, names, first))
    return replace(said, quotes=quotes, place=place)


def _marks(text: str) -> str:
    return f"“{text}”"


def _excerpt(quote: str, budget: _Budget, names: Sequence[str], before: tuple[str, ...]) -> str:
    """Shorten a quote; its beginning gives way where a figure that the message names would be cut off at its end."""

    def shown(text: str) -> str:
        return quoted(Said((*before, text), "", ""))

    cut = _cut(quote, budget.body, m.COLUMN, budget.quote, shown)
    named = next((name for name in names if name in quote), "")
    if cut == quote or not named or named in cut:
        return cut
    words = quote[: quote.index(named)].split()
    for start in range(len(words)):
        tail = f"… {' '.join(words[start:])} {quote[quote.index(named) :]}"
        cut = _cut(tail, budget.body, m.COLUMN, budget.quote, shown)
        if named in cut:
            return cut
    return cut


def _heights(board: Board, body: m.Type) -> Iterator[float]:
    """The heights of all parts, spaces included, as both forms set them."""
    yield m.EYEBROW.leading + 2
    yield len(lines(board.sentence, m.TITLE, m.WHOLE)) * m.TITLE.leading + 3
    yield len(lines(board.lede, m.LEDE, m.WHOLE)) * m.LEDE.leading + m.GAP
    notes = max((len(lines(tile.meaning, m.NOTE, m.TILE - 2 * m.PAD)) for tile in board.tiles), default=0)
    yield m.NAME.leading + m.NUMBER.leading + m.NOTE.leading * notes + 2 * m.PAD + m.GAP
    yield m.SUBTITLE.leading + 3 + (m.SMALL.leading + 2 if board.findings else body.leading)
    for finding in board.findings:
        yield _finding_height(finding, body)
    columns = [sum(len(lines(text, body, m.COLUMN - m.INDENT)) for text in part) for part in (board.decisions, board.constraints)]
    yield m.GAP + m.SUBTITLE.leading + 3 + max(columns) * body.leading + 2
    yield m.GAP + len(lines(board.provenance, m.FINE, m.WHOLE)) * m.FINE.leading


def _finding_height(finding: Finding, body: m.Type) -> float:
    sides = max(len(lines(quoted(said), body, m.COLUMN)) for said in (finding.strategy, finding.work))
    below = len(lines(finding.message, body, m.WHOLE)) + len(lines(ask(finding), body, m.WHOLE))
    return body.leading + 2 + m.SMALL.leading + 2 + sides * body.leading + below * body.leading + m.PAD
