"""One file of an archive, and which files count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

__all__ = ["Entry", "Patterns", "counted", "shown"]

_HIDDEN, _LOCK = ".", "~$"


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    r"""A file of an archive.

    Attributes:
        path: relative to the archive, with forward slashes, always encodable: bytes of a name that are no text stand as ``\xff``.
        key: what the file system calls it; may hold surrogates for such bytes.
        size: bytes, or None when the location does not tell.
        stamp: changes when the content may have changed (modification time, etag, check sum); empty when the location tells nothing.
        refused: why it is not to be opened, as a clause ("is not a regular file"), or an empty string.
        passed: it is passed over on purpose (a hidden file, or a whole hidden folder) rather than a fault.
    """

    path: str
    key: str = field(compare=False)
    size: int | None = field(compare=False, default=None)
    stamp: str = field(compare=False, default="")
    refused: str = field(compare=False, default="")
    passed: bool = field(compare=False, default=False)


def shown(name: str) -> str:
    """Return a name that every encoding of Unicode can hold, one to one: control characters and undecodable bytes are escaped."""
    return "".join(_escaped(char) if _odd(char) else char for char in name.replace("\\", "\\\\"))


def _odd(char: str) -> bool:
    return char < " " or char == "\x7f" or "\ud800" <= char <= "\udfff"


def _escaped(char: str) -> str:
    code = ord(char)
    return f"\\x{code - 0xDC00:02x}" if 0xDC80 <= code <= 0xDCFF else f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"  # noqa: PLR2004 - where surrogateescape puts bytes


@dataclass(frozen=True, slots=True)
class Patterns:
    """Which paths of an archive count.

    A pattern is matched against the whole path: ``*`` and ``?`` stay within a folder, ``**`` crosses folders, and a pattern without
    a slash is matched against each part of the path; one that names a folder stands for everything in it. Case does not matter.

    Attributes:
        include: a path must match one of these; empty for all.
        exclude: a path must match none of these; wins over ``include``.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def take(self, path: str) -> bool:
        """Tell whether a path counts."""
        return not _any(self.exclude, path) and (not self.include or _any(self.include, path))


def counted(entries: Iterable[Entry], patterns: Patterns) -> Iterator[Entry]:
    """Yield the entries that count, sorted by path; of a hidden folder itself only, so that it is told and not looked into."""
    found: dict[str, Entry] = {}
    for entry in entries:
        path = _upto_hidden(entry.path)
        if patterns.take(path or entry.path):
            found[path or entry.path] = _passed(path) if path else entry
    for path in sorted(found):
        yield found[path]


def _upto_hidden(path: str) -> str:
    """Return the path of the hidden file or folder, or of the lock file of an office program, that a path names or lies in; else nothing."""
    parts = path.split("/")
    first = next((number for number, part in enumerate(parts, start=1) if part.startswith((_HIDDEN, _LOCK)) and part != ".."), 0)
    return "/".join(parts[:first])


def _passed(path: str) -> Entry:
    name = path.rpartition("/")[2]
    reason = "is a lock file of an office program" if name.startswith(_LOCK) else "is hidden, so that it was not looked at"
    return Entry(path, path, refused=reason, passed=True)


def _any(patterns: Sequence[str], path: str) -> bool:
    parts = path.split("/")
    return any(any(map(_regex(pattern).fullmatch, (path,) if "/" in pattern else parts)) for pattern in patterns)


def _regex(pattern: str) -> re.Pattern[str]:
    found, at = [], 0
    text = pattern.removeprefix("./").lstrip("/")
    text = text + "**" if text.endswith("/") else text
    while at < len(text):
        if text.startswith("**/", at):
            found.append("(?:.*/)?")
            at += 3
        elif text.startswith("**", at):
            found.append(".*")
            at += 2
        else:
            found.append({"*": "[^/]*", "?": "[^/]"}.get(text[at], re.escape(text[at])))
            at += 1
    return re.compile("".join(found) + "(?:/.*)?", re.IGNORECASE | re.DOTALL)
