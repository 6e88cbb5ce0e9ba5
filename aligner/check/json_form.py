"""A check as plain JSON values: ``aligner.check/1``; findings have the form they have in a report."""

from __future__ import annotations

import json

from aligner.check.places import place
from aligner.check.types import Checked
from aligner.domain.gaps import Severity
from aligner.domain.report import InputInfo
from aligner.report.contract import gap_to_dict, tool_to_dict

__all__ = ["SCHEMA", "render", "to_dict"]

SCHEMA = "aligner.check/1"


def render(checked: Checked, *, fail_on: str | None) -> str:
    """Return the JSON text."""
    del fail_on  # the exit code says it
    return json.dumps(to_dict(checked), ensure_ascii=False, indent=2) + "\n"


def to_dict(checked: Checked) -> dict[str, object]:
    """Return plain values; ``place`` of a finding is where in the draft it stands, empty for the whole file."""
    live = checked.live
    return {
        "schema": SCHEMA,
        "tool": tool_to_dict(checked.tool),
        "draft": _input(checked.draft),
        "role_because": checked.guess.because,
        "against": [_input(info) for info in checked.against],
        "as_of": checked.as_of,
        "goals": checked.goals,
        "items": checked.items,
        "findings": [{"place": place(checked.place(gap)), **gap_to_dict(gap)} for gap in checked.findings],
        "summary": {
            **{severity.value: sum(gap.severity is severity for gap in live) for severity in Severity},
            "suppressed": len(checked.findings) - len(live),
            "expired": sum(gap.lapsed is not None for gap in live),
        },
    }


def _input(info: InputInfo) -> dict[str, object]:
    unread = [{"what": part.what, "count": part.count} for part in info.unread]
    return {"role": info.role, "path": info.path, "sha256": info.sha256, "format": info.format, "blocks": info.blocks, "unread": unread}
