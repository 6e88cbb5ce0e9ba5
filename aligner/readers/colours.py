"""Names for the backgrounds that people paint table cells with."""

from __future__ import annotations

import colorsys
import re
from functools import lru_cache

__all__ = ["colour_name"]

_HEX = re.compile(r"(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})")
_PALE = 0.12
"""Saturation below which a background is grey or white."""
_DARKEST, _LIGHTEST = 0.3, 0.88
_BLACK = 0.2
_RED, _AMBER, _GREEN, _BLUE = 18.0, 68.0, 170.0, 265.0
_REDDISH = 330.0
_CIRCLE = 360.0
_FULL = 255


@lru_cache(maxsize=1024)
def colour_name(code: str) -> str:
    """Return "green", "amber" (yellow and orange too), "red", "blue" or "grey" for a hexadecimal colour; empty for any other.

    Args:
        code: six hexadecimal digits, red first; two more in front (the opacity) are passed over.
    """
    found = _HEX.fullmatch(code.strip().lstrip("#"))
    if found is None:
        return ""
    red, green, blue = (int(found[1][place : place + 2], 16) / _FULL for place in (0, 2, 4))
    hue, saturation, value = colorsys.rgb_to_hsv(red, green, blue)
    if saturation < _PALE:
        return "grey" if _DARKEST <= value <= _LIGHTEST else ""
    if value < _BLACK:
        return ""
    degrees = hue * _CIRCLE
    if degrees < _RED or degrees >= _REDDISH:
        return "red"
    if degrees < _AMBER:
        return "amber"
    if degrees < _GREEN:
        return "green"
    return "blue" if degrees < _BLUE else ""
