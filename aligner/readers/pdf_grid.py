"""Tables drawn with lines: finds the grid and puts the words into its cells."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aligner.domain.text import SpanStyle
from aligner.readers.grid import RawCell
from aligner.readers.pdf_hyphens import Hyphens
from aligner.readers.pdf_lines import lines_of
from aligner.readers.pdf_page import Line, Rule, Word
from aligner.readers.runs import Runs

__all__ = ["PdfTable", "find_tables"]

_NEAR = 3.0  # points within which strokes touch or are the same
_FEWEST_ROWS = 2
_FEWEST_COLUMNS = 2
_MOST_STROKES = 1500  # a drawing, not a table
_FILLED = 0.3  # share of cells that hold text, at least


@dataclass(frozen=True, slots=True)
class PdfTable:
    """A grid in place: edges in points from the top left of the page; ``rows`` from top to bottom."""

    x0: float
    y0: float
    x1: float
    y1: float
    rows: tuple[tuple[RawCell, ...], ...]
    size: float


@dataclass(frozen=True, slots=True)
class _Box:
    """Touching strokes: their common frame and the strokes by direction."""

    across: tuple[Rule, ...]
    down: tuple[Rule, ...]

    @property
    def frame(self) -> Rule:
        every = self.across + self.down
        return Rule(min(r.x0 for r in every), min(r.y0 for r in every), max(r.x1 for r in every), max(r.y1 for r in every))


def find_tables(words: Iterable[Word], rules: Sequence[Rule], page: int, hyphens: Hyphens) -> tuple[list[PdfTable], list[Word]]:
    """Return the tables of a page, from the top, and the words outside them."""
    left = list(words)
    found: list[PdfTable] = []
    for box in _boxes(rules):
        table, inside = _table(box, left, page, hyphens)
        if table is not None:
            found.append(table)
            taken = set(map(id, inside))
            left = [word for word in left if id(word) not in taken]
    return sorted(found, key=lambda table: (table.y0, table.x0)), left


def _boxes(rules: Sequence[Rule]) -> list[_Box]:
    """Group strokes that touch."""
    if len(rules) > _MOST_STROKES:
        return []
    boxes = []
    for group in _touching(sorted(set(rules))):
        across = tuple(rule for rule in group if rule.x1 - rule.x0 > rule.y1 - rule.y0)
        down = tuple(rule for rule in group if rule.x1 - rule.x0 <= rule.y1 - rule.y0)
        if across and down:
            boxes.append(_Box(across, down))
    return boxes


def _touching(ordered: Sequence[Rule]) -> list[list[Rule]]:
    """Return the strokes, sorted from the left, in groups that hang together."""
    parent = list(range(len(ordered)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for index, rule in enumerate(ordered):
        for other in range(index + 1, len(ordered)):
            if ordered[other].x0 > rule.x1 + _NEAR:
                break
            if ordered[other].y0 <= rule.y1 + _NEAR and ordered[other].y1 >= rule.y0 - _NEAR:
                parent[root(other)] = root(index)
    groups: dict[int, list[Rule]] = {}
    for index, rule in enumerate(ordered):
        groups.setdefault(root(index), []).append(rule)
    return list(groups.values())


def _table(box: _Box, words: Sequence[Word], page: int, hyphens: Hyphens) -> tuple[PdfTable | None, list[Word]]:
    xs = _edges([rule.x0 for rule in box.down], [rule.x1 for rule in box.down])
    ys = _edges([rule.y0 for rule in box.across], [rule.y1 for rule in box.across])
    if len(xs) <= _FEWEST_COLUMNS or len(ys) <= _FEWEST_ROWS:
        return None, []
    frame = box.frame
    inside = [
        word
        for word in words
        if frame.x0 - _NEAR <= _middle(word) <= frame.x1 + _NEAR and ys[0] - _NEAR < word.y - 0.3 * word.size < ys[-1] + _NEAR
    ]
    if not inside:
        return None, []
    rows = []
    for top, bottom in itertools.pairwise(ys):
        here = [word for word in inside if top <= word.y - 0.3 * word.size < bottom]
        rows.append(_row(here, _columns(box, xs, (top + bottom) / 2), xs, page, hyphens))
    if not _is_table(rows):
        return None, []
    kept = tuple(tuple(row) for row in rows if any(cell.text for cell in row))
    size = max(word.size for word in inside)
    return PdfTable(frame.x0, ys[0], frame.x1, ys[-1], kept, size), inside


def _is_table(rows: Sequence[Sequence[RawCell]]) -> bool:
    cells = [cell for row in rows for cell in row if not cell.merged]
    filled = [row for row in rows if sum(bool(cell.text) and not cell.merged for cell in row) >= _FEWEST_COLUMNS]
    return len(filled) >= _FEWEST_ROWS and sum(bool(cell.text) for cell in cells) >= _FILLED * len(cells)


def _row(words: Sequence[Word], columns: Sequence[int], xs: Sequence[float], page: int, hyphens: Hyphens) -> list[RawCell]:
    """Make a row's cells; ``columns`` are the indexes into ``xs`` of the edges that reach into this row."""
    made = [RawCell("")] * (len(xs) - 1)
    for first, stop in itertools.pairwise(columns):
        inside = [word for word in words if xs[first] <= _middle(word) < xs[stop] or (stop == len(xs) - 1 and _middle(word) >= xs[stop])]
        cell = _cell(lines_of(inside, page), hyphens)
        made[first] = cell
        for column in range(first + 1, stop):
            made[column] = RawCell(cell.text, merged=True, bold=cell.bold)
    return made


def _cell(lines: Sequence[Line], hyphens: Hyphens) -> RawCell:
    runs = Runs()
    glue = " "
    for number, line in enumerate(lines):
        if glue:
            runs.line_break()
        for index, word in enumerate(line.words):
            text, glue = word.text, " "
            if index == len(line.words) - 1:
                text, joined = hyphens.join(text, lines[number + 1].words[0].text if number + 1 < len(lines) else "")
                glue = "" if joined else " "
            runs.add(text + glue, (SpanStyle.BOLD,) if word.bold else ())
    return runs.cell()


def _columns(box: _Box, xs: Sequence[float], y: float) -> list[int]:
    """Return the edges that a stroke draws at a height; the outermost always count."""
    drawn = [x for rule in box.down if rule.y0 - _NEAR <= y <= rule.y1 + _NEAR for x in (rule.x0, rule.x1)]
    inner = [index for index in range(1, len(xs) - 1) if any(abs(xs[index] - x) <= _NEAR for x in drawn)]
    return [0, *inner, len(xs) - 1]


def _edges(*values: Iterable[float]) -> list[float]:
    """Merge positions that are nearly the same."""
    merged: list[list[float]] = []
    for value in sorted(value for some in values for value in some):
        if merged and value - merged[-1][-1] <= _NEAR:
            merged[-1].append(value)
        else:
            merged.append([value])
    return [sum(group) / len(group) for group in merged]


def _middle(word: Word) -> float:
    return (word.x0 + word.x1) / 2
