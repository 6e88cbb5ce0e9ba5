"""R1: one verifiable outcome per goal."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from aligner.domain.quality import RuleHit
from aligner.quality.base import Case, hit
from aligner.quality.tokens import Token, phrases

__all__ = ["find"]

_INTENT = frozenset({"will", "shall"})
_SAME = frozenset({"and", "&", ",", "then"})


def find(case: Case) -> Iterator[RuleHit]:
    """Yield a hit where a second verb with an object of its own, or a second clause of intent, follows the first."""
    text, heads = case.tokens, case.clause.heads
    for before, head in pairwise(heads):
        # "design and build a school" is one thing; "cut waste and hire bakers" are two. An "and" inside the list of objects is neither.
        if head - before > 2 and text[head - 1].low in _SAME | {"to"} and head + 1 < len(text) and not _goes_on(text, head):  # noqa: PLR2004 - verb, object, "and"
            start = next(index for index in range(head - 1, before, -1) if text[index].low in {"and", "&"})
            yield _hit(case, start, head)
            return
    second = _second_intent(text)
    if second is not None:
        yield _hit(case, *second)


def _hit(case: Case, start: int, end: int) -> RuleHit:
    message = "The goal asks for more than one outcome, so that one can be met while the other is not."
    return hit("R1", case, case.tokens[start].start, case.tokens[end].end, message)


def _second_intent(text: tuple[Token, ...]) -> tuple[int, int] | None:
    """Return the tokens that open a second clause of intent ("..., and two in five managers are to be women"); who answers is none."""
    intents = [
        index
        for index, token in enumerate(text)
        if token.low in _INTENT or (token.low in {"is", "are"} and index + 1 < len(text) and text[index + 1].low == "to")
    ]
    if len(intents) < 2:  # noqa: PLR2004 - a second one is looked for
        return None
    first, second = intents[:2]
    joint = next((index for index in range(second - 1, first, -1) if text[index].low in {"and", ";"}), None)
    if joint is None or not (text[joint].low == ";" or text[joint - 1].low in {",", ";"}) or second - joint < 2:  # noqa: PLR2004 - a subject
        return None
    relative = any(token.low in {"that", "which", "who", "whose", "where", "if", "when", "what"} for token in text[first:second])
    carries = any(phrases("owner_cues").at(text, index) for index in range(second, min(len(text), second + 4)))
    # "..., and it will not", "..., and their kitchens will be smaller" go on about the same thing.
    anaphoric = text[joint + 1].low in {"it", "its", "they", "their", "nobody", "none", "this", "that", "these"}
    return None if relative or carries or anaphoric else (joint, second)


def _goes_on(text: tuple[Token, ...], head: int) -> bool:
    """Tell whether a second verb keeps what the first has reached, or acts on the same object: "and stay there", "and replace them"."""
    return text[head].low in {"stay", "remain", "hold", "keep", "maintain", "sustain"} or text[head + 1].low in {"them", "it"}
