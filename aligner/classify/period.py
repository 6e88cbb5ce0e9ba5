"""For when a document is: the day it speaks from and the days it covers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import PurePosixPath

from aligner.domain.classification import EXECUTION_KINDS, DocumentKind, Period, Stated
from aligner.domain.facts import DateSpan
from aligner.domain.statements import Statement
from aligner.domain.text import BlockKind, Document, Quote
from aligner.lexicon import cache, words
from aligner.segment import Segmenter

__all__ = ["document_day", "period"]

_TITLES, _OPENING = 4, 14
_FIRST_BLOCKS = 8
_FEW_CELLS = 2
_LABEL_CHARS = 80
_MONTH_DAYS = 31
_LINE_CHARS = 200
_LONG_DAYS = 400
_TERM_DAYS = 180
"""A strategy is for longer than this; a shorter span in its title is when it was written."""
_QUARTER = 3
_ROMAN = re.compile(r"\b(IV|I{1,3})\s?/\s?((?:19|20)\d\d)\b")
_NUMERALS = {"I": 1, "II": 2, "III": 3, "IV": 4}
_SHORT_YEARS = re.compile(r"\b(?:roadmap|plan|strategy|programme|portfolio)\s+(\d\d)\s?[–/-]\s?(\d\d)\b", re.IGNORECASE)
_LONGEST_YEARS = 15
_YEAR = re.compile(r"(?:19|20)\d\d")
_FISCAL = re.compile(r"\bFY|\bfiscal|\bfinancial|\bquarter|\bQ[1-4]", re.IGNORECASE)
_AHEAD = frozenset({DocumentKind.STRATEGY, DocumentKind.ROADMAP})


def document_day(document: Document, statements: Sequence[Statement], segmenter: Segmenter) -> Stated | None:
    """Return the day that the document speaks from, with the first words that name it; None rather than the first day of a long period.

    A day that stands in a title, or after "as of", "adopted", "written" and the like in the first lines, comes before what the
    segmenter takes from the rest of the text, the file's name and its properties.
    """
    stated = next(_stated_days(statements), None)
    if stated is not None:
        return stated
    day = segmenter.document_date(document)
    if day is None:
        return None
    for statement in statements[: 4 * _OPENING]:
        for span in statement.facts.dates:
            if day in {span.start, span.end}:
                return Stated(day, _quote(statement, span)) if span.start and span.end and _days(span) <= _MONTH_DAYS else None
    named = (document.title, _plain_name(document.path))
    return None if any(_is_of_title(title, day, segmenter) for title in named) else Stated(day)


def _plain_name(path: str) -> str:
    return re.sub(r"(?<=[A-Za-z])-", " ", PurePosixPath(path).stem.replace("_", " "))


def _stated_days(statements: Sequence[Statement]) -> Iterator[Stated]:
    for statement in statements[: 2 * _OPENING]:
        if statement.block_index >= _FIRST_BLOCKS or (statement.block.kind is BlockKind.ROW and len(statement.block.cells) > _FEW_CELLS):
            continue
        days = [span for span in statement.facts.dates if span.start and span.start == span.end and not span.deadline]
        for span in days:
            before = statement.text[max(0, span.start_offset - _LABEL_CHARS) : span.start_offset]
            first = not re.search(r"[a-z]", statement.text[: span.start_offset].rpartition("day")[2])
            alone = statement.block_index < _TITLES and ((len(days) == 1 and len(statement.text) <= _LINE_CHARS) or first)
            if (alone and not _range(statement.text, span)) or _labels().search(before):
                yield Stated(span.start or "", _quote(statement, span))


def _range(text: str, span: DateSpan) -> bool:
    """Whether a day is one end of a span that was not read as one ("from 1 May to 9 July")."""
    return bool(re.search(r"(?:\bto|\bfrom|\bthrough|\buntil|\bsince|[-–—])\s*$", text[: span.start_offset])) or bool(
        re.match(r"\s*(?:to\b|through\b|until\b|[-–—]\s*\d)", text[span.end_offset :])
    )


@cache
def _labels() -> re.Pattern[str]:
    """A word such as "adopted" not far before a day, in the same clause."""
    listed = "|".join(re.escape(word) for word in sorted(words("kinds")["dated"], key=len, reverse=True))
    return re.compile(rf"\b(?:{listed})\b[^.;·|]{{0,50}}$", re.IGNORECASE)


def _is_of_title(title: str, day: str, segmenter: Segmenter) -> bool:
    """Whether a day is only the first of a long period that the title or the file's name tells."""
    return bool(title) and any(
        span.start == day and span.end is not None and _days(span) > _MONTH_DAYS
        for span in segmenter.facts(title, document_date=None).dates
    )


