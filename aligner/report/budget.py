"""Budgets as written, read as numbers where that can be done without guessing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aligner.domain.goals import Item

__all__ = ["Amount", "Weights", "parse", "weights"]

_SCALE = {
    "k": 1e3, "thousand": 1e3, "tsd": 1e3,
    "m": 1e6, "mn": 1e6, "mio": 1e6, "mm": 1e6, "million": 1e6, "millions": 1e6,
    "b": 1e9, "bn": 1e9, "billion": 1e9, "billions": 1e9,
}  # fmt: skip
_SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY"}
_AMOUNT = re.compile(r"(\d[\d.,' \u00a0\u202f]*\d|\d)\s*([A-Za-z]*)")
_NUMBER = re.compile(r"(?:([1-9]\d{0,2}(?:([.,' \u00a0\u202f])\d{3})(?:\2\d{3})*)|(\d+))(?:([.,])(\d+))?")
_CODE = re.compile(r"\b(?:[A-Z]{3}|FTE|days|hours|person[- ](?:days|months))\b")
_ENOUGH = 0.5  # share of the work that must state a budget before widths follow budgets


@dataclass(frozen=True, slots=True)
class Amount:
    """A budget: ``value`` of 0 or more in ``unit`` (currency code, counted thing, or an empty string when none is written)."""

    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each piece of work weighs in a plot.

    Attributes:
        of: weight by item id, 0 or more; every item has one.
        unit: the unit of budgets, None where pieces of work are counted instead.
        silent: pieces of work without a budget in that unit, which weigh nothing; 0 where they are counted.
    """

    of: Mapping[str, float]
    unit: str | None
    silent: int


def parse(text: str) -> Amount | None:
    """Return the one amount that a text states, or None for none, several, or a range."""
    found = _AMOUNT.findall(text)
    if len(found) != 1:
        return None
    digits, word = found[0]
    value = _number(digits.strip())
    if value is None or "%" in text:
        return None
    scale = _SCALE.get(word.lower())
    sign = next((code for mark, code in _SIGNS.items() if mark in text), "")
    code = _CODE.search(text)
    unit = sign or (code[0] if code else "" if scale else word)
    return Amount(value * (scale or 1.0), unit)


def weights(items: Sequence[Item]) -> Weights:
    """Return budgets as weights when at least half of the work states one in the same unit, otherwise a weight of 1 each."""
    amounts = {item.id: amount for item in items if item.budget and (amount := parse(item.budget)) and amount.value > 0}
    units = Counter(amount.unit for amount in amounts.values())
    unit, held = min(units.items(), key=lambda pair: (-pair[1], pair[0]), default=("", 0))
    if not items or held < _ENOUGH * len(items):
        return Weights({item.id: 1.0 for item in items}, None, 0)
    of = {item.id: amounts[item.id].value if item.id in amounts and amounts[item.id].unit == unit else 0.0 for item in items}
    return Weights(of, unit, sum(not value for value in of.values()))


def _number(digits: str) -> float | None:
    """Read digits with thousands separators of any custom; three digits after a lone separator are taken for thousands."""
    match = _NUMBER.fullmatch(digits)
    if match is None:
        return None
    grouped, separator, plain, point, part = match.groups()
    if grouped and point == separator:
        return None
    return float(f"{plain or re.sub(r'[^0-9]', '', grouped)}.{part or 0}")
