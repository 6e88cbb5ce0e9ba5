"""Whether a phrase names a role, a unit, a person, or nobody."""

from __future__ import annotations

import re
from functools import cache

from aligner.domain.facts import OwnerKind
from aligner.segment.phrases import listed
from aligner.segment.text import Scan, Word, fold

__all__ = ["classify", "is_person", "name_phrase"]

_LONGEST = 9
_NAME_WORDS = 4


@cache
def _person() -> re.Pattern[str]:
    name = r"[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]{1,20}(?:['’-]?[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]{1,20}){0,2}"
    return re.compile(
        rf"(?:(?:Dr|Mr|Mrs|Ms|Prof|Sir|Dame)\.? )?{name}(?: (?:[A-Z]\.?|van|von|de|der|den|da|di|al|bin|Mc|O['’])){{0,2}} (?:{name})(?: {name})?(?:, (?:PhD|CPA|MD))?"
    )


def is_person(text: str) -> bool:
    """Tell whether the text has the shape of a full name and no word that names things, units or places."""
    if " " not in text or not _person().fullmatch(text):
        return False
    found = {word.lower() for word in text.replace("-", " ").split()}
    return not found & (
        listed("owners", "not_names") | listed("owners", "unit_heads") | listed("owners", "functions") | listed("owners", "role_heads")
    )


def classify(text: str) -> OwnerKind | None:
    """Return what a phrase names; None when it may be anything else, a person included."""
    low = fold(text).strip(" .*_")
    bare = low.removeprefix("the ").removeprefix("our ")
    if bare in listed("owners", "nobody"):
        return OwnerKind.NOBODY
    parts = bare.split()
    if not parts or bare in listed("owners", "not_owners"):
        return None
    if (
        parts[0] in ("all", "every", "each", "any", "some")
        and len(parts) > 1
        and (
            parts[-1] in listed("owners", "unit_heads")
            or parts[-1] in ("teams", "departments", "divisions", "units", "agencies", "functions", "staff", "managers")
        )
    ):
        return OwnerKind.NOBODY
    if _is_role(bare, parts):
        return OwnerKind.ROLE
    return OwnerKind.UNIT if _is_unit(text.strip(" .*_"), bare, parts) else None


def _is_role(bare: str, parts: list[str]) -> bool:
    if bare in listed("owners", "role_codes"):
        return True
    if (
        parts[0] in ("head", "director", "vp", "svp", "evp", "secretary", "president", "lead", "minister", "manager", "chief", "dean")
        and len(parts) > 1
        and (parts[1] in ("of", "for", "to") or parts[0] in ("vp", "svp", "evp"))
    ):
        return True
    if bare.startswith(("vice president", "chief of staff")) or (
        parts[0] == "chief" and ("officer" in parts or parts[-1] in listed("owners", "chiefs"))
    ):
        return True
    head = parts[-1] if " of " not in bare and " for " not in bare else bare.replace(" for ", " of ").split(" of ")[0].split()[-1]
    if head not in listed("owners", "role_heads"):
        return False
    return len(parts) > 1 or head in listed("owners", "lone_roles")


def _is_unit(text: str, bare: str, parts: list[str]) -> bool:
    if bare in listed("owners", "functions") or bare in listed("owners", "generic_units"):
        return True
    head_part = bare.split(" of ", maxsplit=1)[0].split(" for ", maxsplit=1)[0].split()
    head = head_part[-1] if head_part else ""
    if head not in listed("owners", "unit_heads"):
        return False
    capitals = sum(
        word[0].isupper()
        for word in text.replace("&", " ").split()
        if word[0].isalpha() and word.lower() not in ("the", "of", "and", "for", "our")
    )
    named = " of " in bare or " for " in bare or len(parts) > 1
    if head in listed("owners", "safe_heads"):
        return named
    return named and capitals > 1  # "Government Digital Service", but not "the customer service"


def name_phrase(scan: Scan, start: int) -> tuple[int, int] | None:
    """Return the longest noun phrase from ``start`` that a name may fill: words, "of", "and", "&", up to a verb or punctuation."""
    taken: list[Word] = []
    following = scan.after(start, _LONGEST)
    if following and following[0].low in ("a", "an"):
        return None  # "led by a single agency" names none
    if following and following[0].low in ("the", "our"):
        following = following[1:]
    for word in following:
        low = word.low
        if low in listed("tense", "base") and low not in listed("movement", "nouns") and not (taken and scan.capital(word.start)):
            return None  # a clause, not a name
        if taken and scan.low[taken[-1].end : word.start] not in (" ", "") and low not in ("&", "/"):
            break
        if low in ("&", "'") or (low in ("of", "for", "and", "the") and taken):
            taken.append(word)
            continue
        if not low[0].isalpha() or low in listed("movement", "stop") or low in listed("owners", "ends"):
            break
        taken.append(word)
    while taken and taken[-1].low in ("of", "for", "and", "the", "&", "'"):
        taken.pop()
    return (taken[0].start, taken[-1].end) if taken and following and taken[0] is following[0] else None
