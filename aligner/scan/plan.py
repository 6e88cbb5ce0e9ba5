"""What is left to do: the archive as it is against the database as it was left."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aligner.archive import Archive, Entry
from aligner.archive.versions import is_copy
from aligner.errors import ReadError
from aligner.scan.tasks import Failure
from aligner.store import Database
from aligner.store.schema import FILES

__all__ = ["Plan", "plan"]


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do about the files of an archive.

    Attributes:
        files: how many there are.
        read: to be read.
        settled: rows of ``files`` to be written as they are, duplicates and files that may not be opened, with the failure if there is one.
        gone: paths that are no longer in the archive.
    """

    files: int
    read: tuple[Entry, ...]
    settled: tuple[tuple[dict[str, Any], Failure | None], ...]
    gone: tuple[str, ...]


def plan(
    entries: Sequence[Entry],
    archive: Archive,
    database: Database,
    read_key: str,
    most: int,
    looked: Callable[[int], None] = lambda _count: None,
) -> Plan:
    """Return what is left to do.

    A file whose size and stamp have not changed is not opened. Of several with the same bytes only one is read: rather not a copy by
    its name, then the one in the innermost folder (which tells most), then the first by path. Only files that share their size with
    another one can be such, so that only these are hashed here.

    Args:
        entries: every file that counts, sorted by path.
        archive: where they are.
        database: what is known of them.
        read_key: what a reading depends on.
        most: largest file that is opened, in bytes.
        looked: told how many files were looked at.
    """
    known = {row["path"]: row for row in database.rows(FILES)}
    hashes = _hashes(entries, archive, known, most, looked)
    first: dict[str, str] = {}
    for path in sorted(hashes, key=_standing):
        first.setdefault(hashes[path], path)
    read: list[Entry] = []
    settled: list[tuple[dict[str, Any], Failure | None]] = []
    for entry in entries:
        sha256, row = hashes.get(entry.path, ""), known.get(entry.path)
        if entry.refused:
            wanted = _row(entry, read_key, sha256="", state="unsupported" if entry.passed else "failed", reason=entry.refused)
            kind = "unsupported" if entry.passed else "missing"
            settled += [] if row == wanted else [(wanted, Failure(entry.path, kind, entry.refused))]
        elif sha256 and first[sha256] != entry.path:
            wanted = _row(entry, read_key, sha256=sha256, state="duplicate", same_as=first[sha256])
            settled += [] if row == wanted else [(wanted, None)]
        elif not _stands(entry, row, read_key):
            read.append(entry)
    gone = tuple(sorted(known.keys() - {entry.path for entry in entries}))
    return Plan(len(entries), tuple(read), tuple(settled), gone)


def _standing(path: str) -> tuple[bool, int, str]:
    """Order files with the same bytes: the one to read comes first."""
    return is_copy(path), -path.count("/"), path


def _row(entry: Entry, read_key: str, *, sha256: str, state: str, reason: str = "", same_as: str | None = None) -> dict[str, Any]:
    return {
        "path": entry.path,
        "size": entry.size,
        "stamp": entry.stamp,
        "sha256": sha256,
        "state": state,
        "reason": reason,
        "same_as": same_as,
        "read_key": read_key,
    }


def _same(entry: Entry, row: Mapping[str, Any] | None) -> bool:
    """Tell whether the bytes are surely those that the database knows."""
    return bool(row and entry.stamp and row["sha256"] and row["size"] == entry.size and row["stamp"] == entry.stamp)


def _stands(entry: Entry, row: Mapping[str, Any] | None, read_key: str) -> bool:
    return _same(entry, row) and row is not None and row["read_key"] == read_key and row["state"] != "duplicate"


def _hashes(
    entries: Sequence[Entry], archive: Archive, known: Mapping[str, Mapping[str, Any]], most: int, looked: Callable[[int], None]
) -> dict[str, str]:
    """Return the hash of every file that is known or may have a duplicate; empty files have none."""
    sizes = Counter(entry.size for entry in entries if not entry.refused)
    found = {}
    for number, entry in enumerate(entries):
        looked(number)
        row = known.get(entry.path)
        if entry.size == 0 or entry.refused:
            continue
        if row is not None and _same(entry, row):
            found[entry.path] = row["sha256"]
        elif entry.size is None or (sizes[entry.size] > 1 and entry.size <= most):
            try:
                found[entry.path] = hashlib.sha256(archive.read(entry, most)).hexdigest()
            except ReadError:
                continue  # the worker that reads it will say why
    return found
