from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.link.calibrate import accept_threshold, doubtful
from aligner.link.features import Dense, feature_names, pair_features
from aligner.link.retrieve import csls, lexical, neighbourhood, top_mean
from aligner.link.score import Layer, Scorer, project
from aligner.link.words import content_words, stem

RNG = np.random.default_rng(3)


def unit(rows, size=8):
    values = RNG.normal(size=(rows, size)).astype(np.float32)
    return values / np.linalg.norm(values, axis=1, keepdims=True)


def test_a_hub_loses_against_a_specific_pair():
    # Goal 0 is fairly close to everything; goal 1 only to item 1.
    similarity = np.array([[0.6, 0.62, 0.6, 0.6, 0.6, 0.6], [0.1, 0.55, 0.1, 0.1, 0.1, 0.1]], np.float32)
    assert similarity[0, 1] > similarity[1, 1]
    corrected = csls(similarity)
    assert corrected[1, 1] > corrected[0, 1]


@pytest.mark.parametrize(("size", "expected"), [(1, 9.0), (2, 9.0), (3, 9.0), (6, 8.5), (30, 7.0)])
def test_the_neighbourhood_shrinks_with_the_set(size, expected):
    row = np.array([[9, 8, 7, 6, 5, *[0] * 25][:size]], np.float32)
    assert top_mean(row, 1)[0, 0] == pytest.approx(expected)


def test_lexical_similarity_sees_stems_and_ignores_stop_words():
    scores = lexical(
        ["Reduce the waiting times", "Pay suppliers early"], ["waiting time board", "the of and", "supplier payment run"], {}, 0
    )
    assert scores.shape == (2, 3)
    assert scores[0, 0] > 0.3
    assert scores[0, 1] == scores[1, 1] == 0
    assert scores[1, 2] > scores[0, 2] == 0


def test_common_background_words_count_less():
    rare = lexical(["digital harvest"], ["digital", "harvest"], {"digit": 500}, 1000)
    assert rare[0, 1] > rare[0, 0]


def test_neighbourhood_leaves_the_item_itself_out():
    items = np.eye(5, dtype=np.float32)
    items[:4, 0] = 1
    items /= np.linalg.norm(items, axis=1, keepdims=True)
    similarity = np.array([[1, 0, 0, 0, 0]], np.float32)
    around = neighbourhood(similarity, items)
    assert around[0, 0] == 0
    assert around[0, 1] == pytest.approx(1 / 3)


@given(st.integers(1, 6), st.integers(1, 9))
def test_features_have_one_column_per_name_and_are_finite(goals, items):
    view = Dense(unit(goals), unit(items))
    words = np.abs(RNG.normal(size=(goals, items))).astype(np.float32)
    features = pair_features([view], [words])
    assert features.shape == (goals, items, len(feature_names(["a"], ["b"])))
    assert np.isfinite(features).all()


def test_features_follow_a_reordering_of_the_items():
    view = Dense(unit(4), unit(7))
    order = RNG.permutation(7)
    moved = Dense(view.goals, view.items[order])
    words = np.abs(RNG.normal(size=(4, 7))).astype(np.float32)
    np.testing.assert_allclose(pair_features([view], [words])[:, order], pair_features([moved], [words[:, order]]), atol=1e-5)


def test_a_projection_without_weights_changes_nothing():
    rows = unit(3)
    nothing = Layer(np.zeros((8, 8), np.float32), np.zeros(8, np.float32))
    np.testing.assert_allclose(project(rows, (nothing, nothing)), rows, atol=1e-6)


def test_the_scorer_standardises_and_weighs():
    one = np.ones(1, np.float32)
    scorer = Scorer(("x",), 2 * one, 4 * one, 2 * one, bias=-1.0, lowest_accept=0.1, highest_accept=0.5, reject_share=0.5, direct=0.5)
    # 2 * (4 - 2) / 4 - 1 = 0: one half.
    assert scorer.probability(np.array([[4.0]], np.float32))[0] == pytest.approx(0.5)


def test_plain_runs_get_a_strict_line_and_murky_ones_a_lenient_one():
    plain = np.array([[0.95, 0.02], [0.01, 0.9]], np.float32)
    murky = np.array([[0.3, 0.1], [0.1, 0.25]], np.float32)
    assert 0.4 < accept_threshold(plain, 0.1, 0.5) <= 0.5
    assert 0.1 < accept_threshold(murky, 0.1, 0.5) < 0.3
    assert accept_threshold(np.full((2, 2), 0.001, np.float32), 0.15, 0.5) == 0.15


def test_only_the_best_and_the_nearly_accepted_pairs_are_in_doubt():
    probability = np.array([[0.6, 0.2, 0.05], [0.2, 0.15, 0.01], [0.38, 0.1, 0.02]], np.float32)
    assert doubtful(probability, 0.4, 0.1).tolist() == [[False, True, False], [False, False, False], [True, False, False]]


@pytest.mark.parametrize(
    ("left", "right"), [("migrations", "migrate"), ("supplier", "suppliers"), ("training", "trains"), ("Policies", "policy")]
)
def test_forms_of_a_word_share_a_stem(left, right):
    assert stem(left) == stem(right)


def test_short_words_keep_their_ending():
    assert stem("bus") == "bus"
    assert stem("gas") != stem("ga")


def test_content_words_keep_the_word_as_written():
    assert content_words("The Claims of 2027") == (("claim", "Claims"), ("2027", "2027"))
