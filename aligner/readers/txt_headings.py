"""Which lines of plain text are headings, and how they rank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum

from aligner.readers.lines import is_caps, is_colon_heading, is_title_like, marked, number_depth
from aligner.readers.txt_lines import Line

__all__ = ["Rank", "heading_rank", "levels"]

_TITLE_WORDS = 9


class Rank(IntEnum):
    """Looks of a heading, from the highest; only those that a document uses get a level."""

    TITLE = 0
    DOUBLE = 1
    CAPS = 2
    NUMBER_1 = 3
    NUMBER_2 = 4
    NUMBER_3 = 5
    SINGLE = 6
    SHORT = 7
    COLON = 8


_BY_DEPTH = (Rank.NUMBER_1, Rank.NUMBER_2, Rank.NUMBER_3)


def levels(used: Sequence[Rank]) -> Mapping[Rank, int]:
    """Return a heading level from 1 for every look that is used."""
    return {rank: level for level, rank in enumerate(sorted(set(used)), start=1)}


def heading_rank(lines: Sequence[Line], index: int, *, first: bool, in_list: bool) -> Rank | None:
    """Return the look of the heading on a line, or None when it is none.

    Args:
        lines: all lines of the text.
        index: of the line.
        first: nothing was read before it.
        in_list: it follows a list item.
    """
    line = lines[index]
    below = lines[index + 1] if index + 1 < len(lines) else None
    if line.columns or below is None:
        return None
    item = marked(line.text, bare=True)
    if item is not None and not item.numbered:
        return None
    if item is not None:
        return _numbered(lines, index) if is_title_like(item.text) and (line.gap or not in_list) else None
    alone = bool(line.gap) and bool(below.gap)
    if is_caps(line.text) and (line.gap or not in_list) and (below.gap or not is_caps(below.text) or alone):
        return Rank.CAPS
    listed = not below.gap and marked(below.text) is not None
    if is_colon_heading(line.text) and (listed or below.gap) and (line.gap or not in_list or line.indent < below.indent):
        return Rank.COLON
    if (
        line.gap
        and (below.gap or listed)
        and is_title_like(line.text)
        and len(line.text.split()) <= _TITLE_WORDS
        and line.indent <= below.indent + 8
    ):
        return Rank.TITLE if first else _short(below)
    return None


def _short(below: Line) -> Rank | None:
    """A short line alone is a heading if what follows is not just another short line."""
    return (
        Rank.SHORT if marked(below.text) is not None or len(below.text.split()) > _TITLE_WORDS or below.text.endswith((".", ":")) else None
    )


def _numbered(lines: Sequence[Line], index: int) -> Rank | None:
    """A numbered line is a heading when it has several numbers, or stands between text rather than in a list."""
    line, below = lines[index], lines[index + 1]
    item = marked(line.text, bare=True)
    depth = number_depth(item.marker) if item is not None else 0
    if not depth or item is None:
        return None
    if depth > 1:
        return _BY_DEPTH[min(depth, 3) - 1] if line.gap or below.gap else None
    following = marked(below.text, bare=True)
    sibling = following is not None and following.numbered and number_depth(following.marker) == 1
    bare = item.marker.isdigit()
    return Rank.NUMBER_1 if line.gap and not sibling and (below.gap or not bare) and (below.gap or below.indent <= line.indent) else None
