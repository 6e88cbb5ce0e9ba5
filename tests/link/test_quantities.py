from __future__ import annotations

import pytest

from aligner.link.quantities import measure_odds
from tests.gaps.factory import goal, item, metric

GOAL = goal("G1", "Bring nursing vacancies down to 6 per cent of posts", metrics=(metric("6 per cent", 6.0, of="posts"),))


@pytest.mark.parametrize(
    ("text", "stated", "shared"),
    [
        ("Flexible shifts: vacancies of 9 per cent", metric("9 per cent", 9.0, of="vacancies"), True),
        ("Flexible shifts: vacancies of 60 per cent", metric("60 per cent", 60.0, of="vacancies"), False),
        ("Flexible shifts: vacancies of 9", metric("9", 9.0, "nurse", of="vacancies"), False),
        ("Car park: 9 per cent more spaces", metric("9 per cent", 9.0, of="spaces"), False),
    ],
)
def test_a_shared_measure_speaks_for_a_link(text, stated, shared):
    odds = measure_odds([GOAL, goal("G2")], [item("I1", text, metrics=(stated,)), item("I2")])
    assert bool(odds[0, 0] > 0) is shared
    assert not odds[1].any()
    assert not odds[:, 1].any()
