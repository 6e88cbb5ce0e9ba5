"""Makes a packed comparison again from the archive, with the settings it was made with."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from aligner.config import Config, SuppressRule
from aligner.domain.report import InputInfo, Report
from aligner.domain.text import Document
from aligner.errors import AlignerError, MissingFileError
from aligner.pipeline.compare import compare_read
from aligner.pipeline.sides import Side
from aligner.pipeline.tools import loaded
from aligner.readers.base import Limits, Source
from aligner.readers.members import SEPARATOR, readings

__all__ = ["changed", "compare_again", "find", "settings"]


def find(archive: Path, path: str) -> Path | None:
    """Return the file of an archive that a packed path names, or None.

    The path may have been written from another folder: leading parts are dropped until something is found. A path never leads
    out of the archive, neither by ".." nor by a link.
    """
    parts = [part for part in path.split(SEPARATOR, maxsplit=1)[0].replace("\\", "/").split("/") if part not in {"", "."}]
    root = archive.resolve()
    for drop in range(len(parts)):
        if ".." in parts[drop:]:
            continue
        try:
            candidate = root.joinpath(*parts[drop:]).resolve()
            if candidate.is_relative_to(root) and candidate.is_file():
                return candidate
        except (OSError, ValueError):
            continue
    return None


def changed(archive: Path, path: str, sha256: str) -> str | None:
    """Return what is wrong with a packed input in the archive, as a clause; None when its bytes are the very same."""
    file = find(archive, path)
    if file is None:
        return "is not in the archive"
    if SEPARATOR in path:
        held = [one.sha256 for one in _opened(file, path) if one.path == path]
        return None if sha256 in held else "is not in its file any more, or has changed" if held else "is not in its file any more"
    return None if hashlib.sha256(file.read_bytes()).hexdigest() == sha256 else "has changed"


def settings(pairs: Mapping[str, Any]) -> Config:
    """Return the settings that a report tells.

    Raises:
        TypeError: they are not of this version.
    """
    known = {field.name for field in fields(Config)}
    if not set(pairs) <= known:
        raise TypeError(", ".join(sorted(set(pairs) - known)))
    values: dict[str, Any] = {}
    for name, value in pairs.items():
        if isinstance(value, dict):
            values[name] = tuple((key, tuple(entries)) for key, entries in value.items())
        elif isinstance(value, list):
            values[name] = tuple(SuppressRule(**one) if isinstance(one, dict) else one for one in value)
        else:
            values[name] = value
    return Config(**values)


def compare_again(archive: Path, report: Report) -> Report:
    """Return the comparison as it comes out now.

    Raises:
        AlignerError: a document is missing or cannot be read, or the settings name what is not there.
        TypeError: the settings are not of this version.
    """
    config = settings(dict(report.tool.config))
    read = [(info.role, _document(archive, info)) for info in report.inputs]
    sides = [Side(role, tuple(document for side, document in read if side == role)) for role in ("strategy", "execution")]
    with loaded(config) as tools:
        return compare_read((sides[0], sides[1]), config, tools)


def _document(archive: Path, info: InputInfo) -> Document:
    file = find(archive, info.path)
    if file is None:
        raise MissingFileError(info.path, "is not in the archive")
    if not info.sha256:  # what could not be read then is not read now
        return Document(info.path, "", "", (), info.unread)
    for one in _opened(file, info.path):
        if one.path == info.path and one.sha256 == info.sha256:
            return one
    raise MissingFileError(info.path, "is not in its file any more")


def _opened(file: Path, path: str) -> Iterator[Document]:
    """Yield what a file holds under the paths that the pack knows."""
    data = file.read_bytes()
    try:
        for reading in readings(Source(path.split(SEPARATOR, maxsplit=1)[0], data, hashlib.sha256(data).hexdigest()), Limits()):
            if reading.document is not None:
                yield reading.document
    except AlignerError:
        return
