"""Writing files so that each appears whole or not at all."""

from __future__ import annotations

import os
import threading
from pathlib import Path

from aligner.errors import OutputError

__all__ = ["write"]


def write(path: str, data: bytes) -> None:
    """Write a file whole or not at all: a neighbour is written first and then takes its place.

    Raises:
        OutputError: the file cannot be written; what was there before is untouched.
    """
    target = Path(os.path.realpath(path))
    partial = target.with_name(f".aligner-{os.getpid()}-{threading.get_ident()}.part")
    try:
        with partial.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(target)
    except OSError as error:
        partial.unlink(missing_ok=True)
        message = f"cannot write {path}: {error.strerror or error}; check the folder and whether another program has the file open"
        raise OutputError(message) from error
