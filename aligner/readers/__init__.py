"""One reader per format, and the guards that keep hostile files harmless."""

from __future__ import annotations

import hashlib
import os
import stat
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.errors import EmptyDocumentError, LimitError, MissingFileError
from aligner.readers.base import Limits, Source

if TYPE_CHECKING:
    from aligner.domain.text import Document
    from aligner.readers.base import Reader

__all__ = ["load", "read_document"]

_MODULES = {
    "csv": "aligner.readers.csv",
    "docx": "aligner.readers.docx",
    "html": "aligner.readers.html",
    "md": "aligner.readers.md",
    "pdf": "aligner.readers.pdf",
    "pptx": "aligner.readers.pptx",
    "txt": "aligner.readers.txt",
    "xlsx": "aligner.readers.xlsx",
}
_NO_LIMITS_GIVEN = Limits()


def read_document(path: str | Path, *, limits: Limits = _NO_LIMITS_GIVEN) -> Document:
    """Read one file, whatever its name says about its format.

    Raises:
        MissingFileError: there is no such file, it is not a regular file, or it may not be read.
        UnsupportedFormatError: no reader accepts the content.
        EmptyDocumentError: the file is empty or holds no text.
        EncryptedFileError: it is protected by a password.
        LimitError: it exceeds a limit.
        CorruptFileError: it breaks the rules of its own format.
    """
    from aligner.readers.detect import detect  # noqa: PLC0415 - keeps the import of this package cheap
    from aligner.readers.markers import lift  # noqa: PLC0415 - as above

    source = load(path, limits=limits)
    reader: Reader = import_module(_MODULES[detect(source)]).read
    document = lift(reader(source, limits), source)
    if not any(block.text for block in document.blocks):
        raise EmptyDocumentError(source.path, "holds no text", "Check that it is the right file.")
    return document


def load(path: str | Path, *, limits: Limits = _NO_LIMITS_GIVEN) -> Source:
    """Read a file's bytes once; the hash belongs to exactly these bytes.

    Raises:
        MissingFileError: there is no such file, it is not a regular file, or it may not be read.
        EmptyDocumentError: it is empty. LimitError: it is too large.
    """
    shown = os.fsencode(path).decode("utf-8", "replace").replace(os.sep, "/")
    try:
        status = Path(path).stat()
        if stat.S_ISDIR(status.st_mode):
            raise MissingFileError(shown, "is a folder, not a document", "Name a file in it.")
        if not stat.S_ISREG(status.st_mode):
            raise MissingFileError(shown, "is not a regular file", "Copy its content to a file first.")
        if status.st_size > limits.file_bytes:
            raise _too_large(shown, limits)
        with Path(path).open("rb") as handle:
            data = handle.read(limits.file_bytes + 1)
    except FileNotFoundError:
        raise MissingFileError(shown, "does not exist", "Check the spelling of the path.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise MissingFileError(shown, f"cannot be opened ({reason})", "Check its permissions.") from error
    if len(data) > limits.file_bytes:
        raise _too_large(shown, limits)
    if not data:
        raise EmptyDocumentError(shown, "is empty (0 bytes)", "Check that it was saved or downloaded completely.")
    return Source(shown, data, hashlib.sha256(data).hexdigest())


def _too_large(shown: str, limits: Limits) -> LimitError:
    return LimitError(shown, f"is larger than {limits.file_bytes / 1e6:,.0f} MB", "Split it into smaller files.")
