"""On which line each key of a TOML text stands: ``tomllib`` does not tell."""

from __future__ import annotations

import re
from collections.abc import Mapping

__all__ = ["Path", "key_lines"]

Path = tuple[str | int, ...]
"""Keys from the outermost to the innermost; whole numbers count the entries of a list from 0."""

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(
    r'"""(?:[^\\]|\\[\s\S])*?"{3,5}(?!")|' + r"'''[\s\S]*?'{3,5}(?!')|" + r'"(?:[^"\\\n]|\\.)*"|' + r"'[^'\n]*'",
)
_ATOM = re.compile(r"[^\s,\]}#=]+(?: \d\d:\d\d[^\s,\]}#]*)?")  # a date and a time may stand apart


def key_lines(text: str) -> Mapping[Path, int]:
    """Return the line, from 1, on which each key (and each entry of a list) is first written.

    Args:
        text: valid TOML, as ``tomllib`` accepts it; for anything else the outcome is of no use, but it always ends.
    """
    return _Scanner(text).scan()


class _Scanner:
    """Walks over a text once and notes where keys stand."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._lines: dict[Path, int] = {}
        self._sizes: dict[Path, int] = {}  # how many tables each list of tables holds so far

    def scan(self) -> Mapping[Path, int]:
        here: Path = ()
        self._skip(_BLANK)
        while self._at < len(self._text):
            before = self._at
            if self._text[self._at] == "[":
                here = self._header()
            else:
                self._pair(here)
            self._skip(_BLANK)
            if self._at == before:
                break  # not TOML
        return self._lines

    def _header(self) -> Path:
        double = self._text.startswith("[[", self._at)
        self._at += 2 if double else 1
        start = self._at
        keys = self._keys()
        self._at += 2 if double else 1
        path: Path = ()
        for place, key in enumerate(keys):
            path = (*path, key)
            self._note(path, start)
            if double and place == len(keys) - 1:
                self._sizes[path] = self._sizes.get(path, 0) + 1
            if path in self._sizes:
                path = (*path, self._sizes[path] - 1)
                self._note(path, start)
        return path

    def _pair(self, here: Path) -> None:
        start = self._at
        path = here
        for key in self._keys():
            path = (*path, key)
            self._note(path, start)
        self._skip(_SPACE)
        if self._text.startswith("=", self._at):
            self._at += 1
            self._skip(_SPACE)
            self._value(path)

    def _value(self, path: Path) -> None:
        opening = self._text[self._at : self._at + 1]
        if opening == "[":
            self._list(path)
        elif opening == "{":
            self._table(path)
        else:
            self._skip(_STRING if opening in {'"', "'"} else _ATOM)

    def _list(self, path: Path) -> None:
        self._at += 1
        number = 0
        self._skip(_BLANK)
        while self._at < len(self._text) and self._text[self._at] != "]":
            before = self._at
            self._note((*path, number), self._at)
            self._value((*path, number))
            number += 1
            self._comma(before)
        self._at += 1

    def _table(self, path: Path) -> None:
        self._at += 1
        self._skip(_BLANK)
        while self._at < len(self._text) and self._text[self._at] != "}":
            before = self._at
            self._pair(path)
            self._comma(before)
        self._at += 1

    def _comma(self, before: int) -> None:
        self._skip(_BLANK)
        if self._text.startswith(",", self._at):
            self._at += 1
            self._skip(_BLANK)
        if self._at == before:
            self._at = len(self._text)  # not TOML

    def _keys(self) -> list[str]:
        found: list[str] = []
        while True:
            self._skip(_SPACE)
            match = (_STRING if self._text[self._at : self._at + 1] in {'"', "'"} else _BARE).match(self._text, self._at)
            if match is None:
                return found
            self._at = match.end()
            found.append(_unquoted(match.group()))
            self._skip(_SPACE)
            if not self._text.startswith(".", self._at):
                return found
            self._at += 1

    def _skip(self, pattern: re.Pattern[str]) -> None:
        match = pattern.match(self._text, self._at)
        self._at = match.end() if match else self._at

    def _note(self, path: Path, at: int) -> None:
        self._lines.setdefault(path, self._text.count("\n", 0, at) + 1)


def _unquoted(key: str) -> str:
    if key[0] not in "\"'":
        return key
    import tomllib  # noqa: PLC0415 - most keys are bare

    try:
        return next(iter(tomllib.loads(f"{key} = 0")))
    except tomllib.TOMLDecodeError:
        return key  # no valid TOML: whoever parses the text will say so
