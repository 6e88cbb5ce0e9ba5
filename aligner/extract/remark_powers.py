"""Who may decide: sentences that say that work waits for another's decision, money, signature or people."""

from __future__ import annotations

import re

from aligner.extract.remark_pieces import Piece
from aligner.extract.remark_words import Wording, any_word
from aligner.lexicon import cache, words

__all__ = ["told_of_power"]

_NAME = r"(?:the )?[A-Z][\w&’'-]*"
_GIVEN = re.compile(
    r"\b(?:has|have|had|was|were|is|are|been|now)\s+(?:now |been |finally |already )*(?:approved|released|granted|signed|agreed|authori[sz]ed|decided)\b"
)


@cache
def _held() -> re.Pattern[str]:
    """Match a power and then who has it: "the money sits with Finance"."""
    powers, held = any_word(["powers"]), any_word(["held"])
    return re.compile(rf"\b{powers}\b(?:[^.;]{{0,60}}?)\b{held}\b")


@cache
def _only() -> re.Pattern[str]:
    """Match "only the CFO may sign", "can be released by the board only"."""
    who = r"(?:(?:the|our|its|their)\s+)?(?:[A-Z][\w&’'-]*|board|committee|council|minister|ministry|director|chair|owners?|head|management|executive)(?:\s+[\w&’'-]+){0,3}?"
    return re.compile(
        rf"\b[Oo]nly\s+{who}\s+(?:may|can|is allowed to|are allowed to|has the right to|has the power to)\s+(?!be\b)\w+"
        rf"|\b(?:can|may) (?:only )?be \w+ (?:only )?by {who} (?:only|alone)\b|\b(?:can|may) only be \w+ by {who}\b"
    )


def told_of_power(piece: Piece, wording: Wording, units: frozenset[str]) -> bool:
    """Tell whether a sentence says that somebody else decides, pays or lends the people.

    Args:
        piece: a sentence of a plan or report.
        wording: the same, prepared.
        units: names of the units and people that own work in the plans, lower case.
    """
    text = piece.quote.text
    if wording.has("given") and _GIVEN.search(wording.low) and not wording.has("withheld"):
        return False
    if wording.has("unable"):
        return True
    if wording.has("held") and _held().search(wording.low) and _names_unit(text, units):
        return True
    if "only" in wording.tokens and _only().search(text):
        return wording.has("powers") or _names_unit(text, units)
    if wording.has("withheld") and (_names_unit(text, units) or wording.has("powers")):
        return True
    return (wording.has("waits", "powers") or "needs" in wording.tokens) and _waits_for_unit(text, units)


def _names_unit(text: str, units: frozenset[str]) -> bool:
    return any(_is_unit(match.group(), units) for match in re.finditer(rf"{_NAME}(?: (?:and )?{_NAME}){{0,3}}", text) if match.start() > 0)


@cache
def _waiting() -> re.Pattern[str]:
    """Match who is waited for: "waits for Finance", "licences with Purchasing", "needs a window from Network"."""
    who = rf"(?P<who>{_NAME}(?: {_NAME}){{0,3}})"
    waits, powers = any_word(["waits"]), any_word(["powers"])
    return re.compile(rf"(?<!\bnot )\b(?i:{waits}|{powers} with|needs? [^.;]{{1,60}}? from|asked)\s+{who}")


def _waits_for_unit(text: str, units: frozenset[str]) -> bool:
    return any(_is_unit(match["who"], units) for match in _waiting().finditer(text))


def _is_unit(name: str, units: frozenset[str]) -> bool:
    """A name that owns work elsewhere in the plans, or that of a usual function."""
    low = name.casefold().removeprefix("the ").strip()
    functions = frozenset(words("owners")["functions"])
    parts = [low, low.split(" ")[0], low.rsplit(" ", 1)[-1]]
    return any(part in units or part in functions for part in parts) or low.rsplit(" ", 1)[-1] in {
        "office",
        "committee",
        "board",
        "department",
        "unit",
        "team",
    }
