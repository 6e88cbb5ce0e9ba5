"""Reads mail messages (RFC 5322, MIME): header, body and attachments."""

from __future__ import annotations

import email
import hashlib
from collections.abc import Iterator
from email import policy
from email.header import decode_header
from email.message import Message as Part
from pathlib import PurePosixPath

from aligner.domain.text import Document, Unread
from aligner.errors import CorruptFileError, EmptyDocumentError, LimitError, ReadError
from aligner.readers.base import Limits, Opened, Source
from aligner.readers.mail import Message, day_of, message_document
from aligner.readers.members import member_path
from aligner.readers.text_decode import clean, decode

__all__ = ["open_members", "read"]

_MOST_PARTS = 10_000
_DEEPEST = 50
_LONGEST_HEADER = 10_000
_ENDINGS = {"text/plain": ".txt", "text/html": ".html", "text/calendar": ".ics", "message/rfc822": ".eml", "application/pdf": ".pdf"}


def read(source: Source, limits: Limits) -> Document:
    """Read a message without its attachments, which are counted as not read.

    Raises:
        EmptyDocumentError: neither subject nor text. LimitError: too deep or too many parts.
    """
    found = _Mail(source, limits)
    document = found.document("eml")
    if document is None:
        raise EmptyDocumentError(source.path, "is a mail without subject and text", "Look at what is attached to it.")
    attached = (Unread("attachment", len(found.attached)),) if found.attached else ()
    unread = tuple(sorted((*document.unread, *attached), key=lambda entry: entry.what))
    return Document(document.path, document.sha256, "eml", document.blocks, unread, document.title, document.date)


def open_members(source: Source, limits: Limits) -> Opened:
    """Open a message with its attachments; errors as for ``read``, but a message may be empty."""
    found = _Mail(source, limits)
    return Opened(found.document("eml"), found.members())


class _Mail:
    """A parsed message."""

    def __init__(self, source: Source, limits: Limits) -> None:
        self.attached: list[Part] = []
        self._source = source
        self._limits = limits
        self._texts: list[str] = []
        self._pages: list[bytes] = []
        self._images = 0
        try:
            self._root = email.message_from_bytes(_narrow(source.data), policy=policy.compat32)
            self._walk()
        except RecursionError:
            raise self._deep() from None
        except (ValueError, LookupError, TypeError, AttributeError, AssertionError) as error:
            raise CorruptFileError(source.path, "is a damaged mail message", "Save it anew from the mail program.") from error

    def _deep(self) -> LimitError:
        return LimitError(self._source.path, f"nests its parts more than {_DEEPEST} levels deep", "Save its parts one by one.")

    def _walk(self) -> None:
        """Sort the parts into bodies and attachments."""
        waiting = [(self._root, 0)]
        count = 0
        while waiting:
            part, depth = waiting.pop()
            count += 1
            if count > _MOST_PARTS:
                raise LimitError(self._source.path, f"has more than {_MOST_PARTS:,} parts", "Save its parts one by one.")
            if depth > _DEEPEST:
                raise self._deep()
            inner = part.get_payload()
            if isinstance(inner, list) and part.get_content_maintype() == "multipart":
                waiting.extend((one, depth + 1) for one in reversed(inner) if isinstance(one, Part))
            else:
                self._leaf(part)

    def _leaf(self, part: Part) -> None:
        kind = part.get_content_type()
        attached = part.get_content_disposition() == "attachment" or bool(part.get_filename())
        if kind in {"text/plain", "text/html"} and not attached:
            data = _bytes(part)
            if kind == "text/html":
                # The encoding is stated outside the page, which is given one that needs no statement.
                self._pages.append(b"\xef\xbb\xbf" + _text(part, data).encode("utf-8", "replace"))
            else:
                self._texts.append(_text(part, data))
        elif part.get_content_maintype() == "image" and (part.get("Content-ID") or not attached):
            self._images += 1
        elif attached or kind not in {"text/plain", "text/html"}:
            self.attached.append(part)

    def document(self, form: str) -> Document | None:
        """Return header and body, or None when there is nothing."""
        stated = _header(self._root, "Date")
        message = Message(
            _header(self._root, "Subject"),
            _header(self._root, "From"),
            _header(self._root, "To"),
            day_of(stated),
            stated,
            "\n\n".join(self._texts),
            self._pages[0] if self._pages else b"",
        )
        made = message_document(message, self._source, self._limits, form)
        if made is None or not self._images:
            return made
        unread = {entry.what: entry.count for entry in made.unread}
        unread["image"] = max(unread.get("image", 0), self._images)
        listed = tuple(Unread(what, count) for what, count in sorted(unread.items()))
        return Document(made.path, made.sha256, made.format, made.blocks, listed, made.title, made.date)

    def members(self) -> Iterator[Source | ReadError]:
        """Yield the attachments."""
        taken: set[str] = set()
        for number, part in enumerate(self.attached, start=1):
            path = member_path(self._source.path, _name(part, number, taken))
            try:
                data = _attached(part)
            except (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError) as error:
                yield CorruptFileError(path, f"cannot be taken out of its mail ({type(error).__name__})", "Save it from the mail program.")
                continue
            yield Source(path, data, hashlib.sha256(data).hexdigest())


def _narrow(data: bytes) -> bytes:
    """Return a message that was saved in wide characters as UTF-8."""
    if b"\0" not in data[:200]:
        return data.removeprefix(b"\xef\xbb\xbf")
    return decode(data).text.encode("utf-8", "replace")


def _attached(part: Part) -> bytes:
    inner = part.get_payload()
    if isinstance(inner, list):
        first = inner[0] if inner else None
        return first.as_bytes(policy=policy.compat32.clone(max_line_length=0)) if isinstance(first, Part) else b""
    return _bytes(part)


def _bytes(part: Part) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _text(part: Part, data: bytes) -> str:
    stated = part.get_content_charset()
    return clean(decode(data, stated).text)


def _name(part: Part, number: int, taken: set[str]) -> str:
    """Return a name of its own for an attachment: the last part of what the mail calls it."""
    stated = _plain(part.get_filename() or "")
    if not stated and part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        stated = _header(inner[0], "Subject") if isinstance(inner, list) and inner and isinstance(inner[0], Part) else ""
        stated = f"{stated.replace('/', '-')}.eml" if stated else ""
    name = PurePosixPath(stated.replace("\\", "/")).name or f"attachment {number}{_ENDINGS.get(part.get_content_type(), '')}"
    if name in taken:
        name = f"{number} {name}"
    taken.add(name)
    return name


def _header(part: Part, name: str) -> str:
    return _plain(str(part.get(name) or ""))


def _plain(value: str) -> str:
    """Decode the encoded words of a header; what cannot be decoded stays as it is."""
    value = value[:_LONGEST_HEADER]
    try:
        pieces = [piece if isinstance(piece, str) else _word(piece, charset) for piece, charset in decode_header(value)]
    except (ValueError, LookupError, TypeError):
        pieces = [value]
    return " ".join(clean("".join(pieces)).split())


def _word(piece: bytes, charset: str | None) -> str:
    return decode(piece, None if charset in {None, "unknown-8bit"} else charset).text
