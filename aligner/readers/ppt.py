"""Reads old PowerPoint files (ppt) through an installed LibreOffice."""

from __future__ import annotations

from dataclasses import replace

from aligner.domain.text import Document
from aligner.readers import pptx
from aligner.readers.base import Limits, Source
from aligner.readers.libreoffice import converted

__all__ = ["read"]


def read(source: Source, limits: Limits) -> Document:
    """Read an old PowerPoint file; places are those of its slides.

    Raises:
        ReadError: one of its subclasses, also where LibreOffice is not installed.
    """
    new = converted(source, limits, ending="ppt", wanted="pptx", called="an old PowerPoint file (.ppt)")
    return replace(pptx.read(new, limits), format="ppt", _index={})
