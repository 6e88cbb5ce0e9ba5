"""What an archive tells over time: goals that vanish, weaken or slip, work that is carried over or outlives its goal."""

from __future__ import annotations

from aligner.history.editions import merged
from aligner.history.trends import trends

__all__ = ["merged", "trends"]
