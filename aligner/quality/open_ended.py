"""R5: lists that are left open."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aligner.domain.quality import RuleHit
from aligner.quality.base import Case, hit
from aligner.quality.tokens import phrases

__all__ = ["find"]

_DOTS = re.compile(r"(?:\.\.\.|…)\s*$")


def find(case: Case) -> Iterator[RuleHit]:
    """Yield the words that leave a list open."""
    message = "“{}” leaves the list open: nobody can tell when all of it is done."
    text, last = case.tokens, len(case.tokens)
    for span in phrases("open_ended").find(text):
        after = text[span.last].low if span.last < last else ""
        if span.entry in {"and more", "and others", "or similar"} and after[:1].isalnum():
            continue  # "and more trains", "and others who": the words go on
        start, end = text[span.first].start, text[span.last - 1].end
        yield hit("R5", case, start, end, message.format(case.goal.text[start:end]))
    dots = _DOTS.search(case.goal.text)
    if dots is not None:
        start, end = dots.start(), dots.start() + len(dots.group().rstrip())
        yield hit("R5", case, start, end, message.format(case.goal.text[start:end]))
