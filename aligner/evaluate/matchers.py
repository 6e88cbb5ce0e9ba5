"""The program's own matching and named baselines, on the same goals and items.

Baselines see what other tools look at: the texts of goals and items with their descriptions, and one measure of likeness. Their
thresholds are fixed beforehand: a cosine of 0.5 is what tools with sentence encoders commonly ship, and 0.1 for word counts is
where the two are about equally willing; the best threshold of every matcher is reported beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aligner.domain.encoding import Encoder, Encoders
from aligner.domain.goals import Goal, Item
from aligner.domain.terms import Terms
from aligner.link import weigh
from aligner.link.calibrate import accept_threshold
from aligner.link.pairs import covered
from aligner.link.references import ancestors
from aligner.link.retrieve import csls, lexical

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["MATCHERS", "OWN", "Verdict", "all_verdicts"]

OWN = "aligner"
_COSINE = 0.5
_WORDS = 0.1
# The mixture that did best on public requirement sets before anything was trained.
_WORDS_SHARE = 0.3
MATCHERS = (OWN, "cosine 0.5", "TF-IDF 0.1", "cosine, hub-corrected, with TF-IDF")


@dataclass(frozen=True, slots=True, eq=False)
class Verdict:
    """One matcher's scores of shape ``(n_goals, n_items)`` and the score from which it takes a pair (None: ranks only)."""

    name: str
    scores: NDArray[np.float32]
    accept: float | None


def all_verdicts(goals: Sequence[Goal], items: Sequence[Item], *, encoders: Encoders, plain: Encoder, terms: Terms) -> list[Verdict]:
    """Return every matcher's verdict, in the order of ``MATCHERS``.

    Args:
        goals: at least one.
        items: at least one.
        encoders: used by the program's own matching.
        plain: used by the baselines.
        terms: the glossary of the program's own matching; baselines have none.
    """
    own = weigh(goals, items, encoders=encoders, glossary=terms)
    accept = accept_threshold(own.probability, own.scorer.lowest_accept, own.scorer.highest_accept)
    # As in a report, a link to a goal is not repeated for the goals above it.
    scores = own.probability.copy()
    for pair in sorted(covered(scores, ancestors(goals), accept)):
        scores[pair] = 0.0
    left = [_told(goal.text, [quote.text for quote in goal.description]) for goal in goals]
    right = [_told(item.text, [quote.text for quote in item.description]) for item in items]
    rows = plain.encode([*left, *right])
    cosine = np.asarray(rows[: len(left)] @ rows[len(left) :].T, np.float32)
    words = lexical(left, right, {}, 0)
    return [
        Verdict(OWN, scores, accept),
        Verdict(MATCHERS[1], cosine, _COSINE),
        Verdict(MATCHERS[2], words, _WORDS),
        Verdict(MATCHERS[3], csls(cosine) + np.float32(_WORDS_SHARE) * csls(words), None),
    ]


def _told(text: str, description: Sequence[str]) -> str:
    return " ".join((text, *description))
