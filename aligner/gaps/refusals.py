"""What a sentence of a strategy refuses, as words to look for in the work: its object, whether it refuses an end, and its bounds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from aligner.domain.remarks import Remark
from aligner.lexicon import bounded, cache, words

__all__ = ["Refusal", "bounds_met", "general", "is_ending", "is_study", "pairs", "refusals_of", "stems"]

_WORD = re.compile(r"[^\W\d_][^\W_]*")
_CLAUSE = re.compile(r";|,?\s+(?:and|nor|or)\s+(?=(?:we|it|they|there|no|nobody)\b)|,\s+(?=no\b)|:\s", re.IGNORECASE)
_DENIES = re.compile(r"\b(?:not|no|never|nobody|none|neither|nor|cannot|without)\b|n['’]t\b", re.IGNORECASE)
_BOUND = re.compile(
    r"\b(?:under|below|fewer than|less than|smaller than|past|after|beyond|over|above|more than)\s+(\d[\d,.]*)\s+(\w+)", re.IGNORECASE
)
_UPPER = frozenset({"past", "after", "beyond", "over", "above", "more than"})
_STEM, _SHORT = 6, 3
# Texts kept: every piece of work is held against every refusal.
_KEPT = 4096


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing that a sentence refuses.

    Attributes:
        stems: of the words that say what is refused.
        ends: an end is refused ("no branch will close"), so that only ending the thing goes against it.
        text: the clause.
    """

    stems: frozenset[str]
    ends: bool
    text: str


def refusals_of(remark: Remark) -> Iterator[Refusal]:
    """Yield what each clause of a sentence refuses; clauses that give reasons are left out where another one denies."""
    clauses = [clause for clause in _CLAUSE.split(remark.quote.text) if clause and clause.strip()]
    denying = [clause for clause in clauses if _DENIES.search(clause)]
    for clause in denying or clauses:
        found = stems(clause)
        if found:
            yield Refusal(found, is_ending(clause), clause)


@cache
def _ends() -> re.Pattern[str]:
    parts = sorted(
        {re.escape(entry).replace(r"\*", r"\w*").replace(r"\ ", " ") for entry in words("remarks")["ending"]},
        key=lambda part: (-len(part), part),
    )
    return re.compile(r"(?<![\w-])(?:" + "|".join(parts) + r")(?![\w-])", re.IGNORECASE)


@cache
def _plain(name: str) -> re.Pattern[str]:
    entries = sorted(words("remarks")[name], key=lambda entry: (-len(entry), entry))
    return re.compile(r"(?<![\w-])(?:" + "|".join(re.escape(entry) for entry in entries) + r")(?![\w-])", re.IGNORECASE)


@bounded(_KEPT)
def is_ending(text: str) -> bool:
    """Tell whether a text is about giving something up, closing or leaving it."""
    return _ends().search(text) is not None


def is_study(text: str) -> bool:
    """Tell whether work only looks into something: it prepares a decision and carries none out."""
    return _plain("studies").search(text) is not None and _plain("doing").search(text) is None


@cache
def _hollow() -> frozenset[str]:
    entries = (*words("remarks")["refusal_hollow"], *words("conflicts")["hollow"])
    return frozenset(_stem(entry) for entry in entries)


@bounded(_KEPT)
def stems(text: str) -> frozenset[str]:
    """Return the stems of the telling words of a text, short ones ("gas", "pet") included."""
    low = text.casefold().replace("’", "'")
    found = (_stem(match.group()) for match in _WORD.finditer(low) if len(match.group()) >= _SHORT)
    return frozenset(found) - _hollow()


@bounded(_KEPT)
def pairs(text: str) -> frozenset[tuple[str, str]]:
    """Return the pairs of telling stems that stand side by side."""
    found = [_stem(match.group()) for match in _WORD.finditer(text.casefold())]
    return frozenset((one, other) for one, other in pairwise(found) if not {one, other} & _hollow())


@cache
def general() -> frozenset[str]:
    """Return the stems of words that say little about what a text is about."""
    return frozenset(_stem(entry) for entry in words("remarks")["general"])


def _stem(word: str) -> str:
    """Cut the ending: "portals" and "portal", "opening" and "open" meet."""
    for ending in ("ings", "ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORT + len(ending) // 2 and not word.endswith("ss"):
            word = word[: -len(ending)]
            break
    return word.removesuffix("e")[:_STEM]


def bounds_met(refusal: Refusal, text: str) -> bool:
    """Tell whether a number of the work lies within the bound of the refusal ("fewer than 10,000 meters" and "6,400 meters")."""
    for match in _BOUND.finditer(refusal.text):
        bound, unit = _number(match.group(1)), _stem(match.group(2).casefold())
        upper = any(match.group().casefold().startswith(word) for word in _UPPER)
        for told in re.finditer(r"(\d[\d,.]*)\s+(\w+)", text):
            if _stem(told.group(2).casefold()) == unit and (_number(told.group(1)) > bound if upper else _number(told.group(1)) < bound):
                return True
    return False


def _number(text: str) -> float:
    return float(text.replace(",", "").rstrip(".") or 0)
