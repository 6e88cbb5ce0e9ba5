"""R26: what will not be done belongs with the exclusions, not among the vague goals."""

from __future__ import annotations

from collections.abc import Iterator

from aligner.domain.quality import RuleHit
from aligner.quality.base import Case, whole

__all__ = ["find"]


def find(case: Case) -> Iterator[RuleHit]:
    """Yield a goal that says what will not be done."""
    if case.excluded:
        yield whole("R26", case, "The text says what will not be done: an exclusion, which work can break but not carry.")
