"""Reads old Word documents (doc) through an installed LibreOffice."""

from __future__ import annotations

from dataclasses import replace

from aligner.domain.text import Document
from aligner.readers import docx
from aligner.readers.base import Limits, Source
from aligner.readers.libreoffice import converted

__all__ = ["read"]


def read(source: Source, limits: Limits) -> Document:
    """Read an old Word document; places are those of the document as Word shows it.

    Raises:
        ReadError: one of its subclasses, also where LibreOffice is not installed.
    """
    new = converted(source, limits, ending="doc", wanted="docx", called="an old Word document (.doc)")
    return replace(docx.read(new, limits), format="doc", _index={})
