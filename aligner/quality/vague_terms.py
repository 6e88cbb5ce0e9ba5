"""R3: vague adjectives and verbs of direction, where nothing measurable is attached to the goal."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aligner.domain.quality import RuleHit
from aligner.quality.base import Case, hit
from aligner.quality.tokens import Span, phrases, word_set

__all__ = ["find", "referent"]

# A standard, a definition or a comparison fixes what an adjective means.
_REFERENT = re.compile(
    r"\b(?:ISO(?:/IEC)?|NIST|WCAG|PCI|SOC|IEC|EN|DIN|BREEAM|LEED)\s?-?\d|\b(?:as|is|are) (?:defined|measured|set out|laid down|described)\b|"
    r"\bin the sense of\b|\b(?:accredit|certif)\w+|\bstandards? of\b|\baccording to\b|\bcompared (?:with|to)\b|\bper (?:cent|head|customer)\b",
    re.IGNORECASE,
)
_NOT_MEANT = frozenset({"not", "no", "less", "nor", "un"})
_LINKING = frozenset({"be", "become", "more", "stay", "remain", "is", "are", "and", "as", "make", "most", "a", "an", "the", "our", ","})


def find(case: Case) -> Iterator[RuleHit]:
    """Yield vague words of the main clause: its head verbs, and the adjectives of what they act on."""
    if case.measured or case.excluded or case.verifiable or referent(case):
        return
    text, clause = case.tokens, case.clause
    verbs = phrases("direction_verbs", verbs=True)
    for head in clause.heads:
        span = verbs.at(text, head)
        if span is not None and not text[head].low.endswith("ed"):  # what has been done gives no direction
            words = case.goal.text[text[span.first].start : text[span.last - 1].end]
            yield _hit(case, span, f"“{words}” gives a direction, and nothing says how far.")
    for span in phrases("adjectives", "terms").find(text, clause.first, clause.last):
        if _is_meant(case, span):
            words = case.goal.text[text[span.first].start : text[span.last - 1].end]
            yield _hit(case, span, f"“{words}” can be read in many ways, and nothing says how it would be measured.")


def referent(case: Case) -> bool:
    """Tell whether a named standard or definition fixes what the words mean."""
    return _REFERENT.search(case.goal.text) is not None or _REFERENT.search(case.explained) is not None


def _hit(case: Case, span: Span, message: str) -> RuleHit:
    return hit("R3", case, case.tokens[span.first].start, case.tokens[span.last - 1].end, message)


def _is_meant(case: Case, span: Span) -> bool:
    """Tell whether an adjective qualifies something: no fixed term, no name, no head verb, and before a noun or after a linking verb."""
    text = case.tokens
    if phrases("terms").at(text, span.first) is not None or span.first in case.clause.heads:
        return False
    before = text[span.first - 1].low if span.first else ""
    if before in _NOT_MEANT:
        return False
    start = case.clause.heads[0] + 2 if case.clause.heads else case.clause.first + 1
    if any(token.low in word_set("aside") for token in text[start : span.first]):
        return False  # "users with appropriate rights": said in passing
    first = case.goal.text[text[span.first].start]
    if first.isupper() and span.first != case.clause.first:
        return False  # a name ("Smart Harbour"), or a title whose capitals say nothing
    after = text[span.last].low if span.last < len(text) else ""
    return (after[:1].isalpha() and after not in {"of", "in", "at", "to"}) or before in _LINKING
