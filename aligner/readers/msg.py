"""Reads Outlook messages (msg): header, body and attachments, the messages within a message too."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import PurePosixPath

from aligner.domain.text import Document, Unread
from aligner.errors import EmptyDocumentError, LimitError, ReadError
from aligner.readers.base import Limits, Opened, Source
from aligner.readers.mail import Message, message_document
from aligner.readers.members import member_path
from aligner.readers.msg_rtf import unpacked
from aligner.readers.ole import Ole
from aligner.readers.text_decode import clean, decode

__all__ = ["open_members", "read"]

_PROPERTIES = "__properties_version1.0"
_ROOT_HEAD, _INNER_HEAD, _ATTACHED_HEAD, _ENTRY = 32, 24, 8, 16
_SUBJECT, _SENDER, _SENDER_MAIL, _TO, _BODY, _HTML, _RTF = 0x0037, 0x0C1A, 0x0C1F, 0x0E04, 0x1000, 0x1013, 0x1009
_SUBMITTED, _DELIVERED = 0x0039, 0x0E06
_LONG_NAME, _SHORT_NAME, _SHOWN_NAME, _DATA, _HIDDEN = 0x3707, 0x3704, 0x3001, 0x3701, 0x7FFE
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_DEEPEST = 8
_MOST_ATTACHMENTS = 5_000


def read(source: Source, limits: Limits) -> Document:
    """Read a message without its attachments, which are counted as not read.

    Raises:
        EmptyDocumentError: neither subject nor text. CorruptFileError, LimitError: as for ``Ole``.
    """
    found = _Storage(Ole(source, limits), 0, source, limits)
    document = found.document()
    if document is None:
        raise EmptyDocumentError(source.path, "is a mail without subject and text", "Look at what is attached to it.")
    count = len(found.attached())
    unread = (*document.unread, *((Unread("attachment", count),) if count else ()))
    return Document(
        document.path,
        document.sha256,
        "msg",
        document.blocks,
        tuple(sorted(unread, key=lambda entry: entry.what)),
        document.title,
        document.date,
    )


def open_members(source: Source, limits: Limits) -> Opened:
    """Open a message with its attachments; errors as for ``read``, but a message may be empty."""
    found = _Storage(Ole(source, limits), 0, source, limits)
    return Opened(found.document(), found.members())


class _Storage:
    """A message: the file itself, or one that is attached to it."""

    def __init__(self, ole: Ole, index: int, source: Source, limits: Limits, depth: int = 0) -> None:
        self._ole = ole
        self._source = source
        self._limits = limits
        self._depth = depth
        self._parts = ole.children(index)
        self._head = _INNER_HEAD if depth else _ROOT_HEAD

    def document(self) -> Document | None:
        """Return header and body, or None when there is nothing."""
        text = self._text(_BODY)
        markup = self._bytes(_HTML, "0102") or self._text(_HTML).encode("utf-8", "replace")
        if not text.strip() and not markup:
            text = self._rich()
        day, stated = self._day()
        sender = " ".join(part for part in (self._text(_SENDER), self._text(_SENDER_MAIL)) if part)
        message = Message(self._line(_SUBJECT), sender, self._line(_TO), day, stated, text, markup)
        return message_document(message, self._source, self._limits, "msg")

    def _rich(self) -> str:
        """The body of a message that only has it as compressed rich text."""
        from aligner.readers import rtf  # noqa: PLC0415 - seldom needed

        data = unpacked(self._bytes(_RTF, "0102"), self._limits.text_chars * 10)
        if not data.startswith(b"{\\rtf"):
            return ""
        try:
            made = rtf.read(Source(self._source.path, data, ""), self._limits)
        except ReadError:
            return ""
        return "\n\n".join(f"{block.marker} {block.text}".strip() for block in made.blocks)

    def _day(self) -> tuple[str | None, str]:
        for tag in (_SUBMITTED, _DELIVERED):
            ticks = self._fixed().get(tag)
            if ticks:
                try:
                    day = (_EPOCH + timedelta(microseconds=ticks // 10)).date().isoformat()
                except OverflowError:
                    continue
                return day, day
        return None, ""

    def _fixed(self) -> dict[int, int]:
        """Times among the properties, by tag, in tenths of microseconds since 1601."""
        index = self._parts.get(_PROPERTIES)
        data = self._ole.read(index) if index is not None else b""
        found: dict[int, int] = {}
        for at in range(self._head, len(data) - _ENTRY + 1, _ENTRY):
            kind, tag, _, value = struct.unpack_from("<HHIQ", data, at)
            if kind == 0x0040:  # noqa: PLR2004 - the mark of a time
                found[tag] = value
        return found

    def _bytes(self, tag: int, kind: str) -> bytes:
        index = self._parts.get(f"__substg1.0_{tag:04X}{kind}")
        return self._ole.read(index) if index is not None else b""

    def _text(self, tag: int) -> str:
        wide = self._bytes(tag, "001F")
        if wide:
            return clean(wide.decode("utf-16-le", "replace")).rstrip("\0")
        return clean(decode(self._bytes(tag, "001E")).text).rstrip("\0")

    def _line(self, tag: int) -> str:
        return " ".join(self._text(tag).split())

    def attached(self) -> list[int]:
        """Indices of the attachments' storages."""
        return [index for name, index in sorted(self._parts.items()) if name.startswith("__attach_version1.0_#")][:_MOST_ATTACHMENTS]

    def members(self) -> Iterator[Source | ReadError]:
        """Yield the attachments; a message within the message is laid out as text."""
        taken: set[str] = set()
        for number, index in enumerate(self.attached(), start=1):
            part = _Storage(self._ole, index, self._source, self._limits, self._depth + 1)
            inner = part._parts.get("__substg1.0_3701000D")
            name = part._name(number, taken, ".eml" if inner is not None else "")
            path = member_path(self._source.path, name)
            try:
                data = part._bytes(_DATA, "0102") if inner is None else None
            except ReadError as error:
                yield type(error)(path, error.reason, error.remedy)
                continue
            if data is not None:
                yield Source(path, data, hashlib.sha256(data).hexdigest())
            elif inner is not None:
                yield from self._inner(inner, path)

    def _inner(self, index: int, path: str) -> Iterator[Source | ReadError]:
        if self._depth >= _DEEPEST:
            yield LimitError(path, f"lies more than {_DEEPEST} mails deep", "Save it on its own.")
            return
        source = Source(path, self._source.data, "")
        inner = _Storage(self._ole, index, source, self._limits, self._depth + 1)
        try:
            data = inner._as_mail()
        except ReadError as error:
            yield type(error)(path, error.reason, error.remedy)
            return
        yield Source(path, data, hashlib.sha256(data).hexdigest())
        yield from inner.members()

    def _as_mail(self) -> bytes:
        """The message as a mail file, without its attachments."""
        from email.message import EmailMessage  # noqa: PLC0415 - seldom needed

        mail = EmailMessage()
        day, _ = self._day()
        for name, value in (("Subject", self._line(_SUBJECT)), ("From", self._line(_SENDER)), ("To", self._line(_TO)), ("Date", day or "")):
            if value:
                mail.add_header(f"X-{name}" if not value.isascii() and name in {"From", "To"} else name, value)
        text = self._text(_BODY)
        markup = self._bytes(_HTML, "0102")
        mail.set_content((text if text.strip() or markup else self._rich()).encode("utf-8", "replace").decode())
        if markup and not text.strip():
            mail.clear_content()
            mail.set_content(decode(markup).text, subtype="html")
        return mail.as_bytes()

    def _name(self, number: int, taken: set[str], ending: str) -> str:
        stated = next((text for tag in (_LONG_NAME, _SHORT_NAME, _SHOWN_NAME) if (text := self._line(tag))), "")
        name = PurePosixPath(stated.replace("\\", "/")).name or f"attachment {number}"
        if ending and not name.endswith(ending):
            name += ending
        if name in taken:
            name = f"{number} {name}"
        taken.add(name)
        return name
