"""What a shipped encoder folder holds, and whether it is whole."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from aligner.errors import ModelError

__all__ = ["Manifest", "read_manifest", "verify"]

_FORMAT = "aligner.encoder/1"


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One file of the model: its name, length in bytes and sha256."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The description beside the model files; ``sha256`` covers names and hashes of all of them."""

    name: str
    sha256: str
    dimension: int
    max_tokens: int
    files: tuple[FileEntry, ...]


def read_manifest(folder: Path) -> Manifest:
    """Read ``manifest.json`` and check that every file is there with the right length.

    Hashing the files takes longer than loading them, so that is left to ``verify``.

    Raises:
        ModelError: the manifest or a file is missing or does not fit.
    """
    path = folder / "manifest.json"
    try:
        raw = json.loads(path.read_text("utf-8"))
        if raw["format"] != _FORMAT:
            raise _broken(path, f"expected format {_FORMAT}, found {raw['format']}")
        files = tuple(FileEntry(name, entry["bytes"], entry["sha256"]) for name, entry in sorted(raw["files"].items()))
        manifest = Manifest(raw["name"], raw["sha256"], raw["dimension"], raw["max_tokens"], files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _broken(path, f"the manifest cannot be read ({error})") from error
    for entry in files:
        part = folder / entry.name
        size = part.stat().st_size if part.is_file() else None
        if size != entry.size:
            raise _broken(part, f"expected {entry.size} bytes, found {'no file' if size is None else size}")
    return manifest


def verify(folder: Path) -> None:
    """Hash every file of a model folder against its manifest.

    Raises:
        ModelError: a file differs, or the manifest's own sum does.
    """
    manifest = read_manifest(folder)
    for entry in manifest.files:
        found = hashlib.sha256((folder / entry.name).read_bytes()).hexdigest()
        if found != entry.sha256:
            raise _broken(folder / entry.name, f"expected sha256 {entry.sha256}, found {found}")
    joined = "".join(f"{entry.name} {entry.sha256}\n" for entry in manifest.files)
    if hashlib.sha256(joined.encode()).hexdigest() != manifest.sha256:
        raise _broken(folder / "manifest.json", "its combined sha256 does not match the files it lists")


def _broken(path: Path, reason: str) -> ModelError:
    return ModelError(f"{path}: {reason}; reinstall aligner")
