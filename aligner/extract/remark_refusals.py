"""What a strategy rules out: lists under a heading such as "out of scope", and sentences that refuse."""

from __future__ import annotations

import re

from aligner.domain.facts import Polarity, Tense
from aligner.extract.remark_pieces import Piece
from aligner.extract.remark_words import Wording, any_word
from aligner.lexicon import cache

__all__ = ["refuses"]

_HEADING_WORDS = 9
_FEWEST = 3
_HARD = re.compile(r"\b(?:will|shall|must) (?:not|never)\b|\bwon't\b|\bshan't\b|\bnot for sale\b|\b(?:we|i) never\b")
_FIRST = re.compile(r"^(?:no|neither|none of|never)\b")
_WE_NO = re.compile(
    r"\b(?:we|us|the (?:group|company|bank|city|council|district|university|ministry|trust|board|organisation|organization))\b(?: \w+){0,3} no\b (?!longer\b)"
)
_PASSIVE_NO = re.compile(r"^no\b.*\b(?:will|shall) (?:be )?\w+")
_NOT_PLANNED = re.compile(
    r"\b(?:is|are) (?:not|no longer) (?:planned|pursued|foreseen|intended|envisaged|considered|part of|in scope|a focus|for sale|developed|offered|covered)\b"
)
_OPEN = re.compile(r"(?:\b(?:will|shall|do) not|\bwon't|\bdon't):?\s*$")
_NONE = re.compile(r"\bthere (?:will|shall) be no\b")
_IF = re.compile(r"\b(?:if|unless|when|because|who|whoever|nobody who)\b")


@cache
def _measure() -> re.Pattern[str]:
    return re.compile(
        rf"\bno (?:[\w-]+ ){{0,3}}?{any_word(['measured_no'])}\b|\b(?:nobody|none) (?:[\w-]+ ){{0,6}}?{any_word(['measured_no'])}\b|\bnot {any_word(['measured_no'])}\b"
    )


@cache
def _describes() -> re.Pattern[str]:
    return re.compile(rf"\b(?:not|won't|never) (?:be )?{any_word(['describing'])}\b")


def refuses(piece: Piece, wording: Wording) -> bool:
    """Tell whether a sentence of a strategy rules something out."""
    if piece.quote.text.rstrip().endswith("?"):
        return False
    if _listed(piece):
        return len(wording.low.split()) >= _FEWEST
    if not wording.has("refusals", "no_heads") or _measure().search(wording.low) or _describes().search(wording.low):
        return False
    if _NOT_PLANNED.search(wording.low):
        return True
    if piece.facts is not None and piece.facts.tense is Tense.PAST:
        return False
    if _IF.match(wording.low):
        return False
    if _PASSIVE_NO.match(wording.low) or _WE_NO.search(wording.low) or _NONE.search(wording.low):
        return True
    denied = piece.facts is None or piece.facts.polarity is Polarity.NEGATIVE or _FIRST.match(wording.low) is not None
    return denied and _HARD.search(wording.low) is not None


def _listed(piece: Piece) -> bool:
    return any(text and _names_exclusions(text) for text in (piece.lead, *piece.headings[-1:]))


@cache
def _names_exclusions(text: str) -> bool:
    wording = Wording.of(text)
    if len(wording.low.split()) > _HEADING_WORDS or text.rstrip().endswith("?"):
        return False
    return wording.has("exclusion_headings") or _OPEN.search(wording.low) is not None
