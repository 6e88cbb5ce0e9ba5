"""Writing files so that each appears whole or not at all, and keeping on disk what is too much for memory."""

from __future__ import annotations

import os
import tempfile
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from aligner.errors import OutputError

__all__ = ["Lines", "write", "writing"]

_READ = 1 << 20


def write(path: str, data: bytes) -> None:
    """Write a file whole or not at all: a neighbour is written first and then takes its place.

    Raises:
        OutputError: the file cannot be written; what was there before is untouched.
    """
    with writing(path) as file:
        file.write(data)


@contextmanager
def writing(path: str) -> Iterator[BinaryIO]:
    """Give a file to write to, piece by piece, that takes the name at the end; an error leaves what was there before.

    Raises:
        OutputError: the file cannot be written.
    """
    target = Path(os.path.realpath(path))
    partial = target.with_name(f".aligner-{os.getpid()}-{threading.get_ident()}.part")
    try:
        with partial.open("x+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        partial.replace(target)
    except OSError as error:
        partial.unlink(missing_ok=True)
        message = f"cannot write {path}: {error.strerror or error}; check the folder and whether another program has the file open"
        raise OutputError(message) from error
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


class Lines:
    """Texts without line feeds on disk, in the order they were added, to be gone through as often as wanted; gone with this object."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - as long as this object
        self._count = 0
        weakref.finalize(self, self._file.close)

    def add(self, text: str) -> None:
        """Put a text at the end."""
        self._file.seek(0, os.SEEK_END)
        self._file.write(text.encode("utf-8", "surrogatepass") + b"\n")
        self._count += 1

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[str]:
        place = 0
        while True:
            self._file.seek(place)
            some = self._file.readlines(_READ)
            place = self._file.tell()
            if not some:
                return
            for line in some:
                yield line[:-1].decode("utf-8", "surrogatepass")
