"""hub: fires on what matches most of the other side in general words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aligner.domain.gaps import GapKind, Severity
from aligner.gaps.hub import find
from tests.gaps.factory import analysis, goal, item, link, metric, with_kids

ITEMS = [item(f"I{number}") for number in range(1, 11)]
GOALS = [goal(f"G{number}") for number in range(1, 11)]


def of_goal(count, items=ITEMS, **more):
    one = goal("G1", "Be driven by data", **more)
    return analysis([one, goal("G2")], items, [link(one, other) for other in items[:count]])


def of_item(count, goals=GOALS):
    one = item("I1", "Programme management")
    return analysis(goals, [one], [link(other, one) for other in goals[:count]])


def test_a_goal_that_matches_most_work_is_found():
    (gap,) = find(of_goal(6))
    assert (gap.kind, gap.goal, gap.severity) == (GapKind.HUB, "G1", Severity.LOW)
    assert "6 of 10" in gap.message
    assert gap.evidence[0].quote == "Be driven by data"


def test_work_that_matches_most_goals_is_found():
    (gap,) = find(of_item(7))
    assert (gap.goal, gap.items) == (None, ("I1",))
    assert "7 of 10" in gap.message


@pytest.mark.parametrize(
    "case",
    [
        of_goal(5),
        of_goal(7, ITEMS[:7]),
        of_goal(6, metrics=(metric("25%", 25.0),)),
        of_goal(6, concrete=0.8),
        of_item(5),
        of_item(7, GOALS[:7]),
    ],
)
def test_half_small_sides_and_concrete_wording_are_left_alone(case):
    assert list(find(case)) == []


def test_links_in_doubt_make_no_hub():
    case = of_goal(8)
    assert list(find(replace(case, links=tuple(replace(one, accepted=False) for one in case.links)))) == []


def test_parts_of_one_goal_count_once():
    family = with_kids(GOALS[0], *GOALS[1:8])
    one = item("I1")
    case = analysis([*family, *GOALS[8:]], [one], [link(other, one) for other in family])
    assert list(find(case)) == []


def test_repeated_mentions_are_no_further_work():
    doubled = [*ITEMS[:6], *(replace(other, same_as="I1") for other in ITEMS[6:])]
    assert list(find(of_goal(6, doubled))) == []
