"""R23 and R25: words that point elsewhere, and comparisons with nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aligner.domain.quality import RuleHit
from aligner.quality.base import Case, hit
from aligner.quality.numbers import has_number
from aligner.quality.tokens import Span, phrases, word_set

__all__ = ["find_comparison", "find_pronoun"]

_IMPERSONAL = frozenset({"to", "that", "takes", "easy", "easier", "possible", "simple", "clear", "time", "pays", "must", "should", "worth"})
_PAST_DATE = re.compile(r"\b(?:in|of|since|against|on) (?:fy ?)?(?:19|20)\d\d", re.IGNORECASE)


def find_pronoun(case: Case) -> Iterator[RuleHit]:
    """R23: yield a pronoun that opens the goal and stands for something said before it."""
    text = case.tokens
    if len(text) < 2:  # noqa: PLR2004 - a pronoun and what it does
        return
    span = phrases("pronouns").at(text, 0)
    pointer = phrases("pointers").at(text, 0)
    if span is not None:
        impersonal = text[0].low == "it" and any(token.low in _IMPERSONAL for token in text[1:14])
        if impersonal or text[1].low in {"who", ",", "|", ":"} or (text[0].low == "it" and _is_name(case)):
            return
    elif pointer is None or pointer.last >= len(text) or phrases("after_pointer").at(text, pointer.last) is None:
        return
    found = span or pointer
    if found is not None:
        start, end = text[found.first].start, text[found.last - 1].end
        yield hit("R23", case, start, end, f"Read alone, nobody can tell what “{case.goal.text[start:end]}” stands for.")


def _is_name(case: Case) -> bool:
    """Tell whether the opening "IT" is the department and no pronoun."""
    return case.goal.text[:2] == "IT"


def find_comparison(case: Case) -> Iterator[RuleHit]:
    """R25: yield the first comparative or superlative of the main clause that is held against nothing."""
    if case.measured or case.excluded or phrases("referents").any(case.tokens) or _PAST_DATE.search(case.goal.text):
        return
    text, clause = case.tokens, case.clause
    if has_number(case.explained) or case.told_elsewhere or any(token.low == "than" for token in case.explained_tokens):
        return  # what it is held against may be told there
    for span in phrases("comparatives", "comparative_terms").find(text, clause.first, clause.last):
        if _compares(case, span):
            start, end = text[span.first].start, text[span.last - 1].end
            yield hit(
                "R25",
                case,
                start,
                end,
                f"“{case.goal.text[start:end]}” is held against nothing: neither a value nor a date to compare with is named.",
            )
            return


def _compares(case: Case, span: Span) -> bool:
    text = case.tokens
    if phrases("comparative_terms").at(text, span.first) is not None:
        return False
    before = text[span.first - 1].low if span.first else ""
    after = text[span.last].low if span.last < len(text) else ""
    if before == "much" and span.first > 1 and text[span.first - 2].low == "not":
        return False
    if before in word_set("aside") or (
        before in {"a", "the", "our"} and text[span.first - 2].low in word_set("aside") | {"in", "of"} and span.first > 1
    ):
        return False
    counted = before[:1].isdigit() or after[:1].isdigit()
    name = case.goal.text[text[span.first].start].isupper() and span.first not in {0, case.clause.first}
    return not counted and not name and before not in {"no", "any", "once", "not", "the"} | ({"at"} if span.entry == "best" else set())
