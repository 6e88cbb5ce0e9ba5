"""What every rule of goal quality returns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, Protocol

from aligner.domain.goals import Goal, Level
from aligner.domain.quality import RuleHit
from aligner.domain.text import Quote
from aligner.quality.case import Case, Suite

__all__ = ["NAMES", "Case", "Found", "Rule", "Suite", "SuiteRule", "hit", "is_theme", "whole"]

NAMES = {
    "R1": "one outcome",
    "R2": "named actor",
    "R3": "vague terms",
    "R4": "escape clause",
    "R5": "open-ended list",
    "R6": "wish instead of commitment",
    "R7": "absolute",
    "R8": "no measurable quantity",
    "R9": "number without an edge",
    "R10": "inconsistent unit",
    "R11": "no time limit",
    "R12": "indefinite time or amount",
    "R13": "no baseline",
    "R14": "output instead of outcome",
    "R15": "no owner",
    "R16": "no link to the plan",
    "R17": "name and formula differ",
    "R18": "judgement without a source",
    "R19": "no data source",
    "R20": "overlapping measures",
    "R21": "part without a measure",
    "R22": "one-sided measures",
    "R23": "unresolved pronoun",
    "R24": "unexplained term",
    "R25": "comparison without a referent",
    "R26": "exclusion",
    "R27": "doubtful target",
    "R28": "placeholder",
}


class Rule(Protocol):
    """One rule: a pure function of a goal and what surrounds it."""

    def __call__(self, case: Case) -> Iterator[RuleHit]:
        """Yield what is wrong, in the order of the text."""


class SuiteRule(Protocol):
    """One rule over all goals together."""

    def __call__(self, suite: Suite) -> Iterator[Found]:
        """Yield what is wrong, each with the goal it concerns."""


class Found(NamedTuple):
    """A hit of a rule over all goals: the id of the goal it concerns, and the hit."""

    goal: str
    hit: RuleHit


def hit(rule: str, case: Case, start: int, end: int, message: str) -> RuleHit:
    """Build a hit on characters ``start`` to ``end`` (exclusive) of the goal's text."""
    place = case.goal.locator
    return RuleHit(rule, NAMES[rule], Quote(case.goal.text[start:end], place.slice(place.start + start, place.start + end)), message)


def whole(rule: str, case: Case, message: str) -> RuleHit:
    """Build a hit on the whole goal, from which something is absent."""
    return RuleHit(rule, NAMES[rule], Quote(case.goal.text, case.goal.locator), message)


def is_theme(goal: Goal) -> bool:
    """Tell whether a goal only gathers others."""
    return goal.level is Level.THEME
