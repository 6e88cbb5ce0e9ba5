"""Which dates of a report say when a piece of work ends, without a word of limit: "goes live on 1 June", "now falls in May"."""

from __future__ import annotations

import re

from aligner.domain.facts import DateSpan

__all__ = ["tells_end"]

# "goes live on 1 June": when a thing is there, said without a word of limit.
_ENDS = re.compile(
    r"\b(?:go(?:es|ing)? live|opens|opening|launch(?:es|ing)|(?:is|are) due|(?:is|are) (?:now )?(?:expected|scheduled|planned|foreseen|set)(?: to \w+(?: \w+)?)?|completes|finishes|will be (?:ready|finished|complete|completed|live|open|done)"
    r"|(?:now )?(?:falls|lands|slips|slides|moves)(?: (?:back|now))?(?: to| into)?|(?P<slipped>slipped|moved|pushed(?: back| out)?|postponed|put back|delayed|shifted|deferred|re-?planned|rescheduled) (?:to|until|into)"
    r"|(?:switch-?over|cut-?over|go-?live|hand-?over)(?: date)?(?: is| now| is now|:)?|(?:working|running|ready|in place|in use|trained|connected) (?:only )?(?=in|on|at))\s*(?:(?:on|in|for|at|from|during)\s+)?(?:the\s)?$",
    re.IGNORECASE,
)
# "will be handed out from 15 May", "only in the first quarter", "cannot run before June": the same in other words.
_STARTS = re.compile(
    r"\b(?:(?:will|would|shall|can) (?:now |only )?(?:be (?:handed (?:out|over)|delivered|installed|available|switched (?:on|over|off)|rolled out|opened|usable|used|there|in (?:use|service|place))"
    r"|hand over|enter service|go over|come on line|arrive|load|reach)\b[^.;:]{0,60}?|\b(?:goes|go) over|\bdates? (?:the )?(?:\w+ ){1,3}to|\bonly(?: from)?)\s*(?:(?:on|in|at|from|by)\s+)?(?:the\s)?$",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:not|cannot|can['’]?t|won['’]?t|never|nothing|no (?!later)\w+)\b[^.;:]{0,50}$", re.IGNORECASE)
_GONE = re.compile(r"\b(?:was|were|had|been|went|has|have|did)\b[^.;]{0,60}$", re.IGNORECASE)
# "mid October now": the date has moved.
_MOVED = re.compile(r"\s(?:now|at the earliest|instead)(?=[\s,.;]|$)", re.IGNORECASE)


def tells_end(text: str, date: DateSpan) -> bool:
    """Tell whether a date is when the work is there, or where its end has moved to; not when something happened."""
    before = text[: date.start_offset]
    if date.deadline:
        return date.text.casefold().startswith("before") and _NOT.search(before) is not None
    told = _ENDS.search(before) or _STARTS.search(before) or _MOVED.match(text, date.end_offset)
    if told is None or (date.end is None and told.re is not _STARTS):
        return False
    if told.re is _ENDS:
        return told["slipped"] is not None or not _GONE.search(before[: told.start()])
    return not _GONE.search(before)
