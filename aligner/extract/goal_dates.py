"""Which dates of a text limit it, beside those put as limits: not the years it compares itself with or reads a figure of."""

from __future__ import annotations

import re

from aligner.domain.facts import DateSpan

__all__ = ["arrives", "looks_at"]

_COMPARED = re.compile(
    r"(?:\b(?:than|(?<!early )(?<!soon )(?<!late )as(?! (?:of|early|soon|late|from|a|part|the)\b))\b[^.;,:|]{0,24}|\bagainst(?: the)?|\b(?:compared|relative|in relation) (?:with|to)(?: \S+){0,3}?(?: in| of| for)?|\b(?:versus|vs\.?)"
    r"|\b(?:was|were|had|did|took|stood|used|made|came|spent|paid|lost|emitted|burnt|burned|needed)\b(?: \w+){0,3} (?:in|at|of|for)|\b(?:from|on|over|above|below|under) (?:the )?(?:\d[\d.,]*\s?(?:%|per cent|percent)?|levels?|figures?|values?) (?:in|of))\s*(?:the\s)?$",
    re.IGNORECASE,
)
_READ = re.compile(
    r"\s*(?:[:=]\s*[\d~<>]|,? (?:(?:it|this|that|they|we|there|the (?:figure|number|share)) )?(?:was|were|had|stood)\b)", re.IGNORECASE
)
_ASIDE = re.compile(r"\([^()]{0,12}$")
_ARRIVES = re.compile(
    r"\b(?:be|get|arrive|stand)(?: (?:there|here|done|ready|complete|completed|finished|live|open|in place|in use|reached|at \S+(?: per cent| percent)?)) (?:on|in|at)\s(?:the\s)?$",
    re.IGNORECASE,
)


def looks_at(text: str, date: DateSpan) -> bool:
    """Tell whether a date is only looked at: compared with ("half as much as in 2024"), or the day of a reading ("2025: 86 %")."""
    if date.deadline or text[date.start_offset : date.end_offset] != date.text or date.end is None:
        return False
    before, after = text[: date.start_offset], text[date.end_offset :]
    read = _READ.match(after)
    return _COMPARED.search(before) is not None or (
        read is not None and (("=" not in read[0] and ":" not in read[0]) or _ASIDE.search(before) is not None)
    )


def arrives(text: str, date: DateSpan) -> bool:
    """Tell whether a date without a word of limit says when the goal is reached ("we want to be there on 31 December")."""
    return text[date.start_offset : date.end_offset] == date.text and _ARRIVES.search(text[: date.start_offset]) is not None
