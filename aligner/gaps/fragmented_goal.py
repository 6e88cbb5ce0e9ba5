"""fragmented-goal: many hands each do a piece of the work for a goal, and nobody is named who holds it together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aligner.domain.analysis import Analysis
from aligner.domain.facts import OwnerKind
from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.domain.goals import Goal, Item, Quote
from aligner.domain.links import Evidence, Side
from aligner.gaps.base import PARKED, goal_evidence, item_evidence, make_gap, quoted, supporting_links
from aligner.gaps.measures import sentences
from aligner.gaps.odds import FIRM
from aligner.gaps.sameness import hands, objects
from aligner.gaps.surroundings import people, somebody_named
from aligner.lexicon import cache, words

__all__ = ["find"]

# Hands from which a goal is spread: where a report says that nobody holds it together, two will do.
_MANY, _TOLD = 4, 2
# A link that is not much better than chance adds a hand by mistake.
_LIKELY = 0.3
_RARE = 2
# Share of the goal's words from which a title is the goal's own name.
_NAMED = 0.7
_SHOWN = 4
_SEVERAL = re.compile(
    r"\b(?:each|several|two|three|four|five|six|seven|eight|\d+) (?:\w+ )?(?:units?|teams?|houses?|departments?|divisions?|directorates?|functions?|squads?|offices?|faculties)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Telling:
    """A sentence that says that nobody holds the work together, and what it and the sentence before it speak of."""

    quote: Quote
    stems: frozenset[str]


def find(analysis: Analysis) -> Iterator[Gap]:
    """Yield one finding per goal without an owner."""
    known = people(analysis)
    unowned = [goal for goal in analysis.goals if not _answered_for(goal, analysis, known)]
    tellings = [(telling, _meant(telling, unowned, analysis)) for telling in _tellings(analysis)]
    owned = sum(goal.owner is not None for goal in analysis.goals)
    for goal in unowned:
        told = next((telling.quote for telling, meant in tellings if meant == goal.id), None)
        items = _live(goal, analysis, _LIKELY if told else FIRM)
        spread = len({hands(item) for item in items})
        if told is not None and (spread >= _TOLD or (spread and _SEVERAL.search(told.text))):
            yield _gap(goal, items, told, Severity.MEDIUM)
        elif spread >= _MANY and 2 * owned >= len(analysis.goals) and not _led(goal, items):
            yield _gap(goal, items, None, Severity.QUESTION)


def _answered_for(goal: Goal, analysis: Analysis, known: frozenset[str]) -> bool:
    """Tell whether somebody answers for the goal, alone or together with others, or for the goal above it."""
    line: Goal | None = goal
    while line is not None:
        if line.owner is not None and line.owner.kind is not OwnerKind.NOBODY:
            return True
        line = analysis.goal_by_id.get(line.parent or "")
    texts = (goal.text, *(quote.text for quote in goal.description))
    return any(_joint().search(text) for text in texts) or somebody_named(goal, analysis, known)


def _live(goal: Goal, analysis: Analysis, least: float) -> list[Item]:
    items = [analysis.item_by_id[link.item] for link in supporting_links(analysis, goal) if link.probability >= least]
    return [item for item in items if item.state not in PARKED and hands(item)]


def _led(goal: Goal, items: Sequence[Item]) -> bool:
    """A programme that carries the goal's name, or that the other pieces stand under, leads them."""
    wanted = objects(goal.text).keys()
    if len(wanted) > 1 and any(len(wanted & objects(item.text).keys()) >= _NAMED * len(wanted) for item in items):
        return True
    above = Counter(heading.casefold() for item in items for heading in item.headings)
    return any(above[item.text.casefold()] >= len(items) - 1 for item in items)


def _tellings(analysis: Analysis) -> Iterator[_Telling]:
    for document in analysis.execution:
        for block in document.blocks:
            before = ""
            for quote in sentences(block):
                if _leaderless().search(quote.text):
                    yield _Telling(quote, frozenset(objects(f"{before} {quote.text}").keys() - _cue()))
                before = quote.text


def _meant(telling: _Telling, goals: Sequence[Goal], analysis: Analysis) -> str | None:
    """Return the goal that a sentence most likely speaks of: by rare words of the goal, and by the hands that work for it; None when two fit."""
    uses = Counter(stem for goal in analysis.goals for stem in objects(goal.text))
    said = {word.casefold() for word in re.findall(r"[^\W\d_]{2,}", telling.quote.text)}
    carriers = {goal.id: {names for names in map(hands, _live(goal, analysis, _LIKELY)) if names <= said} for goal in goals}
    # "Supply Chain" names a unit here and says nothing of a goal about supply.
    units = objects(" ".join(word for item in analysis.items for word in hands(item) if word in said)).keys()
    scores = []
    for place, goal in enumerate(goals):
        direct = sum(uses[stem] <= _RARE for stem in objects(goal.text).keys() & telling.stems - units)
        scores.append((direct + len(carriers[goal.id]), -place))
    best, *rivals = sorted(scores, reverse=True) or [(0, 0)]
    clear = best[0] > 0 and (not rivals or rivals[0][0] < best[0])
    return goals[-best[1]].id if clear else None


def _gap(goal: Goal, items: Sequence[Item], told: Quote | None, severity: Severity) -> Gap:
    spread = len({hands(item) for item in items})
    firsts = list({hands(item): item for item in reversed(items)}.values())[::-1]
    said = [Evidence(Side.ITEM, told.text, told.locator)] if told is not None else []
    return make_gap(
        GapKind.FRAGMENTED_GOAL,
        severity,
        goal=goal,
        items=items,
        message=f"The work for the goal {quoted(goal.text)} lies in {_number(spread)}, and no document names who holds it together.",
        question="Who decides when these pieces of work do not fit together or do not add up to the goal?",
        remedy="Name one owner or a lead programme for the goal, or say that it is owned jointly and by whom.",
        evidence=[*goal_evidence(goal), *said, *(piece for item in firsts[:_SHOWN] for piece in item_evidence(item, item.owner_quote))],
    )


def _number(spread: int) -> str:
    return f"{spread} hands" if spread > 1 else "several hands"


@cache
def _leaderless() -> re.Pattern[str]:
    listed = "|".join(
        re.escape(phrase).replace(r"\.\.\.", r"(?:[\w,’'-]+\s+){0,7}?").replace(r"\ ", r"\s*") for phrase in words("hands")["leaderless"]
    )
    return re.compile(rf"\b(?:{listed})\b", re.IGNORECASE)


@cache
def _cue() -> frozenset[str]:
    """The words that make such a sentence speak of no goal."""
    return frozenset(objects(" ".join(words("hands")["leaderless"])))


@cache
def _joint() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(re.escape(phrase) for phrase in words("hands")["joint"]) + r")\b", re.IGNORECASE)
