from __future__ import annotations

import numpy as np
import pytest

from aligner.domain.facts import DateSpan, Metric
from aligner.domain.goals import Goal
from aligner.domain.text import Locator
from aligner.extract.goal_measures import Yardstick, pair_up


def day(end):
    return DateSpan(end, 0, len(end), end, end, deadline=True)


def amount(value, unit="%"):
    return Metric(f"{value:g}", 0, 1, value, unit)


def goal(text, *metrics, due=None):
    return Goal("G1", text, Locator("a.md", paragraph=1, end=len(text)), metrics=metrics, deadline=due)


def paired(row, *goals, cosine=0.5):
    cosines = np.full((1, len(goals)), cosine, np.float32)
    return list(pair_up([row], dict(enumerate(goals)), cosines))


FERRIES = goal("Nine in ten ferries cast off on time", amount(90.0), due=day("2028-12-31"))
CREWS = goal("Every crew is trained twice a year")


def test_an_equal_amount_and_date_decide():
    assert paired(Yardstick("Ferries punctual", (amount(90.0),), (day("2028-12-31"),)), FERRIES, CREWS) == [(0, 0)]


@pytest.mark.parametrize(
    ("name", "value", "unit", "cosine"),
    [
        ("Ferries punctual", 95.0, "%", 0.5),  # another amount of one unit
        ("Ferries sold", 90.0, "days", 0.3),  # another unit
        ("Gulls counted", 90.0, "%", 0.2),  # neither words nor meaning
    ],
)
def test_what_only_looks_like_the_measure(name, value, unit, cosine):
    assert paired(Yardstick(name, (amount(value, unit),), ()), FERRIES, CREWS, cosine=cosine) == []


def test_two_goals_that_fit_alike_leave_a_row_alone():
    twin = goal("Nine in ten ferries arrive on time", amount(90.0), due=day("2028-12-31"))
    assert paired(Yardstick("Ferries on time", (amount(90.0),), ()), FERRIES, twin) == []


def test_a_barred_pair_is_none():
    row = Yardstick("Ferries punctual", (amount(90.0),), (day("2028-12-31"),))
    cosine = np.full((1, 1), 0.5, np.float32)
    assert list(pair_up([row], {7: FERRIES}, cosine)) == [(0, 7)]
    assert list(pair_up([row], {7: FERRIES}, cosine, {(0, 7)})) == []
