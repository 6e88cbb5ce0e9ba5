"""Whose a document is: the organisation and the part of it, as its title page, its letterhead or its last lines write them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from aligner.classify.alike import is_general, organisation_key, same_name
from aligner.classify.runs import LINE_CHARS, copyrights, listed, pieces, runs
from aligner.domain.classification import Stated
from aligner.domain.text import Block, BlockKind, Document, Layer, Quote
from aligner.lexicon import cache, words

__all__ = ["folder_name", "organisation", "organisation_key", "telling_folders", "unit"]

_OPENING, _CLOSING = 14, 6
_TITLE_PLACE, _TITLE_CHARS = 5, 160
_READ = 200
_LONGEST = 8
_ENOUGH = 2.0
_CLEAR = 1.25
"""A name that stands in running text only must be so many times likelier than the next."""
_TITLE, _SUBJECT, _PROSE, _RIGHTS, _SIGNED = 2.0, 1.6, 0.6, 2.5, 2.0
_REPEAT, _REPEATS, _LEGAL, _OWN, _FOLDER, _TRADE = 0.35, 3, 0.5, 0.4, 1.0, -0.3
_FEW_CELLS = 2
_ARTICLE = re.compile(r"\b(?:the|our)\s*$", re.IGNORECASE)
_BY = re.compile(r"\b(?:(?:prepared|written|compiled|issued|submitted|drawn up|produced) by|author:|from:)(?: the)?\s+$", re.IGNORECASE)
_COUNTED = re.compile(r"(?:fy|q|h|v|w|wk|p|no)?\d+(?:[hq]\d)?")
"""Numbers, years, quarters, halves, weeks and versions as folders are named by them."""
_EDGES = (",", "|", "·", "•", ";", ":", "–", "—", "/", "-", "(", ")")


@dataclass(frozen=True, slots=True)
class _Seen:
    """A name at one place; ``weight`` says how much the place speaks for its being the document's own."""

    quote: Quote
    weight: float
    title: bool


def organisation(document: Document) -> Stated | None:
    """Return whose document it is, or None where nothing tells plainly.

    A name holds a word such as "Council" or a legal form, or stands in a title and is the folder's too. What counts for it: its
    place (title, letterhead, copyright line, signature), repetition, what is said of it. The folder alone comes last, without quote.
    """
    blocks = [block for block in document.blocks if block.layer is Layer.BODY and block.text]
    folder = folder_name(document.path)
    found = _best([*_seen(blocks), *_titled(blocks, folder)], blocks, folder)
    if found is not None:
        return Stated(found.text, found)
    return Stated(folder) if folder else None


def folder_name(path: str) -> str:
    """Return the outermost folder that may be somebody's name: one that is no word for what is kept in it, and no time; else empty."""
    return next(iter(telling_folders(path)), "")


def telling_folders(path: str) -> tuple[str, ...]:
    """Return the folders of a path that may be somebody's names, the outermost first ("shared/otterby/2027/roads" has two)."""
    parts = PurePosixPath(path.rpartition("!/")[0] or path).parent.parts
    return tuple(part for part in parts if _telling(part))


def _telling(part: str) -> bool:
    tokens = [token for token in re.split(r"[\W_]+", part.casefold()) if token]
    return any(
        len(token) > 1 and not _COUNTED.fullmatch(token) and token not in _folder_words() and not _months().fullmatch(token)
        for token in tokens
    )


def unit(document: Document, whose: Stated | None) -> Stated | None:
    """Return the part of the organisation that title or first lines name ("Claims Directorate", "Department of Roads"), or None."""
    blocks = [block for block in document.blocks if block.layer is Layer.BODY and block.text][:_OPENING]
    for block in blocks:
        if block.kind is BlockKind.ROW or _attends(block):
            continue
        for quote in runs(block):
            # A long paragraph names others' parts too; its own is the one that wrote it.
            if len(block.text) > _TITLE_CHARS and not _BY.search(block.text[: quote.locator.start]):
                continue
            own = whose is not None and same_name(quote.text, whose.value)
            if not own and len(quote.text.split()) > 1 and _unit_words().search(quote.text) and not _no_units().search(quote.text):
                return Stated(quote.text, quote)
    return None


