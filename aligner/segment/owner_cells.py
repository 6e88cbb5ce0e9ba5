"""Cells of owner columns: "Arun, Bex", "Head of Data (A), CIO", "@lqd", "TBC"."""

from __future__ import annotations

import re
from functools import cache

from aligner.domain.facts import Owner, OwnerKind
from aligner.segment.names import classify, is_person
from aligner.segment.phrases import listed
from aligner.segment.text import fold

__all__ = ["parse_owner_cell"]

_MOST = 40
_LONGEST = 7
"""Words in the longest name."""
_ASIDES = frozenset(
    ["in", "for", "with", "as", "on", "to", "at", "from", "by", "of", "until", "since", "if", "when", "see", "per", "via", "not"]
)
"""A part that begins like this explains the owner before it."""


@cache
def _separator() -> re.Pattern[str]:
    return re.compile(r"\s*(?:[;|\n•+]|,|(?<!\w)/(?!\w)|(?<=\w)\s*/\s*(?=\w)|\s&\s|\s(?:and|with)\s)\s*")


@cache
def _raci() -> re.Pattern[str]:
    return re.compile(
        r"^(?:[RACIS](?:/[RACIS]){1,3}\s|[RACIS](?:/[RACIS]){0,3}\s*[:=–-]|(?:responsible|accountable|consulted|informed|lead|support|owner|sponsor)\s*[:=–-])\s*",
        re.IGNORECASE,
    )


@cache
def _aside() -> re.Pattern[str]:
    return re.compile(r"\s*(?:\([^()]{0,60}\)|\[[RACISx]{1,3}\]|<[^<>]{0,80}>)\s*$")


@cache
def _linking() -> re.Pattern[str]:
    return re.compile(r"(?:and|&) (?:the )?(?=\S)", re.IGNORECASE)


@cache
def _address() -> re.Pattern[str]:
    return re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")


def parse_owner_cell(text: str) -> tuple[Owner, ...]:
    """Return the owners that a cell of an owner column names, in order; offsets count in ``text``.

    A placeholder gives one owner of kind NOBODY; an empty cell gives none. What cannot be told apart counts as a person when it
    looks like a name and as a unit otherwise: the column itself says that it is an owner.
    """
    if not text.strip():
        return ()
    found = []
    for start, end in _parts(text)[:_MOST]:
        owner = _owner(text, start, end)
        if owner is not None:
            found.append(owner)
    named = [owner for owner in found if owner.kind is not OwnerKind.NOBODY]
    return tuple(named or found[:1])


def _parts(text: str) -> list[tuple[int, int]]:
    """Split at separators that do not stand inside one name ("Director, Finance", "Head of Sales and Marketing")."""
    parts: list[tuple[int, int]] = []
    start = 0
    for match in _separator().finditer(text):
        if match.start() < start or text.count("(", start, match.start()) > text.count(")", start, match.start()):
            continue
        left, right = text[start : match.start()].strip(), text[match.end() :].strip()
        if _belongs_together(left, match[0].strip().lower(), right):
            continue
        parts.append((start, match.start()))
        start = match.end()
    parts.append((start, len(text)))
    return parts


def _belongs_together(left: str, mark: str, right: str) -> bool:
    following = re.split(r"[,;/|&+\n]|\sand\s", right, maxsplit=1)[0].strip()
    low_left, low_following = fold(left), fold(following)
    if mark == "/":
        return low_left in ("n", "a", "r", "c", "i") or fold(f"{left}/{following}") in listed("owners", "nobody")
    if mark == "," and not low_following:
        return True
    if mark == ",":
        last = low_left.split(" ")[-1] if low_left else ""
        return (
            (last in listed("owners", "role_heads") and classify(left) is not None)
            or last in ("vp", "svp", "evp", "director", "head", "manager")
        ) and low_following in listed("owners", "functions")
    if mark in ("&", "and"):
        people = bool(re.fullmatch(r"@?[\w.'’-]+(?: [\w.'’-]+)?", left)) and bool(re.fullmatch(r"@?[\w.'’-]+(?: [\w.'’-]+)?", following))
        strong = classify(following) is OwnerKind.ROLE or (
            classify(following) is OwnerKind.UNIT and low_following not in listed("owners", "functions")
        )
        functions = low_left in listed("owners", "functions") and low_following in listed("owners", "functions")
        inside = " of " in low_left or low_left.startswith(("ministry", "department")) or functions
        return functions or (not strong and (inside or not people or classify(left) is OwnerKind.UNIT))
    return False


def _owner(text: str, start: int, end: int) -> Owner | None:
    """Return the owner in text[start:end], without its RACI letter, brackets and surrounding marks."""
    piece = text[start:end]
    shift = len(piece) - len(piece.lstrip(" \t*_~-–—.:•\"'"))
    core = piece.strip(" \t*_~-–—.:•\"'")
    if not core:
        bare = piece.strip()
        return Owner(bare, start + piece.index(bare), start + piece.index(bare) + len(bare), OwnerKind.NOBODY) if bare else None
    letter = _raci().match(core)
    if letter and len(letter[0]) < len(core):
        shift += letter.end()
        core = core[letter.end() :]
    aside = _aside().search(core)
    if aside and aside.start() > 0:
        core = core[: aside.start()]
    if core.startswith("[") and core.endswith("]"):
        core, shift = core[1:-1], shift + 1
    linked = _linking().match(core)
    if linked:
        core, shift = core[linked.end() :], shift + linked.end()
    begin = start + shift + len(core) - len(core.lstrip())
    core = core.strip()
    if fold(core).split(" ")[0] in _ASIDES:
        return None
    if not core or (len(core.split()) > _LONGEST and classify(core) is None):
        return None  # a remark, not a name
    return Owner(core, begin, begin + len(core), _kind(core))


def _kind(text: str) -> OwnerKind:
    low = fold(text).strip(" .")
    if text == "IT":
        return OwnerKind.UNIT  # the department; "it" names nobody
    if text.startswith("@") and len(text) > 1:
        return OwnerKind.HANDLE
    if _address().fullmatch(text):
        return OwnerKind.PERSON
    known = OwnerKind.ROLE if "," in text and classify(text.split(",", maxsplit=1)[0]) in (OwnerKind.ROLE, None) else classify(text)
    if known is not None:
        return known
    if is_person(text):
        return OwnerKind.PERSON
    if low in listed("owners", "nobody") or not any(char.isalpha() for char in text):
        return OwnerKind.NOBODY
    words = text.split()
    if len(words) == 1:
        return (
            OwnerKind.PERSON
            if text.isalpha() and not (text.isupper() and len(text) <= len("OPSEC1")) and sum(char.isupper() for char in text) <= 1
            else OwnerKind.UNIT
        )
    initials = len(words) <= 3 and all(word[0].isupper() for word in words) and 1 in (len(words[0].strip(".")), len(words[-1].strip(".")))  # noqa: PLR2004 - "Arun K.", "O. Diaz"
    return OwnerKind.PERSON if initials else OwnerKind.UNIT
