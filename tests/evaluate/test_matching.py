"""Ranking, decision, calibration and intervals on small cases that can be worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from aligner.evaluate.intervals import interval
from aligner.evaluate.matching import Trial, average_precision, best_f1, calibration, decided
from aligner.evaluate.scores import Count


def trial(scores, truth, accept=0.5, lost=None, absent=0):
    truth = np.array(truth, bool)
    return Trial(np.array(scores, np.float32), truth, accept, np.array(lost or [0] * len(truth)), absent)


def test_a_decision_counts_links_that_cannot_be_found_as_missed():
    one = trial([[0.9, 0.6, 0.1]], [[1, 0, 1]], lost=[1], absent=2)
    assert decided(one) == Count(hits=1, found=2, wanted=5)


def test_a_matcher_that_only_ranks_decides_nothing():
    with pytest.raises(ValueError, match="decides nothing"):
        decided(trial([[0.9]], [[1]], accept=None))


def test_average_precision_is_a_mean_over_goals_with_links():
    one = trial([[0.9, 0.8, 0.7], [0.1, 0.2, 0.3], [0.5, 0.4, 0.3]], [[1, 0, 1], [0, 0, 0], [0, 1, 0]])
    assert average_precision(one) == pytest.approx(((1 + 2 / 3) / 2 + 1 / 2) / 2)
    assert average_precision(trial([[0.9, 0.8]], [[1, 0]], lost=[1])) == pytest.approx(0.5)
    assert average_precision(trial([[0.9]], [[0]])) is None


def test_best_f1_is_taken_at_the_best_threshold():
    assert best_f1(trial([[0.9, 0.8, 0.7]], [[1, 1, 0]])) == 1.0
    assert best_f1(trial([[0.9, 0.8, 0.7]], [[0, 1, 0]])) == pytest.approx(2 / 3)


def test_calibration_is_perfect_when_rates_come_true():
    stated = np.array([0.25] * 4 + [0.75] * 4, np.float32)
    truth = np.array([1, 0, 0, 0, 1, 1, 1, 0], bool)
    found = calibration(stated, truth)
    assert found.error == pytest.approx(0)
    assert found.brier == pytest.approx(0.1875)
    assert found.bins == ((0.25, 0.25, 4), (0.75, 0.75, 4))


def test_overconfidence_shows_as_calibration_error():
    assert calibration(np.full(10, 0.95, np.float32), np.zeros(10, bool)).error == pytest.approx(0.95)


def test_intervals_need_two_organisations_and_repeat_themselves():
    rows = [Count(1, 2, 2), Count(2, 2, 2), Count(0, 1, 2)]

    def pooled(some):
        return sum(some, Count(0, 0, 0)).f1

    assert interval(rows[:1], pooled) is None
    low, high = interval(rows, pooled)
    assert low <= pooled(rows) <= high
    assert interval(rows, pooled) == (low, high)
