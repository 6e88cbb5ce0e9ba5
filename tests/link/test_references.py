from __future__ import annotations

import pytest

from aligner.domain.goals import Goal, Item, Quote
from aligner.domain.text import Locator
from aligner.link.references import find_references, parts_of

GOALS = [
    Goal("G1", "Delight our passengers", Locator("s"), reference=("pillar 1",)),
    Goal("G2", "Run safe and punctual trains", Locator("s"), reference=("pillar 2", "o2")),
    Goal("G3", "Become carbon neutral", Locator("s"), reference=("3.1",)),
]


def named(reference):
    item = Item("I1", "Replace signal boxes", Locator("e"), goal_reference=Quote(reference, Locator("e")))
    return [row for row, _ in find_references(GOALS, [item]).named]


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
    assert find_references(GOALS, [Item("I1", "Pillar 2 works", Locator("e"))]).named == {}


def test_an_identifier_shared_by_two_goals_names_neither():
    twins = [Goal("G1", "Cheaper", Locator("s"), reference=("goal 1",)), Goal("G2", "Faster", Locator("s"), reference=("goal 1",))]
    item = Item("I1", "Work", Locator("e"), goal_reference=Quote("Goal 1", Locator("e")))
    assert find_references(twins, [item]).named == {}


def test_goals_below_a_named_goal_are_near():
    family = [*GOALS, Goal("G4", "No signal passed at danger", Locator("s"), parent="G2")]
    item = Item("I1", "Replace signal boxes", Locator("e"), goal_reference=Quote("Pillar 2", Locator("e")))
    found = find_references(family, [item])
    assert found.named == {(1, 0): "Pillar 2"}
    assert found.near == {(3, 0): "Pillar 2"}


def test_a_named_heading_makes_its_goals_near():
    goals = [Goal("G1", "Shorter queues", Locator("s"), headings=("Plan", "2. Passengers")), Goal("G2", "Cheaper power", Locator("s"))]
    item = Item("I1", "New gates", Locator("e"), goal_reference=Quote("Passengers", Locator("e")))
    assert find_references(goals, [item]).near == {(0, 0): "Passengers"}


def test_a_ticket_inherits_the_reference_of_its_epic():
    epic = Item("I1", "Signal renewal", Locator("e"), goal_reference=Quote("Pillar 2", Locator("e")))
    ticket = Item("I2", "Order cable", Locator("e"), headings=("Backlog", "Signal renewal"))
    assert find_references(GOALS, [epic, ticket]).named == {(1, 0): "Pillar 2", (1, 1): "Pillar 2"}
    assert parts_of([epic, ticket]) == [None, 0]


@pytest.mark.parametrize(
    ("heading", "expected"), [("Signal renewal", 0), ("Renewal of the signals", 0), ("Gates", None), ("Team North", None), ("", None)]
)
def test_a_heading_names_an_epic_when_it_fits_one_title(heading, expected):
    epics = [
        Item("I1", "Signal renewal phase 2", Locator("e")),
        Item("I2", "Gates at Aldby", Locator("e")),
        Item("I3", "Gates at Corby", Locator("e")),
    ]
    ticket = Item("I4", "Order cable", Locator("e"), headings=(heading,))
    assert parts_of([*epics, ticket])[-1] == expected


def bearing(*numbers):
    return [
        Goal(f"G{place}", f"Invented aim {chr(65 + place) * 5}", Locator("s"), reference=(number,)) for place, number in enumerate(numbers)
    ]


@pytest.mark.parametrize(
    ("numbers", "reference", "expected"),
    [
        (("2", "3", "3.2"), "3.2.1", [2]),
        (("2", "3"), "3.2.1", [1]),
        (("2", "3"), "3.0", [1]),
        (("2", "13"), "3.2.1", []),
        (("o2", "o3"), "O3.1", [1]),
        (("objective 2", "objective 3"), "KR 3.1", [1]),
        (("2", "3"), "2.4, 3.1", [0, 1]),
        (("2", "3", "3.1"), "3.1 and 2.4", [2, 0]),
        (("2", "3"), "3.1 wider gates", []),
        (("2", "3"), "03.11.2026", []),
        (("3.1.3", "3.1.4", "4"), "3.1.3/4", [0, 1]),
        (("3.1.3", "3.1.4", "4"), "3.1.3 / 4", [0, 1]),
        (("3", "4"), "3.1.3/4", [0]),
        (("3.1", "4.2", "4"), "3.1/4.2", [0, 1]),
        (("3", "4"), "3/4", [0, 1]),
        (("o3.1", "o3.2", "2"), "O3.1/2", [0, 1]),
        (("r-03", "r-04"), "R-3", [0]),
        (("1.1", "1.2"), "1.01", []),
    ],
)
def test_a_hierarchical_number_stands_for_the_nearest_above_it(numbers, reference, expected):
    item = Item("I1", "Replace signal boxes", Locator("e"), goal_reference=Quote(reference, Locator("e")))
    assert [row for row, _ in find_references(bearing(*numbers), [item]).named] == expected


def test_a_number_borne_by_a_list_and_its_rewording_names_both():
    goals = [
        Goal("G1", "Punctual trains on the coast line", Locator("s"), reference=("1",)),
        Goal("G2", "Trains on the coast line should be punctual", Locator("s"), reference=("1",)),
    ]
    item = Item("I1", "Replace signal boxes", Locator("e"), goal_reference=Quote("1.3", Locator("e")))
    assert [row for row, _ in find_references(goals, [item]).named] == [0, 1]


def test_long_references_are_read_in_a_moment():
    assert named("a" * 20_000) == []
    assert named("1." * 10_000) == []
    assert named("9/" * 10_000) == []
    assert named("ab " * 7_000) == []
