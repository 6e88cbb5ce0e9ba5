"""Places of findings, short enough for one line and as tools expect them."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import quote

from aligner.domain.text import Locator

__all__ = ["line_of", "place", "uri"]


def place(locator: Locator) -> str:
    """Return a place within its file: ``12`` for a line, ``Plan!B7`` for a cell, ``page 3 line 12``, ``paragraph 4 cell B2``."""
    if locator.sheet is not None:
        return f"{locator.sheet}!{locator.cell}" if locator.cell else locator.sheet
    line = line_of(locator)
    if line is not None:
        return str(line)
    return " ".join(locator.describe().replace(",", "").split())


def line_of(locator: Locator) -> int | None:
    """Return the line of a text file that a tool can jump to, or None where the format has none."""
    return locator.line if locator.page is None and locator.slide is None and locator.sheet is None else None


def uri(path: str) -> str:
    """Return a path as a URI reference: relative ones stay relative to the working directory."""
    pure = PurePosixPath(path)
    escaped = quote(str(pure), safe="/")
    return f"file://{escaped}" if pure.is_absolute() else escaped
