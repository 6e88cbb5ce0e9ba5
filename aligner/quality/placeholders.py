"""R28: values that are announced and not given."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aligner.domain.quality import RuleHit
from aligner.domain.text import Quote
from aligner.lexicon import cache, words
from aligner.quality.base import NAMES, Case

__all__ = ["find"]

_BRACKETS = r"\[(?:date|number|name|owner|figure|target|value|metric|percentage|insert[^\]]*|to be[^\]]*|tb[acd][^\]]*|x+%?|_+|\.{2,}|\?+)\]|<(?:date|number|name|owner|target|value)>|\?{2,}|_{3,}"
_FORMS = r"(?<!\w)(?:[xn]{1,3} ?(?:%|per ?cent)|[£$€] ?[xX]{1,3}|xx+)(?!\w)"


def find(case: Case) -> Iterator[RuleHit]:
    """Yield every placeholder in the goal and in what explains it."""
    for quote in (Quote(case.goal.text, case.goal.locator), *case.goal.description):
        for match in _pattern().finditer(quote.text):
            start = quote.locator.start
            found = Quote(match.group(), quote.locator.slice(start + match.start(), start + match.end()))
            yield RuleHit("R28", NAMES["R28"], found, f"“{match.group()}” stands where a value is still to come.")


@cache
def _pattern() -> re.Pattern[str]:
    plain = [re.escape(mark) for mark in words("vague")["placeholders"] if mark[0].isalpha() and mark[-1].isalpha()]
    return re.compile(
        rf"{_BRACKETS}|{_FORMS}|(?<!\w)(?:{'|'.join(sorted(plain, key=lambda mark: (-len(mark), mark)))})(?!\w)", re.IGNORECASE
    )
