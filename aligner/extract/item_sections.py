"""What kind of list or text stands below a heading of an execution document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from aligner.domain.goals import State, Status
from aligner.extract.column_profile import is_date_like
from aligner.extract.status import heading_status
from aligner.lexicon import cache, words

__all__ = ["Section", "SectionKind", "is_field_heading", "is_named", "is_period", "plain", "section_of"]


class SectionKind(StrEnum):
    """What to expect below a heading."""

    NEVER = "never"
    WORK = "work"
    REPORT = "report"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Section:
    """The kind of a section, with the state or the period that its heading or a heading above it gives.

    Attributes:
        status: state named by a heading ("In progress"), with ``status_heading`` its text as written.
        period: heading text that names a time ("By end of Q1"), or an empty string.
    """

    kind: SectionKind
    status: Status | None = None
    period: str = ""


_FURTHER_WORDS = 3
_PERIOD_WORDS = 6
_SMALL = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "for",
        "our",
        "this",
        "that",
        "and",
        "in",
        "to",
        "on",
        "by",
        "at",
        "with",
        "or",
        "from",
        "all",
        "key",
        "main",
        "top",
        "other",
    ]
)
_PERIOD_FILL = frozenset(
    [
        "by",
        "end",
        "of",
        "the",
        "in",
        "for",
        "during",
        "until",
        "from",
        "to",
        "q",
        "quarter",
        "year",
        "fy",
        "plan",
        "plans",
        "planned",
        "target",
        "targets",
        "milestones",
        "milestone",
        "due",
        "early",
        "mid",
        "late",
        "half",
        "calendar",
        "fiscal",
        "roadmap",
        "goals",
        "work",
        "deliverables",
        "and",
    ]
)
_TIME_WORD = re.compile(
    r"^(?:\d+|q[1-4]|h[12]|fy\d*|\d{4}[qh][1-4]|jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*|spring|summer|autumn|winter|now|next|later|eoy|first|second|third|fourth|st|nd|rd|th)$"
)


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Return lower-case words without numbering at the front and punctuation."""
    bare = re.sub(r"^\s*(?:\d+(?:\.\d+)*\.?|[a-z]\)|[ivx]+\.)\s+", "", text.casefold().replace("’", "'"))
    return " ".join(re.findall(r"[a-z0-9']+", re.sub(r"\(.*?\)", " ", bare)))


def is_named(text: str, topic: str, *, further: int = _FURTHER_WORDS) -> bool:
    """Whether a heading equals a phrase of the list or begins or ends with it, with few further words."""
    name = plain(text)
    if not name:
        return False
    phrases = _phrases(topic)
    if name in phrases:
        return True
    tokens = name.split()
    for size in range(min(len(tokens) - 1, 6), 0, -1):
        rest = len([word for word in tokens if word not in _SMALL]) - len([word for word in (tokens[:size]) if word not in _SMALL])
        if " ".join(tokens[-size:]) in phrases:
            rest = len([word for word in tokens[:-size] if word not in _SMALL])
            if rest <= (further if size > 1 or tokens[-1] in _PLAIN_ENDS else min(further, 1)):
                return True
        # Only plural and many-worded phrases open a longer heading: "Risk engine replacement" is no risk section.
        head = " ".join(tokens[:size])
        if head in phrases and rest <= further and (size > 1 or head.endswith("s")) and tokens[size] in _OPENERS:
            return True
    return False


_OPENERS = frozenset(
    [
        "and",
        "of",
        "for",
        "in",
        "to",
        "this",
        "next",
        "last",
        "since",
        "by",
        "on",
        "from",
        "the",
        "our",
        "q1",
        "q2",
        "q3",
        "q4",
        "we",
        "as",
        "that",
        "needed",
        "required",
        "requested",
        "asked",
        "wanted",
        "made",
        "agreed",
        "arising",
        "outstanding",
        "taken",
        "underway",
        "ahead",
        "identified",
        "to",
    ]
)


_PLAIN_ENDS = frozenset(
    [
        "risks",
        "issues",
        "metrics",
        "kpis",
        "attendees",
        "participants",
        "questions",
        "links",
        "resources",
        "references",
        "projects",
        "initiatives",
        "actions",
        "milestones",
        "deliverables",
        "tasks",
        "tickets",
        "activities",
        "programmes",
        "workstreams",
        "roadmap",
        "backlog",
    ]
)


@cache
def _phrases(topic: str) -> frozenset[str]:
    return frozenset(plain(phrase) for phrase in words("item_sections")[topic])


def is_field_heading(text: str) -> bool:
    """Whether a heading only names a part of the report on one piece of work ("Current status", "Next steps")."""
    return plain(text) in _phrases("fields") or (len(plain(text).split()) <= _PERIOD_WORDS and is_named(text, "fields", further=0))


def section_of(headings: Sequence[str], lead: str = "") -> Section:
    """Judge a section by its headings, outermost first, and by the line that introduces the list in it.

    The nearest heading that says something decides on the kind; state and period may come from one further out.
    """
    path = [*headings, *([lead] if lead else [])]
    kind, status, period = SectionKind.NEUTRAL, None, ""
    for depth, text in enumerate(reversed(path)):
        found = _kind(text, is_title=depth == len(path) - 1 and len(path) > 1)
        state = heading_status(text)
        if state is not None and found is not SectionKind.NEVER:
            status = status or state
            found = SectionKind.WORK
        elif is_period(text) and found is not SectionKind.NEVER:
            period = period or text
            found = found if found is not SectionKind.NEUTRAL else SectionKind.WORK
        if kind is SectionKind.NEUTRAL:
            kind = found
        elif found is SectionKind.NEVER and kind is SectionKind.WORK and depth <= 1 and not status:
            kind = SectionKind.NEVER if is_named(path[-1], "fields", further=0) else kind
    if status is None and kind is SectionKind.WORK:
        status = next((Status(text, State.NOT_STARTED) for text in path[-1:] if is_named(text, "agreed")), None)
    return Section(kind, status, period)


def _kind(text: str, *, is_title: bool) -> SectionKind:
    if is_named(text, "never") and not _half_named(text):
        exact = plain(text) in _phrases("never")
        return SectionKind.NEVER if exact or not is_title else SectionKind.NEUTRAL
    if is_title:
        return SectionKind.NEUTRAL  # a document's title ("Status report") colours nothing below it
    if is_named(text, "work"):
        return SectionKind.WORK
    return SectionKind.REPORT if is_named(text, "report") else SectionKind.NEUTRAL


def _half_named(text: str) -> bool:
    """Whether a heading joins something else to such a section ("Safety and people"), so that work may stand below it."""
    parts = plain(text).split(" and ")
    return plain(text) not in _phrases("never") and len(parts) > 1 and not all(is_named(part, "never") for part in parts)


def is_period(text: str) -> bool:
    """Whether a heading only names a time ("By end of Q1:", "FY2027", "July to September")."""
    tokens = plain(text).split()
    if not 0 < len(tokens) <= _PERIOD_WORDS or not is_date_like(text):
        return False
    return all(word in _PERIOD_FILL or _TIME_WORD.match(word) for word in tokens)
