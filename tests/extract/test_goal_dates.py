from __future__ import annotations

import pytest

from aligner.domain.facts import OwnerKind
from aligner.extract.goal_dates import arrives, looks_at
from aligner.extract.item_facts import read_owner
from aligner.segment import Segmenter

PLAN = """# Strategy of the Aldermere ferries, 2027 to 2030

Published on 4 May 2026.

## Our goals

### {goal}

{below}
"""


def dates(text):
    return Segmenter().facts(text, document_date="2026-05-04").dates


@pytest.mark.parametrize(
    "text",
    [
        "Vandals shall break half as many lamps as in 2024.",
        "We shall burn less oil than we did in 2023.",
        "Cut the noise by a third against 2019.",
        "Twenty per cent lower, compared with the figures of 2022",
        "half the coal that the kilns took in 2022",
        "Renewals 91% (2025: 84%)",
        "Energy per berth (2022 = 100)",
        "In 2025 it was 41.",
        "from 84% in 2025",
    ],
)
def test_years_of_comparison_and_of_readings_limit_nothing(text):
    assert [looks_at(text, date) for date in dates(text)] == [True]


@pytest.mark.parametrize(
    "text",
    ["half as much oil by 2029", "as early as in 2027", "in 2028", "Target 2030: clean harbours", "from 2028 on", "Open it in 2027"],
)
def test_other_dates_are_not_only_looked_at(text):
    assert not any(looks_at(text, date) for date in dates(text))


def test_a_date_says_when_the_goal_is_reached():
    for text, expected in [
        ("We want to be there on 31 December 2028.", True),
        ("It must be ready in March 2028", True),
        ("The board met on 3 March 2026.", False),
    ]:
        assert [arrives(text, date) for date in dates(text)] == [expected]


def test_a_year_of_comparison_is_no_deadline_of_a_goal(extraction):
    (goal,) = extraction.goals(plan_md=PLAN.format(goal="Vandals break half as many lamps as in 2024", below="The piers stay lit."))
    assert goal.deadline is None
    assert (goal.metric.value, goal.metric.relative) == (50, True)


def test_the_limit_below_a_slogan_is_its_measure(extraction):
    below = "No more than five complaints in a thousand by 31 December 2028."
    goals = extraction.goals(plan_md=PLAN.format(goal="Make every crossing a pleasure for our passengers", below=below))
    goal = next(goal for goal in goals if goal.metric is not None)
    assert (goal.metric.value, goal.metric.unit, goal.deadline.end) == (0.5, "%", "2028-12-31")


def test_a_unit_in_brackets_on_its_own_line_owns_the_goal(extraction):
    goals = extraction.goals(plan_md=PLAN.format(goal="Reduce waits at the pier to 12 minutes by 2029", below="(Harbour Agency)"))
    assert [goal.owner.text for goal in goals if goal.owner] == ["Harbour Agency"]


def test_a_limit_in_the_name_of_an_indicator_counts_beside_its_target(extraction):
    table = """# Strategy 2027 to 2030

## Goals

| Goal | Measure | Target | Deadline |
|---|---|---|---|
| Answer every complaint about noise | Complaints answered in full within five working days | 95 % | 31 December 2028 |
"""
    (goal,) = extraction.goals(plan_md=table)
    assert [(metric.value, metric.unit) for metric in goal.metrics] == [(95, "%"), (5, "days")]


def test_in_capitals_it_is_a_department():
    assert [read_owner(text, Segmenter()).kind for text in ("IT", "it")] == [OwnerKind.UNIT, OwnerKind.NOBODY]