def period(
    document: Document, statements: Sequence[Statement], kind: DocumentKind, day: Stated | None, segmenter: Segmenter
) -> Period | None:
    """Return the days that a document covers.

    A span in its title or first lines counts first: of several the one that fits the kind (years for what looks ahead, quarters and
    months for what looks back). "To 2030", and a single year ahead ("The house in 2030"), run from the document's day. Then the name
    of the file counts for what looks ahead. Without any, a look back covers the quarter of its day.
    """
    spans = [span for span in _spans(statements) if _usable(span[1])] or _unquoted(document.title, day, segmenter)
    ahead = kind in _AHEAD
    closed = [one for one in spans if one[1].start and one[1].end and not one[1].deadline and not (ahead and _is_goal(one[1], day))]
    if not ahead and day is not None:
        closed = [one for one in closed if (one[1].start or "") <= day.value]
    fitting = _plainest([one for one in closed if (_days(one[1]) >= _LONG_DAYS) == ahead] or closed)
    if fitting and _days(fitting[0][1]) > (_TERM_DAYS if kind is DocumentKind.STRATEGY else 1):
        quote, span = fitting[0]
        named = _of_name(document, kind, segmenter) if kind is DocumentKind.ROADMAP and _days(span) < _TERM_DAYS else None
        return named or Period(span.start or "", span.end or "", quote)
    since = day.value if day else _first_month(spans)
    until = [one for one in spans if ahead and one[1].end and since < (one[1].end or "")]
    if since and until and _days_between(since, until[0][1].end or "") > _TERM_DAYS:
        return Period(since, until[0][1].end or "", until[0][0])
    named = _of_name(document, kind, segmenter)
    if named is not None or day is None or kind not in EXECUTION_KINDS:
        return named
    return Period(*_quarter(day.value), day.quote)


def _unquoted(title: str, day: Stated | None, segmenter: Segmenter) -> list[tuple[Quote | None, DateSpan]]:
    """Return the spans that the title in the file's properties names."""
    spans = segmenter.facts(title, document_date=day.value if day else None).dates if title else ()
    return [(None, span) for span in spans if _usable(span)]


def _of_name(document: Document, kind: DocumentKind, segmenter: Segmenter) -> Period | None:
    """Return the year or years that the name of a file that looks ahead ends in or begins with ("roadmap-2027.xlsx")."""
    if kind not in _AHEAD:
        return None
    spans = segmenter.facts(_plain_name(document.path), document_date=None).dates
    long = [span for span in spans if span.start and span.end and not span.deadline and _days(span) > _TERM_DAYS]
    years = [span for span in long if kind is DocumentKind.ROADMAP or _days(span) >= _LONG_DAYS]
    return Period(years[0].start or "", years[0].end or "") if years else None


def _is_goal(span: DateSpan, day: Stated | None) -> bool:
    """Whether a span is a single year after the document's day: what is aimed at, not what is covered."""
    return day is not None and bool(_YEAR.fullmatch(span.text)) and (span.start or "") > day.value


def _first_month(spans: Sequence[tuple[Quote | None, DateSpan]]) -> str:
    """Return the first day of the first month that the first lines name on their own; empty for none."""
    return next((span.start for _, span in spans if span.start and not span.deadline and _days(span) <= _MONTH_DAYS), "")


def _plainest(spans: list[tuple[Quote | None, DateSpan]]) -> list[tuple[Quote | None, DateSpan]]:
    """Put months first where the lines name both a fiscal quarter and its months: "second quarter FY2027 (October to December 2026)"."""
    if not spans or not _FISCAL.search(spans[0][1].text):
        return spans
    close = [one for one in spans if not _FISCAL.search(one[1].text) and abs(_days(one[1]) - _days(spans[0][1])) <= _MONTH_DAYS]
    return [*close, *spans]


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
        cells = len(statement.block.cells) if statement.block.kind is BlockKind.ROW else 0
        if cells <= 1 and (place <= _TITLES or heading) and len(statement.text) <= _LINE_CHARS:
            for span in (*_written(statement.text), *statement.facts.dates):
                yield _quote(statement, span), span


def _written(text: str) -> Iterator[DateSpan]:
    """Yield quarters as "III/2026" and years as "Roadmap 26–30", which stand so in titles only."""
    for match in _ROMAN.finditer(text):
        quarter, year = _NUMERALS[match[1]], int(match[2])
        start, end = _quarter(date(year, _QUARTER * quarter, 1).isoformat())
        yield DateSpan(match[0], *match.span(), start, end)
    for match in _SHORT_YEARS.finditer(text):
        first, last = int(match[1]), int(match[2])
        if first < last <= first + _LONGEST_YEARS:
            yield DateSpan(text[match.start(1) : match.end(2)], match.start(1), match.end(2), f"20{first:02}-01-01", f"20{last:02}-12-31")


def _quote(statement: Statement, span: DateSpan) -> Quote:
    start = statement.locator.start
    return Quote(
        statement.text[span.start_offset : span.end_offset], statement.locator.slice(start + span.start_offset, start + span.end_offset)
    )


def _usable(span: DateSpan) -> bool:
    return span.end is not None and any(char.isdigit() for char in span.text)


def _days_between(start: str, end: str) -> int:
    return (date.fromisoformat(end) - date.fromisoformat(start)).days


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
