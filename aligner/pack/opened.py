"""Reads an evidence pack without trusting it: sizes are bounded, names are never used as paths, nothing is unpacked to disk."""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import Any, NoReturn, Self

from aligner.errors import CorruptFileError, LimitError, MissingFileError
from aligner.pack.build import CHAIN, MANIFEST, SCHEMA

__all__ = ["Opened", "open_pack"]

_TOTAL, _MEMBERS = 64_000_000_000, 1_000_000
_WHOLE, _LINE, _CHUNK = 500_000_000, 50_000_000, 1 << 20
"""Bytes of a manifest or report, which are read whole, of one finding, and of what is read ahead."""


class Opened:
    """A pack that is being checked; its members are read piece by piece.

    Attributes:
        path: of the pack.
        names: of its members, without the manifest.
        manifest: as parsed.
        twice: names that occur more than once.
    """

    def __init__(self, path: str, archive: zipfile.ZipFile, *, too_much: bool = False) -> None:
        if too_much:
            raise LimitError(path, "holds more than an evidence pack should")
        self.path, self._archive = path, archive
        counts = Counter(one.filename for one in archive.infolist())
        self.names = frozenset(counts) - {MANIFEST}
        self.twice = tuple(sorted(name for name, count in counts.items() if count > 1))
        self.manifest = _manifest(path, self.read(MANIFEST) if MANIFEST in counts else None)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close the file."""
        self._archive.close()

    def read(self, name: str) -> bytes:
        """Return a member as a whole.

        Raises:
            KeyError: there is none. CorruptFileError: it is damaged. LimitError: it is larger than any should be.
        """
        if self._archive.getinfo(name).file_size > _WHOLE:
            raise LimitError(self.path, f"holds a member {name!r} larger than {_WHOLE / 1e6:,.0f} MB")
        return b"".join(self._pieces(name))

    def sha256(self, name: str) -> str:
        """Return the hash of a member; raises as ``read`` does."""
        found = hashlib.sha256()
        for piece in self._pieces(name):
            found.update(piece)
        return found.hexdigest()

    def lines(self) -> Iterator[Mapping[str, Any]]:
        """Yield the lines of the chain.

        Raises:
            CorruptFileError: one of them is no JSON object of the right form, or longer than any should be.
        """
        if CHAIN not in self.names:
            return
        held, number = b"", 0
        for piece in self._pieces(CHAIN):
            *whole, held = (held + piece).split(b"\n")
            for text in whole:
                number += 1
                yield self._line(number, text)
            if len(held) > _LINE:
                raise CorruptFileError(self.path, f"line {number + 1} of {CHAIN} cannot be read")
        if held:
            yield self._line(number + 1, held)

    def _line(self, number: int, text: bytes) -> Mapping[str, Any]:
        try:
            line = json.loads(text, parse_constant=_no_number)
            fits = isinstance(line, dict) and isinstance(line["finding"], dict) and isinstance(line["digest"], str)
        except (ValueError, KeyError, RecursionError):
            fits = False
        if not fits:
            raise CorruptFileError(self.path, f"line {number} of {CHAIN} cannot be read")
        found: Mapping[str, Any] = line
        return found

    def _pieces(self, name: str) -> Iterator[bytes]:
        with _readable(self.path), self._archive.open(name) as member:
            while piece := member.read(_CHUNK):
                yield piece


def open_pack(path: str) -> Opened:
    """Open a pack.

    Raises:
        MissingFileError: there is no such file.
        CorruptFileError: it is no evidence pack. LimitError: it is larger than any pack should be.
    """
    with _readable(path):
        try:
            archive = zipfile.ZipFile(path)
        except OSError as error:
            raise MissingFileError(path, f"cannot be opened ({error.strerror or error})", "Check the path.") from error
    members = archive.infolist()
    try:
        return Opened(path, archive, too_much=len(members) > _MEMBERS or sum(one.file_size for one in members) > _TOTAL)
    except BaseException:
        archive.close()
        raise


@contextmanager
def _readable(path: str) -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error) as error:
        raise CorruptFileError(path, f"is no zip file that can be read ({error})", "Fetch the pack again.") from error


def _no_number(text: str) -> NoReturn:
    raise ValueError(text)


def _manifest(path: str, data: bytes | None) -> Mapping[str, Any]:
    try:
        manifest = json.loads(data or b"", parse_constant=_no_number)
        fits = manifest["schema"] == SCHEMA and _fits(manifest)
    except (ValueError, KeyError, TypeError, RecursionError):
        fits = False
    if not fits:
        raise CorruptFileError(path, f"holds no manifest of the form {SCHEMA}", "Name a file that aligner pack wrote.")
    found: Mapping[str, Any] = manifest
    return found


def _fits(manifest: Mapping[str, Any]) -> bool:
    """Tell whether all parts that are looked at later have the right form."""
    chain = manifest["chain"]
    texts = [chain["head"], chain["start"], *(one[key] for one in manifest["inputs"] for key in ("path", "sha256"))]
    texts += [one[key] for one in manifest["comparisons"] for key in ("name", "report")]
    texts += [part for listed in (manifest["files"], chain["files"]) for pair in listed.items() for part in pair]
    return isinstance(chain["findings"], int) and isinstance(manifest["sample"]["seed"], int) and all(isinstance(one, str) for one in texts)
