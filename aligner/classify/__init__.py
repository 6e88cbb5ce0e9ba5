"""What each document of an archive is, and which of them belong together."""

from __future__ import annotations

from aligner.classify.classify import classify
from aligner.classify.mapping import Mapping, load_mapping
from aligner.classify.pairs import pairs

__all__ = ["Mapping", "classify", "load_mapping", "pairs"]
