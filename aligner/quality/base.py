"""What every rule of goal quality sees and returns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Protocol

from aligner.domain.facts import OwnerKind
from aligner.domain.goals import Goal, Level
from aligner.domain.quality import RuleHit
from aligner.domain.text import Document, Quote
from aligner.quality.clause import Clause, clause_of
from aligner.quality.tokens import Token, phrases, tokens

__all__ = ["NAMES", "Case", "Found", "Rule", "Suite", "SuiteRule", "has_number", "hit", "is_theme", "whole"]

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
_FIRM = 0.7  # probability from which the wording alone names an outcome that one could verify
_DIGIT = re.compile(r"(?<![\w.])\d[\d.,]*(?!\w*(?:st|nd|rd|th)\b)")
_YEAR = re.compile(r"(?:19|20)\d\d(?:/\d\d)?$")
_WHEN = re.compile(
    r"\b(?:(?:19|20)\d\d|fy ?\d\d|q[1-4]|january|february|march|april|may|june|july|august|september|october|november|december|"
    r"(?:spring|summer|autumn|winter) (?:term|of)|easter|christmas|within (?:a|one|two|three|\w+) (?:weeks?|months?|years?))\b",
    re.IGNORECASE,
)
_NUMBER_WORD = re.compile(
    r"\b(?:half|halve|third|quarter|fifth|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty(?:-\w+)?|hundred|thousand|million|"
    r"every (?:second|other|third)|double|triple|twice|top (?:one|three|five|ten)|first place|per ?cent|net zero|zero)\b",
    re.IGNORECASE,
)
_NOT_NUMBERS = re.compile(
    r"\b(?:\w*(?:quality|safety|community|security|quantity|city|university|facility|property|party|duty|county|beauty|liberty|loyalty|variety|"
    r"society|majority|minority|priority|capacity|electricity|ability|reality|plenty|certainty|authority|royalty|equity|identity|activity|"
    r"productivity|diversity|simplicity|integrity|utility|entity|opportunity|empty|treaty|charity|clarity|maturity|stability|continuity)|"
    r"one another)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Suite:
    """All goals with the strategy documents they stand in."""

    goals: tuple[Goal, ...]
    documents: tuple[Document, ...] = ()

    @cached_property
    def by_id(self) -> dict[str, Goal]:
        """Goals by id."""
        return {goal.id: goal for goal in self.goals}

    @cached_property
    def children(self) -> dict[str | None, tuple[Goal, ...]]:
        """Goals by the id of their parent, in document order; under None those at the top."""
        found: dict[str | None, list[Goal]] = {}
        for goal in self.goals:
            found.setdefault(goal.parent, []).append(goal)
        return {parent: tuple(group) for parent, group in found.items()}

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """Every goal with what surrounds it, in the order of the goals."""
        return tuple(Case(goal, self) for goal in self.goals)

    def below(self, goal: Goal) -> tuple[Goal, ...]:
        """Return every goal beneath one, depth first."""
        return tuple(member for child in self.children.get(goal.id, ()) for member in (child, *self.below(child)))

    @cached_property
    def owned(self) -> int:
        """How many goals have an owner who is somebody."""
        return sum(goal.owner is not None and goal.owner.kind is not OwnerKind.NOBODY for goal in self.goals)


@dataclass(frozen=True)
class Case:
    """One goal as the rules see it, with what surrounds it."""

    goal: Goal
    suite: Suite

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Words of the goal."""
        return tokens(self.goal.text)

    @cached_property
    def clause(self) -> Clause:
        """Main clause of the goal."""
        date = self.goal.deadline
        text = self.goal.text
        return clause_of(self.tokens, len(date.text) if date is not None and text.startswith(date.text) else 0)

    @cached_property
    def family(self) -> tuple[Goal, ...]:
        """The goal and every goal beneath it."""
        return (self.goal, *self.suite.below(self.goal))

    @cached_property
    def siblings(self) -> tuple[Goal, ...]:
        """Other goals with the same parent."""
        return tuple(one for one in self.suite.children[self.goal.parent] if one.id != self.goal.id)

    @cached_property
    def explained(self) -> str:
        """What the documents add to the goal: its description, and the goals beneath with theirs."""
        parts = [quote.text for member in self.family for quote in member.description]
        return "\n".join([*parts, *(member.text for member in self.family[1:])])

    @cached_property
    def explained_tokens(self) -> tuple[Token, ...]:
        """Words of ``explained``."""
        return tokens(self.explained)

    @cached_property
    def measured(self) -> bool:
        """Whether a quantity is attached to the goal: its own, its description's or one beneath it."""
        return any(metric.value is not None for member in self.family for metric in member.metrics)

    @cached_property
    def verifiable(self) -> bool:
        """Whether the wording alone names an outcome that one could verify."""
        return any(member.concrete is not None and member.concrete >= _FIRM for member in self.family)

    @cached_property
    def quantified(self) -> bool:
        """Whether any number at all stands in the goal or its explanation: too much doubt to say that there is none."""
        return self.measured or has_number(self.goal.text) or has_number(self.explained)

    @cached_property
    def dated(self) -> bool:
        """Whether anything that could be a time limit stands in the goal, its explanation, its headings or a goal beneath it."""
        texts = (self.goal.text, self.explained, *self.goal.headings)
        return any(member.deadline is not None for member in self.family) or any(_WHEN.search(text) for text in texts)

    @cached_property
    def excluded(self) -> bool:
        """Whether the goal says what will not be done."""
        return not self.measured and self._negated()

    def _negated(self) -> bool:
        known, clause = phrases("exclusions"), self.clause
        if not clause.heads:
            return False
        before = max(clause.first, clause.heads[0] - 3)
        span = next(known.find(self.tokens, before, min(len(self.tokens), clause.heads[0] + 2)), None)
        subject = self.tokens[clause.first].low in {"we", "do", "don't", "no", "the"}
        sets_none = self.tokens[clause.first].low == "we" and any(
            token.low == "no" for token in self.tokens[clause.heads[0] + 1 : clause.heads[0] + 2]
        )
        return sets_none or (span is not None and subject and span.entry not in {"rather than", "instead of", "excluding"})


def has_number(text: str) -> bool:
    """Tell whether a text holds a number other than a year."""
    if any(not _YEAR.match(match.group().rstrip(".,")) for match in _DIGIT.finditer(text)):
        return True
    return _NUMBER_WORD.search(_NOT_NUMBERS.sub(" ", text)) is not None


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
