"""What a spreadsheet program may be given: legal characters, bounded length, nothing that it would run."""

from __future__ import annotations

import re

__all__ = ["CELL_LIMIT", "guarded", "is_formula_like", "legal"]

CELL_LIMIT = 32_767  # characters of one cell in Excel
# Tab and line feed are legal; the other control characters have no form in XML 1.0, nor have lone surrogates.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORMULA = re.compile("^[ \u00a0]*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


def legal(text: str) -> str:
    """Return the text without characters that XML forbids, cut with an ellipsis where Excel's limit demands it."""
    # Excel counts UTF-16 units, of which a character beyond the basic plane takes two.
    cleaned = _ILLEGAL.sub("", text)
    if len(cleaned.encode("utf-16-le")) // 2 <= CELL_LIMIT:
        return cleaned
    head = cleaned.encode("utf-16-le")[: 2 * (CELL_LIMIT - 1)].decode("utf-16-le", "ignore")
    return f"{head}…"


def is_formula_like(text: str) -> bool:
    """Return whether a spreadsheet program could take the text for a formula."""
    return _FORMULA.match(text) is not None


def guarded(text: str) -> str:
    """Return the text with an apostrophe before it where it could be taken for a formula.

    A text that has apostrophes before a formula of its own gets one more, so that taking one away always gives the text back.
    """
    return f"'{text}" if is_formula_like(text.lstrip("'")) else text
