"""From goals and items to links with calibrated probabilities."""

from __future__ import annotations

from aligner.link.pairs import link

__all__ = ["link"]
