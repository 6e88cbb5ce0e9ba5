"""Findings in the order of their gravity, kept on disk: there may be more of them than fit into memory."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import TypeVar

from aligner.domain.gaps import Severity
from aligner.files import Lines
from aligner.store import from_json, to_json

__all__ = ["Kept"]

T = TypeVar("T")


class Kept(Collection[T]):
    """Dataclasses of one type, the gravest first and equals in the order they were added; one is in memory at a time.

    Args:
        kind: their type.
        severity: tells how grave one is.
    """

    def __init__(self, kind: type[T], severity: Callable[[T], Severity]) -> None:
        self._kind, self._severity = kind, severity
        self._lines = {one: Lines() for one in Severity}

    def add(self, value: T) -> None:
        """Keep one more."""
        self._lines[self._severity(value)].add(to_json(value))

    def __len__(self) -> int:
        return sum(map(len, self._lines.values()))

    def __iter__(self) -> Iterator[T]:
        for lines in self._lines.values():
            for line in lines:
                yield from_json(line, self._kind)

    def __contains__(self, value: object) -> bool:
        return any(one == value for one in self)
