"""Evidence packs: findings with their quotes, hashes of everything they rest on, a sample for review, and a way to prove all of it."""

from __future__ import annotations

from aligner.pack.build import Comparison, Packed, build
from aligner.pack.verify import Checked, Difference, verify

__all__ = ["Checked", "Comparison", "Difference", "Packed", "build", "verify"]
