"""The day a document speaks from: what its text says beats its title, its file name and its properties."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import PurePosixPath

from aligner.domain.facts import DateSpan
from aligner.domain.text import Block, BlockKind, Document, Layer
from aligner.segment.context import Context, usable_day
from aligner.segment.dates import find_dates
from aligner.segment.text import Scan, fold

__all__ = ["document_date"]

_TOP_BLOCKS = 40
_TITLE_BLOCKS = 12
_TITLE_CHARS = 120
_LINE_CHARS = 400
_LABEL_CHARS = 80
_TOO_OLD = 5
"""Years between a file's own date and all but the earliest years its text names from which the date is that of a template."""
_MONTH_DAYS = 31


@cache
def _label() -> re.Pattern[str]:
    """Introduces the document's own date; labels that may stand inside prose need a colon."""
    return re.compile(
        r"(?<!\w)(?:(?:status|position|information|data|figures|report|correct|valid|current) )?as (?:of|at)(?: the)?:? $|(?<!\w)(?:status|stand) date:? $"
        r"|(?<!\w)(?:last )?(?:updated|modified|revised|reviewed|published|issued|released|written|compiled|drawn up)(?: on| in)?:? $"
        r"|(?<!\w)(?:prepared|presented|submitted|tabled|drawn up|written)(?: (?:to|for|at|before))? (?:[^.;|·:]{0,60} )?(?:of|on|dated):? $"
        r"|(?:^|[|(;,.] ?)(?:report(?:ing)? |status |meeting |publication |issue |document |effective )?date(?: of (?:issue|report|publication))?(?: ?[:|-])? $"
        r"|(?<!\w)(?:version|rev(?:ision)?|v|draft|edition) ?\d{0,3}(?:\.\d{1,3}){0,3},?(?: dated| of| from| -| —| \|)? $|(?<!\w)dated:? $|(?<!\w)reporting period(?: end(?:ing|s))?:? $"
    )


def document_date(document: Document, context: Context) -> str | None:
    """Return the ISO day, or None when nothing tells; a month, quarter or plan counts from its first day."""
    top = [block for block in document.blocks[:_TOP_BLOCKS] if block.layer is Layer.BODY and block.kind is not BlockKind.CODE]
    named = _file_name(document.path, context)
    # A day in the file's name is of its writing; a year in its title may be the one it looks to.
    filed = [named.start] if named is not None and named.start is not None and _is_month_or_day(named) else []
    for candidates in (_labelled(top, context), _standing(top, context), iter(filed), _titled(document, top, context)):
        day = next(candidates, None)
        if day is not None:
            return day
    if named is not None and (len(named.text) > len("2026") or document.date is None):
        return named.start
    stated = usable_day(document.date)
    return stated.isoformat() if stated and not _of_template(stated, document) else None


_YEAR = re.compile(r"(?<![\d.,-])20\d\d(?![\d.,]\d|\d)")


def _of_template(stated: date, document: Document) -> bool:
    """Whether the text speaks of years so far ahead of the file's date that the date came with an old template."""
    years = sorted(int(year) for block in document.blocks for year in _YEAR.findall(block.text))
    return bool(years) and years[len(years) // 4] - stated.year >= _TOO_OLD


def _dates(text: str, context: Context) -> tuple[DateSpan, ...]:
    return find_dates(Scan.of(text), context)


def _day(span: DateSpan) -> str | None:
    return span.start or span.end


def _labelled(blocks: list[Block], context: Context) -> Iterator[str]:
    """Yield days with a label that says they are the document's own ("Status as of 12 March 2026")."""
    for block in blocks:
        text = block.text[:_LINE_CHARS].replace(" | ", " : ") if block.kind is BlockKind.ROW else block.text[:_LINE_CHARS]
        low = fold(text)
        for span in _dates(text, context):
            # Periods have no day of their own to be "as of".
            before = low[: span.start_offset].rstrip(": ") + " "
            day = _day(span)
            # An "as of" far into a long paragraph belongs to its sentence, not to the document.
            inside = len(before) > _TITLE_CHARS and len(text) > _TITLE_CHARS + len(span.text)
            if day and not span.deadline and not inside and _label().search(before[-_LABEL_CHARS:]):
                yield day


def _standing(blocks: list[Block], context: Context) -> Iterator[str]:
    """Yield days that stand alone on one of the first lines, or end a heading ("Status report, 12 March 2026")."""
    for block in blocks[:_TITLE_BLOCKS]:
        text = block.text
        if block.kind is BlockKind.ROW or len(text) > _TITLE_CHARS:
            continue
        spans = _dates(text, context)
        if len(spans) != 1 or spans[0].deadline or not any(char.isdigit() for char in spans[0].text):
            continue
        span = spans[0]
        rest = (text[: span.start_offset] + text[span.end_offset :]).strip(" .,:;()[]-–—|")
        alone = not rest
        fine = _is_month_or_day(span)
        at_edge = block.kind is BlockKind.HEADING and fine and (span.end_offset >= len(text.rstrip(" .)")) or span.start_offset == 0)
        day = _day(span)
        if day and ((alone and fine) or at_edge):
            yield day


def _is_month_or_day(span: DateSpan) -> bool:
    """Tell whether the date is fine enough to be a day of issue: at most a month long."""
    return (
        span.start is not None
        and span.end is not None
        and (date.fromisoformat(span.end) - date.fromisoformat(span.start)).days <= _MONTH_DAYS
    )


def _titled(document: Document, blocks: list[Block], context: Context) -> Iterator[str]:
    """Yield the first day of the years or quarters that the title names ("Strategy 2025-2028")."""
    titles = [document.title] if document.title else []
    titles += [block.text for block in blocks[:_TITLE_BLOCKS] if block.kind is BlockKind.HEADING and len(block.text) <= _TITLE_CHARS][:3]
    for title in titles:
        for span in _dates(title, context):
            if span.start and span.end and not span.deadline:
                yield span.start


@cache
def _in_name() -> re.Pattern[str]:
    return re.compile(r"(?<!\d)(20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")


@cache
def _after_letter() -> re.Pattern[str]:
    return re.compile(r"(?<=[A-Za-z])-")


def _file_name(path: str, context: Context) -> DateSpan | None:
    """Return the first date in the file's name."""
    stem = _in_name().sub(r"\1-\2-\3", PurePosixPath(path).stem).replace("_", " ")
    stem = _after_letter().sub(" ", stem)
    return next((span for span in _dates(stem, context) if span.start and span.end and not span.deadline), None)
