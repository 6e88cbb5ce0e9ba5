"""What supports a link: verbatim quotes from both sides and plain reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aligner.domain.goals import Goal, Item, Quote
from aligner.domain.links import Evidence, Side
from aligner.domain.terms import Terms
from aligner.link.words import content_words

__all__ = ["closeness", "quotes", "reasons"]

_MAX_WORDS = 4
_MAX_GLOSSES = 2
_CLOSENESS = ((0.6, "very close in meaning"), (0.45, "close in meaning"), (0.3, "related in meaning"), (-1.0, "distant in meaning"))


def quotes(goal: Goal, item: Item) -> tuple[Evidence, ...]:
    """Return the goal's and the item's text, and of either side the description sentence that shares most with the other."""
    found = [Evidence(Side.GOAL, goal.text, goal.locator)]
    found += [
        Evidence(Side.GOAL, quote.text, quote.locator)
        for quote in _carrier(goal.description, goal.text, _whole(item.text, item.description))
    ]
    found.append(Evidence(Side.ITEM, item.text, item.locator))
    found += [
        Evidence(Side.ITEM, quote.text, quote.locator)
        for quote in _carrier(item.description, item.text, _whole(goal.text, goal.description))
    ]
    if item.goal_reference is not None:
        found.append(Evidence(Side.ITEM, item.goal_reference.text, item.goal_reference.locator))
    return tuple(dict.fromkeys(found))


def reasons(goal: Goal, item: Item, *, similarity: float, rank: int, rivals: int, terms: Terms) -> tuple[str, ...]:
    """Return why the pair was linked, strongest first; every reason can be checked against the two texts.

    Args:
        goal: one side.
        item: the other side.
        similarity: cosine of the two texts in [-1, 1].
        rank: place of this goal among all goals for the item by probability, from 1.
        rivals: number of goals.
        terms: the glossary that was used.
    """
    goal_text, item_text = _whole(goal.text, goal.description), _whole(item.text, item.description)
    found = []
    shared = _shared_words(item_text, goal_text)
    if shared:
        quoted = ", ".join(f'"{word}"' for word in shared[:_MAX_WORDS])
        found.append(f"share the word{'s' if len(shared) > 1 else ''} {quoted}")
    found += _bridges(item_text, goal_text, terms) or _bridges(goal_text, item_text, terms)
    found.append(closeness(similarity))
    if rank == 1 and rivals > 1:
        found.append(f"the closest of {rivals} goals for this work")
    return tuple(found)


def closeness(similarity: float) -> str:
    """Return a cosine in words, with its value."""
    words = next(words for floor, words in _CLOSENESS if similarity >= floor)
    return f"{words} ({similarity:.2f})"


def _whole(text: str, description: Sequence[Quote]) -> str:
    return " ".join((text, *(quote.text for quote in description)))


def _carrier(description: Sequence[Quote], title: str, other: str) -> list[Quote]:
    """Return the one sentence that shares the most content words with the other side, if it adds any to the title's."""
    wanted = _stems(other)
    known = _stems(title)
    gains = [len((_stems(quote.text) & wanted.keys()) - known.keys()) for quote in description]
    best = max(gains, default=0)
    return [description[gains.index(best)]] if best else []


def _shared_words(text: str, other: str) -> list[str]:
    """Return the words of a text, as written, whose stems the other one holds; numbers prove nothing."""
    known = _stems(other)
    found = {stem: surface for stem, surface in reversed(content_words(text)) if stem in known and not stem.isdigit()}
    return list(reversed(found.values()))


def _bridges(text: str, other: str, terms: Terms) -> list[str]:
    """Return glossary terms of a text whose explanation shares words with the other text."""
    known = _stems(other)
    found: dict[str, str] = {}
    for hit in terms.expand(text):
        if hit.surface not in other and _stems(hit.gloss).keys() & known.keys():
            found.setdefault(hit.surface, f"{hit.surface}: {hit.gloss}")
    return list(found.values())[:_MAX_GLOSSES]


def _stems(text: str) -> Mapping[str, str]:
    return {stem: surface for stem, surface in content_words(text) if not stem.isdigit()}
