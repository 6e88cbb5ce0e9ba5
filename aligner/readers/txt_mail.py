"""Mail and memos saved as plain text: the header lines at the top and the earlier messages at the bottom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime

from aligner.lexicon import words
from aligner.readers.lines import is_labelled
from aligner.readers.txt_lines import Line, is_rule

__all__ = ["MailHead", "first_head", "mail_head", "starts_reply_trail"]

_FIELD = re.compile(r"\*{0,2}([A-Za-z-]+)\*{0,2}[ \t]?:\*{0,2}\s*(.*)")
_TRAIL = re.compile(r"-{2,}\s*original (?:message|appointment)\s*-{2,}|on .{6,120}wrote:", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?")
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+", re.IGNORECASE)
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b.*")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\.?[ -]+(?:of\s+)?([A-Za-z]{3,9})\.?,?[ -]+(\d{4})\b.*")
_MOST_FIELDS = 16
_TITLE_LINES = 6  # lines above the header: a letterhead, the word "memo", a title
_TITLE_CHARS = 80
_SURE = 3  # distinct fields that make a header wherever it stands; right at the top two will do
_SUBJECTS, _DATES = frozenset({"subject", "re"}), frozenset({"date", "sent"})


@dataclass(frozen=True, slots=True)
class MailHead:
    """The header lines of a message.

    Attributes:
        start, stop: index of its first line, and of the first line after it.
        kept: indices of lines within it that say something of their own ("Project: ...", a date that could not be read).
        subject: as written. subject_at: index of its line, or None.
        date: ISO 8601, or None when none is stated or it could not be read without guessing.
    """

    start: int
    stop: int
    kept: tuple[int, ...]
    subject: str
    subject_at: int | None
    date: str | None


def first_head(lines: Sequence[Line]) -> MailHead | None:
    """Return the header of the document itself: at the top or below a few title lines; None when there is none."""
    for index in range(min(len(lines), _TITLE_LINES + 1)):
        found = mail_head(lines, index, sure=index > 0)
        if found is not None:
            return found
        text = lines[index].text
        if len(text) > _TITLE_CHARS or lines[index].quoted or (text.endswith(".") and " " in text):
            return None
    return None


def mail_head(lines: Sequence[Line], start: int = 0, *, sure: bool = False) -> MailHead | None:
    """Recognise the header of a message or memo that begins at a line, its fields in any order; None when there is none.

    Args:
        lines: all lines.
        start: index of its first line, which must be a field.
        sure: ask for three fields, since a list may hold two words that are also fields.
    """
    fields = _fields(lines, start)
    names = set(fields.values())
    subject = bool(names & _SUBJECTS)
    others = names & (_SUBJECTS | _DATES | {"to"})
    memo = "to" in names and subject and bool(names & _DATES)
    if not (memo or ("from" in names and others)) or (sure and len(names) < _SURE):
        return None
    stop = max(fields) + 1
    while stop < len(lines) and not lines[stop].gap and lines[stop].indent and not is_labelled(lines[stop].text):
        stop += 1
    return _read(lines, fields, start, stop)


def _fields(lines: Sequence[Line], start: int) -> dict[int, str]:
    """Known fields by line. Lines of another label may stand between them, and a blank line where another known one follows."""
    known = words("layout")["mail_headers"]
    found: dict[int, str] = {}
    for index in range(start, min(len(lines), start + _MOST_FIELDS)):
        line = lines[index]
        match = _FIELD.fullmatch(line.text)
        name = match[1].casefold() if match else ""
        is_known = name in known and name not in found.values()
        if (index == start and not is_known) or line.quoted or (line.gap > 1 and index > start):
            break
        if is_known:
            found[index] = name
        elif line.gap or not (is_labelled(line.text) or line.indent):
            break
    return found


def _read(lines: Sequence[Line], fields: dict[int, str], start: int, stop: int) -> MailHead:
    subject, subject_at, stated, unread = "", None, None, set()
    for index, name in fields.items():
        match = _FIELD.fullmatch(lines[index].text)
        value = match[2].strip() if match else ""
        if name in _SUBJECTS and value and (subject_at is None or name == "subject"):
            subject, subject_at = value, index
        elif name in _DATES and value:
            day = _iso(value)
            stated = stated or day
            if day is None:
                unread.add(index)
    kept = tuple(index for index in range(start, stop) if index in unread or (index not in fields and is_labelled(lines[index].text)))
    return MailHead(start, stop, kept, subject, subject_at, stated)


def starts_reply_trail(lines: Sequence[Line], index: int, *, headed: bool) -> bool:
    """Tell whether everything from a line on is an earlier message that was replied to.

    Args:
        lines: all lines.
        index: of the line.
        headed: the document has a header of its own, so that another one begins an earlier message.
    """
    if _TRAIL.fullmatch(lines[index].text):
        return True
    opens = index == 0 or bool(lines[index].gap) or is_rule(lines[index - 1].text)
    if not headed or not opens:
        return False
    found = mail_head(lines, index, sure=True)
    return found is not None and any(_is_sender(lines[at].text) for at in range(found.start, found.stop))


def _is_sender(text: str) -> bool:
    return text.casefold().lstrip("*").startswith("from")


def _iso(text: str) -> str | None:
    """Return the day that a date field states; None for one that depends on the country's habits (03/04/2026)."""
    bare = _WEEKDAY.sub("", text.strip(), count=1)
    for pattern, order in ((_ISO, (1, 2, 3)), (_MONTH_FIRST, (3, 1, 2)), (_DAY_FIRST, (3, 2, 1))):
        found = pattern.fullmatch(bare)
        if found:
            return _day(*(found[group] for group in order))
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _day(year: str, month: str, day: str) -> str | None:
    names = words("layout")["months"]
    number = int(month) if month.isdecimal() else next((at for at, name in enumerate(names, 1) if name.startswith(month.casefold())), 0)
    if month.casefold() == "sept":
        number = names.index("september") + 1
    try:
        return date(int(year), number, int(day)).isoformat()
    except ValueError:
        return None
