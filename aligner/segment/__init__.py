"""From blocks to statements with parsed metrics, dates, owners, polarity and tense."""

from __future__ import annotations

from aligner.segment.segmenter import Segmenter

__all__ = ["Segmenter"]
