from __future__ import annotations

import numpy as np
import pytest

from aligner.extract.grams import GramModel, grams
from aligner.train.regressions import fit_grams, fit_standardised

pytest.importorskip("sklearn", reason="needs the extra aligner[train]")

AHEAD = [f"By 203{place} we will have more {thing}" for place, thing in enumerate(("ships", "trees", "loaves", "stones"))]
BACK = [f"In 190{place} there was no {thing}" for place, thing in enumerate(("ship", "tree", "loaf", "stone"))]
BACK += ["Nobody knew why", "Nobody asked"]
TEXTS = [*AHEAD, *BACK]
TRUTH = ["goal"] * len(AHEAD) + ["other"] * len(BACK)


def _fitted(weights: list[float] | None = None, truth: list[str] = TRUTH) -> GramModel:
    return fit_grams([sorted(grams(text)) for text in TEXTS], truth, weights or [1.0] * len(TEXTS), 1.0)


def test_patterns_tell_apart_what_they_have_not_seen() -> None:
    odds = _fitted().log_odds(["By 2041 we will have more pears", "In 1923 there was no pear"], "goal")
    assert odds[0] > 1 > -1 > odds[1]


def test_a_pattern_stands_in_three_sentences_or_is_not_learnt() -> None:
    rows = _fitted().rows
    assert "we will" in rows
    assert "nobody" not in rows  # stands in two
    assert list(rows) == sorted(rows)
    counts = {one: sum(one in grams(text) for text in TEXTS) for text in TEXTS for one in grams(text)}
    assert set(rows) == {one for one, count in counts.items() if count >= 3}


def test_the_same_sentences_give_the_same_weights() -> None:
    one, two = _fitted(), _fitted()
    assert one.rows == two.rows
    assert np.array_equal(one.classifier.weights, two.classifier.weights)
    assert np.array_equal(one.classifier.bias, two.classifier.bias)


def test_a_heavier_sentence_counts_more() -> None:
    heavy = _fitted([1.0] * len(AHEAD) + [9.0] * len(BACK))
    assert heavy.log_odds(["Qq"], "goal")[0] < _fitted().log_odds(["Qq"], "goal")[0]


def test_three_labels_have_three_columns_and_two_have_two() -> None:
    truth = ["goal"] * 4 + ["other"] * 2 + ["risk"] * 4
    assert _fitted().classifier.labels == ("goal", "other")
    model = _fitted(truth=truth)
    assert model.classifier.labels == ("goal", "other", "risk")
    assert model.classifier.weights.shape == (len(model.rows), 3)
    assert model.chances(AHEAD[:1], [()]).argmax() == 0


def test_standardisation_is_folded_into_the_weights() -> None:
    noise = np.random.default_rng(7)
    features = np.stack([noise.normal(900, 40, 80), noise.normal(0, 0.01, 80), np.full(80, 5.0)], axis=1).astype(np.float32)
    truth = features[:, 0] > 900
    model = fit_standardised(features, truth, ("goal", "other"), 1.0)
    assert model.labels == ("other", "goal")
    chances = model.probabilities(features)[:, model.column("goal")]
    assert np.mean((chances > 0.5) == truth) > 0.95
    # A feature that never varies must not shift what is learnt.
    assert np.allclose(model.weights[2], 0, atol=1e-6)
    again = fit_standardised(features, truth, ("goal", "other"), 1.0)
    assert np.array_equal(model.weights, again.weights)
