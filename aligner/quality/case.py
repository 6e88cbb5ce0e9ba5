"""What every rule of goal quality sees: a goal with what surrounds it, and all goals together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from aligner.domain.facts import OwnerKind
from aligner.domain.goals import Goal
from aligner.domain.text import Document
from aligner.quality.clause import Clause, clause_of
from aligner.quality.numbers import has_number, has_time
from aligner.quality.sources import Sources
from aligner.quality.tokens import Token, phrases, stems, tokens

__all__ = ["Case", "Suite"]

_SHARED = 2  # telling words that a table row shares with a goal it measures
_SEE = re.compile(r"\b[Ss]ee (?:the )?(?:[A-Z]\w+|table|annex|scorecard|figure|section|page|below|above|chapter)\b")
_FIRM = 0.7  # probability from which the wording alone names an outcome that one could verify


@dataclass(frozen=True)
class Suite:
    """All goals with the strategy documents they stand in."""

    goals: tuple[Goal, ...]
    documents: tuple[Document, ...] = ()

    @cached_property
    def children(self) -> dict[str | None, tuple[Goal, ...]]:
        """Goals by the id of their parent, in document order; under None those at the top."""
        found: dict[str | None, list[Goal]] = {}
        for goal in self.goals:
            found.setdefault(goal.parent, []).append(goal)
        return {parent: tuple(group) for parent, group in found.items()}

    @cached_property
    def sources(self) -> Sources:
        """What the documents say around the goals and in their tables."""
        return Sources(self.goals, self.documents)

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
        return clause_of(self.tokens, len(date.text) if date is not None and self.goal.text.startswith(date.text) else 0)

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
        """What the documents add to the goal: its description, the goals beneath with theirs, the rest of its paragraph."""
        parts = [quote.text for member in self.family for quote in member.description]
        return "\n".join([*parts, *(member.text for member in self.family[1:]), self.suite.sources.after(self.goal)])

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
    def told_elsewhere(self) -> bool:
        """Whether the goal refers to a table or section, or a table row with a number shares its telling words."""
        if _SEE.search(self.explained) or _SEE.search(self.goal.text):
            return True
        if any(name in self.suite.sources.row_names for name in self.goal.reference):
            return True
        own = stems(self.goal.text)
        return any(len(own & row) >= _SHARED for row in self.suite.sources.rows)

    @cached_property
    def quantified(self) -> bool:
        """Whether any number at all stands in the goal or its explanation: too much doubt to say that there is none."""
        return self.measured or has_number(self.goal.text) or has_number(self.explained) or self.told_elsewhere

    @cached_property
    def dated(self) -> bool:
        """Whether anything that could be a time limit stands in the goal, its explanation, its headings or a goal beneath it."""
        texts = (self.goal.text, self.explained, *self.goal.headings)
        return any(member.deadline is not None for member in self.family) or any(has_time(text) for text in texts) or self.told_elsewhere

    @cached_property
    def settled(self) -> bool:
        """Whether the text tells what has been done, or stands in every document: no goal to judge."""
        clause = self.clause
        done = next(phrases("achieved").find(self.tokens, clause.first, clause.last), None)
        return done is not None or phrases("boilerplate").any(self.tokens)

    @cached_property
    def excluded(self) -> bool:
        """Whether the goal says what will not be done."""
        return not self.measured and self._negated()

    def _negated(self) -> bool:
        text, clause = self.tokens, self.clause
        if not clause.heads:
            return False
        head, opening = clause.heads[0], text[clause.first].low
        if opening == "we" and [token.low for token in text[head + 1 : head + 2]] == ["no"]:
            return True  # "we set no quota"
        span = next(phrases("exclusions").find(text, max(clause.first, head - 3), min(len(text), head + 2)), None)
        subject = opening in {"we", "i", "do", "don't"} and all(token.low != "than" for token in text)
        return span is not None and subject and span.entry not in {"rather than", "instead of", "excluding"}
