"""What speaks for a kind of document: words of its title, headings, columns and first paragraphs, and how often it tells money or duties.

Every mark is a short string, "t:minutes" for a word of the title, "s:duty:3" for how often something must be done. A softmax
regression weighs them; the place where a mark was first seen is what is quoted. How much stands in tables, lists and headings is
left out on purpose: it tells the writer's habits, and misled the judge on documents from elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from aligner.domain.goals import Goal, Item
from aligner.domain.statements import Statement
from aligner.domain.text import Block, BlockKind, Document, Layer, Quote
from aligner.lexicon import cache, words

__all__ = ["marks", "title_blocks"]

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_MONEY = re.compile(r"[€$£¥]\s?\d|\d\s?(?:k|m|bn|million|thousand)?\s?(?:EUR|USD|GBP|CHF)\b|\b(?:EUR|USD|GBP|CHF)\s?\d", re.IGNORECASE)
_DATE = re.compile(r"\b(?:19|20)\d\d\b|\bQ[1-4]\b|\bFY ?\d\d", re.IGNORECASE)
_STEM = 7
_TITLES, _OPENING, _HEADINGS = 2, 40, 60
_OPENING_WORDS = 150
_ROWS, _ROW_CHARS = 12, 400
_TITLE_CHARS = 160
_DENSITY = (0.0, 0.005, 0.015, 0.03, 0.06)
_SHARE = (0.0, 0.1, 0.35, 0.7)
_COUNT = (0, 3, 10, 30)
_SHORTEST = 30
_SEEN = (Layer.BODY, Layer.NOTE)

Found = dict[str, Quote | None]


def marks(document: Document, statements: Sequence[Statement], goals: Sequence[Goal] | None, items: Sequence[Item] | None) -> Found:
    """Return the marks of a document, each with the words where it was first seen (None where it is no matter of one place).

    Args:
        document: as read.
        statements: of that document; headings are taken from them.
        goals: what was found in it, or None where nobody has looked.
        items: likewise.
    """
    blocks = [block for block in document.blocks if block.layer in _SEEN and block.text]
    found: Found = {}
    for mark, quote in (*_titles(document, blocks), *_names(document.path), *_headings(statements, blocks), *_columns(blocks)):
        found.setdefault(mark, quote)
    for mark, quote in (*_opening(blocks), *_cells(blocks)):
        found.setdefault(mark, quote)
    found.update(dict.fromkeys(_shape(blocks)))
    found.update(dict.fromkeys(_counts(goals, items)))
    return found


def title_blocks(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return what serves as the title: the first two short lines or headings."""
    short = [block for block in blocks[:6] if block.kind is not BlockKind.ROW and len(block.text) <= _TITLE_CHARS]
    return tuple(short[:_TITLES])


def _tokens(text: str) -> Iterator[tuple[str, int, int]]:
    for match in _WORD.finditer(text):
        yield match[0].casefold()[:_STEM], match.start(), match.end()


def _quoted(block: Block, start: int, end: int) -> Quote:
    return Quote(block.text[start:end], block.locator.slice(start, end))


def _titles(document: Document, blocks: Sequence[Block]) -> Iterator[tuple[str, Quote | None]]:
    for number, block in enumerate(title_blocks(blocks)):
        previous = "^"
        for word, start, end in _tokens(block.text):
            yield f"t:{word}", _quoted(block, start, end)
            yield f"t{number}:{previous} {word}", _quoted(block, start, end)
            previous = word
        if number == 0:
            yield f"t0:{previous} $", None
    for word, _, _ in _tokens(document.title):
        yield f"p:{word}", None


def _names(path: str) -> Iterator[tuple[str, None]]:
    for word, _, _ in _tokens(PurePosixPath(path).stem.replace("_", " ")):
        yield f"n:{word}", None


def _headings(statements: Sequence[Statement], blocks: Sequence[Block]) -> Iterator[tuple[str, Quote | None]]:
    headings = [block for block in blocks if block.kind is BlockKind.HEADING][:_HEADINGS]
    for block in headings:
        for word, start, end in _tokens(block.text):
            yield f"h:{word}", _quoted(block, start, end)
    # Sheet names and slide titles are headings without a block of their own.
    for heading in dict.fromkeys(heading for statement in statements[:400] for heading in statement.headings[:1]):
        for word, _, _ in _tokens(heading):
            yield f"h:{word}", None


def _columns(blocks: Sequence[Block]) -> Iterator[tuple[str, None]]:
    for header in dict.fromkeys(cell.header for block in blocks[:400] for cell in block.cells):
        for word, _, _ in _tokens(header):
            yield f"c:{word}", None


def _opening(blocks: Sequence[Block]) -> Iterator[tuple[str, Quote]]:
    left = _OPENING_WORDS
    for block in blocks[:_OPENING]:
        if block.kind is BlockKind.ROW:
            continue
        previous = "^"
        for word, start, end in _tokens(block.text[:2000]):
            yield f"w:{word}", _quoted(block, start, end)
            yield f"b:{previous} {word}", _quoted(block, start, end)
            previous, left = word, left - 1
        if left <= 0:
            return


def _cells(blocks: Sequence[Block]) -> Iterator[tuple[str, Quote]]:
    """Yield the words of the first rows of tables."""
    for block in [block for block in blocks[: 4 * _OPENING] if block.kind is BlockKind.ROW][:_ROWS]:
        for word, start, end in _tokens(block.text[:_ROW_CHARS]):
            yield f"r:{word}", _quoted(block, start, end)


def _shape(blocks: Sequence[Block]) -> Iterator[str]:
    text = " ".join(block.text for block in blocks[:400])[:40_000]
    length = max(_SHORTEST, len(text.split()))
    told = {"money": _MONEY, "dates": _DATE, **{name: _listed(name) for name in ("duty", "decided", "forward", "done")}}
    for name, pattern in told.items():
        yield from _steps(name, len(pattern.findall(text)) / length, _DENSITY)
    if re.search(rf"(?:{_listed('attendance').pattern})[^.:(\n]{{0,20}}[:(]", text[:1500], re.IGNORECASE):
        yield "s:names"


@cache
def _listed(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words('kinds')[name]))})\b", re.IGNORECASE)


def _counts(goals: Sequence[Goal] | None, items: Sequence[Item] | None) -> Iterator[str]:
    for name, found in (("goals", goals), ("items", items)):
        if found is not None:
            yield from _steps(name, len(found), _COUNT)
    if items:
        yield from _steps("states", sum(item.status is not None for item in items) / len(items), _SHARE)


def _steps(name: str, value: float, limits: Sequence[float]) -> Iterator[str]:
    """Yield a mark for every limit that the value exceeds, so that more is never less."""
    passed = [place for place, limit in enumerate(limits) if value > limit]
    yield from (f"s:{name}:{place}" for place in passed)
    if not passed:
        yield f"s:{name}:none"
