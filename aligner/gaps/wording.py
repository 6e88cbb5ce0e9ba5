"""Whether work speaks of a goal in its own words: enough not to claim that nothing is done for it."""

from __future__ import annotations

from collections import Counter

from aligner.domain.analysis import Analysis
from aligner.domain.goals import Item, WorkClass
from aligner.gaps.base import PARKED
from aligner.gaps.sureness import telling_stems

__all__ = ["spoken_of"]

_SHARED, _RARE = 2, 2


def spoken_of(analysis: Analysis) -> frozenset[str]:
    """Return the ids of goals that share two telling words with the title of live work that has no goal yet.

    One word in common is chance ("street", "branch"), and work that carries another goal has found its reason there.
    """
    titles = [telling_stems(item.text) for item in analysis.items if _open(item, analysis)]
    counts = Counter(stem for title in titles for stem in title)
    common = {stem for stem, count in counts.items() if count > max(_RARE, len(titles) // 10)}
    told = {goal.id: telling_stems(goal.text) - common for goal in analysis.goals}
    return frozenset(ident for ident, own in told.items() if any(len(own & title) >= _SHARED for title in titles))


def _open(item: Item, analysis: Analysis) -> bool:
    taken = any(link.accepted for link in analysis.links_of_item.get(item.id, ()))
    return item.same_as is None and item.state not in PARKED and not taken and item.work_class is WorkClass.CHANGE
