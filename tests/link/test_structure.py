from __future__ import annotations

import numpy as np
import pytest

from aligner.domain.goals import Quote
from aligner.link.references import find_references, parts_of
from aligner.link.structure import through_parents
from tests.gaps.factory import goal, item, place


def named(ident, reference):
    return item(ident, goal_reference=Quote(reference, place(900, reference, "roadmap.xlsx")))


GOALS = [goal("G1", headings=("Plan", "Pillar 1: Claims")), goal("G2", headings=("Plan", "Pillar 2: Belonging")), goal("G3")]


def test_a_named_chapter_favours_the_goals_below_it():
    assert find_references(GOALS, [named("I1", "Claims"), item("I2")]).near == {(0, 0): "Claims"}


@pytest.mark.parametrize("reference", ["Facilities", "Cla", "", "Plan"])
def test_other_words_favour_nothing(reference):
    goals = GOALS if reference != "Plan" else [goal("G1", headings=("Plan",)), goal("G2", headings=("Plan",))]
    assert find_references(goals, [named("I1", reference)]).near == {}


def test_an_epic_is_the_item_above_its_tickets():
    items = [
        item("I1", "Slot locking, second version"),
        item("I2", "Load test", headings=("Slot locking",)),
        item("I3", "Testing", headings=("Kiosk",)),
    ]
    assert parts_of(items) == [None, 0, None]


def test_an_ambiguous_heading_has_no_item():
    items = [item("I1", "Portal phase 1"), item("I2", "Portal phase 2"), item("I3", "Load test", headings=("Portal phase",))]
    assert parts_of(items) == [None, None, None]


def test_tickets_are_drawn_to_what_their_epic_serves():
    items = [item("I1", "Slot locking"), item("I2", "Load test", headings=("Slot locking",)), item("I3", "Kiosk")]
    before = np.array([[0.8, 0.1, 0.1], [0.05, 0.1, 0.1]], np.float32)
    after = through_parents(before, items)
    assert after[0, 1] > 0.2
    assert after[1, 1] < 0.1
    assert np.allclose(after[:, [0, 2]], before[:, [0, 2]], atol=1e-5)
