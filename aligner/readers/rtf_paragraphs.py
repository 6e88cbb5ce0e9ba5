"""Paragraphs and table rows of a rich text file as its pieces come in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from aligner.domain.text import Layer
from aligner.readers.base import Limits
from aligner.readers.flow import Flow
from aligner.readers.grid import RawCell
from aligner.readers.rtf_state import State
from aligner.readers.runs import Runs

__all__ = ["Paragraphs"]

_MOST_COLUMNS = 256
_BODY_LEVEL = 9
_MERGES = {"clmrg": "left", "clvmrg": "above"}


@dataclass(slots=True)
class _Open:
    """The paragraph that is being read."""

    runs: Runs = field(default_factory=Runs)
    deleted: Runs = field(default_factory=Runs)
    hidden: Runs = field(default_factory=Runs)
    notes: list[tuple[Runs, Layer]] = field(default_factory=list)
    marker: str = ""
    size: int = 0

    def text(self, text: str, state: State) -> None:
        target = self.deleted if state.deleted else self.hidden if state.hidden else self.runs
        target.add(text, state.spans)
        if target is self.runs and not text.isspace():
            self.size = max(self.size, state.size)


@dataclass(slots=True)
class _Format:
    """Properties of the paragraph that comes: they last until they are reset."""

    heading: int = 0
    level: int = 0
    in_table: bool = False
    depth: int = 1  # of tables within tables


@dataclass(slots=True)
class _Row:
    """What a row says of its cells: one word per cell ("left", "above" or empty) as they are defined."""

    merges: list[str] = field(default_factory=list)
    waiting: str = ""
    header: bool = False


class Paragraphs:
    """Feeds a flow.

    Args:
        flow: takes the blocks. limits: bound on columns and cells.
    """

    def __init__(self, flow: Flow, limits: Limits) -> None:
        self._flow = flow
        self._most_rows = limits.blocks
        self._open = _Open()
        self._format = _Format()
        self._kept: list[_Open] = []  # paragraphs that a note or text box interrupts
        self._row = _Row()
        self._cells: list[RawCell] = []
        self._grid: list[list[RawCell]] = []
        self._headers = 0
        self._notes: list[tuple[Runs, Layer]] = []

    def text(self, text: str, state: State) -> None:
        """Add text to the open paragraph."""
        self._open.text(text, state)

    def control(self, word: str, number: int | None, state: State, headings: Mapping[int, int]) -> None:
        """Take a control word that says something of paragraphs or tables; others change nothing."""
        form = self._format
        if state.place in {"listtext", "pntext"}:
            return
        if word == "pard":
            self._format = _Format()
        elif word == "s":
            form.heading = headings.get(number or 0, 0)
        elif word == "outlinelevel" and number is not None:
            form.heading = number + 1 if 0 <= number < _BODY_LEVEL else form.heading
        elif word == "ilvl":
            form.level = min(max(0, number or 0), _BODY_LEVEL)
        elif word == "intbl":
            form.in_table = True
        elif word == "itap":
            form.depth = number if number is not None else 1
        elif word in {"cell", "nestcell", "nestrow"}:
            self._cell(nested=word != "cell")
        elif word == "row":
            self._end_row()
        else:
            self._define(word)

    def _define(self, word: str) -> None:
        row = self._row
        if word == "trowd":
            self._row = _Row()
        elif word == "trhdr":
            row.header = True
        elif word in _MERGES:
            row.waiting = _MERGES[word]
        elif word == "cellx" and len(row.merges) < _MOST_COLUMNS:
            row.merges.append(row.waiting)
            row.waiting = ""

    def break_(self, word: str, _state: State) -> None:
        """End a line or a paragraph."""
        if word == "line" or self._format.in_table or self._kept:
            self._open.runs.line_break()
        else:
            self._end_paragraph()

    def _end_paragraph(self) -> None:
        ended, self._open = self._open, _Open()
        if ended.runs and not self._kept:
            self._end_table()
        form = self._format
        if form.heading:
            self._flow.heading(ended.runs, form.heading, marker="" if ended.marker == "•" else ended.marker)
        else:
            self._flow.paragraph(ended.runs, marker=ended.marker, level=form.level if ended.marker else 0, size=ended.size)
        self._apart(ended)
        self._release(ended.notes)

    def _apart(self, ended: _Open) -> None:
        for runs, layer, what in ((ended.deleted, Layer.DELETED, "tracked deletion"), (ended.hidden, Layer.HIDDEN, "hidden text")):
            if runs:
                self._flow.unread[what] += 1
                self._flow.paragraph(runs, layer=layer)

    def enter(self, _place: str) -> None:
        """Begin a note, a text box or the marker of a list."""
        self._kept.append(self._open)
        self._open = _Open()

    def leave(self, layer: Layer | None) -> None:
        """End what was begun; without a layer it was the marker of a list."""
        ended, self._open = self._open, self._kept.pop() if self._kept else _Open()
        if layer is None:
            shown = ended.runs.styled().text
            self._open.marker = "•" if shown and ord(shown[0]) > 0x7F else shown[:20]  # noqa: PLR2004 - signs drawn by a font
        elif ended.runs:
            self._open.notes.append((ended.runs, layer))

    def _release(self, notes: list[tuple[Runs, Layer]]) -> None:
        for runs, layer in notes:
            self._flow.paragraph(runs, layer=layer)

    def _cell(self, *, nested: bool) -> None:
        if nested:
            self._open.runs.line_break()
            return
        ended, self._open = self._open, _Open()
        self._format.in_table = True
        if len(self._cells) < _MOST_COLUMNS:
            marker = f"{ended.marker} " if ended.marker and ended.marker != "•" else ""
            cell = ended.runs.cell()
            self._cells.append(replace(cell, text=f"{marker}{cell.text}", breaks=()) if marker and cell.text else cell)
        self._notes.extend(ended.notes)
        for runs in (ended.deleted, ended.hidden):
            if runs:
                self._notes.append((runs, Layer.DELETED if runs is ended.deleted else Layer.HIDDEN))

    def _end_row(self) -> None:
        line: list[RawCell] = []
        for column, cell in enumerate(self._cells):
            merge = self._row.merges[column] if column < len(self._row.merges) else ""
            above = self._grid[-1][column] if self._grid and column < len(self._grid[-1]) else None
            if merge == "left" and line and not cell.text:
                line.append(replace(line[-1], merged=True))
            elif merge == "above" and above is not None and not cell.text:
                line.append(replace(above, merged=True))
            else:
                line.append(cell)
        self._cells = []
        if line:
            self._headers += self._row.header and self._headers == len(self._grid)
            self._grid.append(line)
        if len(self._grid) > self._most_rows:
            self._end_table()

    def _end_table(self) -> None:
        if self._grid:
            grid, self._grid = self._grid, []
            self._flow.table(grid, header_rows=self._headers or None)
        self._headers = 0
        notes, self._notes = self._notes, []
        self._release(notes)

    def end(self) -> None:
        """Add what is still open."""
        while self._kept:
            self.leave(Layer.BODY)
        if self._cells:
            self._end_row()
        self._format.in_table = False
        self._end_paragraph()
        self._end_table()
