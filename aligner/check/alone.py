"""What a draft leaves open by itself, whatever the other side says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from string import ascii_uppercase

from aligner.check import inside, missing, placeholders
from aligner.domain.analysis import Analysis
from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.domain.goals import Support
from aligner.domain.links import Evidence, Side
from aligner.domain.remarks import RemarkKind
from aligner.domain.text import Locator
from aligner.gaps import find
from aligner.gaps.base import make_gap, quoted

__all__ = ["findings", "merged"]

# Kinds that need no other side; all others would accuse a draft of what was never shown to the program.
_ALONE = {
    "strategy": frozenset(
        {GapKind.VAGUE_GOAL, GapKind.UNOWNED_GOAL, GapKind.STALE_GOAL, GapKind.CASCADE_BREAK, GapKind.CONTRADICTION, GapKind.NOT_ANALYSABLE}
    ),
    "execution": frozenset(
        {GapKind.UNOWNED_ITEM, GapKind.DUPLICATED_WORK, GapKind.AUTHORITY_GAP, GapKind.CONTRADICTION, GapKind.NOT_ANALYSABLE}
    ),
}


def findings(analysis: Analysis, role: str) -> tuple[Gap, ...]:
    """Return what can be said of a draft by itself.

    Args:
        analysis: judged, with the draft's side alone: its documents, goals or items, and remarks.
        role: "strategy" or "execution".
    """
    # As if work were known for every goal: of a draft alone, nothing can be said about that.
    known = replace(analysis, goals=tuple(replace(goal, support=Support.SUPPORTED) for goal in analysis.goals))
    found = [gap for gap in find(known) if gap.kind in _ALONE[role]]
    if role == "strategy":
        found += [*missing.find_in_goals(known), *inside.find_in_goals(known), *inside.find_ruled_out(known)]
    else:
        found += [*missing.find_in_items(known), *inside.find_in_items(known), *_claims(known)]
    side = Side.GOAL if role == "strategy" else Side.ITEM
    documents = (*analysis.strategy, *analysis.execution)
    marks = [gap for document in documents for gap in placeholders.find(document, side)]
    # Each lack is told once: an owner left open is work without an owner, a date left open is a placeholder.
    quoted_cells = {
        piece.locator.place for gap in found for piece in gap.evidence if gap.kind is not GapKind.WEAK_WORDING and piece.locator.cell
    }
    marks = [gap for gap in marks if not {piece.locator.place for piece in gap.evidence} & quoted_cells]
    rows = {_row(piece.locator) for gap in marks for piece in gap.evidence if piece.locator.cell}
    dateless = [gap for gap in found if gap.kind is GapKind.MISSING_DATE and any(_row(piece.locator) in rows for piece in gap.evidence)]
    return (*(gap for gap in found if gap not in dateless), *marks)


def _row(locator: Locator) -> tuple[object, ...]:
    """Return what names the table row of a cell."""
    return (locator.file, locator.sheet, locator.paragraph, locator.line, (locator.cell or "").partition(":")[0].lstrip(ascii_uppercase))


def _claims(analysis: Analysis) -> Iterator[Gap]:
    """Yield claims of success without a figure, whichever goal they may be meant for."""
    for remark in analysis.remarks:
        if remark.kind is RemarkKind.CLAIM:
            yield make_gap(
                GapKind.UNEVIDENCED_CLAIM,
                Severity.LOW,
                message=f"The draft says {quoted(remark.quote.text)} and gives no figure or artefact that shows it.",
                question="Which figure, before and after, would show this?",
                remedy="Put a figure, a date or a document beside the claim.",
                evidence=[Evidence(Side.ITEM, remark.quote.text, remark.quote.locator)],
                distinguish=remark.id,
            )


def merged(alone: Iterable[Gap], together: Iterable[Gap], draft: str) -> tuple[Gap, ...]:
    """Return the findings of both looks that are about the draft, each once; what both sides show goes before what one shows.

    Args:
        alone: of the draft by itself.
        together: of the draft against the other side.
        draft: its path.
    """
    both = [gap for gap in together if _about(gap, draft)]
    claimed = {quote for gap in both if gap.kind is GapKind.UNEVIDENCED_CLAIM for quote in _quotes(gap, draft)}
    headline = {gap.goal for gap in both if gap.kind is GapKind.VAGUE_UNSUPPORTED_GOAL}
    known = {gap.id for gap in both}
    rest = [
        gap
        for gap in alone
        if gap.id not in known
        and not (gap.kind is GapKind.VAGUE_GOAL and gap.goal in headline)
        and not (gap.kind is GapKind.UNEVIDENCED_CLAIM and claimed & _quotes(gap, draft))
    ]
    return (*both, *rest)


def _about(gap: Gap, draft: str) -> bool:
    """A finding without quotes names the file that it is about."""
    return any(piece.locator.file == draft for piece in gap.evidence) or (not gap.evidence and draft in gap.message)


def _quotes(gap: Gap, draft: str) -> set[Locator]:
    return {piece.locator for piece in gap.evidence if piece.locator.file == draft}