@cache
def _organisation_words() -> re.Pattern[str]:
    """A name ends in such a word, or begins with it ("City of ..."), or goes on from it with "of" ("University of ...")."""
    kinds = listed("organisation")
    return re.compile(rf"\b(?:{kinds}|{listed('trade')})$|^(?:{kinds})\b(?= of\b|(?<= of) )|\b(?:{kinds}) of\b", re.IGNORECASE)


@cache
def _roles() -> re.Pattern[str]:
    return re.compile(rf"^(?:{listed('role')})\b", re.IGNORECASE)


@cache
def _trade_words() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{listed('trade')})$", re.IGNORECASE)


@cache
def _bodies() -> re.Pattern[str]:
    """Bodies within an organisation, and words for organisations in general."""
    return re.compile(rf"\b(?:{listed('body')})\b|^(?:{listed('common')})$", re.IGNORECASE)


@cache
def _legal_words() -> re.Pattern[str]:
    return re.compile(rf"[\s,](?:{listed('legal_form')})\.?$", re.IGNORECASE)


@cache
def _unit_words() -> re.Pattern[str]:
    return re.compile(rf"(?:^(?:{listed('unit')})\b|\b(?:{listed('unit')})$)", re.IGNORECASE)


@cache
def _no_units() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{listed('no_unit')})\b", re.IGNORECASE)


@cache
def _attendance() -> re.Pattern[str]:
    return re.compile(rf"^(?:{listed('attendance')})\b|\b(?:{listed('attendance')}):", re.IGNORECASE)


@cache
def _said_of() -> re.Pattern[str]:
    return re.compile(rf"[’']s?\s+(?:{listed('owned')})\b|\s(?:{listed('does')})\b", re.IGNORECASE)


@cache
def _owned() -> re.Pattern[str]:
    return re.compile(rf"[’']s?\s+(?:{listed('owned')})\b", re.IGNORECASE)


@cache
def _months() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{listed('month')})\b", re.IGNORECASE)


@cache
def _folder_words() -> frozenset[str]:
    known = words("kinds")
    return frozenset({*known["folder"], *known["title"], *(word for word in known["unit"] if " " not in word)})


def _attends(block: Block) -> bool:
    """Whether a line lists who was there: the names in it are those of guests."""
    return bool(_attendance().search(block.text[:LINE_CHARS]))


def _best(seen: Sequence[_Seen], blocks: Sequence[Block], folder: str) -> Quote | None:
    """Return the likeliest name where it is likely enough and no other comes near."""
    held: dict[str, list[_Seen]] = defaultdict(list)
    for one in seen:
        held[organisation_key(one.quote.text)].append(one)
    if not held:
        return None
    text = [block.text for block in blocks[:_READ]]
    repeats = Counter(key for block in blocks[:_READ] for key in {organisation_key(quote.text) for quote in runs(block)})
    scored = sorted(
        ((_score(places, repeats[key], text, folder), any(one.title for one in places), places[0].quote) for key, places in held.items()),
        key=lambda one: -one[0],
    )
    rivals = [one for one in scored[1:] if not same_name(one[2].text, scored[0][2].text)]
    score, title, quote = scored[0]
    if score < _ENOUGH or (not title and rivals and rivals[0][0] * _CLEAR > score):
        return None
    return quote


def _score(places: Sequence[_Seen], repeats: int, text: Sequence[str], folder: str) -> float:
    name = places[0].quote.text
    said = _said_of()
    own = any(said.match(line, at + len(name)) for line in text for at in _at(line, name))
    return (
        max(one.weight for one in places)
        + _REPEAT * min(_REPEATS, max(0, repeats - 1))
        + _LEGAL * bool(_legal_words().search(name))
        + _OWN * own
        + _FOLDER * (bool(folder) and same_name(name, folder))
    )


def _at(line: str, name: str) -> Iterator[int]:
    at = line.find(name)
    while at >= 0:
        yield at
        at = line.find(name, at + 1)


