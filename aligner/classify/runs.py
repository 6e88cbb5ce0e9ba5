"""Runs of capitalised words in a text: what may be a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aligner.domain.text import Block, Quote
from aligner.lexicon import cache, words

__all__ = ["LINE_CHARS", "copyrights", "is_empty", "listed", "pieces", "runs"]

LINE_CHARS = 400
# Runs of capitalised words, joined by small ones that names hold.
_UPPER = "A-ZÀ-ÖØ-Þ"
_RUN = re.compile(
    rf"(?<![\w’'-])(?:[{_UPPER}][\w’'.-]*)(?:,? ?(?:&|\+|of the|of|and|for|de|der|von|the)(?= [{_UPPER}])|[ ]+[{_UPPER}][\w’'.-]*|[ ]+&[ ]+[{_UPPER}][\w’'.-]*)*(?:,? (?:plc|ltd|inc|llc|gmbh|limited)\b\.?)?"
)
_CUT = re.compile(r"\s*(?:[:|·•–—]|\s-\s|,|\.\s)\s*")
_YEARS = re.compile(r"\b(?:(?:19|20)\d\d(?:\s?[-–/]\s?\d{2,4})?|FY ?\d\d(?:/\d\d)?|Q[1-4]|\d+)\b")
_STARTS = frozenset({"the", "our", "a", "an", "this", "at", "in", "for", "by", "from", "to", "on", "with", "and", "of", "as"})
_FORMS = frozenset({"AS"})
"""Legal forms that look like one of these."""
_JOINT = re.compile(r"\s(?:of the|of|for the|for|by the|by)\s", re.IGNORECASE)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|\bcopyright\b)[\s,©]*(?:\(c\)\s*)?(?:by\s+|(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?[\s,]*){0,3}(?:by\s+)?", re.IGNORECASE
)
_STOP = re.compile(r"\s*(?:[,;:|·]|\.(?:\s|$)|\ball rights\b|\b(?:19|20)\d\d\b).*", re.IGNORECASE | re.DOTALL)


def listed(name: str) -> str:
    """Return one of the lists of words as alternatives of a pattern, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words("kinds")[name], key=len, reverse=True))


@cache
def _title_words() -> frozenset[str]:
    return frozenset(words("kinds")["title"])


def is_empty(token: str) -> bool:
    """Tell whether a word of a title names its kind or its time only."""
    plain = token.casefold().strip(".,()")
    return plain in _title_words() or bool(_YEARS.fullmatch(token.strip(".,()"))) or not plain


def runs(block: Block) -> Iterator[Quote]:
    """Yield the runs of a block's first lines, without words of kind and years at either end ("Annual Report of the ...")."""
    for match in _RUN.finditer(block.text[:LINE_CHARS]):
        start, end = match.span()
        start = _after_kind(block.text, start, end)
        tokens = [span.span() for span in re.finditer(r"\S+", block.text[start:end])]
        while tokens and _trails(block.text[start + tokens[-1][0] : start + tokens[-1][1]]):
            tokens.pop()
        while tokens and _leads(block.text[start + tokens[0][0] : start + tokens[0][1]]):
            tokens.pop(0)
        if tokens:
            end = start + tokens[-1][1]
            start += tokens[0][0]
            text = block.text[start:end].rstrip(".,;:’'").removesuffix("’s").removesuffix("'s").rstrip("’'")
            text += "." if block.text[start:end].startswith(f"{text}.") and _ends_in_form(text) else ""
            if text:
                yield Quote(text, block.locator.slice(start, start + len(text)))


def _ends_in_form(text: str) -> bool:
    """Whether a full stop belongs to a legal form ("Inc.", "S.p.A.")."""
    return text.rpartition(" ")[2].casefold() in {"inc", "ltd", "co", "corp", "s.p.a", "b.v", "n.v", "s.a"}


def _after_kind(text: str, start: int, end: int) -> int:
    """Return where the name begins in "Corporate Strategy of the Otterby Bank"."""
    for joint in _JOINT.finditer(text, start, end):
        before = text[start : joint.start()].split()
        if all(is_empty(token) for token in before):
            start = joint.end()
        else:
            break
    return start


def _trails(token: str) -> bool:
    return _leads(token) or token.casefold().strip(".,()") in words("kinds")["month"]


def _leads(token: str) -> bool:
    """Whether a word at either end of a run is none of the name: an article, or the kind of the document."""
    return (token.casefold() in _STARTS and token not in _FORMS) or is_empty(token)


def pieces(block: Block) -> Iterator[Quote]:
    """Yield the parts of a title between its separators, without words of kind and years at either end."""
    title = block.text
    edges = [0, *(edge for cut in _CUT.finditer(title) for edge in cut.span()), len(title)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        tokens = [match.span() for match in re.finditer(r"\S+", title[start:end])]
        while tokens and is_empty(title[start + tokens[-1][0] : start + tokens[-1][1]]):
            tokens.pop()
        while tokens and is_empty(title[start + tokens[0][0] : start + tokens[0][1]]):
            tokens.pop(0)
        if tokens:
            first, last = start + tokens[0][0], start + tokens[-1][1]
            yield Quote(title[first:last], block.locator.slice(first, last))


def copyrights(block: Block) -> Iterator[Quote]:
    """Yield who holds the rights, of "© 2026 Otterby Bank plc. All rights reserved"."""
    for match in _COPYRIGHT.finditer(block.text[:LINE_CHARS]):
        name = _STOP.sub("", block.text[match.end() : LINE_CHARS]).rstrip(". ")
        if name[:1].isupper():
            yield Quote(name, block.locator.slice(match.end(), match.end() + len(name)))
