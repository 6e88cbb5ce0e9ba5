"""Other figures in place of those that a text states."""

from __future__ import annotations

import re

from aligner.stress.plant.ground import pick

__all__ = ["other_figure"]

_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_WORD = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b", re.IGNORECASE)
_FACTORS = (0.6, 0.7, 1.3, 1.4)
_WHOLE = 100


def other_figure(text: str, *parts: object) -> str | None:
    """Return a stated quantity with its target changed by three to four tenths, in the same style; None where it holds no number.

    The last number of "from 8 to 12" is the target; "four out of five" changes its first. Shares stay below a hundred per cent.
    """
    out_of = re.search(r"\bout of\b|\bin\b", text)
    found = list(_NUMBER.finditer(text)) or list(_WORD.finditer(text))
    if not found:
        return None
    match = found[0] if out_of else found[-1]
    old = match.group()
    if old[0].isdigit():
        new = _other_digits(old, pick(_FACTORS, *parts, text), share="%" in text or "per cent" in text or "percent" in text)
    else:
        number = _WORDS.index(old.casefold()) + 1
        step = pick((-1, 1), *parts, text) if not out_of else -1
        other = number + step * max(1, round(0.3 * number))
        other = other if 1 <= other <= len(_WORDS) else number - step * max(1, round(0.3 * number))
        other = other if 1 <= other <= len(_WORDS) else number + 1
        new = _WORDS[other - 1].capitalize() if old[0].isupper() else _WORDS[other - 1]
    return f"{text[: match.start()]}{new}{text[match.end() :]}"


def _other_digits(old: str, factor: float, *, share: bool) -> str:
    plain = old.replace(",", "")
    value = float(plain)
    decimals = len(plain.partition(".")[2])
    other = round(value * factor, decimals)
    if share and value <= _WHOLE <= other:
        other = round(value * _FACTORS[1], decimals)
    if other == value:
        other = value + (10**-decimals if factor > 1 or value <= 1 else -(10**-decimals))
    shown = f"{other:,.{decimals}f}"
    return shown if "," in old else shown.replace(",", "")
