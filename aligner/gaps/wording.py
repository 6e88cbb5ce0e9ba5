"""Whether work speaks of a goal in its own words: enough not to claim that nothing is done for it."""

from __future__ import annotations

import re
from collections import Counter

from aligner.domain.analysis import Analysis
from aligner.domain.goals import Goal
from aligner.gaps.base import PARKED
from aligner.lexicon import words

__all__ = ["spoken_of"]

_WORD = re.compile(r"[^\W\d_][\w-]{3,}")
_STEM, _LONG = 6, 6
_SHARED, _RARE = 2, 2


def spoken_of(analysis: Analysis) -> frozenset[str]:
    """Return the ids of goals that share two telling words, or one rare long word, with the title of live work."""
    titles = [_stems(item.text) for item in analysis.items if item.same_as is None and item.state not in PARKED]
    in_titles = Counter(stem for title in titles for stem in title)
    in_goals = Counter(stem for goal in analysis.goals for stem in _stems(goal.text))
    common = {stem for stem, count in in_titles.items() if count > max(_RARE, len(titles) // 10)}

    def meets(goal: Goal) -> bool:
        own = _stems(goal.text) - common
        rare = {stem for stem in own if len(stem) >= _LONG and 0 < in_titles[stem] <= _RARE and in_goals[stem] <= _RARE}
        return bool(rare) or any(len(own & title) >= _SHARED for title in titles)

    return frozenset(goal.id for goal in analysis.goals if meets(goal))


def _stems(text: str) -> frozenset[str]:
    hollow = words("conflicts")["hollow"]
    return frozenset(word[:_STEM] for word in _WORD.findall(text.casefold()) if word not in hollow)
