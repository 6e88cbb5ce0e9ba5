"""R17: the name of a measure and its formula."""

from __future__ import annotations

from collections.abc import Iterator

from aligner.domain.quality import RuleHit
from aligner.domain.text import Quote
from aligner.quality.base import NAMES, Case
from aligner.quality.tokens import phrases, tokens

__all__ = ["find"]

_KINDS = {"kind_share": "a share", "kind_count": "a count", "kind_time": "a length of time", "kind_money": "an amount of money"}
_NEAR = 8  # words after "measured as" that hold the kind of the formula


def find(case: Case) -> Iterator[RuleHit]:
    """Yield the formula of a measure that is of another kind than its name ("complaint rate ... counted as the number of letters")."""
    name = " ".join(filter(None, (case.goal.metric.of if case.goal.metric else None, case.goal.text)))
    named = _kind(name)
    if named is None:
        return
    for quote in (*case.goal.description, Quote(case.goal.text, case.goal.locator)):
        text = tokens(quote.text)
        for cue in phrases("formula_cues").find(text):
            rest = [token for token in text[cue.last : cue.last + _NEAR] if token.low[0].isalnum()]
            if not rest:
                continue
            start, end = text[cue.first].start, rest[-1].end
            formula = _kind(quote.text[rest[0].start : end])
            if formula is None or formula == named:
                continue
            words = Quote(quote.text[start:end], quote.locator.slice(quote.locator.start + start, quote.locator.start + end))
            message = f"The measure is named as {_KINDS[named]} and counted as {_KINDS[formula]}."
            yield RuleHit("R17", NAMES["R17"], words, message)
            return


def _kind(text: str) -> str | None:
    """Return the only kind of figure that a text names, or None."""
    found = [kind for kind in _KINDS if phrases(kind).any(tokens(text))]
    return found[0] if len(found) == 1 else None
