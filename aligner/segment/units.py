"""Units beside a number: percent, points, money, time, multiples, sizes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from aligner.lexicon import cache, words

__all__ = ["Unit", "currency_before", "singular", "unit_after"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit and where its text ends (or, for a currency before the number, starts).

    Attributes:
        name: normalised ("%", "percentage points", "EUR", "days", "x", "point", "GB").
        kind: "percent", "points", "money", "time", "multiple", "score" or "size".
        offset: where the unit's text ends, or starts when it stands before the number.
        singular: a unit of time written in the singular ("10 day").
        factor: multiplies the number ("50 basis points" are 0.5 percentage points).
    """

    name: str
    kind: str
    offset: int
    factor: float = 1.0
    singular: bool = False


_SINGULAR = frozenset({"second", "minute", "hour", "day", "week", "month", "year"})


@cache
def _aliases(topic: str) -> dict[str, str]:
    pairs = (entry.split("=") for entry in words("units")[topic])
    return {alias: name for name, aliases in pairs for alias in aliases.split(",")}


def _choice(topic: str) -> str:
    return "|".join(re.escape(alias) for alias in sorted(_aliases(topic), key=len, reverse=True))


@cache
def _after() -> re.Pattern[str]:
    return re.compile(
        r"(?P<pp>[ -]?(?:percentage[ -]points?|percent[ -]points?|%[ -]?points?|p\.p\.|pps?(?!\w)|ppts?(?!\w)))"
        r"|(?P<bp>[ -]?(?:basis[ -]points?|bps)(?!\w))"
        r"|(?P<percent> ?%|[ -](?:per ?cent|pct|percent(?:age)?|v\.?h\.)(?!\w))"
        rf"|(?P<money> ?(?:[€£¥₹]|(?:us|a|c)?\$)(?!\d)|[ -](?:{_choice('money')})(?!\w))"
        r"|(?P<multiple>[x×](?!\w)|-? ?folds?(?!\w)| times(?= (?:more|as|faster|higher|greater|larger|better|current|today)))"
        r"|(?P<score>[ -](?:points?|pts?|stars?)(?!\w))"
        rf"|(?P<time>[ -]?(?:(?:working|business|calendar|full) )?(?:{_choice('time')})(?!\w))"
        rf"|(?P<size>[ -]?(?:{_choice('size')})(?!\w))"
    )


def unit_after(low: str, end: int) -> Unit | None:
    """Return the unit that directly follows a number ending at ``end`` in a folded text."""
    match = _after().match(low, end)
    if match is None:
        return None
    kind = match.lastgroup or ""
    text = match[0].strip(" -")
    if kind == "pp":
        return Unit("percentage points", "points", match.end())
    if kind == "bp":
        return Unit("percentage points", "points", match.end(), 0.01)
    names = {"percent": "%", "multiple": "x", "score": "point"}
    if kind in names:
        return Unit(names[kind], kind, match.end())
    if kind == "money":
        return Unit(_currency(text), kind, match.end())
    alias = text if text in _aliases(kind) else text.split(" ")[-1]
    return Unit(_aliases(kind)[alias], kind, match.end(), singular=alias in _SINGULAR)


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:(?<!\w)(?:us|au|a|ca|c|nz|hk|s|r))?\$|[€£¥₹]|(?<!\w)(?:{_choice('money')})) ?$")


def currency_before(low: str, start: int) -> Unit | None:
    """Return the currency that directly precedes a number starting at ``start`` in a folded text."""
    match = _before().search(low, max(0, start - 10), start)
    return Unit(_currency(match[0].strip()), "money", match.start()) if match else None


def _currency(text: str) -> str:
    return _aliases("symbols").get(text) or _aliases("money")[text]


@cache
def _irregular() -> dict[str, str]:
    return dict(entry.split("=") for entry in words("units")["irregular"])


def singular(noun: str) -> str:
    """Return the singular of an English noun in lower case, by rule and a list of irregular ones."""
    if noun in _irregular():
        return _irregular()[noun]
    if noun.endswith("ies") and len(noun) > len("pies"):
        return noun[:-3] + "y"
    if noun.endswith(("ches", "shes", "xes", "sses", "zes")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) else noun
