"""The text of an item: what can be a title, where it begins and ends, and which ticket it names."""

from __future__ import annotations

import re

from aligner.extract.item_sections import is_named, plain
from aligner.lexicon import words

__all__ = [
    "has_blank",
    "is_aside",
    "is_numbered_work",
    "is_placeholder",
    "is_work_title",
    "kind_labels",
    "lead_end",
    "tickets_in",
    "trimmed",
]

_THREE = 3
_FOUR = 4
_FIVE = 5

_TICKET = re.compile(r"(?<![\w/&#])(?:#\d{1,7}\b|[A-Z][A-Z0-9]{1,9}-\d{1,6}\b)")
_NO_TICKET = re.compile(
    r"(?:COVID|ISO|UTF|SHA|RFC|CVE|NIS|SOC|PCI|FY|AES|TLS|HTTP|GPT|IEC|ASN|WP|KR|OKR|TIER|LEVEL|PHASE|WAVE|Q)-\d+", re.IGNORECASE
)
_AHEAD = re.compile(
    r"^[\s\[(]*(?:(?:(?:[Mm]ilestone|[Tt]ask|[Aa]ction|[Ii]tem|[Dd]eliverable|[Aa]ctivity|[Ii]nitiative|[Pp]roject|[Mm]easure|[Cc]ommitment|[Rr]ecommendation|WP|[Ww]ork package)\s*#?\d+(?:\.\d+)*[a-z]?(?=\s?(?:[:,–-]|\.(?!\d)))|#\d{1,7}|[A-Z][A-Z0-9]{1,9}-\d{1,6}|\d+(?:\.\d+)+\.?|\d+[.)])(?=[\s\]):.,–-]|$)[\s\]):.,–-]*)+"
)
_NUMBERED_WORK = re.compile(
    r"\s*[\[(]?(?:milestone|task|action|deliverable|activity|initiative|project|work package|commitment)\s#?\d+(?:\.\d+)*[a-z]?(?:[:,]|\.(?!\d)|\s[–-]\s)",
    re.IGNORECASE,
)
_MARK = re.compile(r"[–—•·▪►➢]\s*(?=\w|\[)|-\s+(?=\w|\[)")
_BEHIND = re.compile(r"(?:\s*(?:\((?:#\d+(?:,\s*#\d+)*)\)|\[[^\[\]]{1,24}\]|#\d{1,7}|\(?@[\w-]+\)?|✅|✔|🚀|🎉|\\|&#x20;))+\s*$")
_PLACEHOLDER = re.compile(r"[\[<{(]\s*[^\]>}]{2,60}\s*[\]>})]\.?$|x{3,}|\.{3,}|_{3,}|lorem ipsum.*|[-–—?.*_\s]+", re.IGNORECASE)
_DOUBLED = re.compile(r"(?:[A-Z]{2}[a-z]{2}){2,}")
_SEPARATOR = re.compile(r"\s[–—>]\s|\s-\s|:\s|\.\s")
_LEAD_WORDS = 9
_TITLE_WORDS = 70


def tickets_in(text: str) -> tuple[str, ...]:
    """Return ticket identifiers (``#831``, ``PAY-12``), lower case, in order of appearance."""
    return tuple(dict.fromkeys(match.group(0).lower() for match in _TICKET.finditer(text) if not _NO_TICKET.fullmatch(match.group(0))))


def kind_labels(labels: str) -> str:
    """Return those of an item's labels that are a word for a kind of work ("run", "tech debt"), each standing alone.

    In "error audit" or "documentation" the word is part of a name and says nothing of the kind.
    """
    known = {phrase for name, phrases in words("work_class").items() if name.startswith("called-") for phrase in phrases}
    return ", ".join(label.strip() for label in re.split(r"[,;|]", labels) if plain(label) in known)


