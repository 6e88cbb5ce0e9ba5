"""Whether a run noticed a planted fault: a fitting finding, not known before, that names the planted place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from aligner.domain.gaps import Gap, Severity
from aligner.domain.report import Report
from aligner.domain.text import Document
from aligner.stress.faults import FITTING, Fault, Found

__all__ = ["noticed", "planted"]

_RANK = {Severity.HIGH: 0, Severity.MEDIUM: 1, Severity.LOW: 2, Severity.QUESTION: 3}


def noticed(fault: Fault, report: Report, before: Report, documents: Mapping[str, Document]) -> Found | None:
    """Return the gravest fitting finding that names a block which bears one of the fault's marks, or None.

    Args:
        fault: as planted.
        report: the run on the stressed copies.
        before: the run on the untouched copies.
        documents: the stressed copies as read, by path.
    """
    known = {_signature(gap) for gap in before.gaps}
    places = frozenset(_places(fault, documents))
    fitting = [
        gap
        for gap in report.gaps
        if gap.kind in FITTING[fault.kind] and _signature(gap) not in known and any(piece.locator.place in places for piece in gap.evidence)
    ]
    best = min(fitting, key=lambda gap: _RANK[gap.severity], default=None)
    return Found(best.kind, best.severity, best.message) if best is not None else None


def planted(fault: Fault, before: Mapping[str, Document], after: Mapping[str, Document]) -> bool:
    """Tell whether the stressed copies, read again, hold what was planted and no longer hold what was deleted."""
    fewer = all(_holding(text, after) < _holding(text, before) for text in fault.gone)
    return fewer and any(True for _ in _places(fault, after))


def _holding(text: str, documents: Mapping[str, Document]) -> int:
    return sum(text in block.text for document in documents.values() for block in document.blocks)


def _places(fault: Fault, documents: Mapping[str, Document]) -> Iterator[object]:
    """Yield the places of all blocks, and of their cells, that bear a mark."""
    for document in documents.values():
        for block in document.blocks:
            texts = (block.text, *(cell.text for cell in block.cells))
            if any(mark in text for mark in fault.marks for text in texts):
                yield block.locator.place
                yield from (cell.locator.place for cell in block.cells)


def _signature(gap: Gap) -> tuple[object, ...]:
    return (gap.kind, *sorted(piece.quote for piece in gap.evidence), gap.message)
