"""For when a document is: the day it speaks from and the days it covers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from aligner.domain.classification import DocumentKind, Period, Stated
from aligner.domain.facts import DateSpan
from aligner.domain.statements import Statement
from aligner.domain.text import BlockKind, Document, Quote
from aligner.segment import Segmenter

__all__ = ["document_day", "period"]

_TITLES, _OPENING = 4, 14
_LINE_CHARS = 200
_LONG_DAYS = 400
_TERM_DAYS = 180
"""A strategy is for longer than this; a shorter span in its title is when it was written."""
_QUARTER = 3
_AHEAD = frozenset({DocumentKind.STRATEGY, DocumentKind.ROADMAP})


def document_day(document: Document, statements: Sequence[Statement], segmenter: Segmenter) -> Stated | None:
    """Return the day that the document speaks from, with the first words that name it."""
    day = segmenter.document_date(document)
    if day is None:
        return None
    for statement in statements[: 4 * _OPENING]:
        for span in statement.facts.dates:
            if day in {span.start, span.end}:
                return Stated(day, _quote(statement, span))
    return Stated(day)


def period(statements: Sequence[Statement], kind: DocumentKind, day: Stated | None, segmenter: Segmenter, title: str) -> Period | None:
    """Return the days that a document covers.

    A span in its title or first lines counts first: of several the one that fits the kind (years for what looks ahead, quarters and
    months for what looks back). "To 2030" runs from the document's day. Without any, a look back covers the quarter of its day.
    """
    spans = [span for span in _spans(statements) if _usable(span[1])]
    if not spans and title:
        facts = segmenter.facts(title, document_date=day.value if day else None)
        spans = [(None, span) for span in facts.dates if _usable(span)]
    ahead = kind in _AHEAD
    closed = [(quote, span) for quote, span in spans if span.start and span.end and not span.deadline]
    fitting = [(quote, span) for quote, span in closed if (_days(span) >= _LONG_DAYS) == ahead] or closed
    if fitting and _days(fitting[0][1]) > (_TERM_DAYS if kind is DocumentKind.STRATEGY else 1):
        quote, span = fitting[0]
        return Period(span.start or "", span.end or "", quote)
    until = [(quote, span) for quote, span in spans if ahead and span.end]
    if until and day is not None and day.value < (until[0][1].end or ""):
        return Period(day.value, until[0][1].end or "", until[0][0])
    if day is None or kind is DocumentKind.STRATEGY:
        return None
    return Period(*_quarter(day.value), day.quote)


def _spans(statements: Sequence[Statement]) -> Iterator[tuple[Quote | None, DateSpan]]:
    """Yield the dates of the title, then of short first lines."""
    blocks: list[int] = []
    for statement in statements:
        if statement.block_index not in blocks:
            blocks.append(statement.block_index)
        place = len(blocks)
        if place > _OPENING:
            return
        heading = statement.block.kind is BlockKind.HEADING
        if statement.block.kind is not BlockKind.ROW and (place <= _TITLES or heading) and len(statement.text) <= _LINE_CHARS:
            for span in statement.facts.dates:
                yield _quote(statement, span), span


def _quote(statement: Statement, span: DateSpan) -> Quote:
    start = statement.locator.start
    return Quote(
        statement.text[span.start_offset : span.end_offset], statement.locator.slice(start + span.start_offset, start + span.end_offset)
    )


def _usable(span: DateSpan) -> bool:
    return span.end is not None and any(char.isdigit() for char in span.text)


def _days(span: DateSpan) -> int:
    assert span.start is not None
    assert span.end is not None
    return (date.fromisoformat(span.end) - date.fromisoformat(span.start)).days + 1


def _quarter(day: str) -> tuple[str, str]:
    found = date.fromisoformat(day)
    first = (found.month - 1) // _QUARTER * _QUARTER + 1
    start = date(found.year, first, 1)
    following = date(found.year + (first > 12 - _QUARTER), (first + _QUARTER - 1) % 12 + 1, 1)
    return start.isoformat(), date.fromordinal(following.toordinal() - 1).isoformat()
