from __future__ import annotations

import pytest

from aligner.evaluate.claims import Claim, agree, pair_claims


def claim(goal: str | None, *items: str) -> Claim:
    return Claim(goal, frozenset(items))


@pytest.mark.parametrize(
    ("kind", "ours", "theirs", "same"),
    [
        # Work done twice names two pieces of work and no goal; the label says what for.
        ("duplicated-work", claim(None, "i1", "i2"), claim("g1", "i1", "i2"), True),
        ("duplicated-work", claim(None, "i1", "i2"), claim("g1", "i1", "i3"), False),
        ("duplicated-work", claim("g1", "i1"), claim("g1", "i1", "i2"), False),
        # Work against an exclusion: the strategy's side need not be one of its goals.
        ("contradiction", claim("g2", "i1"), claim(None, "i1"), True),
        ("contradiction", claim(None, "i1"), claim("g1", "i2"), False),
        ("orphaned-work", claim(None, "i1"), claim(None, "i1"), True),
        ("unevidenced-claim", claim("g1"), claim("g1", "i1"), True),
        ("unevidenced-claim", claim("g2"), claim("g1", "i1"), False),
        # A measure that serves no goal is not one that a goal lacks.
        ("metric-gap", claim("g1"), claim(None), False),
        ("metric-gap", claim(None, "i1"), claim(None), True),
        ("metric-gap", claim(None), claim("g1"), False),
        ("metric-gap", claim("g1"), claim("g1", "i1"), True),
        ("target-conflict", claim("g1", "i1"), claim("g1", "i1", "i2"), True),
        ("target-conflict", claim("g1", "i3"), claim("g1", "i1", "i2"), False),
        ("target-conflict", claim("g2", "i1"), claim("g1", "i1"), False),
        ("constraint", claim("g1"), claim("g1", "i1"), True),
    ],
)
def test_what_counts_as_the_same(kind, ours, theirs, same):
    assert agree(kind, ours, theirs) is same


def test_each_finding_and_each_label_counts_once():
    found = [claim("g1", "i1"), claim("g1", "i2"), claim("g1", "i1", "i2")]
    assert len(pair_claims("timeline-conflict", found, [claim("g1", "i1", "i2")])) == 1
    assert len(pair_claims("timeline-conflict", found[2:], [claim("g1", "i1"), claim("g1", "i2")])) == 1


def test_a_finding_makes_room_for_one_that_fits_elsewhere_only():
    wanted = [claim("g1", "i1"), claim("g1", "i2")]
    assert pair_claims("timeline-conflict", [claim("g1", "i1", "i2"), claim("g1", "i1")], wanted) == {0: 1, 1: 0}
