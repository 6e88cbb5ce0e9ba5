"""authority-gap: whoever carries the work waits for the decision, the money or the people of another unit; only where the text says so."""

from __future__ import annotations

from collections.abc import Iterator

from aligner.domain.analysis import Analysis
from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.domain.links import Evidence, Side
from aligner.domain.remarks import Remark, RemarkKind
from aligner.gaps.base import goal_evidence, item_evidence, make_gap, quoted
from aligner.gaps.touching import Touch, Touching

__all__ = ["find"]


def find(analysis: Analysis) -> Iterator[Gap]:
    """Yield one finding per goal and piece of work whose carrier cannot decide; without a goal nothing is lost that the strategy promised."""
    touching = Touching(analysis)
    groups: dict[tuple[str, str], tuple[Touch, list[Remark]]] = {}
    for remark in analysis.remarks:
        if remark.kind is not RemarkKind.AUTHORITY or remark.role != "execution":
            continue
        touch = touching.of(remark)
        if touch is not None:
            first = touch.items[-1].id if touch.items else ""
            groups.setdefault((touch.goal.id, first), (touch, []))[1].append(remark)
    for touch, remarks in groups.values():
        yield _gap(touch, remarks)


def _gap(touch: Touch, remarks: list[Remark]) -> Gap:
    work = quoted(touch.items[-1].text) if touch.items else "this work"
    quotes = [Evidence(Side.ITEM, remark.quote.text, remark.quote.locator) for remark in remarks]
    return make_gap(
        GapKind.AUTHORITY_GAP,
        touch.severity if touch.items else Severity.QUESTION,
        goal=touch.goal,
        items=touch.items,
        message=f"The work {work} for the goal {quoted(touch.goal.text)} waits for somebody else: {quoted(remarks[0].quote.text)}.",
        question="Who can decide, pay or release the people for this work, and by when will they?",
        remedy="Give whoever carries the work the decision and the money for it, or name the day on which the other unit decides.",
        evidence=[*goal_evidence(touch.goal), *quotes, *(piece for item in touch.items[-1:] for piece in item_evidence(item))],
    )
