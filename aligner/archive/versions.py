"""Versions of one document: told by marks in file names, confirmed by what the documents say."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from aligner.archive.likeness import resemblances, stacked
from aligner.lexicon import cache, words

__all__ = ["Version", "is_copy", "name_parts", "versions"]

_LIKE = 0.25
"""Two versions share at least so much of their text; two reports in the same form seldom do."""
_STATES = ("copy", "draft", "", "review", "final")
_DATE = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)[-_. ]?(?P<m>0[1-9]|1[0-2])(?:[-_. ]?(?P<d>0[1-9]|[12]\d|3[01]))?(?!\d)"
    r"|(?<!\d)(?P<d2>0?[1-9]|[12]\d|3[01])[-_. ](?P<m2>0?[1-9]|1[0-2])[-_. ](?P<y2>(?:19|20)\d\d)(?!\d)"
)
_COPY_NUMBER = re.compile(r"\((\d{1,3})\)\s*$")
_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:\.\d+)*")


@dataclass(frozen=True, slots=True, order=True)
class _Rank:
    """Which of two versions is the later one."""

    number: tuple[int, ...]
    state: int
    date: str
    copy: int


@dataclass(frozen=True, slots=True)
class Version:
    """A document as one version of several.

    Attributes:
        path: of the document.
        family: path of the first version by path, which names the family.
        number: place among the versions from 1, the oldest first.
        of: how many there are.
        latest: it is the newest.
    """

    path: str
    family: str
    number: int
    of: int

    @property
    def latest(self) -> bool:
        """Whether no later version is known."""
        return self.number == self.of


@dataclass(frozen=True, slots=True)
class _Name:
    """A file name taken apart: what is left without marks, and what the marks say."""

    stem: str
    rank: _Rank
    marked: bool


def versions(signatures: Mapping[str, bytes]) -> tuple[Version, ...]:
    """Return every document that is one of several versions, sorted by path.

    Documents are versions of each other when their folders are the same (but for "drafts", "old"), their names are the same but for
    marks (v2, final, draft, copy, dates), and they share a good part of their words; where only dates differ, half of them.

    Args:
        signatures: MinHash signatures by path.
    """
    families: dict[tuple[str, str], list[str]] = {}
    names = {path: name_parts(path) for path in sorted(signatures)}
    for path, name in names.items():
        if name.stem:
            families.setdefault((_place(path), name.stem), []).append(path)
    found = [version for group in families.values() for version in _family(group, names, signatures)]
    return tuple(sorted(found, key=lambda one: one.path))


def _place(path: str) -> str:
    """Return the folder, without a last part that only says how old its files are ("old", "archive", "drafts")."""
    parts = [part for part in PurePosixPath(path).parent.parts if part.casefold() not in _all_marks()]
    return "/".join(parts).casefold()


def _family(paths: Sequence[str], names: Mapping[str, _Name], signatures: Mapping[str, bytes]) -> list[Version]:
    """Part a group of like-named documents by content and number each part."""
    import numpy as np  # noqa: PLC0415 - not needed to list an archive

    parts: list[list[str]] = []
    signed = [path for path in paths if signatures[path]]
    stack = stacked([signatures[path] for path in signed])
    floors = np.array([_LIKE if names[path].marked else 2 * _LIKE for path in signed])
    part_of = np.zeros(len(signed), int)
    # All earlier ones at once: a folder may hold thousands of minutes that differ by their date alone.
    for place, path in enumerate(signed):
        shares = resemblances(stack[place], stack[:place])
        alike = part_of[:place][shares >= np.minimum(floors[:place], floors[place])]
        part_of[place] = alike.min() if len(alike) else len(parts)
        if len(alike):
            parts[part_of[place]].append(path)
        else:
            parts.append([path])
    found: list[Version] = []
    for part in parts:
        ranked = sorted(part, key=lambda path: (names[path].rank, path))
        found.extend(Version(path, min(part), number, len(ranked)) for number, path in enumerate(ranked, start=1) if len(ranked) > 1)
    return found


def name_parts(path: str) -> _Name:
    """Take the name of a file apart into what it is called and which version of it this is."""
    stem = PurePosixPath(path).name
    stem = (stem.rpartition(".")[0] or stem).casefold()
    copy = _COPY_NUMBER.search(stem)
    stem = _COPY_NUMBER.sub("", stem)
    date = _DATE.search(stem)
    day = _day(date) if date else ""
    tokens = _TOKEN.findall(_DATE.sub(" ", stem).replace("_", " "))
    kept, number, state = _without_marks(tokens)
    return _Name(" ".join(kept), _Rank(number, state, day, int(copy[1]) if copy else 0), bool(number or state != _STATES.index("") or copy))


def is_copy(path: str) -> bool:
    """Tell whether a file calls itself a copy, or lies in a folder of old ones."""
    rank = name_parts(path).rank
    folders = (part.casefold() for part in PurePosixPath(path).parent.parts)
    return rank.state == _STATES.index("copy") or rank.copy > 0 or any(_state(part) == "copy" for part in folders)


def _day(match: re.Match[str]) -> str:
    year, month, day = (match["y"], match["m"], match["d"] or "00") if match["y"] else (match["y2"], match["m2"], match["d2"])
    return f"{year}-{int(month):02}-{int(day):02}"


def _without_marks(tokens: Sequence[str]) -> tuple[list[str], tuple[int, ...], int]:
    """Return the tokens that are no marks, the version number and the state."""
    kept: list[str] = []
    number: tuple[int, ...] = ()
    state = _STATES.index("")
    counted = frozenset(words("versions")["number"])
    at = 0
    while at < len(tokens):
        token, after = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else ""
        told = _state(token)
        if token in counted and after[:1].isdigit():
            number = tuple(int(part) for part in after.split("."))
            at += 1
        elif told and kept:  # a name that begins with such a word is called so
            state = _STATES.index(told)
        else:
            kept.append(token)
            at += 1
            continue
        if told:
            state = _STATES.index(told)
        at += 1
    return kept, number, state


@cache
def _states() -> Mapping[str, str]:
    return {word: state for state in ("review", "copy", "draft", "final") for word in words("versions")[state]}


@cache
def _all_marks() -> frozenset[str]:
    return frozenset(_states())


def _state(token: str) -> str:
    return _states().get(token, "")
