from __future__ import annotations

import numpy as np
import pytest

from aligner.domain.facts import Tense
from aligner.extract.goal_features import FEATURES, looks_back, starts_with_verb, states_deadline, states_quantity, text_features
from aligner.extract.statements import KINDS, classify


class Stranger:
    """An encoder that the shipped weights do not belong to."""

    name, sha256, dimension = "stranger", "f" * 64, 3

    def encode(self, texts):
        raise AssertionError(texts)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Cut the average wait for a berth from nine hours to four by the end of 2028", "goal"),
        ("We will not enter the freight market in this period.", "exclusion"),
        ("In 2024 we dredged the outer channel and were named harbour of the year.", "achievement"),
        ("Honesty, courage and care guide us.", "values"),
        ("There is a risk that the dredger arrives late.", "risk"),
        ("All rights reserved. No part may be reproduced.", "boilerplate"),
        ("Berth wait means the time from anchoring to mooring, divided by the number of calls.", "metric-definition"),
        ("Foreword by the harbour master", "other"),
    ],
)
def test_plain_cases_are_told_apart(encoder, text, kind):
    found = classify([text], encoder)
    assert found.shape == (1, len(KINDS))
    assert found.sum() == pytest.approx(1.0, abs=1e-5)
    assert KINDS[int(found[0].argmax())] == kind


def test_another_encoder_is_not_asked_and_wording_decides():
    found = classify(["We will halve the wait for a berth by 2028.", "Table of contents"], Stranger())
    goal = KINDS.index("goal")
    assert found[0, goal] > 0.5 > found[1, goal]


def test_no_text_gives_no_rows(encoder):
    assert classify([], encoder).shape == (0, len(KINDS))


def test_features_are_bounded_and_independent_of_the_other_texts():
    texts = ["Grow exports by 10% before 2027", "", "Why?", "API-3 GW / 12", "x" * 500]
    together = text_features(texts)
    assert together.shape == (len(texts), len(FEATURES))
    assert together.min() >= 0
    assert together.max() <= 1
    assert np.array_equal(together[1:2], text_features([""]))


def test_cheap_signs():
    assert states_quantity("no more than ten days")
    assert not states_quantity("our plan for 2027 and the next three years")
    assert states_deadline("before the end of June")
    assert not states_deadline("by train")
    assert starts_with_verb("Reduce waste")
    assert not starts_with_verb("Waste")
    assert looks_back("Waste was reduced", Tense.PAST)
    assert not looks_back("What was built badly will be rebuilt", Tense.PAST)
