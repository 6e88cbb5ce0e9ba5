"""Says why nobody could tell when a goal is met."""

from __future__ import annotations

import re

from aligner.domain.analysis import Analysis
from aligner.domain.facts import OwnerKind
from aligner.domain.goals import Goal
from aligner.lexicon import cache, words

__all__ = ["reasons"]

# A dated goal needs wording that is more likely verifiable than not; an undated one needs to be plainly so.
_CONCRETE_DATED = 0.4
_CONCRETE_UNDATED = 0.7
# "Every lead pipe is gone", "no district hangs on a single line": with a date, all or none is a measure in itself.
_CONCRETE_WHOLE = 0.2
_WHOLE = re.compile(r"\b(?:every|all|each|any|no|none|nobody|zero|the last(?: of)?)\s+\w", re.IGNORECASE)


def reasons(goal: Goal, analysis: Analysis) -> tuple[str, ...]:
    """Return why the goal is vague, or an empty tuple.

    A target value anywhere on the goal or beneath it makes it measurable. Without one, the goal must name an outcome that one
    could verify (a bridge opened, an accreditation won), dated or unmistakable. A missing owner is named as a further reason
    where the goal is vague already: by itself it is another finding.
    """
    family = (goal, *analysis.descendants(goal.id))
    if any(metric.value is not None for member in family for metric in member.metrics):
        return ()
    if any(not reasons(child, analysis) for child in analysis.children.get(goal.id, ())):
        return ()
    dated = any(member.deadline is not None and member.deadline.end is not None for member in family)
    concrete = goal.concrete if goal.concrete is not None else 0.0
    whole = dated and _WHOLE.search(goal.text) is not None
    if not dated and _only_direction(goal.text):
        return _name(goal, analysis, dated=False, wordy=True)
    if concrete >= (_CONCRETE_WHOLE if whole else _CONCRETE_DATED if dated else _CONCRETE_UNDATED):
        return ()
    return _name(goal, analysis, dated=dated, wordy=concrete < _CONCRETE_DATED)


def _only_direction(text: str) -> bool:
    """Tell whether the goal's head verb says which way to go ("we will further strengthen ..."), so that it has no end without a measure."""
    return _endless().match(text) is not None


@cache
def _endless() -> re.Pattern[str]:
    verbs = "|".join(re.escape(verb) for verb in sorted(words("vague")["endless_verbs"], key=lambda verb: (-len(verb), verb)))
    return re.compile(
        r"\W*(?:to |we (?:will|shall|must|want to|intend to|aim to|have to|need to) )?(?:(?:also|further|continue to|[a-z]+ly) )*"
        rf"(?:{verbs})\b",
        re.IGNORECASE,
    )


def _name(goal: Goal, analysis: Analysis, *, dated: bool, wordy: bool) -> tuple[str, ...]:
    found = ["only a placeholder for its target" if goal.metrics else "no measurable target"]
    if not dated:
        found.append("no deadline")
    if wordy:
        found.append("no outcome that could be verified")
    owned = goal.owner is not None and goal.owner.kind is not OwnerKind.NOBODY
    if not owned and any(other.owner is not None for other in analysis.goals):
        found.append("no owner")
    return tuple(found)
