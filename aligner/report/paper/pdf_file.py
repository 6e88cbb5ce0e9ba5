"""The board brief as PDF: one sheet of A4 with its typeface embedded."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from aligner.domain.report import Report
from aligner.report.board import Board, Finding, Tile, board, live
from aligner.report.paper import measures as m
from aligner.report.paper.face import BOLD, REGULAR, drawable, face, width
from aligner.report.paper.fit import ask, counted, fitted, lines, quoted
from aligner.report.view import View

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

__all__ = ["render"]

_INK, _MUTED, _RULE, _WASH = 0.08, 0.36, 0.72, 0.945  # greys from black (0) to white (1): the page reads the same on any printer


def render(report: Report) -> bytes:
    """Return the brief; equal reports give equal bytes."""
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415 - needed for this form of output only
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415 - see above

    for name in (REGULAR, BOLD):
        pdfmetrics.registerFont(face(name))
    report, accepted = live(report)
    page = fitted(board(View(report), accepted=accepted))
    buffer = io.BytesIO()
    # Invariant: no clock and no random identifier.
    canvas = Canvas(buffer, pagesize=(m.WIDTH, m.HEIGHT), invariant=1, pageCompression=1, lang="en")
    canvas.setTitle(drawable(page.board.sentence, REGULAR))
    canvas.setAuthor("aligner")
    canvas.setSubject(drawable(page.board.documents, REGULAR))
    canvas.setCreator(f"{report.tool.name} {report.tool.version}")
    _Sheet(canvas, page.body, page.air).draw(page.board)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


class _Sheet:
    """Sets the parts of the page one below the other."""

    def __init__(self, canvas: Canvas, body: m.Type, air: float) -> None:
        self._canvas = canvas
        self._body = body
        self._air = air
        self._y = m.HEIGHT - m.TOP

    def draw(self, page: Board) -> None:
        """Set the whole page."""
        self._text(page.documents, m.EYEBROW, grey=_MUTED)
        self._y -= 2
        self._text(page.sentence, m.TITLE)
        self._y -= 3
        self._text(page.lede, m.LEDE, grey=_MUTED)
        self._y -= m.GAP + self._air
        self._tiles(page.tiles)
        self._y -= m.GAP + self._air
        self._findings(page)
        self._y -= m.GAP + self._air
        self._columns(page)
        self._foot(page)

    def _text(self, text: str, type_: m.Type, *, left: float = m.SIDE, room: float = m.WHOLE, grey: float = _INK, lead: str = "") -> None:
        """Set a text in lines and move down; ``lead`` is its beginning that is set bold."""
        for number, line in enumerate(lines(text, type_, room)):
            self._y -= type_.leading
            bold = lead if number == 0 and line.startswith(lead) else ""
            self._line(line.removeprefix(bold), type_, left + (self._line(bold, type_, left, grey, BOLD) if bold else 0), grey)

    def _line(self, text: str, type_: m.Type, left: float, grey: float, name: str = "") -> float:
        name = name or type_.face
        shown = drawable(text, name)
        self._canvas.setFillGray(grey)
        self._canvas.setFont(name, type_.size)
        self._canvas.drawString(left, self._y + (type_.leading - type_.size) / 2 + type_.size * 0.16, shown)
        return width(shown, name, type_.size)

    def _right(self, text: str, type_: m.Type, right: float, grey: float = _MUTED) -> None:
        self._line(text, type_, right - width(drawable(text, type_.face), type_.face, type_.size), grey)

    def _rule(self, *, grey: float = _RULE, weight: float = 0.5) -> None:
        self._canvas.setStrokeGray(grey)
        self._canvas.setLineWidth(weight)
        self._canvas.line(m.SIDE, self._y, m.SIDE + m.WHOLE, self._y)

    def _tiles(self, tiles: tuple[Tile, ...]) -> None:
        room = m.TILE - 2 * m.PAD
        notes = max((len(lines(tile.meaning, m.NOTE, room)) for tile in tiles), default=0)
        height = m.NAME.leading + m.NUMBER.leading + notes * m.NOTE.leading + 2 * m.PAD
        top = self._y
        self._canvas.setFillGray(_WASH)
        self._canvas.rect(m.SIDE, top - height, m.WHOLE, height, stroke=0, fill=1)
        for number, tile in enumerate(tiles):
            left = m.SIDE + number * m.TILE + m.PAD
            self._y = top - m.PAD
            self._text(tile.title, m.NAME, left=left, room=room + m.PAD)
            self._y -= m.NUMBER.leading
            after = left + self._line(str(tile.number), m.NUMBER, left, _INK) + 4
            beside, text = counted(tile)
            self._line(text, beside, after, _MUTED)
            self._text(tile.meaning, m.NOTE, left=left, room=room, grey=_MUTED)
            if number:
                self._canvas.setStrokeGray(1)
                self._canvas.setLineWidth(2)
                self._canvas.line(left - m.PAD, top, left - m.PAD, top - height)
        self._y = top - height

    def _findings(self, page: Board) -> None:
        self._text(page.title, m.SUBTITLE)
        if not page.findings:
            self._text("No findings were made.", self._body)
            self._y -= 3
            return
        shown = m.Type(m.SMALL.face, m.SMALL.size, m.SUBTITLE.leading)
        self._right(f"{len(page.findings)} of {page.total}; all of them are in the full report", shown, m.SIDE + m.WHOLE)
        self._y -= 3
        self._pair("The strategy says", "The work says", m.SMALL, _MUTED)
        self._y -= 2
        for number, finding in enumerate(page.findings, start=1):
            self._finding(number, finding)

    def _pair(self, left: str, right: str, type_: m.Type, grey: float) -> None:
        """Set two texts side by side and move below the longer one."""
        top = self._y
        self._text(left, type_, room=m.COLUMN, grey=grey)
        low = self._y
        self._y = top
        self._text(right, type_, left=m.SIDE + m.COLUMN + m.GUTTER, room=m.COLUMN, grey=grey)
        self._y = min(low, self._y)

    def _finding(self, number: int, finding: Finding) -> None:
        self._rule()
        self._y -= m.PAD / 2 + self._air / 2
        heading = m.Type(BOLD, self._body.size + 0.5, self._body.leading)
        self._text(f"{number}  {finding.title}", heading)
        self._right(f"{finding.severity.upper()}   {finding.id}", m.Type(REGULAR, 7, self._body.leading), m.SIDE + m.WHOLE)
        self._y -= 2
        top = low = self._y
        for left, said in ((m.SIDE, finding.strategy), (m.SIDE + m.COLUMN + m.GUTTER, finding.work)):
            self._y = top
            self._text(quoted(said), self._body, left=left, room=m.COLUMN)
            self._text(said.place, m.SMALL, left=left, room=m.COLUMN, grey=_MUTED)
            low = min(low, self._y)
        self._y = low - 2
        self._text(finding.message, self._body)
        self._text(ask(finding), self._body, lead="Ask:")
        self._y -= m.PAD / 2 + self._air

    def _columns(self, page: Board) -> None:
        self._rule(grey=_INK, weight=1)
        self._pair("Decisions requested", "Constraints disclosed", m.SUBTITLE, _INK)
        self._y -= 3
        top = self._y
        low = top
        for left, texts in ((m.SIDE, page.decisions), (m.SIDE + m.COLUMN + m.GUTTER, page.constraints)):
            self._y = top
            for text in texts:
                self._y -= self._body.leading
                self._line("•", self._body, left, _INK)
                self._y += self._body.leading
                self._text(text, self._body, left=left + m.INDENT, room=m.COLUMN - m.INDENT)
            low = min(low, self._y)
        self._y = low

    def _foot(self, page: Board) -> None:
        """The last lines stand at the foot of the sheet, wherever the text above ends."""
        self._y = m.BOTTOM + len(lines(page.provenance, m.FINE, m.WHOLE)) * m.FINE.leading
        self._text(page.provenance, m.FINE, grey=_MUTED)