def is_numbered_work(text: str) -> bool:
    """Whether a line opens with a word for work and its number ("Milestone 3.1.", "Task 12:")."""
    return bool(_NUMBERED_WORK.match(text))


def trimmed(text: str) -> tuple[int, int]:
    """Return start and end of the title proper: without ticket numbers in front, and tags, handles and ticket numbers behind."""
    start = len(text) - len(text.lstrip())
    while (ahead := _MARK.match(text, start) or _AHEAD.match(text[start:])) and text[start + ahead.end() - ahead.start() :].strip():
        start += ahead.end() - ahead.start()
    end = len(text.rstrip())
    behind = _BEHIND.search(text, start)
    if behind and text[start : behind.start()].strip(" .,;:–-"):
        end = behind.start()
    while end > start and text[end - 1] in " ;,–-|":
        end -= 1
    return start, end


def lead_end(text: str) -> int:
    """Return where a short lead ("Depot tablets: ...", "Depot tablets - ...") ends, or the length of the text without one.

    A lead that only says what sort of line it is ("Proposal: ...") is passed over.
    """
    begin = 0
    for found in _SEPARATOR.finditer(text):
        lead = text[begin : found.start()]
        if lead.casefold() in words("item_sections")["line-kinds"]:
            begin = found.end()
            continue
        if found.group(0).startswith(".") or not 1 <= len(lead.split()) <= _LEAD_WORDS or not text[found.end() :].strip():
            break
        if len(lead.split()) == 1 and (not lead[0].isupper() or len(lead) < _FOUR):
            break
        return found.start()
    return len(text)


def is_aside(text: str) -> bool:
    """Whether a line opens with a label ("Next step: ...") that speaks of something named elsewhere."""
    label, colon, _ = text.partition(":")
    return bool(colon) and plain(label) in words("item_sections")["aside"]


_BLANK = re.compile(
    r"<[^<>]*\s[^<>]*>|[\[<]\s*(?:(?:your|the|insert|project|programme|team|person|owner|risk|issue|succinct|short|report|next|start|end|due)\s)*(?:date|name|title|text|description|owner|status|number|amount|month|year|quarter|milestone|link|role|summary|xx+|tb[cd])(?:\s(?:here|of\s\w+))?\s*[\]>]",
    re.IGNORECASE,
)


_HERE = re.compile(r"\b(?:item|items|text|name|date|link|description|topic|project) here$", re.IGNORECASE)


def has_blank(text: str) -> bool:
    """Whether a text holds an unfilled place of a template ("[Date]", "<name of the owner>")."""
    return bool(_BLANK.search(text))


def is_placeholder(text: str) -> bool:
    """Whether a text is an unfilled place of a template ("[Project Name]", "TBD", "None at this time")."""
    bare = text.strip()
    return (
        bool(_PLACEHOLDER.fullmatch(bare) or _DOUBLED.search(bare) or _HERE.search(bare))
        or has_blank(bare)
        or (len(bare.split()) <= _FIVE and is_named(bare, "placeholder", further=0))
    )


_TORN = re.compile(r"\s(?:of|the|an?|and|or|with)$")
_EXAMPLE = re.compile(r"(?:e\.\s?g\.|i\.\s?e\.|for example|for instance|example:)", re.IGNORECASE)


def is_work_title(text: str) -> bool:
    """Whether a text can name a piece of work: words, no question, no bare number, date, address or name of a file."""
    bare = text.strip()
    if len(re.findall(r"[^\W\d_]", bare)) < _THREE or len(bare.split()) > _TITLE_WORDS or bare.endswith("?"):
        return False
    if _TORN.search(bare) or _EXAMPLE.match(bare):
        return False
    return not re.fullmatch(
        r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|[\w-]+(?:\.[\w-]+)*\.(?:gov|com|org|net|io|eu|uk|edu|example)|[\w./-]+\.(?:pdf|docx?|xlsx?|pptx?|md|html?)",
        bare,
    ) and bool(plain(bare))
