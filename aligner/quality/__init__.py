"""Goal quality: which words of a goal nobody could check, and a wording that one could."""

from __future__ import annotations

from aligner.quality.base import NAMES
from aligner.quality.inspect import hits, inspect
from aligner.quality.rules import HINTS, RULES, SUITE_RULES

__all__ = ["HINTS", "NAMES", "RULES", "SUITE_RULES", "hits", "inspect"]
