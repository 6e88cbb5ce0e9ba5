"""When a text places what it speaks of, read off its first verb group."""

from __future__ import annotations

from aligner.domain.facts import DateSpan, Tense
from aligner.lexicon import cache, words
from aligner.segment.text import Scan, Word

__all__ = ["tense_of"]

_LOOK = 40
"""The main verb of a statement stands within this many words."""

_CONTRACTED = {"'ll": Tense.FUTURE, "'ve": Tense.PAST, "'re": Tense.PRESENT}


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(words("tense")[name])


def tense_of(scan: Scan, dates: tuple[DateSpan, ...]) -> Tense:
    """Return the tense of the first verb group; NONE for a phrase without a verb ("Cloud migration").

    A phrase without a verb whose date is a limit ("Portal live by 2027") counts as future.
    """
    tokens = [word for word in scan.words[:_LOOK] if word.low not in ("•", "*", "-", "_", '"', "(")]
    while tokens and (tokens[0].low.isdigit() or tokens[0].low in (".", ")", ":")):
        tokens = tokens[1:]
    if not tokens:
        return Tense.NONE
    found = _opening(tokens) or _finite(tokens)
    if found is not None:
        return found
    return Tense.FUTURE if any(span.deadline for span in dates) else Tense.NONE


def _opening(tokens: list[Word]) -> Tense | None:
    """Return the tense of a statement that begins with its verb ("Reduce ...", "To reduce ...", "Launched the ...")."""
    first = tokens[0].low
    rest = [word.low for word in tokens[1:3]]
    if first in ("to", "please", "let's") and rest:
        return Tense.IMPERATIVE if rest[0] in _set("base") or (rest[0] not in _set("noun_openers") and first == "to") else None
    if first in ("not", "never", "don't", "do", "also", "further", "continue", "successfully", "fully", "now") and rest:
        return _opening(tokens[1:]) if first != "continue" else Tense.IMPERATIVE
    if first in _set("base"):
        return None if _opens_noun(tokens) else Tense.IMPERATIVE
    if first in _set("past") or (first.endswith("ed") and first in _set("achieved")):
        return Tense.PAST
    if first.endswith("ed") and rest and rest[0] in _set("after_participle") and first not in _set("linking"):
        return Tense.PAST
    return None


def _opens_noun(tokens: list[Word]) -> bool:
    """Tell whether the first word is a noun of the same form as a verb: "Support will ...", "Open Source Software has ..."."""
    rest = [word.low for word in tokens[1:5]]
    if rest and rest[0] in _set("after_noun"):
        return True
    return tokens[0].low in words("movement")["nouns"] and any(word in ("has", "have", "is", "are", "will", "was", "were") for word in rest)


def _finite(tokens: list[Word]) -> Tense | None:
    """Return the tense of the first finite verb group after a subject."""
    relative, skip = False, -1
    auxiliaries = _auxiliaries()
    for index, word in enumerate(tokens):
        if index <= skip:
            continue
        low = word.low
        tail = low[-3:] if "'" in low else ""
        following = tokens[index + 1].low if index + 1 < len(tokens) else ""
        after = tokens[index + 2].low if index + 2 < len(tokens) else ""
        if low in _set("relatives") and index > 0:
            relative = True  # the verb of "services that were built ..." is not the main one
            continue
        tense = _CONTRACTED.get(tail) or (_auxiliary(low, following, after) if low in auxiliaries else None)
        if tense is None and index > 0:
            tense = _main_verb(low, tokens[index - 1].low, following)
        if tense is None:
            continue
        if relative:
            relative, skip = False, index + 1  # with the participle that the auxiliary governs
            continue
        return tense
    return None


@cache
def _auxiliaries() -> frozenset[str]:
    """Return every word that ``_auxiliary`` knows, for most words are none."""
    known = _set("future") | _set("intends") | _set("was") | _set("is")
    return known | {"is", "are", "am", "have", "has", "haven't", "hasn't"}


def _auxiliary(low: str, following: str, after: str) -> Tense | None:
    """Return the tense that an auxiliary (with what it governs) sets."""
    if low in _set("future"):
        return Tense.FUTURE
    if low in ("is", "are", "am") and (following == "to" or (following in _set("intends") and after == "to")):
        return Tense.FUTURE
    if low in _set("intends") and following == "to":
        return Tense.FUTURE
    if low in ("have", "has") or low in ("haven't", "hasn't"):
        participle = after if following in _set("between") else following
        done = participle.endswith("ed") or participle in _set("past") or participle in _set("participles")
        return Tense.PAST if done else Tense.PRESENT
    if low in _set("was"):
        return Tense.PAST
    return Tense.PRESENT if low in _set("is") else None


def _main_verb(low: str, previous: str, following: str) -> Tense | None:
    """Return the tense of a full verb after its subject."""
    if low in _set("past") and previous not in _set("determiners"):
        return Tense.PAST
    if (
        low.endswith("ed")
        and low not in _set("adjectives")
        and previous not in _set("determiners")
        and following in _set("after_participle")
    ):
        return (
            Tense.PAST if previous in _set("subjects") or following not in ("by", "to", "for", "in", "with", "at", "from", "on") else None
        )
    if previous in _set("subjects") and low in _set("base"):
        return Tense.PRESENT
    third_person = low.endswith("s") and (low[:-1] in _set("base") or low[:-2] in _set("base"))
    return Tense.PRESENT if third_person and following in _set("after_participle") and previous not in _set("determiners") else None
