"""Which files an archive holds, and what can be told about them before and beside their content."""

from __future__ import annotations

from aligner.archive.inventory import Entry, Patterns
from aligner.archive.location import Archive, open_archive

__all__ = ["Archive", "Entry", "Patterns", "open_archive"]
