"""Who is a person in a document: those it lists as present, names as owners, or quotes."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from aligner.domain.text import BlockKind
from aligner.extract.item_draft import Page
from aligner.extract.item_sections import plain
from aligner.lexicon import cache, words

__all__ = ["Told", "is_spoken", "opening_name", "people_of", "told"]

_NAME = r"(?:(?:Dr|Mr|Ms|Mrs|Prof)\.?\s)?[A-Z](?:\.|[\w'’-]+)(?:\s(?:[A-Z]\.|van|de|der|von|al|bin|[A-Z][\w'’-]+)){1,3}"
_WHOLE_NAME = re.compile(_NAME)
_SAYING = r"(?:reported|said|explained|noted|confirmed|stated|added|advised|mentioned|announced|pointed out|reminded (?:\w+ ){1,3}|told (?:\w+ ){1,3}|informed (?:\w+ ){1,3})"
# What people do and projects do not.
_ACTING = r"(?:is working on|is working to|is working with|is leading|is drafting|is writing|is looking into|volunteered|presented|attended|agreed to|offered to|undertook to|promised to|followed up)"
_SAID = re.compile(rf"(?P<who>{_NAME})\s(?:{_SAYING}|{_ACTING})\b")
_REPORTED = re.compile(rf"(?:(?P<who>{_NAME})|(?:the|our|his|her)\s(?:\w+\s){{1,4}})\s*{_SAYING}\s?that\s+", re.IGNORECASE)
_PROMISE = r"\s(?:will|shall|is to|is going to|agreed to|undertook to|promised to|offered to|to)\s+(?=[a-z])"


def people_of(page: Page) -> frozenset[str]:
    """Return the full names that attendance lists give and that sentences quote."""
    found: set[str] = set()
    for unit in page.units:
        text = unit.block.text
        found.update(match["who"] for match in _SAID.finditer(text))
        listed = bool(unit.headings) and plain(unit.headings[-1]) in words("item_sections")["attendance"]
        for label, names in (_attendance().findall(text) if ":" in text else ()) or (
            [("", text)] if listed and unit.block.kind is not BlockKind.ROW else []
        ):
            del label
            pieces = re.split(r"[,;/]|\band\b", re.sub(r"\(.*?\)", "", names))
            found.update(piece.strip() for piece in pieces if _WHOLE_NAME.fullmatch(piece.strip()))
    return frozenset(found)


@cache
def _attendance() -> re.Pattern[str]:
    labels = sorted(words("item_sections")["attendance"], key=lambda label: (-len(label), label))
    body = "|".join(map(re.escape, labels))
    return re.compile(rf"\b((?i:{body})):\s*((?:[^.]|(?<=\b[A-Z])\.|(?<=\bDr)\.)+)")


_TO_DO = re.compile(rf"({_NAME})\s(?:to|will|shall)\s(?=[a-z])")


def opening_name(text: str, people: AbstractSet[str]) -> int:
    """Return the length of the name in "Jane Roe to write the letter", or 0.

    Any name of two words or more does before "to"; one that begins with a word for work ("Project Heron to go live") never.
    """
    found = _TO_DO.match(text)
    if found is None:
        return 0
    name = found.group(1)
    works = any(word in words("item_columns")["work-words"] for word in name.casefold().split())
    return len(name) if name in people or not works else 0


# "Mr Abel: 40 of 90 gates are painted": who speaks stands before a colon.
_SPEAKER = re.compile(r"(?:Mr|Ms|Mrs|Miss|Dr|Prof|Cllr|Sir|Dame)\.? (?:[A-Z]\.\s?)*[A-Z][\w'’-]+(?:[ -][A-Z][\w'’-]+)?:\s+(?=\S)")


def is_spoken(text: str) -> bool:
    """Whether a line opens with who says it ("Mr Abel: 40 of 90 gates are painted")."""
    return bool(_SPEAKER.match(text))


class Told:
    """Where the work begins in a sentence that opens with who tells of it or who will do it: code-point offsets of the sentence.

    Attributes:
        start: where the clause about the work begins.
        owner: start and end of the name of the one who will do it, or None.
    """

    def __init__(self, start: int, owner: tuple[int, int] | None = None) -> None:
        self.start = start
        self.owner = owner


def told(text: str, people: frozenset[str]) -> Told | None:
    """Read "X reported that ..." and "X will ..." where X is a known person; None for any other sentence."""
    for name in sorted(people, key=lambda name: (-len(name), name)):
        if text.startswith(name):
            promise = re.compile(_PROMISE).match(text, len(name))
            if promise:
                return Told(promise.end(), (0, len(name)))
    speaker = _SPEAKER.match(text)
    if speaker:
        return Told(speaker.end())
    reported = _REPORTED.match(text)
    return Told(reported.end()) if reported else None
