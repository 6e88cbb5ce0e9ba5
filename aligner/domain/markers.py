"""Markers: lines in a document, mostly comments, that accept a finding on the text beside them."""

from __future__ import annotations

import re

__all__ = ["MARK"]

MARK = re.compile(r"\baligner:\s*ignore\b[^\[\]]*", re.IGNORECASE)
"""``aligner: ignore vague-goal until 2027-03-31 because the board agreed``: up to the end of the comment or the closing bracket."""
