"""Opens zip archives: every member is a document of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from aligner.domain.text import Document
from aligner.errors import CorruptFileError, ReadError, UnsupportedFormatError
from aligner.readers.base import Limits, Opened, Source
from aligner.readers.members import member_path
from aligner.readers.zipguard import Package, open_package

__all__ = ["open_members", "read"]

_HIDDEN = (".", "~$")
_SYSTEM = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini"})


def read(source: Source, _limits: Limits) -> Document:
    """Refuse: an archive is many documents.

    Raises:
        UnsupportedFormatError: always.
    """
    raise UnsupportedFormatError(source.path, "is a zip archive, not a document", "Unpack it and name a document in it.")


def open_members(source: Source, limits: Limits) -> Opened:
    """Open an archive; hidden and system files are left out, as in folders.

    Raises:
        ReadError: see ``open_package``.
    """
    return Opened(None, _members(source, open_package(source, limits)))


def _members(source: Source, package: Package) -> Iterator[Source | ReadError]:
    for name, reason in package.refused:
        yield CorruptFileError(member_path(source.path, name), reason, "Check where the archive comes from.")
    for name in package.names:
        if name in package.unsafe or any(part.startswith(_HIDDEN) or part in _SYSTEM for part in name.split("/")):
            continue
        path = member_path(source.path, name)
        try:
            data = package.read(name)
        except ReadError as error:
            yield type(error)(path, error.reason, error.remedy)
            continue
        yield Source(path, data, hashlib.sha256(data).hexdigest())
