"""Quantities: numbers with their units, ranges, fractions, multiples in words, and placeholders for values still to come."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from aligner.segment.number_words import number_word
from aligner.segment.numbers import Number, find_numbers
from aligner.segment.shares import find_shares
from aligner.segment.text import Scan, Word
from aligner.segment.units import Unit, currency_before, unit_after

__all__ = ["Quantity", "find_quantities"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A stated amount.

    Attributes:
        low: the value, or the lower end of a range; None for a placeholder.
        high: the upper end of a range, or None.
        unit: normalised unit, or None when the number stands bare or counts a noun.
        kind: the unit's kind ("percent", "money", ...), "count" when bare, "change" for a verb ("halve"), "placeholder".
        scale: magnitude written beside the number.
        direction: what the wording itself tells ("double": up), as the name of a list of movement words, or an empty string.
        joined: a hyphen ties the number to its unit ("10-point").
        of: offsets of what is counted where it stands inside the amount ("nine calls in ten").
    """

    start: int
    end: int
    low: float | None
    high: float | None = None
    unit: str | None = None
    kind: str = "count"
    scale: int = 1
    spelled: bool = False
    fraction: bool = False
    direction: str = ""
    joined: bool = False
    of: tuple[int, int] | None = None


_VERBS = {
    "halve": "down",
    "halves": "down",
    "halved": "down",
    "halving": "down",
    "double": "up",
    "doubles": "up",
    "doubled": "up",
    "doubling": "up",
} | dict.fromkeys(("triple", "triples", "tripled", "tripling", "treble", "trebling", "quadruple", "quadrupling"), "up")
_BEFORE_VERB = frozenset(
    [
        "to",
        "will",
        "and",
        "we",
        "shall",
        "must",
        "should",
        "or",
        "would",
        "could",
        "can",
        "also",
        "then",
        "at",
        "least",
        "nearly",
        "almost",
        "more",
        "than",
        "by",
    ]
)
_FACTORS = {"h": 50.0, "d": 2.0, "t": 3.0, "q": 4.0}


@cache
def _multiples() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w-])(?:(?P<verb>{'|'.join(_VERBS)})(?![\w-])(?! (?:digit|check|click|spend|down|page|sided|entry|counting|blind|standard))"
        r"|(?P<fold>two|three|four|five|six|seven|eight|nine|ten|twenty|hundred)-?fold(?!\w)|(?P<twice>twice) (?:as|the)(?!\w))"
    )


@cache
def _placeholders() -> re.Pattern[str]:
    return re.compile(
        r"(?<!\w)(?:tb[cda]|x{1,3}|n{1,2}|y{2,3}|\?{1,3}|_{2,6}|\.{3}|\[[^\[\]]{0,24}\]) ?(?P<percent>%|per ?cent)"
        r"|\[ ?(?:to be (?:added|defined|determined|confirmed|decided|completed|agreed|set|advised|provided)[^\[\]]{0,40}|tb[cda]|_[a-z]{1,3}\d{0,3}_|x{2,4}|n{1,2}|number|target|value|metric|figure|insert[^\[\]]{0,40}|baseline|amount)\.? ?\]"
        r"|(?<=target: )tb[cda](?!\w)|(?<=target )tb[cda](?!\w)|(?<=kpi: )tb[cda](?!\w)|(?<=metric: )tb[cda](?!\w)|(?<=measure: )tb[cda](?!\w)|(?<=baseline: )tb[cda](?!\w)"
        r"|(?<=[$€£])(?:x{1,3}|tb[cda]|_{2,6})(?:k|m|bn)?(?!\w)"
    )


def find_quantities(scan: Scan, *, decimal_comma: bool | None) -> list[Quantity]:
    """Return the amounts of a text in order, not overlapping; which of them measure something is for the caller to judge."""
    special = [*_in_shares(scan), *_in_multiples(scan), *_in_placeholders(scan)]
    rest = scan.without([(found.start, found.end) for found in special]) if special else scan
    plain = [_quantity(rest, number) for number in find_numbers(rest, decimal_comma=decimal_comma)]
    return _ranges(scan.low, sorted((*special, *plain), key=lambda found: (found.start, found.end)))


def _quantity(scan: Scan, number: Number) -> Quantity:
    before = None if number.spelled else currency_before(scan.low, number.start)
    after = unit_after(scan.low, number.end)
    found = Quantity(number.start, number.end, number.value, None, None, "count", number.scale, number.spelled, number.fraction)
    if before is not None:
        return replace(
            found, start=before.offset, unit=before.name, kind="money", end=after.offset if after and after.kind == "money" else number.end
        )
    if after is None:
        return found
    if after.kind == "money" and _is_next_currency(scan.low, after):
        return found
    if after.kind == "time" and _is_capital_code(scan, number.end, after.offset):
        return found  # "3D" and "two HR people" are no durations
    adjective = after.kind == "time" and number.value != 1 and after.singular and not number.fraction
    joined = scan.low[number.end : number.end + 1] == "-" or adjective  # "a 10 day warning"
    return replace(found, end=after.offset, low=round(number.value * after.factor, 10), unit=after.name, kind=after.kind, joined=joined)


