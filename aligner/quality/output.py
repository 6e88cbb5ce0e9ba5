"""R14: an output where an outcome is wanted."""

from __future__ import annotations

from collections.abc import Iterator

from aligner.domain.quality import RuleHit
from aligner.quality.base import Case, hit
from aligner.quality.numbers import has_number
from aligner.quality.tokens import phrases

__all__ = ["find"]

_NO_THING = frozenset({"no", "itself", "themselves", "ourselves", "on", "to", "by", "as", "at", "with", ":", ""})
_THING = 0.5  # probability from which the wording names a thing that can be made, and no mere direction


def find(case: Case) -> Iterator[RuleHit]:
    """Yield the output verb of a goal that names no effect; upkeep, duty and debt may be outputs."""
    text, heads = case.tokens, case.clause.heads
    if not heads or case.measured or case.excluded or (case.goal.concrete or 0.0) < _THING:
        return
    span = phrases("output_verbs", verbs=True).at(text, heads[0])
    if span is None or any(_names_effect(case, name) for name in ("effects", "exempt_cues")):
        return
    after = text[span.last].low if span.last < len(text) else ""
    if after in _NO_THING or has_number(after):
        return
    if any(phrases("comparatives", "adjectives").find(text, span.last, case.clause.last)):
        return  # "build a deeper bench": no thing is made
    start, end = text[span.first].start, text[span.last - 1].end
    words = case.goal.text[start:end]
    yield hit("R14", case, start, end, f"“{words}” names what is made; nothing says what should be better afterwards.")


def _names_effect(case: Case, name: str) -> bool:
    known = phrases(name)
    return known.any(case.tokens) or (name == "effects" and known.any(case.explained_tokens))
