"""Office files without anything that depends on when or where they were written."""

from __future__ import annotations

import io
import re
import zipfile

__all__ = ["repacked"]

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip archive can state
_STAMPS = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")


def repacked(raw: bytes) -> bytes:
    """Return the archive without anything that depends on when or where it was written."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "docProps/core.xml":
                data = _STAMPS.sub(b"", data)
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            target.writestr(entry, data, compresslevel=6)
    return packed.getvalue()
