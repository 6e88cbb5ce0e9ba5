"""R18 and R19: who says so, and where the figure comes from."""

from __future__ import annotations

from collections.abc import Iterator

from aligner.domain.quality import RuleHit
from aligner.quality.base import Case, Found, Suite, hit, whole
from aligner.quality.tokens import phrases

__all__ = ["find_judgement", "find_source"]

_FEWEST = 4
_HABIT = 0.6


def find_judgement(case: Case) -> Iterator[RuleHit]:
    """R18: yield words of esteem or feeling ("regarded as", "of choice") that no survey or index backs."""
    if case.measured or case.excluded or phrases("sources").any(case.tokens) or phrases("sources").any(case.explained_tokens):
        return
    text = case.tokens
    for span in phrases("perceptions").find(text):
        if span.first >= case.clause.last or (span.first and text[span.first - 1].low in {"not", "just", "only", "'s"}):
            continue
        start, end = text[span.first].start, text[span.last - 1].end
        yield hit(
            "R18", case, start, end, f"“{case.goal.text[start:end]}” lies in the eye of the beholder, and no survey or index is named."
        )
        return


def find_source(suite: Suite) -> Iterator[Found]:
    """R19: yield measures without source or rhythm where the documents give them for most others."""
    measured = [case for case in suite.cases if case.measured]
    silent = [case for case in measured if not _reported(case)]
    if len(measured) < _FEWEST or len(measured) - len(silent) < _HABIT * len(measured):
        return
    for case in silent:
        yield Found(
            case.goal.id, whole("R19", case, "Nothing says where the figure comes from or how often it is read, though other goals do.")
        )


def _reported(case: Case) -> bool:
    known = phrases("reporting", "frequencies")
    return known.any(case.tokens) or known.any(case.explained_tokens)
