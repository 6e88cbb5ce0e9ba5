"""Running headers, footers and page numbers: what stands at the same height on page after page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from aligner.readers.pdf_lines import lines_of
from aligner.readers.pdf_page import Line, Page, Word

__all__ = ["without_running"]

_ZONE = 0.12  # of the page's height, at the top and at the bottom
_STEP = 4.0  # points within which heights count as the same
_FEWEST = 3
_SHARE = 0.3
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:page|p\.|pg\.?|seite)?\s*[-\u2013|\[(]?\s*(?:\d{1,4}|[ivxlc]{1,6})\s*(?:(?:of|/|von)\s*\d{1,4})?\s*[-\u2013|\])]?", re.IGNORECASE
)


def without_running(pages: Sequence[Page]) -> list[list[Word]]:
    """Return the words of each page that are not part of a running header or footer or a page number."""
    edges = [_edge_rows(page) for page in pages]
    seen: Counter[tuple[bool, str]] = Counter()
    heights: dict[tuple[bool, str], Counter[int]] = {}
    for rows in edges:
        for key, row in rows:
            seen[key] += 1
            heights.setdefault(key, Counter())[round(row[0].y / _STEP)] += 1
    needed = max(_FEWEST, _SHARE * len(pages) / 2)
    running = {key for key, count in seen.items() if count >= needed and _steady(heights[key], count)}
    kept: list[list[Word]] = []
    for page, rows in zip(pages, edges, strict=True):
        dropped = {
            word for key, row in rows if key in running or _PAGE_NUMBER.fullmatch(" ".join(word.text for word in row)) for word in row
        }
        rest = [word for word in page.words if word not in dropped]
        kept.append(rest or list(page.words))
    return kept


def _steady(heights: Counter[int], count: int) -> bool:
    """Most occurrences stand at one height, give or take a step."""
    best = max(heights, key=lambda height: (heights[height], -height))
    return heights[best - 1] + heights[best] + heights[best + 1] >= 0.6 * count


def _edge_rows(page: Page) -> list[tuple[tuple[bool, str], list[Word]]]:
    """Rows near the top and bottom with a key that is the same on every page: the edge, and the text with its numbers masked."""
    top, bottom = _ZONE * page.height, (1 - _ZONE) * page.height
    words = [word for word in page.words if word.y - word.size < top or word.y > bottom]
    found = []
    for line in _rows(lines_of(words, page.number)):
        text = " ".join(word.text for word in line)
        found.append(((line[0].y > page.height / 2, _DIGITS.sub("#", text).casefold()), line))
    return found


def _rows(lines: Sequence[Line]) -> list[list[Word]]:
    return [list(line.words) for line in lines]
