"""From goals and items to links with calibrated probabilities."""

from __future__ import annotations

from aligner.link.likeness import likeness
from aligner.link.pairs import link, weigh
from aligner.link.texts import goal_texts, item_texts, with_glosses

__all__ = ["goal_texts", "item_texts", "likeness", "link", "weigh", "with_glosses"]
