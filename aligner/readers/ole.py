"""Reads OLE compound files (old Office formats, Outlook messages) without trusting them: every chain is bounded."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from aligner.errors import CorruptFileError, LimitError
from aligner.readers.base import Limits, Source

__all__ = ["Entry", "Ole"]

_HEADER = struct.Struct("<8s16xHHHHH6xIIIIIIIII")
_ENTRY = struct.Struct("<64sHBBIII16xIQQIQ")
_ENTRY_SIZE = 128
_NONE = 0xFFFFFFFF
_LAST_SECTOR = 0xFFFFFFFA  # greater numbers are marks
_HEAD_SECTORS = 109
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_SHIFTS = frozenset({9, 12})
_MINI_SHIFT = 6
_LONGEST_NAME = 64
_MOST_ENTRIES = 200_000
_DEEPEST = 64


@dataclass(frozen=True, slots=True)
class Entry:
    """A stream or storage; ``parent`` is the index of the storage it is in (0 for the root)."""

    name: str
    storage: bool
    parent: int
    start: int
    size: int


class Ole:
    """An open compound file.

    Args:
        source: the file.
        limits: bound on the size of a stream.

    Raises:
        CorruptFileError: its tables make no sense.
    """

    def __init__(self, source: Source, limits: Limits | None = None) -> None:
        self._source = source
        self._limits = limits or Limits()
        self._data = source.data
        try:
            self._open()
        except (struct.error, IndexError, OverflowError, MemoryError) as error:
            raise self._damaged() from error

    def _open(self) -> None:
        _, _, _, order, shift, mini, _, _, first, _, self._cutoff, mini_first, _, more, more_count = _HEADER.unpack_from(self._data)
        if order != 0xFFFE or shift not in _SHIFTS or mini != _MINI_SHIFT:  # noqa: PLR2004 - the mark of little-endian order
            raise self._damaged()
        self._size = 1 << shift
        self._sectors = max(0, (len(self._data) - 1) // self._size)
        self._fat = self._table(self._fat_sectors(more, more_count))
        self._mini_fat = self._table(self._chain(mini_first))
        self.entries = self._directory(first)
        root = self.entries.get(0)
        self._mini = self._collect(root.start, root.size) if root is not None else b""

    @property
    def names(self) -> tuple[str, ...]:
        """Names of what lies at the top."""
        return tuple(entry.name for index, entry in self.entries.items() if index and entry.parent == 0)

    def children(self, parent: int) -> dict[str, int]:
        """Return the indices of what a storage holds, by name."""
        return {entry.name: index for index, entry in self.entries.items() if index and entry.parent == parent}

    def read(self, index: int) -> bytes:
        """Return a stream.

        Raises:
            CorruptFileError: its chain is broken. LimitError: it is too large.
        """
        entry = self.entries[index]
        if entry.size > self._limits.part_bytes:
            raise LimitError(self._source.path, f"holds a part of more than {self._limits.part_bytes:,} bytes", "Split it.")
        try:
            if entry.size >= self._cutoff:
                return self._collect(entry.start, entry.size)
            return self._collect_mini(entry.start, entry.size)
        except (struct.error, IndexError, OverflowError) as error:
            raise self._damaged() from error

    def _damaged(self) -> CorruptFileError:
        return CorruptFileError(self._source.path, "is a damaged or cut off OLE file", "Get a fresh copy of the file.")

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._data[start : start + self._size]

    def _fat_sectors(self, more: int, count: int) -> list[int]:
        """Numbers of the sectors that hold the allocation table."""
        found = list(struct.unpack_from(f"<{_HEAD_SECTORS}I", self._data, 76))
        seen: set[int] = set()
        while more <= _LAST_SECTOR and more not in seen and len(seen) <= count:
            seen.add(more)
            numbers = struct.unpack(f"<{self._size // 4}I", self._sector(more))
            found.extend(numbers[:-1])
            more = numbers[-1]
        return list(dict.fromkeys(number for number in found if number < self._sectors))

    def _table(self, sectors: Sequence[int]) -> tuple[int, ...]:
        data = b"".join(map(self._sector, sectors))
        return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])

    def _chain(self, start: int) -> list[int]:
        """Numbers of the sectors of a chain; one that loops or leads out of the file ends there."""
        found: list[int] = []
        seen: set[int] = set()
        while start < min(len(self._fat), self._sectors) and start not in seen:
            seen.add(start)
            found.append(start)
            start = self._fat[start]
        return found

    def _collect(self, start: int, size: int) -> bytes:
        return b"".join(map(self._sector, self._chain(start)))[:size]

    def _collect_mini(self, start: int, size: int) -> bytes:
        pieces: list[bytes] = []
        seen: set[int] = set()
        while start < len(self._mini_fat) and start not in seen and len(pieces) << _MINI_SHIFT < size:
            seen.add(start)
            pieces.append(self._mini[start << _MINI_SHIFT : (start + 1) << _MINI_SHIFT])
            start = self._mini_fat[start]
        return b"".join(pieces)[:size]

    def _directory(self, first: int) -> dict[int, Entry]:
        """Entries by index; the tree of siblings is flattened, each entry taken once."""
        data = b"".join(map(self._sector, self._chain(first)))
        raw = [_ENTRY.unpack_from(data, at) for at in range(0, min(len(data), _MOST_ENTRIES * _ENTRY_SIZE) - _ENTRY_SIZE + 1, _ENTRY_SIZE)]
        found: dict[int, Entry] = {}
        waiting = [(0, 0, 0)]
        while waiting:
            index, parent, depth = waiting.pop()
            if index >= len(raw) or index in found or depth > _DEEPEST:
                continue
            name, length, kind, _, left, right, child, _, _, _, start, size = raw[index]
            if kind not in {_STORAGE, _STREAM, _ROOT}:
                continue
            size = size & 0xFFFFFFFF if self._size == 512 else size  # noqa: PLR2004 - version 3 leaves the upper half undefined
            shown = name[: max(0, min(length, _LONGEST_NAME) - 2)].decode("utf-16-le", "replace")
            found[index] = Entry(shown, kind != _STREAM, parent, start, size)
            waiting += [(left, parent, depth), (right, parent, depth)] if index else []
            if kind != _STREAM:
                waiting.append((child, index, depth + 1))
        return found
