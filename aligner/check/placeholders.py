"""placeholder: values, dates and names that a draft announces and does not give."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.domain.goals import Quote
from aligner.domain.ids import content_id
from aligner.domain.links import Evidence, Side
from aligner.domain.text import Block, Document, Layer
from aligner.gaps.base import quoted
from aligner.lexicon import cache, words

__all__ = ["find"]

_READ = frozenset({Layer.BODY, Layer.NOTE})
_AROUND = 60
_CODE = 8  # characters of a reference such as "W-05"
# "[date]", "<owner>", "[insert figure]", "[X]", "[...]"; a bracketed reference such as "[3]" or "[1, p. 4]" says something.
_SLOT = (
    r"\[(?:the )?(?:date|number|name|owner|figure|target|value|metric|percentage|amount|month|year|budget|baseline|role|quarter)s?(?: here)?\]"
    r"|\[(?:insert|add|enter|to be|tb[acd])\b[^\[\]]{0,60}\]|\[[xX]{1,3}\] ?%|\[[xX]{1,3} ?%\]|\[[xX]{2,3}\]|\[(?:_+|\.{2,}|…|\?+)\]"
    r"|<(?:date|number|name|owner|target|value|figure|tb[acd]|insert [^<>]{1,40})>"
)
_FORMS = r"(?<![\w.])[xX]{1,3} ?(?:%|per ?cent\b)|[£$€] ?[xX]{1,3}\b|(?<![\w?])\?{3,}(?!\w)|_{2,} ?%|\b(?:by|to|from|of) _{3,}(?!\w)|(?<!\w)20[xX]{2}\b"
# Work on templates and test data speaks of placeholders without being one.
_ABOUT = re.compile(r"\b(?:placeholders?|templates?|abbreviations?|stands for|means?)\b", re.IGNORECASE)


def find(document: Document, side: Side) -> Iterator[Gap]:
    """Yield one finding per paragraph or cell with a placeholder, whatever the text around it is about."""
    for block in document.blocks:
        if block.layer not in _READ:
            continue
        for quote in _texts(block):
            found = list(_pattern().finditer(quote.text))
            if found and not _ABOUT.search(quote.text):
                yield _gap(quote, found, side, block)


def _texts(block: Block) -> list[Quote]:
    if block.cells:
        return [Quote(cell.text, cell.locator) for cell in block.cells if not cell.merged]
    return [Quote(block.text, block.locator)]


def _gap(quote: Quote, found: list[re.Match[str]], side: Side, block: Block) -> Gap:
    marks = list(dict.fromkeys(match.group() for match in found))
    first = found[0]
    start = max(0, first.start() - _AROUND)
    stop = first.end() + _AROUND
    around = f"{'…' if start else ''}{quote.text[start:stop].strip().rstrip('.')}{'…' if stop < len(quote.text) else ''}"
    context = _row(block, quote) if quote.text.strip() in marks else f" in “{around}”"
    place = quote.locator
    return Gap(
        id=content_id("P-", GapKind.PLACEHOLDER.value, place.file, block.text, quote.text, first.group()),
        kind=GapKind.PLACEHOLDER,
        severity=Severity.MEDIUM,
        goal=None,
        items=(),
        message=f"{' and '.join(f'“{mark}”' for mark in marks[:2])} {'stand' if len(marks) > 1 else 'stands'} for what is still missing{context}.",
        question="What belongs here, and who can tell before the draft goes out?",
        remedy="Put in the value, the date or the name, or take the promise out.",
        evidence=tuple(Evidence(side, match.group(), place.slice(match.start(), match.end())) for match in found),
    )


def _row(block: Block, quote: Quote) -> str:
    """Say which row and column a cell is of that holds nothing else."""
    named = [cell.text for cell in block.cells if cell.locator.place != quote.locator.place]
    title = next((text for text in named if len(text) > _CODE), named[0] if named else "")
    header = next((cell.header for cell in block.cells if cell.locator.place == quote.locator.place), "")
    return (f" as “{header}”" if header else "") + (f" of {quoted(title)}" if title else "")


@cache
def _pattern() -> re.Pattern[str]:
    marks, phrases = (
        "|".join(sorted(map(re.escape, words("check")[name]), key=lambda mark: (-len(mark), mark))) for name in ("marks", "phrases")
    )
    alone = rf"(?:(?<=[:(\[–—-])|(?<=[:–—-] )|\A)(?i:{phrases})(?=\s*(?:[)\].;,]|\Z))"
    return re.compile(rf"{_SLOT}|{_FORMS}|(?<![\w-])(?i:{marks})(?![\w-])|{alone}")