def _is_capital_code(scan: Scan, start: int, end: int) -> bool:
    """Tell whether the short name of a unit of time stands in capitals, in a text that is not all in capitals."""
    written = scan.text[start:end].strip(" -")
    return len(written) < len("days") and written.isupper() and (end == start + 1 or not scan.text.isupper())


def _is_next_currency(low: str, unit: Unit) -> bool:
    """Tell whether a currency sign after a number belongs to the number that follows it ("5 €3")."""
    return low[unit.offset : unit.offset + 2].strip()[:1].isdigit()


def _in_shares(scan: Scan) -> list[Quantity]:
    return [
        Quantity(
            share.start,
            share.end,
            share.value,
            None,
            "%",
            "change" if share.change else "percent",
            spelled=True,
            direction="down" if share.change else "",
            of=share.of,
        )
        for share in find_shares(scan)
    ]


def _in_multiples(scan: Scan) -> list[Quantity]:
    found: list[Quantity] = []
    for match in _multiples().finditer(scan.low):
        if match["verb"]:
            if not _is_verb(scan, match):
                continue  # "a double room"
            value = _FACTORS[match["verb"][0]]
            unit = "%" if match["verb"].startswith("h") else "x"
            found.append(Quantity(match.start(), match.end(), value, None, unit, "change", spelled=True, direction=_VERBS[match["verb"]]))
        elif match["fold"]:
            word = match["fold"]
            found.append(
                Quantity(
                    match.start(),
                    match.end(),
                    float(100 if word == "hundred" else number_word(word) or 0),
                    None,
                    "x",
                    "multiple",
                    spelled=True,
                )
            )
        else:
            found.append(Quantity(match.start("twice"), match.end("twice"), 2.0, None, "x", "multiple", spelled=True))
    return found


def _is_verb(scan: Scan, match: re.Match[str]) -> bool:
    """Tell whether "double" and the like head their clause or have an object of their own."""
    previous, following = scan.before(match.start(), 1), scan.after(match.end(), 1)
    heads = not previous or not previous[-1].low[0].isalnum() or previous[-1].low in _BEFORE_VERB
    takes = bool(following) and following[0].low in ("the", "our", "its", "their", "your", "this", "its")
    if match["verb"] in ("doubles", "halves", "triples") and not takes and _follows_noun_opener(previous):
        return False  # "no doubles"
    plain = match["verb"] in ("double", "triple", "treble", "quadruple")
    return (heads and (not previous or previous[-1].low not in ("-", "("))) or takes or not plain


def _follows_noun_opener(previous: list[Word]) -> bool:
    return bool(previous) and (
        previous[0].low in ("the", "no", "of", "any", "our", "all", "for", "as", "with", "without") or previous[0].low.isdigit()
    )


def _in_placeholders(scan: Scan) -> list[Quantity]:
    if not any(mark in scan.low for mark in ("[", "%", "tb", "xx", "per", "$", "€", "£")):
        return []
    return [
        Quantity(match.start(), match.end(), None, None, "%" if match["percent"] else None, "placeholder")
        for match in _placeholders().finditer(scan.low)
    ]


def _ranges(low: str, found: list[Quantity]) -> list[Quantity]:
    """Join "15-20 %", "15 to 20 percent", "between 1.7 and 1.8 billion"; "from 12 to 8" stays apart as baseline and target."""
    joined: list[Quantity] = []
    for quantity in found:
        first = joined[-1] if joined else None
        if first is not None and first.high is None and _is_range(low, first, quantity):
            start_value = first.low or 0.0
            if first.scale == 1 and quantity.scale > 1 and start_value < (quantity.low or 0.0) / quantity.scale:
                start_value *= quantity.scale
            joined[-1] = replace(
                quantity,
                start=first.start,
                low=start_value,
                high=quantity.low,
                unit=quantity.unit or first.unit,
                kind=quantity.kind if quantity.unit else first.kind,
            )
        else:
            joined.append(quantity)
    return joined


@cache
def _range_gap() -> re.Pattern[str]:
    return re.compile(r" ?(?:(?P<dash>-|—)|(?P<to>to|up to)|(?P<and>and)) ?")


def _is_range(low: str, first: Quantity, second: Quantity) -> bool:
    gap = _range_gap().fullmatch(low, first.end, second.start)
    if gap is None or first.low is None or second.low is None or "change" in (first.kind, second.kind):
        return False
    if first.unit not in (None, second.unit) or (first.unit is not None and second.unit is None and first.kind != "money"):
        return False
    before = low[max(0, first.start - 16) : first.start].split()
    last = before[-1] if before else ""
    if gap["and"]:
        return last == "between"
    ascending = first.low <= second.low or first.low * second.scale <= second.low
    return ascending and (bool(gap["dash"]) or last != "from")
