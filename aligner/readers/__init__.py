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
    from collections.abc import Iterator

    from aligner.domain.text import Document
    from aligner.readers.base import Reader
    from aligner.readers.members import Reading

__all__ = ["load", "read_document", "read_documents", "read_members", "read_source"]

_MODULES = {
    "csv": "aligner.readers.csv",
    "doc": "aligner.readers.doc",
    "docx": "aligner.readers.docx",
    "eml": "aligner.readers.eml",
    "html": "aligner.readers.html",
    "json": "aligner.readers.json",
    "mbox": "aligner.readers.mbox",
    "md": "aligner.readers.md",
    "msg": "aligner.readers.msg",
    "odp": "aligner.readers.odp",
    "ods": "aligner.readers.ods",
    "odt": "aligner.readers.odt",
    "pdf": "aligner.readers.pdf",
    "ppt": "aligner.readers.ppt",
    "pptx": "aligner.readers.pptx",
    "rtf": "aligner.readers.rtf",
    "stratml": "aligner.readers.stratml",
    "txt": "aligner.readers.txt",
    "xls": "aligner.readers.xls",
    "xlsx": "aligner.readers.xlsx",
    "xml": "aligner.readers.xml",
    "zip": "aligner.readers.zip",
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
    return read_source(load(path, limits=limits), limits)


def read_source(source: Source, limits: Limits = _NO_LIMITS_GIVEN) -> Document:
    """Read one file that is in memory; errors as for ``read_document``."""
    from aligner.readers.detect import detect  # noqa: PLC0415 - keeps the import of this package cheap

    return read_as(detect(source), source, limits)


def read_as(form: str, source: Source, limits: Limits) -> Document:
    """Read one file whose format is known already."""
    from aligner.readers.markers import lift  # noqa: PLC0415 - keeps the import of this package cheap

    reader: Reader = import_module(_MODULES[form]).read
    document = lift(reader(source, limits), source)
    if not any(block.text for block in document.blocks):
        raise EmptyDocumentError(source.path, "holds no text", "Check that it is the right file.")
    return document


def read_documents(path: str | Path, *, limits: Limits = _NO_LIMITS_GIVEN) -> tuple[Document, ...]:
    """Read one file and all files in it: the members of archives, the attachments of mails.

    A member that cannot be read becomes a document without blocks, whose ``unread`` gives the reason after ``NOT_READ``.

    Raises:
        ReadError: as for ``read_document``, when the file itself cannot be read or nothing in it can.
    """
    from aligner.readers.members import as_documents  # noqa: PLC0415 - keeps the import of this package cheap

    return as_documents(load(path, limits=limits), limits)


def read_members(path: str | Path, *, limits: Limits = _NO_LIMITS_GIVEN) -> Iterator[Reading]:
    """Yield every document of a file as it is read: the file's own and those of its members, each read or with the reason why not.

    Raises:
        MissingFileError, EmptyDocumentError, LimitError: the file itself cannot be loaded; nothing is raised later.
    """
    from aligner.readers.members import readings  # noqa: PLC0415 - keeps the import of this package cheap

    return readings(load(path, limits=limits), limits)


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
