"""From texts to unit vectors."""

from __future__ import annotations

from aligner.encode.cached import CachedEncoder
from aligner.encode.load import load_encoder

__all__ = ["CachedEncoder", "load_encoder"]
