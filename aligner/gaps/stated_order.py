"""The order of importance that a strategy states in so many words: "repair first, then energy, ... and the shop last"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aligner.domain.analysis import Analysis
from aligner.domain.goals import Goal, Quote
from aligner.gaps.measures import sentences
from aligner.gaps.sameness import objects
from aligner.lexicon import cache, words

__all__ = ["Rank", "orders"]

_FEWEST = 3
_RARE = 2
_FIRST = re.compile(r"\bfirst\b", re.IGNORECASE)
_CUT = re.compile(
    r"\s*[,;]\s*(?:and\s+)?(?:then|next|after that|thirdly|secondly|followed by|finally)\s+|\s+then\s+|\s*[,;]\s*and\s+(?:finally\s+)?|\s+and (?=[^,;]+ last\b)",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\b(?:comes? |come |at the )?(?:first|last)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rank:
    """One place in the order: the words that name it, where they stand, and the goals that are meant."""

    topic: str
    quote: Quote
    goals: tuple[Goal, ...]


def orders(analysis: Analysis) -> Iterator[tuple[Rank, ...]]:
    """Yield every stated order of three places or more, the most important first."""
    for document in analysis.strategy:
        for block in document.blocks:
            for quote in sentences(block):
                if _FIRST.search(quote.text) and _order().search(quote.text):
                    yield from _enough(_places(quote, analysis))
    by_heading: dict[str, list[Goal]] = {}
    for goal in analysis.goals:
        for heading in goal.headings[-1:]:
            if _ranked().search(heading):
                by_heading.setdefault(heading, []).append(goal)
    for goals in by_heading.values():
        yield from _enough([Rank(goal.text, Quote(goal.text, goal.locator), (goal,)) for goal in goals])


def _enough(ranks: Sequence[Rank]) -> Iterator[tuple[Rank, ...]]:
    if len({rank.topic.casefold() for rank in ranks}) >= _FEWEST:
        yield tuple(ranks)


def _places(quote: Quote, analysis: Analysis) -> list[Rank]:
    start = quote.text.rfind(":", 0, _first(quote.text)) + 1
    found = []
    for piece in _CUT.split(quote.text[start:]):
        topic = _PLACE.sub(" ", piece).strip(" .,;:")
        named = set(re.findall(r"\w+", topic.casefold())) & set(words("priority")["rest"])
        found.append(Rank(topic, quote, () if named else _meant(topic, analysis)))
    return found


def _first(text: str) -> int:
    match = _FIRST.search(text)
    return match.start() if match else 0


def _meant(topic: str, analysis: Analysis) -> tuple[Goal, ...]:
    """Return the goals that share a rare word with a topic, those first that share it in their own text."""
    wanted = objects(topic).keys()
    own = {goal.id: objects(goal.text).keys() for goal in analysis.goals}
    told = {
        goal.id: objects(" ".join((*goal.headings[-1:], *(quote.text for quote in goal.description)))).keys() for goal in analysis.goals
    }
    uses = Counter(stem for stems in own.values() for stem in stems)
    direct = tuple(goal for goal in analysis.goals if any(uses[stem] <= _RARE for stem in wanted & own[goal.id]))
    return direct or tuple(goal for goal in analysis.goals if wanted & told[goal.id])[:_RARE]


@cache
def _order() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(re.escape(word) for word in words("priority")["order"]) + r")\b", re.IGNORECASE)


@cache
def _ranked() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(re.escape(word) for word in words("priority")["ranked"]) + r")\b", re.IGNORECASE)
