"""What a number measures: the phrase around it, cut from the text at the words that end a noun phrase."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from aligner.lexicon import cache, words
from aligner.segment.text import BLANK, Scan, Word
from aligner.segment.units import singular

__all__ = ["counted_noun", "listed", "of_ours", "phrase_after", "phrase_before", "tidy"]

_LONGEST = 8
_INNER = frozenset("-&'/,")


@cache
def listed(topic: str, name: str) -> frozenset[str]:
    """Return one word list as a set."""
    return frozenset(words(topic)[name])


def _stops(word: Word) -> bool:
    low = word.low
    if low[0] == BLANK or low[0].isdigit():
        return True
    if not low[0].isalnum():
        return low not in _INNER
    return low in listed("movement", "stop")


def tidy(found: Sequence[Word]) -> tuple[int, int] | None:
    """Return the offsets of a phrase without articles before and prepositions after it; None when nothing is left that names a measure."""
    first, last = 0, len(found)
    while first < last and (
        found[first].low in listed("movement", "articles")
        or not found[first].low[0].isalnum()
        or found[first].low in ("of", "in", "and", "from", "for", "on", "with", "towards", "per", "between")
    ):
        first += 1
    last = _without_tail(found, first, last)
    for place in range(last - 1, first, -1):
        if _opens_second(found, place):
            first = place + 1
            break
    rest = found[first:last]
    if not rest or all(word.low in listed("movement", "labels") for word in rest) or (len(rest) == 1 and _is_verb(rest[0].low)):
        return None
    return found[first].start, found[last - 1].end


def _opens_second(found: Sequence[Word], place: int) -> bool:
    """Tell whether an article begins a second phrase ("to the shop floor a new oven"), not a rate or what a preposition governs."""
    before = found[place - 1].low
    following = found[place + 1].low if place + 1 < len(found) else ""
    return (
        found[place].low in ("a", "an", "the", "our")
        and before[0].isalpha()
        and before not in listed("movement", "before_article")
        and not before.endswith("ing")
        and following not in ("second", "minute", "hour", "shift", "day", "week", "month", "quarter", "season", "year", "head")
    )


def _without_tail(found: Sequence[Word], first: int, last: int) -> int:
    """Return where a phrase ends without prepositions, pronouns ("of them") and the verb before a pronoun ("costs us")."""
    told = False
    while last > first:
        low = found[last - 1].low
        if low in listed("movement", "pronouns"):
            told = True
        elif low in listed("movement", "trailing") or (last - first > 1 and low in listed("movement", "taking")):
            told = False
        elif told and (low.endswith("s") or low in listed("tense", "past") or low in ("lost", "cost", "took")):
            return last - 1
        else:
            break
        last -= 1
    return last


def _is_verb(word: str) -> bool:
    """Tell whether a lone word can only be a verb ("take", "brings", "gets"), not a noun of the same form ("calls", "support")."""
    if word in listed("movement", "taking") or word in listed("movement", "scraps"):
        return True
    forms = {word, singular(word), word.removesuffix("es")}
    return (
        not forms.isdisjoint(listed("tense", "base"))
        and forms.isdisjoint(listed("movement", "nouns"))
        and forms.isdisjoint(listed("movement", "noun_or_verb"))
    )


def phrase_after(scan: Scan, offset: int) -> tuple[int, int] | None:
    """Return the noun phrase that begins at the offset."""
    found: list[Word] = []
    following = scan.after(offset, _LONGEST + 1)
    for index, word in enumerate(following[:_LONGEST]):
        if _stops(word) or word.low == "," or word.low in ("in", "on", "with"):
            break
        ahead = following[index + 1].low if index + 1 < len(following) else ""
        if word.low == "and" and (
            not ahead or ahead[0].isdigit() or ahead in listed("tense", "base") or ahead in listed("movement", "stop")
        ):
            break
        if found and _is_plural(found[-1].low) and word.low in listed("tense", "base"):
            break  # "residents use the portal"
        found.append(word)
    return tidy(found)


def phrase_before(scan: Scan, offset: int) -> tuple[int, int] | None:
    """Return the noun phrase that ends at the offset."""
    near = scan.before(offset, _LONGEST + 1)
    first = max(0, len(near) - _LONGEST)
    index = len(near)
    while index > first and not _stops(near[index - 1]) and near[index - 1].low != "," and not _is_command(near, index - 1):
        index -= 1
    while len(near) > index and (near[-1].low in listed("tense", "past") or near[-1].low.endswith("ed")):
        near.pop()  # "the survey took 15 minutes"
    return tidy(near[index:])


def _is_command(near: Sequence[Word], index: int) -> bool:
    """Tell whether a verb heads its clause ("Answer calls"), unlike a noun of the same form ("First-time fix")."""
    before = near[index - 1].low if index else ""
    return near[index].low in listed("tense", "base") and (
        not before or before in ("to", "and", "will", "we", "not") or not before[0].isalnum()
    )


@functools.cache
def of_ours() -> re.Pattern[str]:
    """Introduces what a number is a part of: "forty of our shops"."""
    return re.compile(r" of (?:our|their|its|the)(?= [a-z])")


def counted_noun(scan: Scan, offset: int) -> tuple[str, tuple[int, int]] | None:
    """Return the plural noun that a number ending at the offset counts, as unit (singular), and its phrase ("new branches").

    "Forty of our oldest shops" counts shops, as "forty shops" does.
    """
    found: list[Word] = []
    plural = 0
    part = of_ours().match(scan.low, offset)
    offset = part.end() if part else offset
    for word in scan.after(offset, 6):
        low = word.low
        glued = scan.low[offset : word.start].strip() if not found else ""
        if (
            _stops(word)
            or glued
            or (found and low in listed("movement", "places"))
            or low in ("of", "in", "on", "with", "for", "per", "and", ",", "/", "a", "an", "each", "every")
            or (plural and (low.endswith(("ed", "ing")) or scan.capital(word.start)))
        ):
            break
        found.append(word)
        if low[0].isalpha() and _is_plural(low):
            plural = len(found)
    if not plural:
        return None
    noun = found[plural - 1].low.split("-")[-1]
    return singular(noun), (found[0].start, found[plural - 1].end)


def _is_plural(word: str) -> bool:
    if word in listed("units", "plurals"):
        return True
    return len(word) > len("as") and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s"))
