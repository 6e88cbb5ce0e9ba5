"""R12: times and amounts without an edge."""

from __future__ import annotations

from collections.abc import Iterator

from aligner.domain.quality import RuleHit
from aligner.quality.base import Case, hit
from aligner.quality.tokens import Span, phrases

__all__ = ["find"]

_COMPARED = frozenset({"as", "so", "too", "more", "how", "than", "at", "the", "most"})


def find(case: Case) -> Iterator[RuleHit]:
    """Yield the first indefinite time or amount; an attached quantity clears both, a date alone does not."""
    if case.measured or case.excluded:
        return
    text = case.tokens
    rhythm = phrases("frequencies")
    for span in phrases("indefinite_times", "indefinite_amounts").find(text):
        if phrases("terms").at(text, span.first) is not None:
            continue
        amount = phrases("indefinite_amounts").at(text, span.first) is not None
        if amount and not _is_amount(case, span):
            continue
        if not amount and (rhythm.any(text) or _is_compared(case, span)):
            continue
        start, end = text[span.first].start, text[span.last - 1].end
        what = "amount" if amount else "time"
        yield hit("R12", case, start, end, f"“{case.goal.text[start:end]}” names no {what} that could be checked.")
        return


def _is_amount(case: Case, span: Span) -> bool:
    text, clause = case.tokens, case.clause
    before = text[span.first - 1].low if span.first else ""
    after = text[span.last].low if span.last < len(text) else ""
    inside = clause.first <= span.first < clause.last
    if span.entry in {"many", "some", "several", "numerous", "various"}:
        counted = after[:1].isalpha() and after not in {"a", "an", "have", "who", "will", "are", "is", "other", "of"}
        return inside and counted and before not in _COMPARED
    return inside and before != "not"


def _is_compared(case: Case, span: Span) -> bool:
    """Tell what is said in passing: comparisons ("as promptly as"), side clauses, and adjectives of a thing ("ongoing costs")."""
    text = case.tokens
    before = text[span.first - 1].low if span.first else ""
    adjective = span.entry in {"ongoing", "continuous", "near-term", "medium-term", "long-term"}
    return before in _COMPARED - {"the"} or span.first >= case.clause.last or (adjective and span.first > case.clause.first)
