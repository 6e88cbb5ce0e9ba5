"""What the environment says; nothing else in the program reads it."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["cache_folder", "use_one_processor_for_arrays"]


def cache_folder() -> Path | None:
    """Return where embeddings are kept between runs (``ALIGNER_CACHE``, else the user's cache folder); None when switched off with an empty value."""
    chosen = os.environ.get("ALIGNER_CACHE")
    if chosen is not None:
        return Path(chosen) if chosen else None
    base = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME")
    return Path(base or Path.home() / ".cache") / "aligner"


def use_one_processor_for_arrays() -> None:
    """Keep numpy's products on one processor, unless the user says otherwise; to be called before numpy is imported.

    The matrices of a run are small: a second processor gains nothing on them, and waiting for it takes a tenth of the whole run.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
