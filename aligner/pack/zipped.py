"""The zip file of a pack on its way to the disk: one member after the other, each hashed as it is written."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, BinaryIO, Protocol

__all__ = ["Members", "Sink"]

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip archive can state


class Sink(Protocol):
    """Takes bytes."""

    def write(self, data: bytes, /) -> object:
        """Take some more."""


class Members:
    """Members of a zip file being written; equal members in equal order give equal bytes.

    Attributes:
        sha256: of what was written, by name.
    """

    def __init__(self, target: BinaryIO) -> None:
        self._file = zipfile.ZipFile(target, "w")
        self.sha256: dict[str, str] = {}

    def put(self, name: str, data: bytes) -> None:
        """Write a whole member."""
        with self.open(name, len(data)) as member:
            member.write(data)

    @contextmanager
    def open(self, name: str, size: int | None = None) -> Iterator[Sink]:
        """Give a member to write to, of so many bytes or, with None, any number; its hash is known at the end."""
        entry = zipfile.ZipInfo(name, _EPOCH)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.create_system = 3
        entry.external_attr = 0o600 << 16
        entry.file_size = size or 0
        with self._file.open(entry, "w", force_zip64=size is None) as member:
            hashed = _Hashed(member)
            yield hashed
        self.sha256[name] = hashed.digest.hexdigest()

    def close(self) -> None:
        """Write the directory of the zip file; the file itself stays open."""
        self._file.close()


class _Hashed:
    def __init__(self, member: IO[bytes]) -> None:
        self._member, self.digest = member, hashlib.sha256()

    def write(self, data: bytes, /) -> None:
        self.digest.update(data)
        self._member.write(data)
