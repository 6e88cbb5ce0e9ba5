"""Mail saved as plain text: the header at the top and the earlier messages at the bottom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from aligner.lexicon import words
from aligner.readers.txt_lines import Line

__all__ = ["MailHead", "mail_head", "starts_reply_trail"]

_FIELD = re.compile(r"\*{0,2}([A-Za-z-]+)\*{0,2}:\*{0,2}\s*(.*)")
_TRAIL = re.compile(r"-{2,}\s*original (?:message|appointment)\s*-{2,}|on .{6,120}wrote:", re.IGNORECASE)
_LOOK_BACK = 12


@dataclass(frozen=True, slots=True)
class MailHead:
    """The header lines of a message: ``stop`` is the index after the last of them, ``subject_at`` that of the subject line or None."""

    stop: int
    subject: str
    subject_at: int | None
    date: str | None


def mail_head(lines: Sequence[Line], start: int = 0) -> MailHead | None:
    """Recognise the header of a message that begins at a line; None when there is none."""
    known = words("layout")["mail_headers"]
    stop = start
    names: set[str] = set()
    subject, subject_at, date = "", None, None
    while stop < len(lines) and stop - start < _LOOK_BACK and (stop == start or not lines[stop].gap):
        field = _FIELD.fullmatch(lines[stop].text)
        name = field[1].casefold() if field else ""
        if field is None or name not in known:
            if lines[stop].indent == 0 or not names:
                break
        elif name == "subject":
            subject, subject_at = field[2], stop
        elif name in {"date", "sent"}:
            date = _iso(field[2])
        names.add(name)
        stop += 1
    return MailHead(stop, subject, subject_at, date) if "from" in names and names & {"subject", "to", "sent", "date"} else None


def starts_reply_trail(lines: Sequence[Line], index: int) -> bool:
    """Tell whether everything from a line on is an earlier message that was replied to."""
    if _TRAIL.fullmatch(lines[index].text):
        return True
    return lines[index].text.casefold().lstrip("*").startswith("from:") and mail_head(lines, index) is not None


def _iso(text: str) -> str | None:
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
