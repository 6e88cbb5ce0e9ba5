"""The only package that knows every stage; one file per thing a user asks for."""

from __future__ import annotations

from aligner.pipeline.compare import compare
from aligner.pipeline.sides import Progress

__all__ = ["Progress", "compare"]
