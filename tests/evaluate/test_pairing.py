from __future__ import annotations

import pytest

from aligner.evaluate.pairing import pair_texts, similarity


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Cut waiting times", "cut  waiting times.", True),
        ("Cut waiting times at security", "By 2027 we will cut waiting times at security", True),
        ("Cut waiting times", "Cut costs", False),
        ("Growth", "Growth in the regions needs a second hub and a new lounge", False),
        ("", "Cut costs", False),
    ],
)
def test_similarity_tells_the_same_statement_from_another(one, other, same):
    assert (similarity(one, other) >= 0.6) is same
    assert similarity(one, other) == similarity(other, one)


def test_pairs_are_one_to_one_and_best_first():
    found = [("Cut waiting times at security",), ("Cut waiting times",), ("Something else",)]
    wanted = [("Cut waiting times",), ("Open a lounge", "A new lounge opens")]
    assert pair_texts(found, wanted) == {1: 0}


def test_any_mention_of_a_label_counts():
    assert pair_texts([("Lounge", "A new lounge opens")], [("Cut costs",), ("Open a lounge", "A new lounge opens")]) == {0: 1}
