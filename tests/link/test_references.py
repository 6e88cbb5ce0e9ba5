from __future__ import annotations

import pytest

from aligner.domain.goals import Goal, Item, Quote
from aligner.domain.text import Locator
from aligner.link.references import referenced_goals

GOALS = [
    Goal("G1", "Delight our passengers", Locator("s"), reference=("pillar 1",)),
    Goal("G2", "Run safe and punctual trains", Locator("s"), reference=("pillar 2", "o2")),
    Goal("G3", "Become carbon neutral", Locator("s"), reference=("3.1",)),
]


def named(reference):
    item = Item("I1", "Replace signal boxes", Locator("e"), goal_reference=Quote(reference, Locator("e")))
    return [row for row, _ in referenced_goals(GOALS, [item])]


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("Pillar 2", [1]),
        ("Strategic pillar 2: punctual trains", [1]),
        ("O2", [1]),
        ("3.1", [2]),
        ("3.1 Carbon neutral", [2]),
        ("Run safe and punctual trains", [1]),
        ("Safe and punctual trains", [1]),
        ("Carbon neutral", [2]),
        ("Pillar 1; Pillar 2", [0, 1]),
        ("Pillar 1, Pillar 2", [0, 1]),
        ("Pillar 7", []),
        ("Our business", []),
        ("", []),
        ("n/a", []),
        ("trains", []),
    ],
)
def test_a_reference_names_its_goal(reference, expected):
    assert named(reference) == expected


def test_an_item_without_reference_names_nothing():
    assert referenced_goals(GOALS, [Item("I1", "Pillar 2 works", Locator("e"))]) == {}


def test_an_identifier_shared_by_two_goals_names_neither():
    twins = [Goal("G1", "Cheaper", Locator("s"), reference=("goal 1",)), Goal("G2", "Faster", Locator("s"), reference=("goal 1",))]
    item = Item("I1", "Work", Locator("e"), goal_reference=Quote("Goal 1", Locator("e")))
    assert referenced_goals(twins, [item]) == {}
