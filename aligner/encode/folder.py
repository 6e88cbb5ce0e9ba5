"""What encoders kept in a model folder share: the manifest, and loading once, when first needed."""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from typing import Any

from aligner.encode.manifest import read_manifest

__all__ = ["FolderEncoder"]


class FolderEncoder:
    """Knows its manifest; a subclass keeps what it loads in a cached property ``_parts``.

    Args:
        folder: model folder with a manifest.

    Raises:
        ModelError: the folder is incomplete.
    """

    _parts: Any

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._manifest = read_manifest(folder)
        self._lock = Lock()

    @property
    def name(self) -> str:
        """Name in the manifest."""
        return self._manifest.name

    @property
    def sha256(self) -> str:
        """Sum over all model files."""
        return self._manifest.sha256

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._manifest.dimension

    def load(self) -> None:
        """Load everything now; called from another thread, this overlaps with the caller's work."""
        with self._lock:
            self._parts  # noqa: B018 - fills the cached property
