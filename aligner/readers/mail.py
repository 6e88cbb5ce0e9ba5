"""What mail files have in common: header and body become one document, quoted mail kept apart."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime

from aligner.domain.text import Block, BlockKind, Document, Layer, Locator
from aligner.errors import EmptyDocumentError
from aligner.readers import html, txt
from aligner.readers.base import Limits, Source

__all__ = ["Message", "day_of", "message_document"]

_HEADER_LIMIT = 1000
_MARKUP = re.compile(r"<(?:h[1-6]|th|li)\b", re.IGNORECASE)
_TRAIL = re.compile(
    r"-{2,}\s*(?:original (?:message|appointment)|forwarded message)\s*-{2,}.*|on .{6,120}\bwrote:"
    r"|from: .{1,300}?\b(?:sent|date): .{1,300}?\b(?:to|subject): .*",
    re.IGNORECASE,
)
_ISO = re.compile(r"(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?:[T ]|$)")


@dataclass(frozen=True, slots=True)
class Message:
    """A mail before it is laid out.

    Attributes:
        subject, sender, recipients: as shown, on one line. date: ISO 8601 or None. stated: the date as written.
        text: plain body, or empty. markup: HTML body as bytes, or empty.
    """

    subject: str
    sender: str
    recipients: str
    date: str | None
    stated: str
    text: str
    markup: bytes = b""


def day_of(stated: str) -> str | None:
    """Return the day of a date header as ISO 8601, in the sender's own time zone; None when it cannot be read."""
    if found := _ISO.match(stated.strip()):
        return found[1]
    try:
        return parsedate_to_datetime(stated).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return None


def message_document(message: Message, source: Source, limits: Limits, form: str) -> Document | None:
    """Return a mail as a document, or None when it has neither subject nor text.

    A plain body is laid out below its header lines and places are lines of that; an HTML body keeps the places of its elements,
    counted after the subject, which is paragraph 1.
    """
    structured = bool(message.markup) and _MARKUP.search(message.markup.decode("latin-1")) is not None
    found = _from_markup(message, source, limits) if structured or not message.text.strip() else None
    if found is None:
        found = _from_text(message, source, limits)
    if not found.blocks:
        return None
    return replace(found, sha256=source.sha256, format=form, title=message.subject, date=message.date, _index={})


def _line(text: str) -> str:
    return " ".join(text.split())[:_HEADER_LIMIT]


def _from_text(message: Message, source: Source, limits: Limits) -> Document:
    fields = (("From", message.sender), ("To", message.recipients), ("Date", message.stated), ("Subject", message.subject))
    stated = [(name, _line(value)) for name, value in fields if value.strip()]
    # A single field would not be taken for the header of a mail: a subject alone is underlined instead.
    alone = len(stated) == 1 and bool(message.subject.strip())
    head = f"{stated[0][1]}\n{'=' * len(stated[0][1])}" if alone else "\n".join(f"{name}: {value}" for name, value in stated)
    data = f"{head}\n\n{message.text}".encode("utf-8", "replace")
    return txt.read(Source(source.path, data, ""), limits)


def _from_markup(message: Message, source: Source, limits: Limits) -> Document | None:
    if not message.markup:
        return None
    try:
        page = html.read(Source(source.path, message.markup, hashlib.sha256(message.markup).hexdigest()), limits)
    except EmptyDocumentError:
        return None
    blocks = [_moved(block) for block in _parted(page.blocks)]
    if not blocks:
        return None
    subject = _line(message.subject)
    if subject:
        blocks.insert(0, Block(BlockKind.HEADING, subject, Locator(source.path, paragraph=1, end=len(subject)), level=1))
    return replace(page, blocks=tuple(blocks), _index={})


def _parted(blocks: tuple[Block, ...]) -> list[Block]:
    """Keep everything from the first sign of an earlier message apart."""
    at = next((index for index, block in enumerate(blocks) if not block.cells and _TRAIL.fullmatch(block.text)), len(blocks))
    return [*blocks[:at], *(replace(block, layer=Layer.QUOTED) if block.layer is Layer.BODY else block for block in blocks[at:])]


def _moved(block: Block) -> Block:
    def after(place: Locator) -> Locator:
        return replace(place, paragraph=None if place.paragraph is None else place.paragraph + 1)

    cells = tuple(replace(cell, locator=after(cell.locator)) for cell in block.cells)
    return replace(block, locator=after(block.locator), cells=cells)
