"""From goals and items to a probability for every pair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aligner.domain.encoding import Encoders
from aligner.domain.goals import Goal, Item
from aligner.domain.terms import Terms
from aligner.link.features import Dense, pair_features
from aligner.link.model import LinkModel, Projection
from aligner.link.retrieve import lexical
from aligner.link.score import Scorer, project
from aligner.link.texts import View, goal_views, item_views
from aligner.link.themes import Themes, themes_of
from aligner.resources import model_folder

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

__all__ = ["DENSE", "LEXICAL", "MEANING", "PIECES", "PROJECTED", "Measured", "measure", "project_view", "view_features"]

MEANING, PROJECTED, PIECES = "meaning", "projected", "pieces"
DENSE = (MEANING, PROJECTED, PIECES)
LEXICAL = ("words", "glosses")


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """Every pair's ``probability`` in [0, 1] and ``similarity`` (cosine), shape ``(n_goals, n_items)``; the ``scorer`` used and the ``features`` it saw.

    ``themes`` is None for an encoder without a theme classifier.
    """

    probability: Array
    similarity: Array
    scorer: Scorer
    features: Array
    themes: Themes | None = None


def measure(goals: Sequence[Goal], items: Sequence[Item], *, encoders: Encoders, terms: Terms, model: LinkModel) -> Measured:
    """Return calibrated probabilities before explicit references are taken into account."""
    left, right, plain, pieces = _views(goals, items, encoders, terms)
    tuned = encoders.main.sha256 == model.encoder_sha256
    scorer = model.scorer if tuned else model.general
    features = view_features((project_view(plain, model.projection) if tuned else plain, pieces), left, right, model)
    themes = themes_of(plain.goals, plain.items, encoders.main.sha256, model_folder("themes"))
    return Measured(scorer.probability(features), plain.goals @ plain.items.T, scorer, features, themes)


def _views(goals: Sequence[Goal], items: Sequence[Item], encoders: Encoders, terms: Terms) -> tuple[list[View], list[View], Dense, Dense]:
    left, right = goal_views(goals, terms), item_views(items, terms)
    texts = [view.glossed for view in (*left, *right)]
    # One call each, so that all texts share the threads and repeated ones are encoded once.
    main, pieces = (Dense(rows[: len(left)], rows[len(left) :]) for rows in (encoders.main.encode(texts), encoders.pieces.encode(texts)))
    return left, right, main, pieces


def view_features(dense: Sequence[Dense], left: Sequence[View], right: Sequence[View], model: LinkModel) -> Array:
    """Return the features of every pair, shape ``(n_goals, n_items, n_features)``."""
    words = lexical([view.full for view in left], [view.full for view in right], model.frequencies, model.documents)
    glosses = lexical([view.glossed for view in left], [view.glossed for view in right], model.frequencies, model.documents)
    return pair_features(dense, (words, glosses))


def project_view(plain: Dense, projection: Projection) -> Dense:
    """Return the view with every vector moved by the trained maps."""
    return Dense(project(plain.goals, projection.goals), project(plain.items, projection.items))
