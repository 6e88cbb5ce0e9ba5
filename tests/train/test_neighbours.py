from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("scipy")

from aligner.domain.goals import Item
from aligner.domain.text import Locator
from aligner.errors import ModelError
from aligner.link.neighbours import load_neighbours
from aligner.train.neighbours import Labelled, fit, train

GOALS, ITEMS = 6, 48


def organisation(seed):
    """Rows in runs of four for one goal each, with odds that say little about any single row."""
    rng = np.random.default_rng(seed)
    truth = np.zeros((GOALS, ITEMS), np.bool_)
    for start in range(0, ITEMS, 4):
        truth[rng.integers(GOALS), start : start + 4] = True
    odds = np.asarray(rng.normal(-2.5, 1.5, truth.shape) + 2.0 * truth, np.float32)
    items = [Item(f"I{number}", f"Work {number}", Locator(file="plan.xlsx", sheet="Plan", cell=f"A{number}")) for number in range(ITEMS)]
    return Labelled(f"Organisation {seed}", odds, items, truth, np.zeros(GOALS, np.int64), 0, (0.25, 0.5))


def test_rows_in_runs_teach_the_model_to_hear_them(tmp_path):
    labelled = [organisation(seed) for seed in range(4)]
    figures = train(labelled, tmp_path)
    assert figures["with neighbours"]["mean average precision"] > figures["alone"]["mean average precision"] + 0.05
    model = load_neighbours(tmp_path)
    assert model == fit(labelled)
    assert model.weights[0] > 0


def test_a_single_organisation_cannot_be_held_out(tmp_path):
    with pytest.raises(ModelError, match="at least 2 labelled organisations"):
        train([organisation(1)], tmp_path)
