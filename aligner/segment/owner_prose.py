"""Roles that prose makes answerable: "the Chief Nurse answers for it", "with the Head of Data in charge", "under the CIO".

Persons and units count where the words leave no doubt ("Ada Lindqvist answers for it"). Otherwise only roles count, and only where the words give them the work: one who merely receives, approves, reads, is hired or is told
something owns nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from aligner.domain.facts import Owner, OwnerKind
from aligner.lexicon import cache, words
from aligner.segment.names import classify, is_person, name_phrase
from aligner.segment.text import Scan

__all__ = ["answerable_roles"]

_MOST = 100
"""Introductions looked at in one text."""
_THING = r"(?:it|this|that|these|those|them|both|all|(?:the|its|this|that|our|every|each|their) [a-z][a-z' -]{0,40})"
_MEASURE = r"(?:figures?|numbers?|progress|results?|measures?|metrics?|rates?|scores?|status|count|indicators?|outcomes?)"


@cache
def _predicate() -> re.Pattern[str]:
    """What follows a role that carries the work."""
    return re.compile(
        r"(?:,? who (?:also )?|,? (?:also |personally |now |jointly |formally |then )?)?"
        rf"(?:(?:answers|will answer|shall answer|must answer|is answering|is answerable|will be answerable|is to answer)(?: to [a-z ]{{1,40}}?)? for(?! (?:questions|the phone|calls))"
        r"|(?:is|remains|will be|stays) (?:personally )?(?:on the hook|on point|in charge|in the lead|at the helm|charged with|the (?:accountable|responsible|single|named|lead|executive|overall) [a-z]+|the (?:owner|sponsor|lead)|(?:accountable|responsible)(?: for| to)?)(?!\w)"
        r"|(?:sees|will see|is to see|shall see) to (?!be)"
        rf"|(?:carries|will carry|shoulders|will shoulder|bears|holds|takes|will take|takes on|has taken on|has)(?: the| full| overall| sole| lead)*(?: (?:responsibility|accountability|charge|ownership|lead)(?!\w)| {_THING} (?:through|forward|on|personally|over the line)(?!\w))"
        r"|(?:carries|will carry|shoulders|will shoulder|owns|leads|heads|steers|directs|sponsors|chairs|oversees) (?:it|this|that|them|both|the|its|our|all|every|each|these|those)(?!\w)"
        r"|(?:runs|will run) (?:it|this|that|them|(?:the|our|this|that) (?:programme|program|project|work|initiative|migration|roll-?out))(?!\w)"
        rf"|(?:reports|will report|is to report|shall report)(?: on)? (?:it|this|that|them|(?:progress|(?:the|its|this|that|our|these|those) (?:[a-z-]+ )?{_MEASURE})(?: on [a-z ]{{1,30}}?)?)(?: (?:to|at|in|every|each|monthly|quarterly)(?!\w)|[.,;]|$)"
        r"|will (?:deliver|own|lead|drive|champion|sponsor|chair|oversee|steer)(?!\w))"
    )


@cache
def _introduction() -> re.Pattern[str]:
    """What precedes a role that carries the work; the words behind it decide for "with"."""
    return re.compile(
        r"(?<!\w)(?:(?P<under>under)|(?P<with>with)|(?P<to>(?:falls|fall|is entrusted|are entrusted|entrusted|is assigned|are assigned) to|rests? with|lies? with|(?:it|this|that|responsibility|accountability|ownership|delivery) (?:sits|stays|remains) with"
        r"|(?:is|are|lies|lie|stays?|remains?) in the hands of|(?:is|are) (?:down|up) to)) (?:the|our) "
    )


@cache
def _in_charge() -> re.Pattern[str]:
    return re.compile(
        r" (?:(?:personally|firmly|now) )?(?:in charge|in the lead|in the chair|at the helm|on point|on the hook|leading|accountable|responsible|answerable|answering for|carrying (?:it|this|the)|owning (?:it|this|the)|as (?:the |its |their )?(?:[a-z]+ )?(?:owner|sponsor|lead|leader|chair))(?!\w)"
    )


def answerable_roles(scan: Scan) -> list[Owner]:
    """Return the roles to which a text gives the work in so many words, in order."""
    roles = [Owner(scan.text[start:end], start, end, OwnerKind.ROLE) for start, end in (*_subjects(scan), *_introduced(scan))]
    return [*roles, *_answering(scan)]


@cache
def _answers() -> re.Pattern[str]:
    """Leaves no doubt that its subject carries the work, whoever it is."""
    return re.compile(
        rf"(?: \([^()]{{1,40}}\))?(?: under [a-z][a-z'-]+(?: [a-z][a-z'-]+){{0,2}})?,? (?:also |personally |now |jointly )?"
        rf"(?:(?:answers|will answer|shall answer|is answerable)(?: to [a-z ]{{1,40}}?)? for {_THING}|(?:carries|will carry|shoulders|owns|leads on) (?:it|this|these|them|this (?:goal|aim|objective|point|promise|chapter|programme))"
        rf"|has the lead(?: here| on this| on it| in this)?(?=[.,;]|$| and )|takes? care of (?:it|this|them)|sees to (?:it|this|them)|keeps (?:it|this)(?=[.,;]|$| and )|is (?:personally )?(?:accountable|answerable) for {_THING})(?!\w)"
    )


@cache
def _answering_verbs() -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:answer(?:s|able)?|carries|carry|shoulders|owns|leads|lead|care|sees|keeps|accountable)(?!\w)")


def _answering(scan: Scan) -> Iterator[Owner]:
    """Yield persons and units, and roles that only keep or see to it, as the subject of words that leave no doubt."""
    if not _answering_verbs().search(scan.low):
        return
    found = scan.words
    starts = [found[0].start] if found else []
    starts += [following.start for word, following in pairwise(found) if word.low in (".", ";", ":", ",", "the", "our", "and")]
    for start in starts[:_MOST]:
        span = _lone_name(scan, start)
        told = _answers().match(scan.low, span[1]) if span is not None and _heads_clause(scan, start, apposed=False) else None
        if span is None or told is None:
            continue
        text = scan.text[slice(*span)]
        placed = [word.low for word in scan.before(start, 2) if word.low not in ("the", "our")][-1:]
        if " and the " in text or placed in (["in"], ["at"], ["on"], ["from"]):
            continue  # two names, or the place of one ("the desk in the Estates office")
        kind = classify(text)
        certain = any(mark in told[0] for mark in ("(", "carr", " lead"))
        if kind is None and certain and is_person(text):
            kind = OwnerKind.PERSON
        last = text.rsplit(" ", maxsplit=1)[-1].lower()
        unit = kind is OwnerKind.UNIT and " of " not in text and last in words("owners")["safe_heads"]
        if unit or kind in (OwnerKind.ROLE, OwnerKind.PERSON):
            yield Owner(text, *span, OwnerKind.UNIT if unit else kind or OwnerKind.PERSON)


def _lone_name(scan: Scan, start: int) -> tuple[int, int] | None:
    """Return the name that begins at the offset, without the person it stands under ("The Estates division under Ada Lindqvist")."""
    return name_phrase(scan, start) if scan.capital(start) else None


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(
        r"(?<!\w)(?:answer(?:s|ing|able)?|hook|charged?|point|helm|sees?|carr(?:y|ies)|shoulders?|bears|holds|takes?|taken|has|owns?|owner|leads?|heads|steers|directs|sponsors?|chairs|oversees|runs?|reports?|accountable|responsible|will)(?!\w)"
    )


def _subjects(scan: Scan) -> Iterator[tuple[int, int]]:
    """Yield roles that stand as the subject of a predicate that carries."""
    if not _verbs().search(scan.low):
        return
    found = scan.words
    starts = [found[0].start] if found else []
    starts += [following.start for word, following in pairwise(found) if _opens(word.low) and not _opens(following.low)]
    for start in starts[:_MOST]:
        span = _role(scan, start)
        if span is None or not _heads_clause(scan, start, apposed=scan.low[span[1] : span[1] + 1] == ","):
            continue
        if _predicate().match(scan.low, span[1] + (scan.low[span[1] : span[1] + 1] == " ")):
            yield span


def _heads_clause(scan: Scan, start: int, *, apposed: bool) -> bool:
    """Tell whether a role is the subject itself: not in "a person named by the Deputy Head, is responsible"."""
    before = [word.low for word in scan.before(start, 2)]
    if before and before[-1] in ("the", "our"):
        before.pop()
    previous = before[-1] if before else ""
    if previous in ("by", "of", "for", "to", "with", "from", "under", "than", "like", "as", "or"):
        return False
    return not apposed or not previous[:1].isalnum() or previous in ("and", "but", "that")


def _opens(word: str) -> bool:
    return word in ("the", "our", "and", "that", "but", "where", "while", "so", "because") or not word[0].isalnum()


def _role(scan: Scan, start: int) -> tuple[int, int] | None:
    """Return the role that begins at the offset; a former or a coming one carries nothing."""
    span = name_phrase(scan, start)
    if span is None or classify(scan.text[slice(*span)]) is not OwnerKind.ROLE:
        return None
    first = scan.low[span[0] : span[1]].split()[0]
    return None if first in words("owners")["out_of_office"] else span


def _introduced(scan: Scan) -> Iterator[tuple[int, int]]:
    """Yield roles behind "under", "with ... in charge" and "rests with"."""
    for number, match in enumerate(_introduction().finditer(scan.low)):
        if number == _MOST:
            return
        span = _role(scan, match.end())
        if span is None:
            continue
        charged = _in_charge().match(scan.low, span[1]) is not None
        if (
            (match["with"] and charged)
            or (match["to"] and _is_work(scan, match.start()))
            or (match["under"] and _is_led(scan, match.start(), span[1]))
        ):
            yield span


def _is_work(scan: Scan, start: int) -> bool:
    """Tell whether what rests with a role is more than a decision."""
    return not any(word.low in words("owners")["decisions"] for word in scan.before(start, 5))


def _is_led(scan: Scan, start: int, end: int) -> bool:
    """Tell whether "under the CIO" tells who leads the work, not whom a unit reports to, what happened, or whose rules apply."""
    before = [word.low for word in scan.before(start, 14)]
    after = scan.after(end, 1)
    closed = not after or not after[0].low[0].isalnum() or after[0].low in ("and", "by", "in", "from", "until", "with", "who", "as")
    ordered = any(word in ("will", "must", "shall", "to", "is", "are", "be") for word in before)
    return (
        closed
        and ordered
        and not any(word in words("owners")["placed"] for word in before[-5:])
        and not {"was", "were", "had"} & set(before)
    )
