"""Sentences about the paper, definitions, and headings that keep what stands below them from being a goal."""

from __future__ import annotations

import pytest

from aligner.extract.goal_asides import defines, speaks_of_paper

ABOUT = [
    "A typical roadmap takes three winters to finish, so you will see work of several teams in it.",
    "These plans will build on the work of the ferry council.",
    "This strategy's goal is to clarify how the harbour standards apply to our teams.",
    "Over time, we expect to add more roadmaps and refine their structure.",
    "Because we work in short rounds, the backlog is going to change often as we learn.",
    "The Port Standards as well as the Port Strategic Plan: 2031-2035 set a direction for all quays.",
    "Following the storm, the Port 2031 Action Plan is adjusting targets by extending several of them by one month.",
    "The longer season encourages crews to look for berths that serve them best.",
]
GOALS = [
    "We will move every quay to shore power by 2031.",
    "Our plan is to halve waiting at the lock.",
    "The strategy will be judged by one figure: 95% of ferries on time by June 2031.",
    "Publish a flood plan for every district.",
    "The port will cut diesel use by 40% by 2030.",
    "Every skipper has a plan for fog before the season of 2031 opens, and 90% have rehearsed it.",
]


@pytest.mark.parametrize("text", ABOUT)
def test_what_is_said_of_the_paper_is_no_goal(text: str) -> None:
    assert speaks_of_paper(text)


@pytest.mark.parametrize("text", GOALS)
def test_a_goal_is_not_about_the_paper(text: str) -> None:
    assert not speaks_of_paper(text)


def test_a_term_with_the_quantity_it_stands_for_is_a_definition_until_it_names_an_amount() -> None:
    assert defines("Turnaround: the time it takes from mooring to departure")
    assert not defines("Turnaround: the time it takes from mooring to departure falls below 40 minutes")
    assert not defines("Shore power: every quay is connected")


PLAN = """# Harbour plan

## The status quo

Skippers want to moor without waiting, and the pilots need better charts of the bar.

## Design axioms

- **Keep it simple.** Look for ways to do with fewer forms, even where a form seems cheap.

## Our goals

- Halve the wait at the lock
- Light every berth
- Train every pilot on the new charts
"""


def test_how_things_stand_and_rules_to_work_by_hold_no_goals(extraction) -> None:
    assert [goal.text for goal in extraction.goals(plan_md=PLAN)] == [
        "Halve the wait at the lock", "Light every berth", "Train every pilot on the new charts",
    ]  # fmt: skip
