"""Zip containers with some of their parts replaced."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

__all__ = ["repacked"]

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip archive can state


def repacked(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Return an archive with parts replaced by name; everything else is carried over."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for member in source.infolist():
            info = zipfile.ZipInfo(member.filename, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(info, parts[member.filename] if member.filename in parts else source.read(member))
    return target.getvalue()
