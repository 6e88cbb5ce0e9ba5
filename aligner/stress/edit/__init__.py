"""Edits of real files at the places that the readers name; one file per family of formats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Protocol, cast

from aligner.domain.text import Document
from aligner.stress.faults import Edit, Unplantable

__all__ = ["EDITABLE", "Editor", "edited"]

# Resolved on use, so that one format never pays for another.
_EDITORS: Mapping[str, str] = {
    "csv": "aligner.stress.edit.table:edit",
    "docx": "aligner.stress.edit.office:edit",
    "html": "aligner.stress.edit.lines:edit",
    "md": "aligner.stress.edit.lines:edit",
    "pptx": "aligner.stress.edit.office:edit",
    "txt": "aligner.stress.edit.lines:edit",
    "xlsx": "aligner.stress.edit.workbook:edit",
}
EDITABLE = frozenset(_EDITORS)


class Editor(Protocol):
    """Edits one family of formats."""

    def __call__(self, data: bytes, document: Document, edits: Sequence[Edit]) -> bytes:
        """Return the file with all edits made.

        Raises:
            Unplantable: a place cannot be found in the file again.
        """


def edited(data: bytes, document: Document, edits: Sequence[Edit]) -> bytes:
    """Return a file's bytes with all edits made; their places are those of the document as read from these bytes.

    Raises:
        Unplantable: the format cannot be edited, or a place cannot be found in the file again.
    """
    if document.format not in _EDITORS:
        message = f"{document.format} files cannot be edited"
        raise Unplantable(message)
    module, name = _EDITORS[document.format].split(":")
    return cast("Editor", getattr(import_module(module), name))(data, document, edits)
