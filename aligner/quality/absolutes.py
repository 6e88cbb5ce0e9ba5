"""R7: absolutes that no measure makes good."""

from __future__ import annotations

from collections.abc import Iterator

from aligner.domain.quality import RuleHit
from aligner.quality.base import Case, hit
from aligner.quality.tokens import phrases

__all__ = ["find"]

_DOUBTFUL = 0.4  # probability from which the absolute may be a target of zero defects
_NOT_ABSOLUTE = frozenset({"at", "after", "above", "first", "in", "if", "once", "for", "not", "like"})


def find(case: Case) -> Iterator[RuleHit]:
    """Yield the first absolute of a goal without measure or date; with one of them it is a target of zero defects."""
    if case.quantified or (case.goal.concrete or 0.0) >= _DOUBTFUL or case.excluded or case.dated or not _is_soft(case):
        return
    text, clause = case.tokens, case.clause
    for span in phrases("absolutes").find(text, clause.first, clause.last):
        before = text[span.first - 1].low if span.first else ""
        after = text[span.last].low if span.last < len(text) else ""
        if (before in _NOT_ABSOLUTE and span.entry in {"all", "any", "every"}) or (span.entry == "however" and after == ","):
            continue
        if span.entry in {"any", "anyone", "anything"} and not any(head < span.first for head in clause.heads):
            continue  # "anyone who comes" opens a condition
        start, end = text[span.first].start, text[span.last - 1].end
        words = case.goal.text[start:end]
        yield hit("R7", case, start, end, f"“{words}” admits no exception, and no measure says how that would be shown.")
        return


def _is_soft(case: Case) -> bool:
    """Tell whether what is asked of everyone or everything is a direction, a comparison or a feeling: nothing that could be counted."""
    text, clause = case.tokens, case.clause
    known = (phrases("direction_verbs", "hedges", verbs=True), phrases("comparatives", "perceptions", "adjectives"))
    return any(True for one in known for _ in one.find(text, clause.first, clause.last))
