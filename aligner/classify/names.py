"""Whose a document is: the organisation and the part of it, as the opening writes them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from aligner.classify.marks import title_blocks
from aligner.domain.classification import Stated
from aligner.domain.text import Block, BlockKind, Document, Layer, Quote
from aligner.lexicon import cache, words

__all__ = ["organisation", "organisation_key", "unit"]

_OPENING = 14
_LINE_CHARS = 400
# Runs of capitalised words, joined by small ones that names hold.
_RUN = re.compile(
    r"(?<![\w’'-])(?:[A-ZÀ-ÖØ-Þ][\w’'.-]*)(?:,? ?(?:&|\+|of the|of|and|for|de|der|von|the)(?= [A-ZÀ-ÖØ-Þ])|[ ]+[A-ZÀ-ÖØ-Þ][\w’'.-]*|[ ]+&[ ]+[A-ZÀ-ÖØ-Þ][\w’'.-]*)*"
)
_CUT = re.compile(r"\s*(?:[:|·•–—]|\s-\s|,)\s*")
_YEARS = re.compile(r"\b(?:(?:19|20)\d\d(?:\s?[-–/]\s?\d{2,4})?|FY ?\d\d(?:/\d\d)?|Q[1-4]|\d+)\b")
_LONGEST = 8
_FIRST, _REPEATED, _FORM = 2.0, 0.5, 1.0
_ENOUGH = 2.0
_MOST_REPEATS = 4
_OFTEN = 3
_PLAIN = re.compile(r"[^\w\s]")


def organisation(document: Document) -> Stated | None:
    """Return whose document it is: a name with a word such as "Council" or "plc" in the opening, else the title's own name, else the folder."""
    blocks = [block for block in document.blocks if block.layer is Layer.BODY and block.text]
    found = _named(blocks) or _titled(blocks)
    if found is not None:
        return Stated(found.text, found)
    folder = PurePosixPath(document.path).parent.name
    return Stated(folder) if any(char.isalpha() for char in folder) else None


def unit(document: Document, whose: Stated | None) -> Stated | None:
    """Return the part of the organisation that the opening names ("Claims Directorate", "Department of Roads"), or None."""
    blocks = [block for block in document.blocks if block.layer is Layer.BODY and block.text][:_OPENING]
    for block in blocks:
        if block.kind is BlockKind.ROW or len(block.text) > _LINE_CHARS:
            continue
        for quote in _runs(block):
            own = whose is not None and organisation_key(quote.text) == organisation_key(whose.value)
            if not own and len(quote.text.split()) > 1 and _unit_words().search(quote.text):
                return Stated(quote.text, quote)
    return None


def organisation_key(name: str) -> str:
    """Return a name without articles, legal forms, marks and case, for comparison."""
    forms = {"the", *(form.replace(".", "").replace("/", "") for form in words("kinds")["legal_form"])}
    kept = [word for word in _PLAIN.sub("", name.replace("-", " ").replace("_", " ").casefold()).split() if word not in forms]
    return " ".join(kept)


@cache
def _organisation_words() -> re.Pattern[str]:
    """A name ends in such a word, or begins with it ("City of ..."), or goes on from it with "of" ("University of ...")."""
    listed = _any("organisation")
    return re.compile(rf"\b(?:{listed})$|^(?:{listed})\b(?= of\b|(?<= of) )|\b(?:{listed}) of\b", re.IGNORECASE)


@cache
def _bodies() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any('body')})\b", re.IGNORECASE)


@cache
def _legal_words() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{_any('legal_form')})\.?$", re.IGNORECASE)


@cache
def _unit_words() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any('unit')})\b", re.IGNORECASE)


@cache
def _months() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any('month')})\b", re.IGNORECASE)


@cache
def _title_words() -> frozenset[str]:
    return frozenset(words("kinds")["title"])


def _any(listed: str) -> str:
    return "|".join(re.escape(word) for word in sorted(words("kinds")[listed], key=len, reverse=True))


def _named(blocks: Sequence[Block]) -> Quote | None:
    """Return the name with an organisation's word or a legal form that stands first and is repeated most."""
    repeats = Counter(organisation_key(quote.text) for block in blocks[:200] for quote in _runs(block))
    best: tuple[float, Quote] | None = None
    for place, block in enumerate(blocks[:_OPENING]):
        if block.kind is BlockKind.ROW:
            continue
        for quote in _runs(block):
            if _unit_words().search(quote.text) or not 1 < len(quote.text.split()) <= _LONGEST:
                continue
            form = bool(_legal_words().search(quote.text))
            if (not form and not _organisation_words().search(quote.text)) or _bodies().search(quote.text):
                continue
            again = min(_MOST_REPEATS, repeats[organisation_key(quote.text)])
            score = _FIRST / (1 + place) + _REPEATED * again + _FORM * form + _ENOUGH / 2
            if best is None or score > best[0]:
                best = (score, quote)
    return best[1] if best is not None and best[0] >= _ENOUGH else None


def _titled(blocks: Sequence[Block]) -> Quote | None:
    """Return what a title names besides its kind and its years, where the text repeats it."""
    text = " ".join(block.text for block in blocks[:200])[:60_000]
    for block in title_blocks(blocks):
        for start, end in _pieces(block.text):
            piece = block.text[start:end]
            if piece[:1].isupper() and len(piece.split()) <= _LONGEST and text.count(piece) >= _OFTEN and not _months().search(piece):
                return Quote(piece, block.locator.slice(start, end))
    return None


def _pieces(title: str) -> Iterator[tuple[int, int]]:
    """Yield the parts of a title between its separators, without words of kind and years at either end."""
    edges = [0, *(edge for cut in _CUT.finditer(title) for edge in cut.span()), len(title)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        tokens = [match.span() for match in re.finditer(r"\S+", title[start:end])]
        while tokens and _empty(title[start + tokens[-1][0] : start + tokens[-1][1]]):
            tokens.pop()
        while tokens and _empty(title[start + tokens[0][0] : start + tokens[0][1]]):
            tokens.pop(0)
        if tokens:
            yield start + tokens[0][0], start + tokens[-1][1]


def _empty(token: str) -> bool:
    return token.casefold().strip(".,()") in _title_words() or bool(_YEARS.fullmatch(token.strip(".,()")))


def _runs(block: Block) -> Iterator[Quote]:
    for match in _RUN.finditer(block.text[:_LINE_CHARS]):
        start, end = match.span()
        tokens = [span.span() for span in re.finditer(r"\S+", match[0])]
        while tokens and _empty(match[0][slice(*tokens[-1])]):
            tokens.pop()
        while tokens and match[0][slice(*tokens[0])].casefold() in {"the", "our", "a", "an", "this", "at", "in", "for"}:
            tokens.pop(0)
        if tokens:
            end = start + tokens[-1][1]
            start += tokens[0][0]
            text = block.text[start:end]
            trimmed = text.rstrip(".,;:’'").removesuffix("’s").removesuffix("'s")
            yield Quote(trimmed, block.locator.slice(start, start + len(trimmed)))
