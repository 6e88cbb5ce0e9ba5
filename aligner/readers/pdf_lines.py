"""From words to lines: baselines, gaps, raised footnote numbers, words drawn twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from aligner.readers.lines import marked
from aligner.readers.pdf_page import Line, Word

__all__ = ["line_of", "lines_of", "main_size", "split_at_columns"]

_SAME_BASELINE = 0.35  # of the font size
_GAP = 1.2  # of the font size: wider gaps part columns and cells
_MARKER_GAP = 4.0
_MARKER_CHARS = 5
_TWICE = 1.5  # points within which a repeated word is the same word drawn twice
_RAISED = 0.12
_NOTE = re.compile(r"[\d,*\u2020\u2021\u00a7\[\]]{1,6}")
_NOTE_SIZE = 0.82
_HIGHEST = 0.75
_MOST_NOTES = 300
_FEWEST_STARTS = 5
_NARROW_GUTTER = 0.6  # of the font size


def lines_of(words: Iterable[Word], page: int) -> list[Line]:
    """Group words into lines, from top to bottom and left to right; a wide gap ends a line."""
    found: list[Line] = []
    for row in _rows(_settled(list(words))):
        part: list[Word] = []
        for word in row:
            if part and _parts(part, word):
                found.append(line_of(part, page))
                part = []
            part.append(word)
        if part:
            found.append(line_of(part, page))
    return found


def split_at_columns(lines: Sequence[Line]) -> list[Line]:
    """Cut lines that run over a narrow gutter: where a gap stands exactly where many other lines begin."""
    starts = Counter(round(line.x0) for line in lines)
    edges = {edge for edge, count in starts.items() if count >= _FEWEST_STARTS}
    found: list[Line] = []
    for line in lines:
        begin = 0
        for index in range(1, len(line.words)):
            word, before = line.words[index], line.words[index - 1]
            at_edge = {round(word.x0) - 1, round(word.x0), round(word.x0) + 1} & edges
            if at_edge and word.x0 - before.x1 >= _NARROW_GUTTER * line.size and not _is_lone_marker(line.words[begin:index]):
                found.append(line_of(line.words[begin:index], line.page))
                begin = index
        found.append(line if not begin else line_of(line.words[begin:], line.page))
    return found


def line_of(words: Sequence[Word], page: int) -> Line:
    """Make a line of words that stand from left to right."""
    heavy = all(word.bold for word in words if any(mark.isalnum() for mark in word.text))
    return Line(tuple(words), page, main_size(words), heavy and any(word.bold for word in words))


def main_size(words: Iterable[Word]) -> float:
    """Return the font size of most characters, in steps of half a point."""
    sizes: Counter[float] = Counter()
    for word in words:
        sizes[round(word.size * 2) / 2] += len(word.text)
    return max(sizes.items(), key=lambda item: (item[1], item[0]))[0] if sizes else 0.0


def _rows(words: Iterable[Word]) -> list[list[Word]]:
    """Cluster words by baseline."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.y, word.x0)):
        row = rows[-1] if rows else []
        if row and abs(word.y - row[-1].y) <= _SAME_BASELINE * max(word.size, row[-1].size) and _fits(row, word):
            row.append(word)
        else:
            rows.append([word])
    return [_once(sorted(row, key=lambda word: (word.x0, word.x1))) for row in rows]


def _fits(row: Sequence[Word], word: Word) -> bool:
    """Keep a chain of small steps from joining two lines."""
    return abs(word.y - row[0].y) <= 0.6 * max(word.size, row[0].size)


def _once(row: list[Word]) -> list[Word]:
    kept: list[Word] = []
    for word in row:
        if not (kept and kept[-1].text == word.text and abs(kept[-1].x0 - word.x0) <= _TWICE):
            kept.append(word)
    return kept


def _settled(words: list[Word]) -> list[Word]:
    """Drop raised footnote numbers after a word; bring one that begins a footnote down to the baseline of its text."""
    size = main_size(words)
    raised = [word for word in words if word.size <= _NOTE_SIZE * size and _NOTE.fullmatch(word.text)]
    if not raised or len(raised) > _MOST_NOTES:
        return words
    changed: dict[Word, Word | None] = {}
    for note in raised:
        near = [
            word for word in words if _RAISED * word.size < word.y - note.y <= _HIGHEST * word.size and word.size * _NOTE_SIZE >= note.size
        ]
        if any(-0.3 * word.size <= note.x0 - word.x1 <= 0.5 * word.size for word in near):
            changed[note] = None
        else:
            follower = next((word for word in near if -0.3 * word.size <= word.x0 - note.x1 <= word.size), None)
            if follower is not None:
                changed[note] = note._replace(y=follower.y)
    return [settled for word in words if (settled := changed.get(word, word)) is not None]


def _parts(part: Sequence[Word], word: Word) -> bool:
    """Tell whether the gap before a word is wide; a list marker may stand farther away."""
    gap = word.x0 - part[-1].x1
    size = max(part[-1].size, word.size)
    return gap > (_MARKER_GAP if _is_lone_marker(part) else _GAP) * size


def _is_lone_marker(part: Sequence[Word]) -> bool:
    return len(part) == 1 and len(part[0].text) <= _MARKER_CHARS and marked(f"{part[0].text} X", bare=True) is not None
