"""The board brief as a Word document: one sheet of A4, to be edited and put into board papers."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from aligner.domain.report import Report
from aligner.report.board import Board, Finding, Said, Tile, board, live
from aligner.report.packing import repacked
from aligner.report.paper import measures as m
from aligner.report.paper.face import BOLD
from aligner.report.paper.fit import ask, counted, fitted, lines, quoted
from aligner.report.view import View

if TYPE_CHECKING:
    from docx.table import _Cell

    from aligner.report.paper.word import Word

__all__ = ["render"]


def render(report: Report) -> bytes:
    """Return the brief; equal reports give equal bytes."""
    from aligner.report.paper.word import Word  # noqa: PLC0415 - brings python-docx, needed for this form of output only

    report, accepted = live(report)
    page = fitted(board(View(report), accepted=accepted))
    word = Word(page.board.sentence, page.board.documents, len(lines(page.board.provenance, m.FINE, m.WHOLE)) * m.FINE.leading)
    _Sheet(word, page.body, page.air).set(page.board)
    raw = io.BytesIO()
    word.save(raw)
    return repacked(raw.getvalue())


class _Sheet:
    """Sets the parts of the page one below the other."""

    def __init__(self, word: Word, body: m.Type, air: float) -> None:
        self._word = word
        self._body = body
        self._air = air

    def set(self, page: Board) -> None:
        """Set the whole page."""
        word, gap = self._word, m.GAP + self._air
        word.line(word.add(after=2), m.EYEBROW, page.documents, muted=True)
        word.line(word.add(heading=1, after=3), m.TITLE, page.sentence)
        word.line(word.add(after=gap), m.LEDE, page.lede, muted=True)
        self._tiles(page.tiles)
        self._findings(page)
        self._columns(page)
        word.line(word.foot(), m.FINE, page.provenance, muted=True)

    def _tiles(self, tiles: Sequence[Tile]) -> None:
        word = self._word
        cells = word.table([m.TILE] * len(tiles), padding=m.PAD, shaded=True)
        for cell, tile in zip(cells, tiles, strict=True):
            word.line(word.first(cell), m.NAME, tile.title)
            beside, text = counted(tile)
            count = word.within(cell)
            word.line(count, m.NUMBER, str(tile.number))
            word.line(count, beside, f" {text}", muted=True)
            word.line(word.within(cell), m.NOTE, tile.meaning, muted=True)

    def _findings(self, page: Board) -> None:
        word = self._word
        title = word.add(heading=2, before=m.GAP + self._air, after=3)
        word.line(title, m.SUBTITLE, page.title)
        if not page.findings:
            word.line(word.add(), self._body, "No findings were made.")
            return
        word.aside(
            title,
            m.Type(m.SMALL.face, m.SMALL.size, m.SUBTITLE.leading),
            f"{len(page.findings)} of {page.total}; all of them are in the full report",
        )
        for cell, text in zip(word.table([m.COLUMN + m.GUTTER, m.COLUMN]), ("The strategy says", "The work says"), strict=True):
            word.line(word.first(cell, after=2), m.SMALL, text, muted=True)
        for number, finding in enumerate(page.findings, start=1):
            self._finding(number, finding)

    def _finding(self, number: int, finding: Finding) -> None:
        word = self._word
        heading = word.add(heading=3, after=2, rule=m.PAD / 2 + self._air / 2)
        word.line(heading, m.Type(BOLD, self._body.size + 0.5, self._body.leading), f"{number}  {finding.title}")
        word.aside(heading, m.Type(self._body.face, 7, self._body.leading), f"{finding.severity.upper()}   {finding.id}")
        for cell, said in zip(word.table([m.COLUMN + m.GUTTER, m.COLUMN], gutter=True), (finding.strategy, finding.work), strict=True):
            self._said(cell, said)
        word.line(word.add(before=2), self._body, finding.message)
        question = word.add(after=m.PAD / 2 + self._air)
        lead, _, rest = ask(finding).partition(" ")
        word.line(question, m.Type(BOLD, self._body.size, self._body.leading), lead)
        word.line(question, self._body, f" {rest}")

    def _said(self, cell: _Cell, said: Said) -> None:
        word = self._word
        word.line(word.first(cell), self._body, quoted(said))
        if said.place:
            word.line(word.within(cell), m.SMALL, said.place, muted=True)

    def _columns(self, page: Board) -> None:
        word = self._word
        word.line(word.add(after=0), m.Type(self._body.face, 1, m.GAP + self._air), " ")
        cells = word.table([m.COLUMN + m.GUTTER, m.COLUMN], gutter=True, ruled=True)
        for cell, title, texts in zip(
            cells, ("Decisions requested", "Constraints disclosed"), (page.decisions, page.constraints), strict=True
        ):
            word.line(word.first(cell, heading=2, after=3), m.SUBTITLE, title)
            for text in texts:
                word.line(word.within(cell, hanging=m.INDENT), self._body, f"•\t{text}")
