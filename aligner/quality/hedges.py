"""R6: wishes and infinitives that stand before what is to be done."""

from __future__ import annotations

from collections.abc import Iterator

from aligner.domain.quality import RuleHit
from aligner.quality.base import Case, hit
from aligner.quality.tokens import phrases

__all__ = ["find"]

_NEEDS = {"aim": ("to", "for", "at"), "hope": ("to", "that", "for"), "try": ("to",), "intend": ("to",), "aspire": ("to",)}
_ASKING = frozenset({"consent", "approval", "advice", "permission", "views", "feedback", "planning", "bids", "tenders"})


def find(case: Case) -> Iterator[RuleHit]:
    """Yield a wish that carries the main clause ("we aim to", "seek to")."""
    text, clause = case.tokens, case.clause
    for span in phrases("hedge_phrases").find(text, clause.first, clause.last):
        yield _hit(case, text[span.first].start, text[span.last - 1].end)
        return
    able = phrases("superfluous").at(text, clause.heads[0]) if clause.heads else None
    if able is not None and not (case.measured or case.verifiable or case.dated):
        words = case.goal.text[text[able.first].start : text[able.last - 1].end]
        yield hit("R6", case, text[able.first].start, text[able.last - 1].end, f"“{words}” asks for an ability where the deed is meant.")
        return
    place = clause.heads[0] if clause.heads else clause.first
    wish = phrases("hedges", verbs=True).at(text, place)
    if wish is None:
        return
    after = text[wish.last].low if wish.last < len(text) else ""
    needed = _NEEDS.get(wish.entry)
    if (needed is None or after in needed) and after not in _ASKING and after not in {":", "–", "-"}:
        yield _hit(case, text[wish.first].start, text[wish.last if after == "to" else wish.last - 1].end)


def _hit(case: Case, start: int, end: int) -> RuleHit:
    return hit("R6", case, start, end, f"“{case.goal.text[start:end]}” states a wish; the trying would be enough to meet it.")
