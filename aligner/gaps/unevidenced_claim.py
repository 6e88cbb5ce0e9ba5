"""unevidenced-claim: a report says that something succeeded or improved, and no figure, date or artefact stands beside it."""

from __future__ import annotations

from collections.abc import Iterator

from aligner.domain.analysis import Analysis
from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.domain.goals import State
from aligner.domain.links import Evidence, Side
from aligner.domain.remarks import Remark, RemarkKind
from aligner.gaps.base import goal_evidence, item_evidence, make_gap, quoted
from aligner.gaps.touching import Touch, Touching

__all__ = ["find"]


def find(analysis: Analysis) -> Iterator[Gap]:
    """Yield one finding per goal and piece of work that is only said to go well."""
    touching = Touching(analysis)
    told: dict[tuple[str, str], tuple[Touch, list[Remark]]] = {}
    for remark in analysis.remarks:
        if remark.kind is not RemarkKind.CLAIM or remark.role != "execution":
            continue
        touch = touching.of(remark, over=frozenset({State.CANCELLED}))
        if touch is not None:
            told.setdefault((touch.goal.id, touch.items[-1].id if touch.items else ""), (touch, []))[1].append(remark)
    for touch, remarks in told.values():
        yield _gap(touch, remarks)


def _gap(touch: Touch, remarks: list[Remark]) -> Gap:
    quotes = [Evidence(Side.ITEM, remark.quote.text, remark.quote.locator) for remark in remarks]
    return make_gap(
        GapKind.UNEVIDENCED_CLAIM,
        Severity.QUESTION if touch.severity is Severity.QUESTION else Severity.LOW,
        goal=touch.goal,
        items=touch.items,
        message=f"The execution documents say {quoted(remarks[0].quote.text)} and give no figure or artefact that shows it.",
        question=f"Which figure, before and after, would show this for the goal {quoted(touch.goal.text)}?",
        remedy="Put a figure, a date or a document beside the claim.",
        evidence=[*goal_evidence(touch.goal), *quotes, *(piece for item in touch.items[-1:] for piece in item_evidence(item))],
    )
