"""Two more voices, written whole with their expectations: a hospital trust's letter and a ministry's numbered plan."""

from __future__ import annotations

from collections.abc import Sequence

from aligner.domain.goals import Goal

TRUST = """# A letter to the staff and neighbours of Ellermoor Hospitals Trust

Dear all,

I am writing at the close of my second winter as chief executive. You have kept four hospitals open through two outbreaks, and
nobody who saw the wards in January will forget it. Our waiting list stood at 21,400 people on New Year's Day. Nationally, waits
have doubled since 2019, and no government has yet found an answer.

We exist so that people on the moor can live well and die well. Kindness is how we do it.

Let me say plainly what the board has decided. Nobody will wait longer than 40 weeks for a planned operation by March 2028. The
Chief Nurse will halve falls on our wards by the end of 2027. Every one of our maternity units shall have a consultant on site day
and night from April 2027.

## Our people

We lost 312 nurses last year, most of them in their first eighteen months. This matters because new nurses learn from those who
stay. So we will bring nurse turnover down from 14% to 9% within two years. Agency staff would cost us another 6 million pounds
if nothing changed.

## Our buildings

The roof at Garrick Street has been repaired three times since 2016. By the summer of 2029 we want the last patient out of
Garrick Street and into the new wing at Thornby. We will not sell the Garrick Street site.

## Our records

A doctor on the moor still signs in to eleven systems. We shall give every clinician one record to work from by October 2028,
and the Chief Information Officer answers to me for it.

None of this is easy, and some of it may fail. Ministers could change the funding formula; a bad winter could fill every bed.

With thanks and admiration,

Oonagh Pellew, Chief Executive
"""

TRUST_GOALS = (
    "Nobody will wait longer than 40 weeks for a planned operation by March 2028.",
    "The Chief Nurse will halve falls on our wards by the end of 2027.",
    "Every one of our maternity units shall have a consultant on site day and night from April 2027.",
    "So we will bring nurse turnover down from 14% to 9% within two years.",
    "By the summer of 2029 we want the last patient out of Garrick Street and into the new wing at Thornby.",
    "We shall give every clinician one record to work from by October 2028, and the Chief Information Officer answers to me for it.",
)

MINISTRY = """# Ministry of Inland Waters: Plan 2027-2031

## 1. Introduction

1.1 The Ministry looks after 4,200 kilometres of river and 61 locks. This plan replaces the plan of 2022.

1.2 The plan was prepared by the Directorate of Planning after consultation with 38 organisations.

## 2. Principles

2.1 Openness. Data on water levels are public by default.

2.2 Fairness. Those who pollute pay.

## 3. Strategic objectives

### Objective 1: Reopen the northern waterway to freight

3.1 The waterway closed to freight in 1998. Its reopening would take some 9,000 lorries a year off the roads.

3.2 The Directorate of Locks leads this objective.

### Objective 2: Bring every lake used for bathing to good status

3.3 Thirty-one of fifty lakes were of good status in 2025.

### Objective 3: Warn every household in a flood zone in time

3.4 Current warnings reach about half of those concerned.

### Objective 4: Make permits simple

3.5 Applicants fill in up to seven forms today.

## 4. Indicators

| Objective | Indicator | Baseline 2026 | Target 2031 | Responsible |
|---|---|---|---|---|
| Objective 1 | Freight carried on the northern waterway, tonnes a year | 0 | 250,000 | Directorate of Locks |
| Objective 2 | Bathing lakes of good status | 62% | 100% | Directorate of Water Quality |
| Objective 3 | Households warned six hours ahead | 48% | 95% | Flood Service |

## 5. Monitoring

5.1 The Directorate of Planning reports to the Minister every March. Reports are published within thirty days.

5.2 The indicators are calculated by the Statistical Unit from monthly returns.

## Annex A. Legal basis

The Inland Waters Act requires the Ministry to publish a plan every five years.
"""

MINISTRY_GOALS = (
    "Reopen the northern waterway to freight",
    "Bring every lake used for bathing to good status",
    "Warn every household in a flood zone in time",
    "Make permits simple",
)


def texts(goals: Sequence[Goal]) -> tuple[str, ...]:
    return tuple(" ".join(goal.text.split()) for goal in goals)


def test_a_letter_in_prose_yields_its_promises_only(extraction):
    goals = extraction.goals(letter_md=TRUST)

    assert texts(goals) == TRUST_GOALS
    assert [goal.deadline.end if goal.deadline else None for goal in goals] == [
        "2028-03-31",
        "2027-12-31",
        None,
        None,
        "2029-08-31",
        "2028-10-31",
    ]
    assert goals[3].metric is not None
    assert (goals[3].metric.value, goals[3].metric.baseline) == (9.0, 14.0)


