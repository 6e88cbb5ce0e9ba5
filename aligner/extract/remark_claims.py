"""Claims of success or improvement, and whether a figure or an artefact stands beside them."""

from __future__ import annotations

import re

from aligner.domain.facts import Tense
from aligner.extract.remark_pieces import Piece
from aligner.extract.remark_words import Wording, any_word
from aligner.lexicon import cache

__all__ = ["bare_claim"]

_FIGURE = re.compile(r"\d|\b(?:from|by|to) (?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty)\b")
_PERFECT = re.compile(
    r"\b(?:has|have|had|is|are|was|were|been|get|got|becomes?|became|feel|feels|look|looks|turned|run|runs|work|works|going)\b"
)
_REFERS_BACK = re.compile(r"(?:it|they|this|that|these|those|now|from|down|up|\d)\b")
_MOST_WORDS = 40
_NOTE_WORDS = 10
_STEM = 5


def bare_claim(piece: Piece, wording: Wording) -> bool:
    """Tell whether a sentence claims success or improvement without a figure, artefact or source, in itself or right after it."""
    if len(piece.quote.text.split()) > _MOST_WORDS or piece.quote.text.rstrip().endswith("?"):
        return False
    if not (wording.has("praise") or _claims_better(wording)):
        return False
    if wording.has("ahead") or _FIGURE.search(wording.low) or wording.has("artefacts"):
        return False
    if piece.facts is not None and piece.facts.tense is Tense.FUTURE:
        return False
    return not _goes_on(piece) or _FIGURE.search(piece.following) is None


def _goes_on(piece: Piece) -> bool:
    """Tell whether the next sentence is still about the same: it refers back, or repeats a telling word."""
    following = Wording.of(piece.following)
    return _REFERS_BACK.match(following.low) is not None or bool(_long(following) & _long(Wording.of(piece.quote.text)))


def _long(wording: Wording) -> set[str]:
    return {token[:_STEM] for token in wording.tokens if len(token) >= _STEM}


@cache
def _moved() -> re.Pattern[str]:
    """Match "clearly down", "significantly up"."""
    return re.compile(rf"\b{any_word(['degree'])} (?:up|down)$")


def _claims_better(wording: Wording) -> bool:
    """A comparative alone says little ("less paper"); with a word of degree, in a sentence or a short note, it claims."""
    if not wording.has("degree"):
        return False
    if _moved().search(wording.low):
        return True
    if not wording.has("improved"):
        return False
    return _PERFECT.search(wording.low) is not None or len(wording.low.split()) <= _NOTE_WORDS
