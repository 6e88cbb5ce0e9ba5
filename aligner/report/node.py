"""JSON values that know their place, so that a complaint can name it."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import NoReturn, TypeVar

from aligner.errors import ReadError
from aligner.report.wording import shorten

__all__ = ["REMEDY", "Node", "refuse"]

REMEDY = "Make a new one with 'aligner compare ... -o report.json'."
_SHOWN = 40  # characters of a wrong value, enough to recognise it

E = TypeVar("E", bound=Enum)


def refuse(path: str, reason: str) -> NoReturn:
    """Raise the error that says what is wrong with a report file."""
    raise ReadError(path, reason, REMEDY)


@dataclass(frozen=True, slots=True)
class Node:
    """A JSON value that knows its place (``goals[3].locator``), so that a complaint can name it."""

    value: object
    where: str
    path: str

    def __getitem__(self, key: str) -> Node:
        where = f"{self.where}.{key}" if self.where else key
        if not isinstance(self.value, dict):
            self.fail("an object")
        if key not in self.value:
            refuse(self.path, f"lacks the field {where}")
        return Node(self.value[key], where, self.path)

    def get(self, key: str, default: object) -> Node:
        """Return a field that reports of earlier versions lack, with a default in its place."""
        if isinstance(self.value, dict) and key not in self.value:
            return Node(default, f"{self.where}.{key}", self.path)
        return self[key]

    def fail(self, expected: str) -> NoReturn:
        """Refuse the value, saying what was expected in its place."""
        shown = shorten(json.dumps(self.value, ensure_ascii=False, default=str), _SHOWN)
        refuse(self.path, f"holds {shown} at {self.where}, where {expected} was expected")

    def each(self) -> Iterator[Node]:
        """Return the parts of a list."""
        if not isinstance(self.value, list):
            self.fail("a list")
        return (Node(value, f"{self.where}[{index}]", self.path) for index, value in enumerate(self.value))

    def texts(self) -> tuple[str, ...]:
        """Return a list of texts."""
        return tuple(node.text() for node in self.each())

    def text(self) -> str:
        """Return a text."""
        if not isinstance(self.value, str):
            self.fail("a text")
        return self.value

    def text_or_none(self) -> str | None:
        """Return a text, or None for null."""
        return None if self.value is None else self.text()

    def whole(self) -> int:
        """Return a whole number of 0 or more."""
        if not isinstance(self.value, int) or isinstance(self.value, bool) or self.value < 0:
            self.fail("a whole number")
        return self.value

    def whole_or_none(self) -> int | None:
        """Return a whole number of 0 or more, or None for null."""
        return None if self.value is None else self.whole()

    def number(self) -> float:
        """Return a finite number."""
        if not isinstance(self.value, (int, float)) or isinstance(self.value, bool):
            self.fail("a number")
        try:
            found = float(self.value)
        except OverflowError:
            found = math.inf
        if not math.isfinite(found):
            self.fail("a number that is finite")
        return found

    def number_or_none(self) -> float | None:
        """Return a finite number, or None for null."""
        return None if self.value is None else self.number()

    def probability(self) -> float:
        """Return a number in [0, 1]."""
        if not 0 <= self.number() <= 1:
            self.fail("a probability from 0 to 1")
        return self.number()

    def flag(self) -> bool:
        """Return true or false."""
        if not isinstance(self.value, bool):
            self.fail("true or false")
        return self.value

    def choice(self, kind: type[E]) -> E:
        """Return the member of an enumeration with this value."""
        known = {member.value: member for member in kind}
        if not isinstance(self.value, str) or self.value not in known:
            self.fail("one of " + ", ".join(str(value) for value in known))
        return known[self.value]
