"""Reading order of the lines of a page: columns are read one after the other, what spans them parts them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from aligner.readers.pdf_page import Line

__all__ = ["reading_order"]

_DEPTH = 5
_CANDIDATES = 8
_FEWEST_LINES = 3
_FEWEST_WORDS = 2.5  # on average; columns with less are cells of a table
_FEWEST_CHARS = 10
_SHARED = 0.5
_EDGE = 3.0
_GUTTER = 6.0
_OVERLAP = 0.3
_APART = 2.2  # of the font size


@dataclass(frozen=True, slots=True)
class _Split:
    """Lines from ``start`` to ``stop`` (in order of height) stand in two columns; ``weight`` counts the lines of the smaller."""

    start: int
    stop: int
    left: tuple[Line, ...]
    right: tuple[Line, ...]
    weight: int


def reading_order(lines: Sequence[Line]) -> list[Line]:
    """Return the lines in the order in which a person reads them."""
    return _order(sorted(lines, key=lambda line: (line.y, line.x0)), _DEPTH)


def _order(lines: Sequence[Line], depth: int) -> list[Line]:
    split = _best(lines) if depth and len(lines) >= 2 * _FEWEST_LINES else None
    if split is None:
        return list(lines)
    return [
        *_order(lines[: split.start], depth - 1),
        *_order(split.left, depth - 1),
        *_order(split.right, depth - 1),
        *_order(lines[split.stop :], depth - 1),
    ]


def _best(lines: Sequence[Line]) -> _Split | None:
    starts = Counter(round(line.x0 / _EDGE) for line in lines)
    leftmost = min(starts)
    candidates = [edge for edge, count in starts.most_common(_CANDIDATES + 1) if edge > leftmost and count >= _FEWEST_LINES]
    splits = [split for edge in sorted(candidates) for split in _runs(lines, edge * _EDGE - _EDGE)]
    return max(splits, key=lambda split: (split.weight, -split.start), default=None)


def _runs(lines: Sequence[Line], x: float) -> list[_Split]:
    """Return the stretches of lines that a vertical line at ``x`` parts into two columns."""
    found: list[_Split] = []
    start = 0
    for stop in range(len(lines) + 1):
        if stop < len(lines) and not (lines[stop].x0 < x < lines[stop].x1 + _GUTTER / 2):
            continue
        split = _split(lines, start, stop, x)
        if split is not None:
            found.append(split)
        start = stop + 1
    return found


def _split(lines: Sequence[Line], start: int, stop: int, x: float) -> _Split | None:
    part = lines[start:stop]
    left = tuple(line for line in part if line.x1 <= x)
    right = tuple(line for line in part if line.x0 >= x)
    if min(len(left), len(right)) < _FEWEST_LINES:
        return None
    cut = _foot(left, right)
    if cut is not None:
        return _split(lines, start, lines.index(cut, start, stop), x)
    top, bottom = max(left[0].y, right[0].y), min(left[-1].y, right[-1].y)
    shorter = min(left[-1].y - left[0].y, right[-1].y - right[0].y)
    if bottom - top < _OVERLAP * shorter or not (_is_prose(left, right) or _is_loose(left, right)):
        return None
    if min(line.x0 for line in right) - max(line.x1 for line in left) < _GUTTER:
        return None
    return _Split(start, stop, left, right, min(len(left), len(right)))


def _foot(left: Sequence[Line], right: Sequence[Line]) -> Line | None:
    """Return the line below both columns that no longer belongs to the longer one, for it stands apart."""
    longer, shorter = (left, right) if left[-1].y > right[-1].y else (right, left)
    for above, below in pairwise(longer):
        if below.y > shorter[-1].y + _APART * below.size and below.y - above.y > _APART * below.size:
            return below
    return None


def _is_prose(left: Sequence[Line], right: Sequence[Line]) -> bool:
    return min(_mean_words(left), _mean_words(right)) >= _FEWEST_WORDS


def _is_loose(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Tell whether short lines stand side by side without sharing baselines, as on a slide; rows of a table share them."""
    heights = {round(line.y) + step for line in left for step in (-1, 0, 1)}
    shared = sum(round(line.y) in heights for line in right)
    chars = min(sum(len(line.text) for line in side) / len(side) for side in (left, right))
    return shared < _SHARED * len(right) and chars >= _FEWEST_CHARS


def _mean_words(lines: Sequence[Line]) -> float:
    return sum(len(line.words) for line in lines) / len(lines)
