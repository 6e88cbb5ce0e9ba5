"""Office files without anything that depends on when or where they were written."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from typing import BinaryIO

__all__ = ["repack", "repacked"]

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip archive can state
_STAMPS = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")


def repacked(raw: bytes) -> bytes:
    """Return the archive without anything that depends on when or where it was written."""
    packed = io.BytesIO()
    repack(io.BytesIO(raw), packed)
    return packed.getvalue()


def repack(raw: BinaryIO, packed: BinaryIO) -> None:
    """Write the archive again as ``repacked`` returns it, piece by piece."""
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(packed, "w") as target:
        for held in source.infolist():
            core = _STAMPS.sub(b"", source.read(held)) if held.filename == "docProps/core.xml" else None
            entry = zipfile.ZipInfo(held.filename, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            entry.file_size = held.file_size  # tells whether the entry needs the form for large files
            with target.open(entry, "w") as sink, source.open(held) if core is None else io.BytesIO(core) as read:
                shutil.copyfileobj(read, sink, 1 << 20)
