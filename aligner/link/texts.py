"""What is compared of a goal and of a piece of work: title, context and glosses, as plain texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aligner.domain.goals import Goal, Item
from aligner.domain.terms import Terms
from aligner.link.references import parts_of
from aligner.link.words import content_words

__all__ = ["View", "goal_texts", "goal_views", "item_texts", "item_views", "with_glosses"]

# Long texts cost time and blur the vector; the first sentences say what a text is about.
_DESCRIPTION = 320
_THIN_TITLE = 3


@dataclass(frozen=True, slots=True)
class View:
    """One side of a pair.

    Attributes:
        full: the goal's or item's own text with as much context as it needs to be understood.
        glossed: ``full`` followed by what the terms in it are for; this is what is encoded.
    """

    full: str
    glossed: str


def goal_views(goals: Sequence[Goal], terms: Terms) -> list[View]:
    """Return a view of every goal: its description, and for a short goal its parent or nearest heading, belong to it."""
    by_id = {goal.id: goal for goal in goals}
    return [_view(goal.text, _goal_context(goal, by_id), [quote.text for quote in goal.description], terms) for goal in goals]


def item_views(items: Sequence[Item], terms: Terms) -> list[View]:
    """Return a view of every item: its heading, or the work it is part of with its description, belong to it."""
    wholes = parts_of(items)
    views = []
    for item, whole in zip(items, wholes, strict=True):
        told = [quote.text for quote in item.description]
        if whole is not None:
            told += [quote.text for quote in items[whole].description]
        views.append(_view(item.text, item.headings[-1] if item.headings else "", told, terms))
    return views


def item_texts(items: Sequence[Item], terms: Terms) -> list[str]:
    """Return the texts of the items that will be encoded, for those who want to encode them ahead of time."""
    return [view.glossed for view in item_views(items, terms)]


def goal_texts(goals: Sequence[Goal], terms: Terms) -> list[str]:
    """Return the texts of the goals that will be encoded; see ``item_texts``."""
    return [view.glossed for view in goal_views(goals, terms)]


def with_glosses(text: str, terms: Terms) -> str:
    """Return the text followed, in brackets, by the glosses of the terms in it."""
    glosses = dict.fromkeys(hit.gloss for hit in terms.expand(text))
    return f"{text} ({'; '.join(glosses)})" if glosses else text


def _view(title: str, context: str, description: Sequence[str], terms: Terms) -> View:
    told = " ".join(part for part in description if part not in title)
    if len(told) > _DESCRIPTION:
        told = told[:_DESCRIPTION].rsplit(" ", 1)[0]
    full = ": ".join(part for part in (context, title) if part)
    if told:
        full = f"{full.rstrip('.')}. {told}"
    return View(full, with_glosses(full, terms))


def _goal_context(goal: Goal, by_id: Mapping[str, Goal]) -> str:
    parent = by_id.get(goal.parent or "")
    if parent is not None:
        return parent.text
    return goal.headings[-1] if goal.headings and _is_thin(goal.text) else ""


def _is_thin(text: str) -> bool:
    return len({stem for stem, _ in content_words(text)}) < _THIN_TITLE
