"""From goals and items to links with calibrated probabilities."""

from __future__ import annotations

from aligner.link.likeness import likeness
from aligner.link.pairs import link, weigh
from aligner.link.texts import item_texts

__all__ = ["item_texts", "likeness", "link", "weigh"]
