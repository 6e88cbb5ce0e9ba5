"""The clauses of a sentence that sets several goals at once ("... by March 2028, and two in five managers are to be women by 2029")."""

from __future__ import annotations

import re

from aligner.extract.goal_features import starts_with_verb, states_deadline, states_quantity

__all__ = ["goal_clauses"]

_WORDS = 5
_BREAK = re.compile(r";\s+(?:and\s+|but\s+)?|,\s+(?:and|but|while|whereas)\s+|\s+[–—]\s+(?:and\s+)?|\s+and\s+", re.IGNORECASE)
_SUBJECT = 14
"""A clause has its verb of intent among so many words."""
_BINDS = re.compile(
    r"\b(?:will|shall|must|should|ought to|(?:is|are|has|have|needs?) to|(?:we|i) (?:want|mean|intend|aim|plan|promise|commit)|going to)\b",
    re.IGNORECASE,
)
_SUBORDINATE = re.compile(
    r"^(?:that|which|who|whose|where|when|if|because|since|as|so|though|although|unless|until|once|then|thus|therefore|this|that|these|those|it|they|he|she|not|nor|only|also)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^(?:(?:and|but|also|besides|in addition|furthermore|moreover|finally|second(?:ly)?|third(?:ly)?)\b,?\s+)", re.IGNORECASE
)
_VOLITION = re.compile(r"\b(?:we|i)\s+(?:\w+\s+)?(?:want|mean|intend|aim|promise|commit|shall|will|must)\b", re.IGNORECASE)


def goal_clauses(text: str) -> tuple[tuple[int, int], ...]:
    """Return the places of the clauses of a sentence, each of which commits to something by itself.

    A part counts only with a verb of intent of its own, or, after "and", as a further action with an amount and a date of its
    own; it must name an amount or a date, or say who wants it. A part that leans on the one before it ("which will ...",
    "it must ...") stays with it.

    Args:
        text: one sentence.

    Returns:
        Code-point offsets (start, end), at least two pairs in reading order, or nothing when the sentence sets one goal at most.
    """
    cuts = [(0, 0)]
    for found in _BREAK.finditer(text):
        left = text[cuts[-1][1] : found.start()]
        if _commits(left, first=len(cuts) == 1) and _opens(
            text[found.end() :], plain=not found.group().strip(" ").startswith((",", ";", "–", "—"))
        ):
            cuts.append((found.start(), found.end()))
    if len(cuts) == 1:
        return ()
    ends = [*(start for start, _ in cuts[1:]), len(text)]
    return tuple(_trimmed(text, start, end) for (_, start), end in zip(cuts, ends, strict=True))


def _commits(clause: str, *, first: bool) -> bool:
    if len(clause.split()) < _WORDS:
        return False
    measured = states_quantity(clause) or states_deadline(clause)
    return (_BINDS.search(clause) is not None and (measured or _VOLITION.search(clause) is not None)) or (
        not first and starts_with_verb(clause) and states_quantity(clause) and states_deadline(clause)
    )


def _opens(rest: str, *, plain: bool) -> bool:
    """Tell whether what follows a break is a goal of its own; after a bare "and" it needs an amount and a date."""
    clause = next(iter(_BREAK.split(rest, maxsplit=1)), "")
    whole = re.split(r";\s", rest, maxsplit=1)[0]
    if _SUBORDINATE.match(clause) or len(whole.split()) < _WORDS:
        return False
    measured, dated = states_quantity(whole), states_deadline(whole)
    if starts_with_verb(clause):
        return measured and dated
    binding = _BINDS.search(" ".join(whole.split()[:_SUBJECT]))
    if binding is None or (binding.start() == 0 and _VOLITION.match(whole) is None):
        return False
    if plain:
        return measured and dated
    return measured or dated or _VOLITION.search(whole) is not None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    opening = _OPENING.match(text[start:end])
    start += opening.end() if opening else 0
    piece = text[start:end]
    return start, end - (len(piece) - len(piece.rstrip(" ,;")))
