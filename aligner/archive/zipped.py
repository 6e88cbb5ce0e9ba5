"""An archive that is one zip file: its members are the documents; nothing is unpacked to the disk."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

from aligner.archive.inventory import Entry, Patterns, counted, shown
from aligner.errors import CorruptFileError, LimitError, MissingFileError

__all__ = ["Zip"]

_ENCRYPTED = 1


class Zip:
    """The members of a zip file, by name; of several members with one name the last counts, as for every other program."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._file = zipfile.ZipFile(path)
        except (OSError, ValueError, NotImplementedError, zipfile.BadZipFile) as error:
            raise CorruptFileError(shown(str(path)), "is a damaged zip file", "Get a fresh copy of it.") from error

    def entries(self, patterns: Patterns) -> Iterator[Entry]:
        """Yield the members that count, sorted by path."""
        yield from counted((entry for entry in map(_entry, self._file.infolist()) if not entry.key.endswith("/")), patterns)

    def read(self, entry: Entry, most: int) -> bytes:
        """Return a member's bytes; no more than ``most`` are ever decompressed."""
        try:
            with self._file.open(entry.key) as member:
                data = member.read(most + 1)
        except KeyError as error:
            raise MissingFileError(entry.path, "is no longer in the zip file", "Run the scan again.") from error
        except Exception as error:  # zipfile and zlib raise many kinds on broken members
            raise CorruptFileError(entry.path, "is a damaged member of the zip file", "Get a fresh copy of the zip file.") from error
        if len(data) > most:
            raise LimitError(entry.path, f"is larger than {most / 1e6:,.0f} MB", "Split it into smaller files.")
        return data


def _entry(member: zipfile.ZipInfo) -> Entry:
    # A member named "../x" is read like any other: its name is a name here and never a place on the disk.
    path = shown(member.filename.replace("\\", "/").lstrip("/"))
    refused = "is protected by a password" if member.flag_bits & _ENCRYPTED else ""
    return Entry(path, member.filename, member.file_size, f"{member.CRC:08x}", refused)
