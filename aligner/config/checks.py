"""Values of a settings file, each checked for its kind; a complaint names file, line and key."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NoReturn

from aligner.config.lines import Path
from aligner.errors import ConfigError

__all__ = ["Check", "Value", "choice", "day", "month", "probability", "text", "texts"]

_SHOWN = 60
_DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Value:
    """A value with its place: ``source`` is a file's name, or empty for the command line; ``name`` is the key as written."""

    raw: object
    source: str
    path: Path
    lines: Mapping[Path, int]

    @property
    def name(self) -> str:
        """The key from the outermost on, as an error shows it: ``suppress 2: kind`` for entries of a list, else ``words.vague``."""
        shown = ""
        for key in self.path:
            shown += f" {key + 1}: " if isinstance(key, int) else key if not shown or shown.endswith(": ") else f".{key}"
        return shown.removesuffix(": ")

    @property
    def origin(self) -> str:
        """Where the value stands: ``aligner.toml:3``, or ``option --accept``."""
        return f"{self.source}:{self.lines.get(self.path, 1)}" if self.source else f"option --{self.path[0]}"

    def fail(self, problem: str) -> NoReturn:
        """Raise a ``ConfigError`` that names the place."""
        message = f"{self.origin}: {problem}"
        raise ConfigError(message)

    def expected(self, what: str) -> NoReturn:
        """Raise a ``ConfigError`` that tells what should stand here and what does."""
        shown = repr(self.raw) if not isinstance(self.raw, (date, bool)) else str(self.raw).lower()
        shown = shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…"
        self.fail(f"'{self.name}' must be {what}, but is {shown}")

    def child(self, key: str | int, raw: object) -> Value:
        """Return a part of this value."""
        return Value(raw, self.source, (*self.path, key), self.lines)

    def table(self, what: str = "a table") -> Iterator[tuple[str, Value]]:
        """Return the parts of a table by key."""
        if not isinstance(self.raw, dict):
            self.expected(what)
        return ((key, self.child(key, raw)) for key, raw in self.raw.items())

    def entries(self, what: str) -> Iterator[Value]:
        """Return the parts of a list."""
        if not isinstance(self.raw, (list, tuple)):
            self.expected(what)
        return (self.child(number, raw) for number, raw in enumerate(self.raw))

    def unknown(self, known: Collection[str], noun: str = "setting") -> NoReturn:
        """Raise a ``ConfigError`` for a key that nothing reads."""
        key = str(self.path[-1])
        near = difflib.get_close_matches(key, list(known), n=1)
        hint = f"did you mean '{near[0]}'?" if near else f"known are {', '.join(known)}"
        self.fail(f"unknown {noun} '{self.name}'; {hint}")


Check = Callable[[Value], object]


def text(value: Value) -> str:
    """Return a text that is not empty."""
    if not isinstance(value.raw, str) or not value.raw.strip():
        value.expected("a text")
    return value.raw


def texts(value: Value) -> tuple[str, ...]:
    """Return a list of texts."""
    return tuple(text(entry) for entry in value.entries("a list of texts"))


def probability(value: Value) -> float:
    """Return a number from 0 to 1."""
    raw = value.raw
    if isinstance(raw, bool) or not isinstance(raw, (int, float)) or not 0 <= raw <= 1:
        value.expected("a number from 0 to 1")
    return float(raw)


def month(value: Value) -> int:
    """Return the number of a month."""
    raw = value.raw
    if isinstance(raw, bool) or not isinstance(raw, int) or not 1 <= raw <= _DECEMBER:
        value.expected("the number of a month, 1 to 12")
    return raw


def day(value: Value) -> str:
    """Return an ISO 8601 day, from a TOML date or a text."""
    if isinstance(value.raw, date) and not isinstance(value.raw, datetime):
        return value.raw.isoformat()
    try:
        return datetime.strptime(str(value.raw) if isinstance(value.raw, str) else "", "%Y-%m-%d").date().isoformat()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        value.expected("a day such as 2027-03-31")


def choice(*known: str) -> Check:
    """Return a check for one of several words."""

    def check(value: Value) -> str:
        if value.raw not in known or not isinstance(value.raw, str):
            value.expected(f"one of {', '.join(known)}")
        return value.raw

    return check
