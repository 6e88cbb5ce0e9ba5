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
_GONE = re.compile(r"\b(?:was|were|had|been|went|has|have|did)\b[^.;]{0,60}$", re.IGNORECASE)
# "mid October now": the date has moved.
_MOVED = re.compile(r"\s(?:now|at the earliest|instead)(?=[\s,.;]|$)", re.IGNORECASE)


def tells_end(text: str, date: DateSpan) -> bool:
    """Tell whether a date is when the work is there, or where its end has moved to; not when something happened."""
    before = text[: date.start_offset]
    told = _ENDS.search(before) or _MOVED.match(text, date.end_offset)
    if told is None or date.end is None:
        return False
    if told.re is _ENDS:
        return told["slipped"] is not None or not _GONE.search(before[: told.start()])
    return not _GONE.search(before)
