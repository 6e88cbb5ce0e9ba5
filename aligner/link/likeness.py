"""How close any two texts of a run are: work to work, remarks to goals and to work. Sparse: only pairs above a floor are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from aligner.domain.encoding import Encoders
from aligner.domain.goals import Goal, Item
from aligner.domain.remarks import Remark
from aligner.domain.terms import Terms
from aligner.link.texts import goal_views, item_views, with_glosses

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

__all__ = ["FLOOR", "likeness"]

FLOOR = 0.35
"""Cosine below which a pair is left out."""
# Rows compared at a time: bounds the memory to some 20 MB for ten thousand texts.
_BLOCK = 512
# Of a large archive only so many of the closest are kept for a text: what is like everything tells nothing.
_NEAREST = 40
_DESCRIPTION = 240
# What the rows of one section share is its heading; of fewer rows the mean would be the rows themselves.
_SECTION, _SHARED = 3, 0.8


def likeness(
    goals: Sequence[Goal], items: Sequence[Item], remarks: Sequence[Remark], encoders: Encoders, glossary: Terms
) -> Mapping[tuple[str, str], float]:
    """Return the cosines of at least ``FLOOR`` by ids, the smaller id first; goals are compared with remarks only.

    Work is compared with work by the mean of three cosines: of the titles, of the words of title and description, and of the
    texts that matching compares less what the rows of a section have in common. All that the main encoder is asked for
    it has met before, save the remarks. Items that repeat another one are left out.
    """
    first = [place for place, item in enumerate(items) if item.same_as is None]
    views = item_views(items, glossary)
    work = [items[place] for place in first]
    ids = [item.id for item in work]
    found: dict[tuple[str, str], float] = {}
    whole = encoders.main.encode([views[place].glossed for place in first])
    if work:
        own = _own(work, whole, encoders, glossary)
        found.update(_close(own, own, ids, ids))
    if remarks:
        spoken = encoders.main.encode([with_glosses(remark.quote.text, glossary) for remark in remarks])
        told = [remark.id for remark in remarks]
        aims = encoders.main.encode([view.glossed for view in goal_views(goals, glossary)])
        found.update(_close(spoken, whole, told, ids))
        found.update(_close(spoken, aims, told, [goal.id for goal in goals]))
    return found


def _own(work: Sequence[Item], whole: Array, encoders: Encoders, glossary: Terms) -> Array:
    """Return unit rows, shape ``(len(work), d)``, whose products are the means of the three cosines."""
    import numpy as np  # noqa: PLC0415 - comes with the encoder; a run without work does without

    titles = encoders.main.encode([item.text for item in work])
    told = encoders.pieces.encode([with_glosses(_told(item), glossary) for item in work])
    return np.asarray(np.hstack((titles, told, _without_section(work, whole))) / np.sqrt(3), np.float32)


def _told(item: Item) -> str:
    described = " ".join(quote.text for quote in item.description)[:_DESCRIPTION]
    return f"{item.text}. {described}" if described else item.text


def _without_section(work: Sequence[Item], whole: Array) -> Array:
    """Return unit rows without what the rows under one heading have in common."""
    import numpy as np  # noqa: PLC0415 - see above

    sections: dict[str, list[int]] = {}
    for row, item in enumerate(work):
        sections.setdefault(item.headings[-1] if item.headings else "", []).append(row)
    left = whole.copy()
    for rows in sections.values():
        if len(rows) >= _SECTION:
            left[rows] -= _SHARED * whole[rows].mean(axis=0)
    return np.asarray(left / np.maximum(np.linalg.norm(left, axis=1, keepdims=True), 1e-9), np.float32)


def _close(left: Array, right: Array, left_ids: Sequence[str], right_ids: Sequence[str]) -> Mapping[tuple[str, str], float]:
    """Return the cosines of two sets of unit rows, ``(n, d)`` and ``(m, d)``, from the floor on."""
    import numpy as np  # noqa: PLC0415 - see above

    found: dict[tuple[str, str], float] = {}
    for start in range(0, len(left), _BLOCK):
        block = left[start : start + _BLOCK] @ right.T
        crowded = block.shape[1] > _NEAREST
        least = np.maximum(np.partition(block, -_NEAREST, axis=1)[:, -_NEAREST, None], FLOOR) if crowded else FLOOR
        rows, columns = (block >= least).nonzero()
        values = block[rows, columns].astype(np.float64).round(4).tolist()
        for row, column, value in zip(rows.tolist(), columns.tolist(), values, strict=True):
            one, other = left_ids[start + row], right_ids[column]
            if one != other:
                found[min(one, other), max(one, other)] = value
    return found
