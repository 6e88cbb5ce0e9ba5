"""What the outline of the execution documents says about links: the tickets of an epic serve what the epic serves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from aligner.domain.goals import Item
from aligner.link.references import parts_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["through_parents"]

# Tickets of an epic serve what the epic serves, as a rule.
_INHERITED = 0.8
_LEAST, _MOST = -2.0, 4.0
_CERTAIN = 1e-4


def through_parents(probability: NDArray[np.float32], items: Sequence[Item]) -> NDArray[np.float32]:
    """Return the probabilities with every item drawn towards what the item above it serves.

    Args:
        probability: shape ``(n_goals, n_items)``, values in [0, 1].
        items: in the order of the columns.
    """
    above = {child: whole for child, whole in enumerate(parts_of(items)) if whole is not None}
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
