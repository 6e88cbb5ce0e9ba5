"""What a line of text looks like: bullet, numbered line, heading, quoted mail. Shared by the txt and pdf readers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from aligner.lexicon import words

__all__ = ["Marked", "is_caps", "is_colon_heading", "is_labelled", "is_title_like", "marked", "number_depth"]

_BULLET = re.compile(
    r"(?P<mark>[-*+•●○◦▪■□◆➢➤►▶‣\u2043∙·–—→✓✔✗✘☐☑☒»\uf0b7\uf0a7\uf0d8\uf0fc]|o(?=\s+[A-Z0-9\"(]))(?:\s+|(?<=[•●▪■◦➢➤‣])(?=\w))(?P<rest>\S.*)"
)
_TASK = re.compile(r"(?P<mark>\[[ xX_*~✓✔-]\])\s+(?P<rest>\S.*)")
_TICKS = {"[_]": "[ ]", "[✓]": "[x]", "[✔]": "[x]"}
_NUMBER = re.compile(
    r"(?P<mark>\d{1,3}(?:\.\d{1,3}){1,5}[.)]?|\(?\d{1,3}[.)]|\(?[ivxIVX]{1,5}[.)]|\(?[a-zA-Z][.)])\s+(?P<rest>\S.*)|(?P<tight>\d{1,2}[.)])(?P<after>[A-Z][a-z].*)"
)
_AMOUNT = re.compile(
    r"\d+[.,]\d+\s+(?:[%€$£¥]|(?:hundred|thousand|million|billion|trillion|per|percent|percentage|points?|times|seconds?|minutes?|hours?|days?|weeks?|months?"
    r"|years?|[kcm]?m|kilomet(?:re|er)s?|met(?:re|er)s?|miles?|kg|tonnes?|tons?|lit(?:re|er)s?|degrees?|[kmg]wh?|fte|full-time)\b)",
    re.IGNORECASE,
)
"""An amount ("1.2 billion euros") is no numbering."""
_BARE = re.compile(r"(?P<mark>\d{1,2})\s+(?P<rest>[A-Z].*)")
_LABEL = re.compile(r"[A-Z][\w()&/'-]{1,20}(?: [\w()&/'-]{1,20}){0,3}:\s+\S")
_PROSE_END = (".", ";", ",", "!", ":")
_HEADING_CHARS = 80
_HEADING_WORDS = 12
_COLON_WORDS = 6
_CAPS_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Marked:
    """A line that begins with a list marker.

    Attributes:
        marker: as seen ("•", "3.", "1.2", "[x]").
        text: what follows it.
        offset: how many characters of the line come before ``text``.
        numbered: the marker is a number or letter.
    """

    marker: str
    text: str
    offset: int
    numbered: bool


def marked(line: str, *, bare: bool = False) -> Marked | None:
    """Split a list marker from a line without indentation; None when it has none.

    Args:
        line: without white space at its ends.
        bare: also take a number without a point ("2 Scope"), as headings have it.
    """
    found = _BULLET.fullmatch(line)
    if found:
        task = _TASK.fullmatch(found["rest"])
        if task:
            return Marked(_tick(task["mark"]), task["rest"], len(line) - len(task["rest"]), numbered=False)
        mark = "\u2022" if "\ue000" <= found["mark"] <= "\uf8ff" else found["mark"]  # symbol fonts have their own codes
        return Marked(mark, found["rest"], len(line) - len(found["rest"]), numbered=False)
    found = _TASK.fullmatch(line)
    if found:
        return Marked(_tick(found["mark"]), found["rest"], len(line) - len(found["rest"]), numbered=False)
    if _AMOUNT.match(line):
        return None
    found = _NUMBER.fullmatch(line) or (_BARE.fullmatch(line) if bare else None)
    if found is None:
        return None
    groups = found.groupdict()
    rest = groups["rest"] or groups["after"]
    return Marked(groups["mark"] or groups["tight"], rest, len(line) - len(rest), numbered=True)


def _tick(mark: str) -> str:
    return _TICKS.get(mark, mark.lower())


def number_depth(marker: str) -> int:
    """Return how many levels a number has: 1 for "2.", 2 for "2.3", 0 for anything but digits."""
    parts = marker.strip("().").split(".")
    return len(parts) if all(part.isdigit() for part in parts) else 0


def is_caps(line: str) -> bool:
    """Tell whether a line is a heading in capital letters."""
    letters = [mark for mark in line if mark.isalpha()]
    upper = sum(mark.isupper() for mark in letters)
    long_enough = len(letters) > _CAPS_LETTERS
    return long_enough and upper == len(letters) and _is_short(line) and not line.endswith((",", ";"))


def is_labelled(line: str) -> bool:
    """Tell whether a line is a field of a record, as in ``Owner: harbour master``."""
    return _LABEL.match(line) is not None


def is_title_like(line: str) -> bool:
    """Tell whether a line could be a heading: short, begins with a capital or a digit, does not end like a sentence."""
    return _is_short(line) and (line[0].isupper() or line[0].isdigit()) and not line.endswith(_PROSE_END)


def is_colon_heading(line: str) -> bool:
    """Tell whether a line that ends with a colon names a section ("Completed:") rather than leading into a list ("We will:")."""
    if not line.endswith(":") or not (line[0].isupper() or line[0].isdigit()):
        return False
    found = line[:-1].casefold().split()
    return 0 < len(found) <= _COLON_WORDS and not set(found) & set(words("layout")["lead_in"])


def _is_short(line: str) -> bool:
    return 0 < len(line) <= _HEADING_CHARS and len(line.split()) <= _HEADING_WORDS
