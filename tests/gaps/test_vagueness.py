from __future__ import annotations

from dataclasses import replace

import pytest

from aligner.domain.facts import DateSpan
from aligner.gaps.vagueness import reasons
from tests.gaps.factory import analysis, day, goal


@pytest.mark.parametrize(
    ("text", "vague"),
    [
        ("We will further strengthen our yearly cost of claims.", True),
        ("Improve the ordering of spare parts", True),
        ("To continuously enhance the permit for heavy loads", True),
        ("Open the second terminal", False),
        ("Enable sign-in with a passkey for every customer", False),
        ("The improved ticket machine stands in every station", False),
    ],
)
def test_a_verb_without_an_end_needs_a_measure_or_a_date(text, vague):
    one = replace(goal("G1", text), concrete=0.95)
    assert bool(reasons(one, analysis([one]))) is vague


def test_with_a_date_the_wording_decides():
    limit: DateSpan = day("2027-12-31")
    one = replace(goal("G1", "Strengthen the sea wall at Tarn Point by the end of 2027"), concrete=0.95, deadline=limit)
    assert reasons(one, analysis([one])) == ()
