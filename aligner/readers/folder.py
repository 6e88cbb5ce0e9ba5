"""Which files a list of files and folders stands for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from aligner.errors import MissingFileError

__all__ = ["Entry", "expand"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A file to read; ``named`` tells that the user gave it by name rather than through its folder."""

    path: Path
    named: bool


def expand(paths: Sequence[str | Path]) -> list[Entry]:
    """Return the files that the paths stand for, each once, folders in sorted order; hidden and lock files are left out.

    Raises:
        MissingFileError: a path does not exist, or a folder holds no file.
    """
    found: dict[Path, Entry] = {}
    for path in map(Path, paths):
        if path.is_dir():
            inside = list(_inside(path))
            if not inside:
                raise MissingFileError(path.as_posix(), "the folder holds no files", "Name a folder with documents in it.")
            for file in inside:
                found.setdefault(file, Entry(file, named=False))
        elif path.exists():
            found[path] = Entry(path, named=True)
        else:
            raise MissingFileError(path.as_posix(), "there is no such file", "Check the name and the folder.")
    return list(found.values())


def _inside(folder: Path) -> Iterator[Path]:
    for file in sorted(folder.rglob("*"), key=lambda path: path.as_posix()):
        hidden = any(part.startswith((".", "~$")) for part in file.relative_to(folder).parts)
        if not hidden and file.is_file():
            yield file
