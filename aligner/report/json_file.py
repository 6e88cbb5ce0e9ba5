"""The published contract as a file."""

from __future__ import annotations

import json

from aligner.domain.report import Report
from aligner.report.contract import to_dict

__all__ = ["render"]


def render(report: Report) -> bytes:
    """Return the report as indented UTF-8 JSON with a final line feed."""
    text = json.dumps(to_dict(report), ensure_ascii=False, allow_nan=False, indent=2)
    # A lone surrogate has no UTF-8 form; the backslash escape that takes its place is also its JSON escape.
    return (text + "\n").encode("utf-8", "backslashreplace")
