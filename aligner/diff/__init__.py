"""What a new draft or a new quarter fixed, broke, weakened or silently dropped: pure functions over two reports."""

from __future__ import annotations

from aligner.diff.compare import diff, worst
from aligner.diff.types import Diff

__all__ = ["Diff", "diff", "worst"]
