"""The lines and tables of a document in reading order, with the looks that its body text has."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from aligner.readers.pdf_columns import reading_order
from aligner.readers.pdf_grid import PdfTable, find_tables
from aligner.readers.pdf_hyphens import Hyphens
from aligner.readers.pdf_lines import line_of, lines_of, split_at_columns
from aligner.readers.pdf_page import Line, Page, Word
from aligner.readers.pdf_running import without_running

__all__ = ["Flow", "Placed", "flow_of"]

_BUCKET = 12.0  # points
_USUAL_LEADING = 1.2
_LEAST, _MOST = 0.8, 2.3  # distances that can be those of a paragraph's lines
_FEWEST_GAPS = 4


@dataclass(frozen=True, slots=True)
class Placed:
    """A table with its page and the number of its first row among the lines of the page."""

    table: PdfTable
    page: int
    number: int

    def continues(self, other: Placed) -> bool:
        """Tell whether a table goes on with one at the end of the page before: the same columns, at the same place."""
        same = len(self.table.rows[0]) == len(other.table.rows[0]) and abs(self.table.x0 - other.table.x0) <= _BUCKET
        return same and self.page == other.page + 1 and abs(self.table.x1 - other.table.x1) <= _BUCKET


@dataclass(frozen=True, slots=True)
class Flow:
    """What is to be read, in order.

    Attributes:
        parts: lines and tables.
        body: font size of most text.
        leading: usual distance of two baselines, as a multiple of the font size.
        leadings: the same by page and font size, where enough lines show it.
        rights: right edge of the text that begins near a place: ``(page, x0 // 12)`` to points.
        heights: of the pages, by number.
        hyphens: joins the words of the document that line ends part.
    """

    parts: tuple[Line | Placed, ...]
    body: float
    leading: float
    leadings: dict[tuple[int, float], float]
    rights: dict[tuple[int, int], float]
    heights: dict[int, float]
    hyphens: Hyphens

    def leading_at(self, line: Line) -> float:
        """Return the usual distance of baselines around a line, as a multiple of the font size."""
        return self.leadings.get((line.page, line.size), self.leading)

    def right_edge(self, line: Line) -> float:
        """Return how far text that begins where this line does reaches to the right."""
        bucket = int(line.x0 // _BUCKET)
        return max(self.rights.get((line.page, near), 0.0) for near in (bucket - 1, bucket, bucket + 1))


def flow_of(pages: Sequence[Page]) -> Flow:
    """Bring the content of all pages into reading order, without running headers and footers."""
    parts: list[Line | Placed] = []
    hyphens = Hyphens(word.text for page in pages for word in page.words)
    for page, words in zip(pages, without_running(pages), strict=True):
        parts.extend(_page_parts(page, words, hyphens))
    lines = [part for part in parts if isinstance(part, Line)]
    body = _body_size(lines) or max((part.table.size for part in parts if isinstance(part, Placed)), default=10.0)
    rights: defaultdict[tuple[int, int], float] = defaultdict(float)
    for line in lines:
        key = (line.page, int(line.x0 // _BUCKET))
        rights[key] = max(rights[key], line.x1)
    counted = _leadings(lines)
    overall: Counter[float] = Counter()
    for (_, size), gaps in counted.items():
        overall.update(gaps if size == body else {})
    shown = {key: _usual(gaps) for key, gaps in counted.items() if gaps.total() >= _FEWEST_GAPS}
    return Flow(tuple(parts), body, _usual(overall), shown, dict(rights), {page.number: page.height for page in pages}, hyphens)


def _page_parts(page: Page, words: Sequence[Word], hyphens: Hyphens) -> list[Line | Placed]:
    tables, left = find_tables(words, page.rules, page.number, hyphens)
    lines = split_at_columns(lines_of(left, page.number))
    marks = [_stand_in(table, page.number) for table in tables]
    stand_ins = {id(mark): table for mark, table in zip(marks, tables, strict=True)}
    parts: list[Line | Placed] = []
    number = 1
    for line in reading_order([*lines, *marks]):
        table = stand_ins.get(id(line))
        if table is None:
            parts.append(replace(line, number=number))
            number += 1
        else:
            parts.append(Placed(table, page.number, number))
            number += len(table.rows)
    return parts


def _stand_in(table: PdfTable, page: int) -> Line:
    """A line in place of a table, for the reading order."""
    return line_of([Word("table", table.x0, table.x1, table.y0 + 1, table.size, bold=False)], page)


def _body_size(lines: Sequence[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return max(sizes.items(), key=lambda item: (item[1], item[0]))[0] if sizes else 0.0


def _leadings(lines: Sequence[Line]) -> dict[tuple[int, float], Counter[float]]:
    """Count the distances of neighbouring baselines by page and font size."""
    gaps: defaultdict[tuple[int, float], Counter[float]] = defaultdict(Counter)
    for above, below in pairwise(lines):
        gap = (below.y - above.y) / max(above.size, 1.0)
        if above.page == below.page and above.size == below.size and _LEAST < gap < _MOST and below.x0 < above.x1:
            gaps[above.page, above.size][round(gap, 1)] += 1
    return gaps


def _usual(gaps: Counter[float]) -> float:
    return max(gaps.items(), key=lambda item: (item[1], -item[0]))[0] if gaps else _USUAL_LEADING
