"""Where an archive is: a folder, a zip file, or whatever fsspec can open; the only importer of fsspec."""

from __future__ import annotations

import os
import re
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from aligner.archive.inventory import Entry, Patterns, counted, shown
from aligner.errors import LimitError, MissingFileError

__all__ = ["Archive", "open_archive"]

_URL = re.compile(r"[a-z][a-z0-9+.-]+(?:::|://)", re.IGNORECASE)
_LONGEST = 1 << 30


class Archive(Protocol):
    """A place that holds files."""

    def entries(self, patterns: Patterns) -> Iterator[Entry]:
        """Yield every file that counts, sorted by path; what cannot be listed or opened is yielded with the reason."""

    def read(self, entry: Entry, most: int) -> bytes:
        """Return a file's bytes.

        Args:
            entry: one that ``entries`` gave.
            most: the most bytes to take in.

        Raises:
            LimitError: the file is larger. MissingFileError: it cannot be opened any more.
        """


def open_archive(location: str | Path) -> Archive:
    """Return the archive at a folder, a zip file, or a URL such as ``s3://bucket/folder``.

    Raises:
        MissingFileError: there is nothing, or it is neither a folder nor a zip file.
        MissingExtraError: the URL needs a package that is not installed.
    """
    text = os.fspath(location)
    if _URL.match(text):
        from aligner.archive.remote import Remote  # noqa: PLC0415 - most archives are folders

        return Remote(text)
    path = Path(text)
    if path.is_dir():
        return Folder(path)
    if not path.exists():
        raise MissingFileError(shown(text), "there is no such archive", "Name a folder, a zip file or a URL.")
    if zipfile.is_zipfile(path):
        from aligner.archive.zipped import Zip  # noqa: PLC0415 - as above

        return Zip(path)
    raise MissingFileError(shown(text), "is neither a folder nor a zip file", "Name the folder that holds the documents.")


class Folder:
    """A local folder; links within it are followed and never loop, links that lead out of it are not followed."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def entries(self, patterns: Patterns) -> Iterator[Entry]:
        """Yield the files that count, sorted by path."""
        yield from counted(self._walk(), patterns)

    def read(self, entry: Entry, most: int) -> bytes:
        """Return a file's bytes."""
        try:
            # Never a pipe or a device, even if one has taken the file's place since the walk.
            handle = os.open(os.path.join(self._root, entry.key), os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))  # noqa: PTH118 - pathlib would normalise odd names
            with os.fdopen(handle, "rb") as file:
                if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                    raise MissingFileError(entry.path, "is not a regular file", "Copy its content to a file first.")
                return _bounded(file.read(min(most + 1, _LONGEST)), entry, most)
        except (OSError, ValueError) as error:
            reason = f"cannot be opened ({getattr(error, 'strerror', None) or error})"
            raise MissingFileError(entry.path, reason, "Check its permissions.") from error

    def _walk(self) -> Iterator[Entry]:
        inside = os.path.realpath(self._root)
        start = os.stat(self._root)  # noqa: PTH116 - as the rest of the walk
        waiting: list[tuple[str, frozenset[tuple[int, int]]]] = [("", frozenset({(start.st_dev, start.st_ino)}))]
        while waiting:
            folder, above = waiting.pop()
            try:
                with os.scandir(os.path.join(self._root, folder)) as listing:  # noqa: PTH118 - as above
                    children = list(listing)
            except OSError as error:
                yield Entry(shown(folder), folder, refused=f"cannot be listed ({error.strerror or error})")
                continue
            for child in children:
                key = f"{folder}/{child.name}" if folder else child.name
                entry, identity = _looked_at(child, key.replace(os.sep, "/"), inside)
                if identity is None:
                    yield entry
                elif child.name.startswith("."):
                    yield entry  # it is told and not looked into
                elif identity not in above:
                    waiting.append((key, above | {identity}))


def _looked_at(child: os.DirEntry[str], key: str, root: str) -> tuple[Entry, tuple[int, int] | None]:
    """Return a file's entry, or a folder's with its identity."""
    if child.is_symlink() and not f"{os.path.realpath(child.path)}{os.sep}".startswith(root.rstrip(os.sep) + os.sep):
        return Entry(shown(key), key, refused="is a link that leads out of the archive"), None
    try:
        status = child.stat()
    except OSError as error:
        reason = "is a link that leads nowhere" if child.is_symlink() else f"cannot be looked at ({error.strerror or error})"
        return Entry(shown(key), key, refused=reason), None
    if stat.S_ISDIR(status.st_mode):
        return Entry(shown(key), key), (status.st_dev, status.st_ino)
    refused = "" if stat.S_ISREG(status.st_mode) else "is not a regular file"
    return Entry(shown(key), key, status.st_size, str(status.st_mtime_ns), refused), None


def _bounded(data: bytes, entry: Entry, most: int) -> bytes:
    if len(data) > most:
        raise LimitError(entry.path, f"is larger than {most / 1e6:,.0f} MB", "Split it into smaller files.")
    return data
