"""The texts in which remarks are looked for: sentences of prose, and sentences of table cells, each with the work it is said of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from aligner.domain.facts import Facts
from aligner.domain.goals import Item, Quote
from aligner.domain.statements import Statement
from aligner.domain.text import Block, BlockKind, Cell, Layer, Locator

__all__ = ["ItemIndex", "Piece", "pieces"]

_SENTENCE_END = re.compile(
    r"(?<!\b[a-z]\.[a-z])(?<!\bapprox)(?<!\bincl)(?<!\bno)(?<=[\w)%”’'\"])[.!?;]+(?=\s)|\.{3}|(?<=\w)\s[–—|]\s", re.IGNORECASE
)
_FEWEST_LETTERS = 3
_NO_PROSE = frozenset({BlockKind.CODE, BlockKind.HEADING})
_LAYERS = frozenset({Layer.BODY, Layer.NOTE})


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence that may hold a remark.

    Attributes:
        quote: verbatim, the exact slice that its locator names.
        following: the next sentence of the same paragraph or cell, or an empty string; ``before`` the one before.
        header: header of the column it stands in, lower case, or an empty string.
        row: the row it stands in, or None for prose.
        facts: parsed values, None for cells (parsed only when needed).
        first: it opens its document (among the first blocks).
    """

    quote: Quote
    block: Block
    headings: tuple[str, ...]
    lead: str = ""
    following: str = ""
    before: str = ""
    header: str = ""
    row: Block | None = None
    facts: Facts | None = None
    first: bool = False


_OPENING = 14


def pieces(statements: Sequence[Statement]) -> Iterator[Piece]:
    """Yield the sentences of a document in reading order; headings are left out, rows are taken cell by cell."""
    for place, statement in enumerate(statements):
        block = statement.block
        if block.layer not in _LAYERS:
            continue
        if block.kind is BlockKind.ROW:
            for cell in block.cells:
                yield from _of_cell(cell, statement)
        elif block.kind not in _NO_PROSE:
            after = statements[place + 1] if place + 1 < len(statements) else None
            prior = statements[place - 1] if place else None
            yield Piece(
                Quote(statement.text, statement.locator),
                block,
                statement.headings,
                statement.lead,
                after.text if after is not None and after.block is block else "",
                prior.text if prior is not None and prior.block is block else "",
                facts=statement.facts,
                first=statement.block_index < _OPENING,
            )


def _of_cell(cell: Cell, statement: Statement) -> Iterator[Piece]:
    if (
        cell.merged
        or cell.strike
        or cell.iso_date is not None
        or cell.number is not None
        or sum(map(str.isalpha, cell.text)) < _FEWEST_LETTERS
    ):
        return
    spans = _sentences(cell.text, cell.breaks)
    texts = [cell.text[start:end] for start, end in spans]
    for index, (start, end) in enumerate(spans):
        yield Piece(
            Quote(texts[index], cell.locator.slice(start, end)),
            statement.block,
            statement.headings,
            statement.lead,
            texts[index + 1] if index + 1 < len(texts) else "",
            texts[index - 1] if index else "",
            cell.header.casefold(),
            statement.block,
            first=statement.block_index < _OPENING,
        )


@lru_cache(maxsize=8192)
def _sentences(text: str, breaks: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    """Cut a cell into sentences and lines; white space at the ends is left out."""
    found = []
    cuts = sorted({0, len(text), *breaks, *(match.end() for match in _SENTENCE_END.finditer(text))})
    for start, end in pairwise(cuts):
        part = text[start:end]
        first, last = start + len(part) - len(part.lstrip()), end - (len(part) - len(part.rstrip()))
        if first < last:
            found.append((first, last))
    return tuple(found)


class ItemIndex:
    """Finds the work that a sentence is said of: the row, sentence or heading that holds it."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._at: dict[object, list[tuple[Locator, str]]] = {}
        self._named: dict[tuple[str, str], list[str]] = {}
        self._titles: dict[object, list[Locator]] = {}
        for item in items:
            for locator in _places(item):
                self._at.setdefault(locator.place, []).append((locator, item.id))
            self._titles.setdefault(item.locator.place, []).append(item.locator)
            self._named.setdefault((item.locator.file, item.text.casefold()), []).append(item.id)

    def is_title(self, quote: Quote) -> bool:
        """Tell whether a text is the name of a piece of work, and nothing more."""
        here = quote.locator
        return any(title.start <= here.start and here.end <= title.end for title in self._titles.get(here.place, ()))

    def of(self, piece: Piece) -> tuple[str, ...]:
        """Return the ids of the work that a sentence is said of, in document order."""
        if piece.row is not None:
            return self._in_row(piece.row)
        here = piece.quote.locator
        told = self._at.get(here.place, [])
        inside = [ident for locator, ident in told if locator.start < here.end and here.start < locator.end]
        if not inside:
            earlier = [(locator.start, ident) for locator, ident in told if locator.end <= here.start]
            inside = [ident for start, ident in earlier if start == max(earlier)[0]]
        if not inside and piece.headings:
            inside = self._named.get((here.file, piece.headings[-1].casefold()), [])
        return tuple(dict.fromkeys(inside))

    def _in_row(self, row: Block) -> tuple[str, ...]:
        places: list[object] = [row.locator.place, *(cell.locator.place for cell in row.cells)]
        found = [ident for place in places for _, ident in self._at.get(place, ())]
        return tuple(dict.fromkeys(found))


def _places(item: Item) -> Iterator[Locator]:
    yield item.locator
    for quote in (*item.description, *item.depends_on, *item.metric_quotes):
        yield quote.locator
    for known in (item.owner_quote, item.due_quote, item.status_quote):
        if known is not None:
            yield known.locator
