"""Findings as auditors write them: condition, criteria, effect; the cause is left for the auditor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from aligner.domain.gaps import Gap
from aligner.domain.links import Evidence, Side
from aligner.domain.report import Report
from aligner.lexicon import words
from aligner.report.kinds import KINDS

__all__ = ["findings"]


def findings(comparison: str, report: Report) -> Iterator[dict[str, Any]]:
    """Yield every finding of a report in its order, accepted ones too, as plain JSON values.

    Args:
        comparison: name of the comparison within the pack.
        report: as made.
    """
    goals = {goal.id: goal for goal in report.goals}
    items = {item.id: item for item in report.items}
    for gap in report.gaps:
        criteria, effect = words("audit")[gap.kind.value]
        goal = goals.get(gap.goal or "")
        yield {
            "comparison": comparison,
            "id": gap.id,
            "kind": gap.kind.value,
            "title": KINDS[gap.kind].title,
            "severity": gap.severity.value,
            "condition": gap.message,
            "criteria": _criteria(criteria, gap),
            "effect": effect,
            "cause": "",
            "question": gap.question,
            "goal": goal.text if goal else None,
            "work": [items[ident].text for ident in gap.items],
            "quotes": [_quote(piece) for piece in gap.evidence],
            "accepted": gap.suppressed.reason if gap.suppressed else None,
        }


def _criteria(rule: str, gap: Gap) -> str:
    """Return what should be the case, with the words of the strategy that say so."""
    said = next((piece for piece in gap.evidence if piece.side is Side.GOAL), None)
    return f"{rule} The strategy says: “{said.quote}” ({_place(said)})." if said else rule


def _place(piece: Evidence) -> str:
    return ", ".join(part for part in (piece.locator.file, piece.locator.describe()) if part)


def _quote(piece: Evidence) -> Mapping[str, str]:
    return {"side": piece.side.value, "quote": piece.quote, "file": piece.locator.file, "place": piece.locator.describe()}
