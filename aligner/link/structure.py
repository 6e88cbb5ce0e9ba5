"""What the outline of the documents says about links: work named after a chapter of the strategy, and work under other work."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from aligner.domain.goals import Goal, Item
from aligner.link.words import content_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["chapter_odds", "parents", "through_parents"]

# A column that names a chapter ("Claims", "Pillar 2") narrows the choice; it is often filled in carelessly, so that it does not decide.
_INSIDE = 1.5
_OUTSIDE = -1.5
# Tickets of an epic serve what the epic serves, as a rule.
_INHERITED = 0.8
_LEAST, _MOST = -2.0, 4.0
_NAME_SHARE = 0.4
_TITLE_SHARE = 0.3
_CERTAIN = 1e-4


def chapter_odds(goals: Sequence[Goal], items: Sequence[Item]) -> NDArray[np.float32]:
    """Return log-odds to add, shape ``(n_goals, n_items)``: an item that names a chapter belongs to the goals below that heading."""
    odds = np.zeros((len(goals), len(items)), np.float32)
    for column, item in enumerate(items):
        if item.goal_reference is None:
            continue
        inside = [row for row, goal in enumerate(goals) if any(_names(item.goal_reference.text, heading) for heading in goal.headings)]
        if 0 < len(inside) < len(goals):
            odds[:, column] = _OUTSIDE
            odds[inside, column] = _INSIDE
    return odds


def _names(reference: str, heading: str) -> bool:
    """A reference names a heading when it stands in it, or in what follows its label, as whole words and makes up much of that."""
    name = reference.strip()
    if not name:
        return False
    whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
    parts = (heading, *re.split(r"\s*[:\u2013\u2014]\s*", heading))
    return any(whole.search(part) and len(name) >= _NAME_SHARE * len(part) for part in parts)


def parents(items: Sequence[Item]) -> dict[int, int]:
    """Return the position of the item that an item stands under, for items whose heading is the name of one other item."""
    stems = [frozenset(stem for stem, _ in content_words(item.text)) for item in items]
    found: dict[int, int] = {}
    known: dict[str, tuple[int, ...]] = {}
    for child, item in enumerate(items):
        for heading in reversed(item.headings):
            if heading not in known:
                known[heading] = _titled(heading, stems)
            fits = [place for place in known[heading] if place != child and items[place].headings != item.headings]
            if len(fits) == 1:
                found[child] = fits[0]
                break
    return {child: parent for child, parent in found.items() if found.get(parent) != child}


def _titled(heading: str, stems: Sequence[frozenset[str]]) -> tuple[int, ...]:
    wanted = frozenset(stem for stem, _ in content_words(heading))
    if not wanted:
        return ()
    return tuple(place for place, title in enumerate(stems) if wanted <= title and len(wanted) >= _TITLE_SHARE * len(title))


def through_parents(probability: NDArray[np.float32], items: Sequence[Item]) -> NDArray[np.float32]:
    """Return the probabilities with every item drawn towards what the item above it serves.

    Args:
        probability: shape ``(n_goals, n_items)``, values in [0, 1].
        items: in the order of the columns.
    """
    above = parents(items)
    if not above:
        return probability
    odds = _log_odds(probability)
    usual = _log_odds(probability.mean(axis=1))
    drawn = odds.copy()
    for child, parent in above.items():
        drawn[:, child] += np.clip(_INHERITED * (odds[:, parent] - usual), _LEAST, _MOST)
    return np.asarray(1 / (1 + np.exp(-drawn)), np.float32)


def _log_odds(probability: NDArray[np.float32]) -> NDArray[np.float32]:
    clipped = np.clip(probability, _CERTAIN, 1 - _CERTAIN)
    return np.asarray(np.log(clipped / (1 - clipped)), np.float32)