def _seen(blocks: Sequence[Block]) -> Iterator[_Seen]:
    """Yield names with an organisation's word or a legal form, each with the weight of its place."""
    last = len(blocks) - _CLOSING
    for place, block in enumerate(blocks):
        rights = [*copyrights(block)]
        yield from (_Seen(quote, _RIGHTS, title=True) for quote in rights if _is_name(quote.text, formless=True))
        if _attends(block) or not (place < _OPENING or place >= last):
            continue
        if block.kind is BlockKind.ROW and (place >= _TITLE_PLACE or len(block.cells) > 1):
            continue
        found = [quote for quote in runs(block) if _is_name(quote.text) and not _is_addressee(block, quote)]
        for quote in found:
            alone = _stands_alone(block, quote)
            short = len(block.text) <= _TITLE_CHARS and block.kind is not BlockKind.LIST_ITEM
            title = place < _TITLE_PLACE and short and (alone or block.kind is BlockKind.HEADING)
            signed = place >= max(last, _TITLE_PLACE) and alone and short
            weight = _TITLE if title else _SIGNED if signed else _subject(block, quote, place) if place < _OPENING else 0.0
            # "Social media" may head a chapter; on the first two lines it is a letterhead.
            doubtful = not alone or (block.kind is BlockKind.HEADING and place > 1 and block.text == quote.text)
            weight += _TRADE * (bool(_trade_words().search(quote.text)) and doubtful)
            yield _Seen(quote, weight / len(found), title=title or signed)


def _subject(block: Block, quote: Quote, place: int) -> float:
    """Return the weight of a name in a sentence: more where one of the first lines begins with it."""
    return _SUBJECT if place < _TITLE_PLACE and quote.locator.start == 0 and block.text.startswith(quote.text) else _PROSE


def _is_addressee(block: Block, quote: Quote) -> bool:
    """Whether a line is written to the one it names."""
    return bool(re.search(r"\bto(?: the)?\s+$", block.text[: quote.locator.start]))


def _stands_alone(block: Block, quote: Quote) -> bool:
    """Whether a name stands between the edges of a line or its commas, or after "of" or "for", and not in the middle of a sentence."""
    before, after = _ARTICLE.sub("", block.text[: quote.locator.start]).rstrip(), block.text[quote.locator.end :].lstrip()
    if before.endswith(",") and block.text.rstrip().endswith((".", "!", "?")):
        return False  # an apposition: "the supplier, Nordal Systems, is late."
    opened = not before or before.endswith(_EDGES) or bool(re.search(r"\b(?:of|for|by)$", before))
    return opened and (not after or after.startswith(_EDGES) or after in {".", "!"} or after.startswith(". ") or after[:1].isdigit())


def _is_name(text: str, *, formless: bool = False) -> bool:
    """Whether a run has the form of an organisation's name; of a ``formless`` one only that it is not something else."""
    if any(pattern().search(text) for pattern in (_unit_words, _bodies, _months, _roles)) or len(text.split()) > _LONGEST:
        return False
    if is_general(text) or any(char in "()[]{}<>@" for char in text):
        return False
    if formless:
        return True
    return len(text.split()) > 1 and bool(_legal_words().search(text) or _organisation_words().search(text))


def _titled(blocks: Sequence[Block], folder: str) -> Iterator[_Seen]:
    """Yield what a title names besides its kind and its years, where the folder says the same or the text speaks of it as of somebody."""
    owned, text = _owned(), [block.text for block in blocks[:_READ]]
    for block in blocks[:_TITLE_PLACE]:
        if len(block.text) > _TITLE_CHARS or _attends(block) or (block.kind is BlockKind.ROW and len(block.cells) > _FEW_CELLS):
            continue
        for quote in (*pieces(block), *runs(block)):
            name = quote.text
            if not name[:1].isupper() or not _is_name(name, formless=True) or len(name) < len("ABC"):
                continue
            confirmed = bool(folder) and same_name(name, folder)
            spoken = sum(bool(owned.match(line, at + len(name))) for line in text for at in _at(line, name))
            if confirmed or spoken >= _ENOUGH:
                yield _Seen(quote, _TITLE if confirmed or " " in name else _TITLE - _OWN, title=True)
