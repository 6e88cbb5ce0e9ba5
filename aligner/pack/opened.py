"""Reads an evidence pack without trusting it: sizes are bounded, names are never used as paths, nothing is unpacked to disk."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from aligner.errors import CorruptFileError, LimitError, MissingFileError
from aligner.pack.build import CHAIN, MANIFEST, SCHEMA

__all__ = ["Opened", "open_pack"]

_PART, _TOTAL, _MEMBERS = 500_000_000, 2_000_000_000, 100_000


@dataclass(frozen=True, slots=True)
class Opened:
    """What a pack holds.

    Attributes:
        files: content by name, without the manifest.
        manifest: as parsed.
        twice: names that occur more than once.
    """

    path: str
    files: Mapping[str, bytes]
    manifest: Mapping[str, Any]
    twice: tuple[str, ...]

    def lines(self) -> list[Mapping[str, Any]]:
        """Return the lines of the chain.

        Raises:
            CorruptFileError: one of them is no JSON object of the right form.
        """
        found: list[Mapping[str, Any]] = []
        for number, text in enumerate(self.files.get(CHAIN, b"").splitlines(), start=1):
            try:
                line = json.loads(text, parse_constant=_no_number)
                fits = isinstance(line, dict) and isinstance(line["finding"], dict) and isinstance(line["digest"], str)
            except (ValueError, KeyError, RecursionError):
                fits = False
            if not fits:
                raise CorruptFileError(self.path, f"line {number} of {CHAIN} cannot be read")
            found.append(line)
        return found


def open_pack(path: str) -> Opened:
    """Read a pack.

    Raises:
        MissingFileError: there is no such file.
        CorruptFileError: it is no evidence pack. LimitError: it is larger than any pack should be.
    """
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise MissingFileError(path, f"cannot be opened ({error.strerror or error})", "Check the path.") from error
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > _MEMBERS or sum(one.file_size for one in members) > _TOTAL or any(one.file_size > _PART for one in members):
                raise LimitError(path, "holds more than an evidence pack should")
            names = [one.filename for one in members]
            files = {one.filename: archive.read(one) for one in members}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error) as error:
        raise CorruptFileError(path, f"is no zip file that can be read ({error})", "Fetch the pack again.") from error
    manifest = _manifest(path, files.pop(MANIFEST, None))
    return Opened(path, files, manifest, tuple(sorted({name for name in names if names.count(name) > 1})))


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
