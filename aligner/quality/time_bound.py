"""R11: a goal without any limit in time."""

from __future__ import annotations

from collections.abc import Iterator

from aligner.domain.quality import RuleHit
from aligner.quality.base import Case, is_theme, whole
from aligner.quality.tokens import phrases

__all__ = ["find"]


def find(case: Case) -> Iterator[RuleHit]:
    """Yield a goal that no text gives a date, a period or a rhythm ("each month")."""
    if case.dated or case.excluded or is_theme(case.goal):
        return
    rhythm = phrases("frequencies")
    if rhythm.any(case.tokens) or rhythm.any(case.explained_tokens):
        return
    yield whole("R11", case, "No date or period says by when the goal is met.")
