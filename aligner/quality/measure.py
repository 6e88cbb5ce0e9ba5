"""R8, R9 and R13: a quantity, its edge, and what it is counted from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aligner.domain.facts import Comparator, Direction, Metric
from aligner.domain.quality import RuleHit
from aligner.quality.base import Case, hit, is_theme, whole
from aligner.quality.tokens import phrases

__all__ = ["find_baseline", "find_edge", "find_quantity"]

_CHANGE = re.compile(
    r"\b(?:by (?:a|an|one|two|three|at least|more than|up to|about|\d)|half|halve[sd]?|double[sd]?|triple[sd]?|third|quarter|fifth)\b",
    re.IGNORECASE,
)
_SHARES = frozenset({"%", "x", "percentage points"})
_LEVEL = re.compile(r"\b(?:make|makes|made|making) up\b", re.IGNORECASE)
_THEN = re.compile(r"(?<!by )(?<!by the end of )\b(?:in|for|since|of|against|than in) (?:fy ?)?(?:19|20)\d\d", re.IGNORECASE)


def find_quantity(case: Case) -> Iterator[RuleHit]:
    """R8: yield a goal to which no quantity at all is attached, and whose wording names no outcome one could verify."""
    if case.quantified or case.verifiable or case.excluded or is_theme(case.goal):
        return
    yield whole("R8", case, "No number, share or count says when the goal is met.")


def find_edge(case: Case) -> Iterator[RuleHit]:
    """R9: yield a word that blurs the goal's own number ("about", "up to")."""
    text = case.tokens
    for metric in _own(case):
        number = next((index for index, token in enumerate(text) if token.start >= metric.start), None)
        if number is None or metric is not _own(case)[0]:
            continue
        for span in phrases("about").find(text, max(0, number - 4), min(len(text), number + 1)):
            if number < max(case.clause.last, 1) and (
                span.last == number or text[span.last].low[:1].isdigit() or text[span.last].low in {"£", "$", "€", "half", "a"}
            ):
                start, end = text[span.first].start, text[span.last - 1].end
                words = case.goal.text[start:end]
                yield hit("R9", case, start, end, f"“{words}” gives the number no edge: nothing says how near counts as met.")
                return


def find_baseline(case: Case) -> Iterator[RuleHit]:
    """R13: yield a relative change ("by 25%", "halve") where no text says what it is counted from."""
    own = _own(case)
    if any(metric.value is not None and not _relative(case, metric) for metric in case.goal.metrics):
        return  # a level to reach needs no baseline
    for metric in own:
        if metric.baseline is not None or not _relative(case, metric):
            continue
        texts = f"{case.goal.text}\n{case.explained}"
        cues = phrases("base_cues")
        if (
            phrases("frequencies").any(case.tokens)
            or case.told_elsewhere
            or cues.any(case.tokens)
            or cues.any(case.explained_tokens)
            or _THEN.search(texts)
        ):
            return
        yield hit("R13", case, metric.start, metric.end, f"Nothing says which value the change of “{metric.text}” is counted from.")
        return


def _relative(case: Case, metric: Metric) -> bool:
    around = case.goal.text[max(0, metric.start - 4) : metric.end]
    if metric.comparator in {Comparator.AT_LEAST, Comparator.AT_MOST} or _LEVEL.search(case.goal.text[: metric.end]):
        return False
    if metric.unit not in _SHARES:
        return False  # "open fifteen more shops" is counted by itself
    moves = metric.direction in {Direction.INCREASE, Direction.DECREASE}
    return metric.relative or (moves and metric.unit in {"%", "x"} and _CHANGE.search(around) is not None)


def _own(case: Case) -> list[Metric]:
    """Return the goal's quantities that stand in its own words, with a value."""
    return [metric for metric in case.goal.metrics if metric.value is not None and case.goal.text[metric.start : metric.end] == metric.text]
