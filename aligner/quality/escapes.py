"""R4: clauses that let the writer off."""

from __future__ import annotations

from collections.abc import Iterator

from aligner.domain.quality import RuleHit
from aligner.quality.base import Case, hit
from aligner.quality.tokens import phrases

__all__ = ["find"]


def find(case: Case) -> Iterator[RuleHit]:
    """Yield escape phrases anywhere in the goal, and "may" or "might" where they carry its main clause."""
    text, clause = case.tokens, case.clause
    message = "“{}” leaves a way out: the goal holds only where the writer finds that it does."
    for span in phrases("escapes").find(text):
        start, end = text[span.first].start, text[span.last - 1].end
        if (
            span.entry == "subject to"
            and span.last < len(text)
            and text[span.last].low in {"the", "a", "an"}
            and span.first == clause.first + 1
        ):
            continue
        yield hit("R4", case, start, end, message.format(case.goal.text[start:end]))
    modals = phrases("escape_modals")
    for index in range(clause.first + 1, min(clause.last, clause.first + 6)):
        modal = modals.at(text, index)
        month = case.goal.text[text[index].start].isupper()
        if modal is not None and not month and _subject(case, index):
            yield hit("R4", case, text[index].start, text[index].end, message.format(case.goal.text[text[index].start : text[index].end]))
            return


def _subject(case: Case, index: int) -> bool:
    """Tell whether a modal carries the goal: after "we", or after a plain subject ("our branches may"), but in no clause of its own."""
    before = [token.low for token in case.tokens[case.clause.first : index]]
    plain = before[0] in {"the", "our"} and not set(before) & {"you", "they", "he", "she", "we"} and not case.clause.heads
    return before in (["we"], ["i"]) or plain
