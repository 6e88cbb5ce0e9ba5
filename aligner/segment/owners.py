"""Who is said to carry the work: roles, persons, units, handles, and placeholders that name nobody."""

from __future__ import annotations

import re
from functools import cache

from aligner.domain.facts import Owner, OwnerKind
from aligner.segment.names import classify, is_person, name_phrase
from aligner.segment.owner_cells import parse_owner_cell
from aligner.segment.owner_prose import answerable_roles
from aligner.segment.phrases import listed
from aligner.segment.text import Claims, Scan, fold

__all__ = ["find_owners", "parse_owner_cell"]

_LABEL_REACH = 90
_ROLE_WORDS = 5
_CODE_LETTERS = 3
_MOST = 200
"""Names looked for in one text; more than this is a list of names, not a statement."""


@cache
def _label() -> re.Pattern[str]:
    """A label and its separator; what follows, up to the next bar or semicolon, is an owner cell."""
    return re.compile(
        r"(?:^|(?<=[(|;,.\[*\n] )|(?<=[(|;\[*\n]))[*_ ]{0,3}(?:(?:executive |senior |business |project |programme |program |product |goal |action |overall |accountable |responsible |process |delivery |technical |work ?stream )?"
        r"(?:owners?|sponsors?|leads?|champions?|leader|assignees?|sro|dri)|owned by|led by|lead by|responsible(?: (?:party|parties|officer|executive|person|unit|organisation|organization|team|department|owner))?"
        r"|accountable(?: (?:officer|executive|person|unit|owner))?|responsibility|accountability|assigned to|point of contact|contact person|raci)(?:\(s\))?[*_]{0,2} ?(?::|=| - | — )[*_]{0,2} ?"
    )


@cache
def _by() -> re.Pattern[str]:
    return re.compile(
        r"(?<!\w)(?:(?:jointly |currently |co-)?(?:led|sponsored|owned|chaired|overseen|headed|championed|co-led|co-owned|coordinated|managed|run) by|(?:is|are|be|remains?) the responsibility of"
        r"|under the (?:leadership|direction|sponsorship|responsibility) of|responsibility (?:of|lies with|rests with|sits with)|accountability (?:lies|rests|sits) with|assigned to|accountable to us is) (?:the |our |a joint )?"
    )


@cache
def _verb() -> re.Pattern[str]:
    """What an owner does: stands right after the subject."""
    return re.compile(
        r" (?:\([^()]{1,30}\) )?(?:(?:will|shall|must|is to|are to)(?: (?:also|jointly|then|together|now|each))?(?: (?P<what>[a-z-]+)|:|$)|"
        r"(?P<carries>is|are|remains?) (?:accountable|responsible)(?: for| to)|(?P<owns>leads|owns|chairs|sponsors|oversees)(?!\w))"
    )


@cache
def _it_department() -> re.Pattern[str]:
    return re.compile(r"(?:^|(?<=[.;:|] ))IT(?= (?:will|shall|must|to|is to|are to) )")


@cache
def _handle() -> re.Pattern[str]:
    return re.compile(r"(?<![\w@./])@[a-z\d](?:[a-z\d-]{0,38}[a-z\d])?(?![\w@.-]*@)(?:/[\w-]{1,40})?", re.IGNORECASE)


@cache
def _bracketed() -> re.Pattern[str]:
    return re.compile(r"\[([A-Za-z][A-Za-z&/ -]{1,18})\](?!\(|\[|:)|\(([A-Z][A-Za-z&,/ -]{1,48})\)[.;]?$")


def find_owners(scan: Scan) -> tuple[Owner, ...]:
    """Return those whom a text says to carry the work, in order; a mere mention of a role is none."""
    claims = Claims(len(scan.text))
    candidates = (*_labelled(scan), *_by_phrases(scan), *_subjects(scan), *answerable_roles(scan), *_handles(scan), *_codes(scan))
    return tuple(sorted((owner for owner in candidates if claims.claim(owner.start, owner.end)), key=lambda owner: owner.start))


def _labelled(scan: Scan) -> list[Owner]:
    found = []
    if not any(mark in scan.low for mark in (":", "=", " - ", " — ")):
        return []
    for match in _label().finditer(scan.low):
        stop = min(len(scan.text), match.end() + _LABEL_REACH)
        ends = [place for mark in ("|", ";", "\n", ")", ". ", "]", "•", "**") if (place := scan.text.find(mark, match.end(), stop)) >= 0]
        cell = scan.text[match.end() : min(ends, default=stop)]
        found += [Owner(owner.text, owner.start + match.end(), owner.end + match.end(), owner.kind) for owner in parse_owner_cell(cell)]
    return found


