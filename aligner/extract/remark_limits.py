"""Risks, shortages and limits: what may keep work from being done, in the words of plans and reports."""

from __future__ import annotations

import re

from aligner.domain.remarks import RemarkKind
from aligner.domain.text import Block
from aligner.extract.goal_features import starts_with_verb
from aligner.extract.remark_pieces import Piece
from aligner.extract.remark_words import NUMBER, Wording, any_word
from aligner.lexicon import cache, words

__all__ = ["limit_kind"]

_LISTS = ("people", "supply", "capacity", "rules", "depends")
_RISK_WORDS = frozenset(
    {"risk", "risks", "threat", "risk description", "risk event", "risk title", "risk statement", "description of risk"}
)
_MEASURES = ("mitigation", "mitigating", "response", "action", "treatment", "control", "countermeasure", "contingency", "what we do")
_STATES = ("status", "state", "trend", "open", "rag")
_LIKELY = ("likelihood", "probability", "prob", "l")
_NO_POSSIBLE = 1.0
_HEADING_WORDS = 4
_DENIALS = frozenset({"only", "no", "not", "none", "never", "without"})


@cache
def _few() -> re.Pattern[str]:
    """Few people or firms: "only two firms", "six engineers in the region", "four analysts ... needs nine"."""
    workers = any_word(["workers"])
    return re.compile(
        rf"\b(?:only|just|merely|no more than)\s+{NUMBER}\s+(?:[\w-]+\s+){{0,4}}?{workers}\b"
        rf"|\b{NUMBER}\s+(?:[\w-]+\s+){{0,4}}?{workers}\b[^.;]*\b(?:for\s+{NUMBER}\b|in the (?:\w+ )?(?:region|country|world|market|state|county|company|house)\b|needs?\s+{NUMBER}\b|left (?:who|that)\b|can read\b|retires?\b)"
        rf"|\b{NUMBER} of (?:the |our |its )?{NUMBER}\b[^.;]*\b(?:bankrupt|insolvent|vacant|unfilled|retire|retires|leave|left|resigned|ill|sick)\b"
    )


@cache
def _season() -> re.Pattern[str]:
    """Work possible in some months only, or forbidden in some."""
    months = any_word(["months"])
    return re.compile(
        rf"\bonly (?:possible |allowed |permitted |work |done )?(?:from |between |in |during )?(?:the )?(?:{months}\.? (?:to|and|until|through|till|[–-]) ?{months}|spring|summer|autumn|winter|dry season|rainy season)\b"
        rf"|\b(?:no|not|none|never|without)\b[^.;]*?\b(?:from |between )?{months}\.? (?:to|and|until|through|till|[–-]) ?{months}\b"
    )


def limit_kind(piece: Piece, wording: Wording) -> RemarkKind | None:
    """Return RISK or LIMIT when a sentence of a plan tells of one that is still open, else None."""
    if piece.row is not None and _is_risk_row(piece.row):
        return RemarkKind.RISK if piece.header in _RISK_WORDS and not _dealt_with(piece.row) else None
    if wording.has("closed") and not wording.has("rules"):
        return None
    if piece.quote.text.rstrip().endswith("?"):
        return None
    if wording.has(*_LISTS) or (piece.row is not None and wording.has("leans")) or _is_scarce(wording):
        return RemarkKind.LIMIT
    return RemarkKind.RISK if wording.has("hedges") and _below_risks(piece) else None


def _is_scarce(wording: Wording) -> bool:
    """Tell whether hands or months are few; patterns are tried only where their words occur."""
    if "workers" in wording.lists and _few().search(wording.low):
        return True
    return "months" in wording.lists and not wording.tokens.isdisjoint(_DENIALS) and _season().search(wording.low) is not None


def _below_risks(piece: Piece) -> bool:
    """Under a heading of risks every sentence tells of one, unless it is only a label."""
    if piece.row is not None or len(piece.quote.text.split()) < _HEADING_WORDS:
        return False
    nearest = [piece.lead, *piece.headings[-1:]]
    return any(heading and _names_risks(heading) for heading in nearest)


@cache
def _names_risks(heading: str) -> bool:
    wording = Wording.of(heading)
    return len(wording.low.split()) <= 2 * _HEADING_WORDS and not heading.rstrip().endswith("?") and wording.has("risk_headings")


@cache
def _is_risk_header(header: str) -> bool:
    return header in words("item_columns")["risk"]


def _is_risk_row(row: Block) -> bool:
    """A row of a register: its columns name a risk and how likely or grave it is."""
    headers = {cell.header.casefold().strip() for cell in row.cells}
    return bool(headers & _RISK_WORDS) and sum(_is_risk_header(header) for header in headers) > 1


def _dealt_with(row: Block) -> bool:
    """Closed, hardly possible, or met by something that is done already ("hedged to June"), rather than by an intention."""
    for cell in row.cells:
        header, text = cell.header.casefold(), cell.text.strip()
        if header in _RISK_WORDS:
            continue
        wording = Wording.of(text)
        if len(text.split()) <= _HEADING_WORDS and wording.has("closed"):
            return True
        if header in _LIKELY and cell.number is not None and cell.number <= _NO_POSSIBLE:
            return True
        if any(word in header for word in _MEASURES) and _is_done(text, wording):
            return True
    return False


def _is_done(text: str, wording: Wording) -> bool:
    """Tell an answer that stands ("contract to 2028") from a wish ("train two of our own?") and a task ("order early")."""
    if not text.strip("-–—. ") or text.rstrip().endswith("?") or wording.has("money", "unable", "no_heads"):
        return False
    first = next(iter(text.split()), "")
    return not (starts_with_verb(text) or wording.has("ahead") or first.endswith("?") or "tbc" in wording.tokens or "tbd" in wording.tokens)
