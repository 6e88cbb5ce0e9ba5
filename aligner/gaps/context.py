"""The sentence that a quote stands in: whether a number is a target, a step or a reading of today is told around it."""

from __future__ import annotations

import re

from aligner.domain.analysis import Analysis
from aligner.domain.goals import Quote

__all__ = ["sentence_around"]

# "p.a.", "incl." and their like end no sentence.
_END = re.compile(
    r"(?<!\bp\.a)(?<!\be\.g)(?<!\bi\.e)(?<!\bincl)(?<!\bexcl)(?<!\bapprox)(?<!\bmax)(?<!\bmin)(?<!\bavg)(?<!\b[Nn]o)[.!?;](?=\s|$)"
)


def sentence_around(analysis: Analysis, quote: Quote) -> Quote:
    """Return the sentence of the source that holds a quote, or the quote itself when its document is not at hand."""
    document = analysis.document_by_path.get(quote.locator.file)
    if document is None or quote.locator.place not in document.places():
        return quote
    text = document.places()[quote.locator.place]
    start = max((match.end() for match in _END.finditer(text, 0, quote.locator.start)), default=0)
    following = _END.search(text, quote.locator.end)
    end = following.end() if following else len(text)
    start += len(text[start:end]) - len(text[start:end].lstrip())
    end -= len(text[start:end]) - len(text[start:end].rstrip())
    return Quote(text[start:end], quote.locator.slice(start, end))
