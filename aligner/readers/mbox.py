"""Opens mailboxes (mbox): every message is a document of its own."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from aligner.domain.text import Document
from aligner.errors import UnsupportedFormatError
from aligner.readers.base import Limits, Opened, Source
from aligner.readers.members import member_path

__all__ = ["open_members", "read"]

_START = re.compile(rb"(?:\A|(?<=\n)\r?\n)From \S+[^\n]* \d\d:\d\d[^\n]*\n")
_STUFFED = re.compile(rb"^>(>*From )", re.MULTILINE)


def read(source: Source, _limits: Limits) -> Document:
    """Refuse: a mailbox is many documents.

    Raises:
        UnsupportedFormatError: always.
    """
    raise UnsupportedFormatError(source.path, "is a mailbox, not a document", "Save its messages one by one.")


def open_members(source: Source, _limits: Limits) -> Opened:
    """Open a mailbox."""
    return Opened(None, _members(source))


def _members(source: Source) -> Iterator[Source]:
    starts = list(_START.finditer(source.data))
    ends = [found.start() for found in starts[1:]] + [len(source.data)]
    for number, (found, end) in enumerate(zip(starts, ends, strict=True), start=1):
        data = _STUFFED.sub(rb"\1", source.data[found.end() : end])
        yield Source(member_path(source.path, f"{number}.eml"), data, hashlib.sha256(data).hexdigest())
