"""not-analysable: text that was skipped or could not be read; always reported."""

from __future__ import annotations

from collections.abc import Iterator

from aligner.domain.analysis import Analysis
from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.domain.text import NOT_READ, Document
from aligner.gaps.base import make_gap

__all__ = ["find"]


def find(analysis: Analysis) -> Iterator[Gap]:
    """Yield one finding per document of which something was not read."""
    for document in (*analysis.strategy, *analysis.execution):
        if not document.unread:
            continue
        failed = [entry.what.removeprefix(NOT_READ) for entry in document.unread if entry.what.startswith(NOT_READ)]
        yield make_gap(
            GapKind.NOT_ANALYSABLE,
            Severity.MEDIUM if failed else Severity.LOW,
            message=f"{document.path} could not be read: {failed[0]}."
            if failed
            else f"{document.path} was read without {_list(document)}.",
            question="Does what was not read hold goals, work or dates that matter here?",
            remedy="Provide the missing text in a readable form, or look at it by hand.",
            distinguish=document.path,
        )


def _list(document: Document) -> str:
    parts = [entry.what if entry.count == 1 else f"{entry.what} ({entry.count})" for entry in document.unread]
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]
