"""JSON with places: the objects of a file's lists, each with the offset at which it begins."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from json import JSONDecoder

__all__ = ["Located", "Scanned", "scan"]

_SPACE = re.compile(r"[ \t\n\r]*")
_DECODER = JSONDecoder()


@dataclass(frozen=True, slots=True)
class Located:
    """A value and the offset, in characters, at which it begins."""

    value: object
    offset: int


@dataclass(slots=True)
class Scanned:
    """The outer shape of a file.

    Attributes:
        lists: elements of the lists at the top, by key; of the file itself, where it is a list, by an empty key.
        others: all other values at the top, by key.
    """

    lists: dict[str, list[Located]] = field(default_factory=dict)
    others: dict[str, object] = field(default_factory=dict)


def scan(text: str) -> Scanned:
    """Read a file.

    Raises:
        ValueError: no JSON. RecursionError: it nests too deeply.
    """
    found = Scanned()
    at = _skip(text, 0)
    if text[at : at + 1] == "[":
        found.lists[""] = _elements(text, at)[0]
        return found
    if text[at : at + 1] != "{":
        raise ValueError(at)
    at = _skip(text, at + 1)
    while text[at : at + 1] != "}":
        if text[at : at + 1] != '"':
            raise ValueError(at)
        key, at = _DECODER.raw_decode(text, at)
        at = _skip(text, at)
        if text[at : at + 1] != ":":
            raise ValueError(at)
        at = _skip(text, at + 1)
        if text[at : at + 1] == "[":
            found.lists[key], at = _elements(text, at)
        else:
            found.others[key], at = _DECODER.raw_decode(text, at)
        at = _skip(text, at)
        if text[at : at + 1] == ",":
            at = _skip(text, at + 1)
    return found


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _elements(text: str, at: int) -> tuple[list[Located], int]:
    """Return the elements of the list that begins at an offset, and where it ends."""
    found: list[Located] = []
    at = _skip(text, at + 1)
    while text[at : at + 1] != "]":
        value, end = _DECODER.raw_decode(text, at)
        found.append(Located(value, at))
        at = _skip(text, end)
        if text[at : at + 1] == ",":
            at = _skip(text, at + 1)
        elif text[at : at + 1] != "]":
            raise ValueError(at)
    return found, at + 1