def test_rows_that_name_a_goal_by_its_number_tell_its_measure_and_owner(extraction):
    goals = extraction.goals(plan_md=MINISTRY)

    assert texts(goals) == MINISTRY_GOALS
    measured = [(goal.metric.value, goal.metric.baseline) if goal.metric else None for goal in goals]
    assert measured == [(250_000.0, 0.0), (100.0, 62.0), (95.0, 48.0), None]
    owners = [goal.owner.text if goal.owner else None for goal in goals]
    assert owners == ["Directorate of Locks", "Directorate of Water Quality", "Flood Service", None]


def test_principles_beside_a_plan_are_no_goals(extraction):
    plan = "# Orchard Board Plan 2028\n\n## Goals\n\n- Plant 40,000 pear trees by 2028\n- Open a cider press in Lund by 2027\n"
    rules = "# Principles for Using Orchard Data\n\n## Sharing\n\n- **Champion data use**: leaders set an example\n- **Protect growers**: ask before sharing\n- **Promote reuse**: publish in open formats\n"

    assert texts(extraction.goals(plan_md=plan, rules_md=rules)) == (
        "Plant 40,000 pear trees by 2028",
        "Open a cider press in Lund by 2027",
    )


def test_a_draft_adds_no_goal_to_the_plan_that_replaced_it(extraction):
    plan = "# Orchard Board Action Plan 2028\n\n### Action 1: Plant pear trees on the north slope\n\n### Action 2: Open a cider press in Lund\n"
    draft = (
        "# Draft Orchard Board Action Plan\n\n### Action 1: Plant 900 pear trees on the north slope\n\n### Action 2: Buy a second lorry\n"
    )
    goals = extraction.goals(plan_md=plan, draft_md=draft)

    assert texts(goals) == ("Plant pear trees on the north slope", "Open a cider press in Lund")
    assert [mention.text for mention in goals[0].mentions] == ["Plant 900 pear trees on the north slope"]
    assert len(extraction.goals(draft_md=draft)) == 2


def test_a_vision_whose_headings_describe_what_will_be_states_goals_by_them(extraction):
    vision = """# Technical vision of the Heathland Seed Bank

The future we seek in five years:

## Growers can rely on every packet that leaves our vaults
- Tests are published

## The bank is a welcome partner of every botanic garden
- Exchange visits happen each spring

## Volunteers have the tools to report a failing crop within a day
- Training costs nothing

## Further reading
"""

    assert texts(extraction.goals(vision_md=vision)) == (
        "Growers can rely on every packet that leaves our vaults",
        "The bank is a welcome partner of every botanic garden",
        "Volunteers have the tools to report a failing crop within a day",
    )
    manual = vision.replace("Technical vision", "Manual").replace("The future we seek in five years:", "Read on:")
    assert len(extraction.goals(manual_md=manual)) < 3


def test_lists_of_benefits_rules_and_ways_are_no_goals(extraction):
    plan = """# Ferry company strategy

## Goals

- Carry 2 million passengers by 2029
- Bring every vessel into port on time by 2028
- Cut fuel use by a third before 2030

## Digital ways

This strategy reduces the risk of outages. We will do so by:

- moving to shared accountability for software
- improving the responsiveness of our own developers

The objectives of the survey are to:

- Identify what holds crews back
- Bring ideas of the crews to the surface

Working in the open will:

- Increase the speed of every release
- Reduce the cost of support

## Teams must

- Crews must be involved from the start in all projects
- Developers must automate builds for all environments
- **Make ongoing work visible**
  - Make every site open by default
  - Make the repository the default option for new projects

## Expected outcomes

- Increased innovation
- Faster response to the needs of passengers
- Reduced frequency of errors
"""

    assert texts(extraction.goals(plan_md=plan)) == (
        "Carry 2 million passengers by 2029",
        "Bring every vessel into port on time by 2028",
        "Cut fuel use by a third before 2030",
    )


DATED = """# Lantern Bay Parcel plan 2026-2030

## Our commitments

| Commitment | By when | Owner |
|---|---|---|
| Deliver 98% of parcels on time | From January 2027 | Network Director |
| Run all 220 vans on batteries by June 2029 | From January 2027 | Fleet Director |
"""


def test_a_time_that_sets_no_end_gives_way_to_one_that_does(extraction):
    first, second = extraction.goals(plan_md=DATED)

    assert first.deadline is not None
    assert (first.deadline.start, first.deadline.end) == ("2027-01-01", None)
    assert second.deadline is not None
    assert second.deadline.end == "2029-06-30"


def test_where_things_stand_and_when_a_paper_was_adopted_are_no_goals(extraction):
    plan = """# Our goals

- Cut fuel use by a third before 2030
- 21 % today, 34 % of appointments in 2025
- Raise the share of women in chairs from 21 % today to 33 % by 2031
- Resolved by the Senate on 18 February 2026
"""

    assert texts(extraction.goals(plan_md=plan)) == (
        "Cut fuel use by a third before 2030",
        "Raise the share of women in chairs from 21 % today to 33 % by 2031",
    )