def _by_phrases(scan: Scan) -> list[Owner]:
    found = []
    for match in _by().finditer(scan.low):
        span = name_phrase(scan, match.end())
        kind = classify(scan.text[slice(*span)]) if span else None
        if span and kind is None and is_person(scan.text[slice(*span)]):
            kind = OwnerKind.PERSON
        if span and kind is not None:
            found.append(Owner(scan.text[slice(*span)], *span, kind))
    return found


def _subjects(scan: Scan) -> list[Owner]:
    """Return grammatical subjects that will, must or are to do something, and "Finance to publish ..." at the start."""
    found = [Owner("IT", match.start(), match.end(), OwnerKind.NOBODY) for match in _it_department().finditer(scan.text)]
    for start in _subject_starts(scan)[:_MOST]:
        span = name_phrase(scan, start)
        if span is None:
            continue
        text = scan.text[slice(*span)]
        kind = classify(text)
        if fold(text) in listed("owners", "functions") and not (scan.capital(span[0]) and fold(text) in listed("owners", "actors")):
            continue  # "data must be open" speaks of a topic, "Finance must ..." of a department
        verb = _verb().match(scan.low, span[1])
        to_do = start == _first(scan) and re.match(r" to ([a-z-]+)", scan.low[span[1] : span[1] + 30])
        if kind is OwnerKind.NOBODY and fold(text).split()[0] not in (
            "all",
            "every",
            "each",
            "business",
            "everyone",
            "everybody",
            "management",
            "any",
        ):
            continue
        if kind is not None and (_acts(verb, kind) or (to_do and to_do[1] in listed("tense", "base"))):
            found.append(Owner(text, *span, kind))
        elif (
            kind is None
            and verb
            and is_person(text)
            and (verb["owns"] or verb["carries"] or verb["what"] in ("lead", "own", "chair", "sponsor", "oversee"))
        ):
            found.append(Owner(text, *span, OwnerKind.PERSON))
    return found


def _acts(verb: re.Match[str] | None, kind: OwnerKind) -> bool:
    """Tell whether the verb makes its subject an actor: "will be merged" does not, and a role that "will approve" carries no work."""
    if verb is None:
        return False
    if kind is OwnerKind.ROLE and verb["what"] in listed("owners", "not_carrying"):
        return False
    return verb["what"] not in listed("owners", "not_acting")


def _first(scan: Scan) -> int:
    for word in scan.words[:3]:
        if word.low[0].isalpha():
            return word.start
    return 0


def _subject_starts(scan: Scan) -> list[int]:
    """Return where a subject may begin: at the start, after punctuation, after "the" or a conjunction."""
    if not any(
        verb in scan.low
        for verb in (" will", " shall", " must", " to ", " is ", " are ", "leads", "owns", "chairs", "sponsors", "oversees", ":")
    ):
        return []
    starts = [_first(scan)]
    for word, following in zip(scan.words, scan.words[1:], strict=False):
        if word.low in (".", ";", ":", ",", "|", "the", "and", "that", "our", "—", "where", "while") and following.low not in (
            "the",
            "our",
            "we",
        ):
            starts.append(following.start)
    if scan.words and scan.words[0].low in ("the", "our", "all"):
        starts.append(scan.words[0].start)
    return sorted(set(starts))


def _handles(scan: Scan) -> list[Owner]:
    if "@" not in scan.text:
        return []
    return [
        Owner(scan.text[match.start() : match.end()], match.start(), match.end(), OwnerKind.HANDLE)
        for match in _handle().finditer(scan.text)
    ]


def _codes(scan: Scan) -> list[Owner]:
    """Return team codes in brackets ("[DevRel]") and a role in brackets at the end ("(CIO)")."""
    found = []
    if "[" not in scan.text and "(" not in scan.text:
        return []
    for match in _bracketed().finditer(scan.text):
        group = 1 if match[1] is not None else 2
        text = match[group]
        if group == 1:
            kind = classify(text)
            at_edge = not scan.text[match.end() :].strip(" .[]") or not scan.text[: match.start()].strip(" []-*")
            kind = kind or (OwnerKind.UNIT if at_edge and _is_code(text) else None)
        else:
            kind = classify(text) if len(text.split()) <= _ROLE_WORDS and "," not in text else None
            kind = kind if kind is OwnerKind.ROLE else None
        if kind in (OwnerKind.ROLE, OwnerKind.UNIT):
            found.append(Owner(text, match.start(group), match.end(group), kind))
    return found


def _is_code(text: str) -> bool:
    """Tell whether a bracketed word looks like a team's short name ("DevRel", "DP"), not like a mark or a blank to fill in."""
    short = len(text) <= _CODE_LETTERS if text.isupper() else len(text) <= len("Procurement")
    return short and " " not in text and sum(char.isupper() for char in text) > 1 and text.lower() not in listed("owners", "not_codes")
