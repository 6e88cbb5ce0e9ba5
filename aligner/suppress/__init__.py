"""Accepted findings: they stay, and are shown with the reason and the day until which they are accepted."""

from __future__ import annotations

from aligner.suppress.apply import suppress
from aligner.suppress.inline import Marker, markers

__all__ = ["Marker", "markers", "suppress"]
