"""Whole invented strategies in four voices: what is a goal, what is none, and what is known about each."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aligner.domain.goals import Goal, Level

LETTER = """# To everyone at Quillstone Dairy

Dear colleagues,

I took over this company from my father eleven years ago. We had two creameries then and we have five today. Milk prices have been
rising for three years, and supermarkets press us harder than ever.

What do I want for the years ahead? By the time our new creamery at Harl opens, no farmer should wait more than fourteen days for
the milk money, and I have given the cooperative my word on it. We will sell a third of our cheese abroad by the end of 2028.
Our own brand was launched last spring and won two medals. I believe that good food brings people together.

Waste is the other thing that keeps me awake. The Plant Director will cut whey losses from 9% to 4% before December 2027.
We shall not enter the yoghurt business again. If energy prices double, all of this may take longer.

Thank you for your hard work. A good cheese takes time.

Yours, Edda Quillstone
"""

OKRS = """# Parrow Robotics: objectives for 2027

## Recap of last year

- We shipped 1,200 arms and closed the Series B
- Churn fell from 9% to 6%

## OKRs

O1: Become the arm that small workshops choose first
- KR1.1: 400 new workshops under contract by Q3 2027
- KR1.2: Median time from unboxing to first weld under 45 minutes

O2: Run our own factory without surprises
- KR2.1: First-pass yield at 97%
- KR2.2: No line stop longer than four hours

## Not in 2027

- Humanoid robots
- A marketplace for third-party grippers

## How OKRs work here

Key results are scored from 0 to 1 at the end of each quarter. Owners update their confidence every second Friday.
"""

PLAN = """# Velmark Fisheries Plan 2026-2030

## Foreword

Our seas have fed us for a thousand years. Stocks of cod were rebuilt between 2015 and 2023.

## Our vision

A coast where fishing families can see a future for their children.

## Context

The fleet counts 1,140 boats. Fuel accounts for a third of operating cost.

## Goals

### Goal 1: Bring every commercial stock above its safe limit

The Directorate of Marine Resources will lead this goal. Healthy stocks protect jobs and prices.

- All 14 commercial stocks above the safe biomass limit by 2030
- Stock surveys published twice a year

#### Rationale

Overfished stocks take a decade to recover. Early limits would save around 40 million crowns.

### Goal 2: Land what is caught

Discards are still about 8% of the catch.

Targets:

- Discards below 2% of the catch by the end of 2028
- Cameras on 600 boats by June 2027

### Goal 3: Make small harbours pay their way

## Out of scope

Aquaculture is covered by its own plan and we will not set targets for it here.

## Governance

The steering committee meets every quarter. Progress will be reported to Parliament each May.

## Glossary

Biomass means the total weight of a stock.
"""

TABLE = """# Saint Orla Hospice: strategy on a page

We exist so that nobody in the county dies in pain or alone.

| Priority | Objective | Measure | Baseline | Target | Executive lead | By when |
|---|---|---|---|---|---|---|
| Care at home | Offer night nursing in every district | Districts covered | 3 | 9 | Director of Nursing | March 2027 |
| Care at home | Answer urgent calls faster | Median minutes to call back | 52 | 20 | Ana Reyes | 31 December 2026 |
| Money that lasts | Earn half of our income from our own shops and lotteries | Share of own income | 38% | 50% | Finance Director | FY2028 |

| Term | Meaning |
|---|---|
| Own income | Income from shops, lotteries and legacies |
"""


def by_start(goals: tuple[Goal, ...], start: str) -> Goal:
    found = [goal for goal in goals if goal.text.startswith(start)]
    assert len(found) == 1, f"{start!r} in {[goal.text for goal in goals]}"
    return found[0]


def test_a_letter_in_prose_gives_its_three_goals_and_nothing_else(extraction):
    goals = extraction.goals(letter_md=LETTER)
    assert len(goals) == 3
    money = by_start(goals, "By the time our new creamery at Harl opens")
    assert money.metric is not None
    assert money.metric.value == 14
    export = by_start(goals, "We will sell a third of our cheese abroad")
    assert export.deadline is not None
    assert export.deadline.end == "2028-12-31"
    waste = by_start(goals, "The Plant Director will cut whey losses")
    assert waste.owner is not None
    assert "Plant Director" in waste.owner.text
    assert waste.metric is not None
    assert (waste.metric.baseline, waste.metric.value) == (9, 4)


def test_objectives_carry_their_key_results(extraction):
    goals = extraction.goals(deck_md=OKRS)
    assert len(goals) == 6
    first = by_start(goals, "Become the arm")
    assert first.level is Level.OBJECTIVE
    assert first.reference == ("o1",)
    children = [goal for goal in goals if goal.parent == first.id]
    assert [goal.text.split()[0] for goal in children] == ["400", "Median"]
    assert {goal.level for goal in children} == {Level.KEY_RESULT}
    assert first.metric is not None
    assert first.metric.value == 400
    assert first.deadline is not None
    assert first.deadline.end == "2027-09-30"


def test_a_numbered_plan_gives_its_goals_with_their_targets_below(extraction):
    goals = extraction.goals(plan_md=PLAN)
    roots = [goal for goal in goals if goal.parent is None]
    assert [goal.text for goal in roots] == [
        "Bring every commercial stock above its safe limit",
        "Land what is caught",
        "Make small harbours pay their way",
    ]
    assert [goal.reference for goal in roots] == [("goal 1",), ("goal 2",), ("goal 3",)]
    stocks, discards, harbours = roots
    assert stocks.owner is not None
    assert "Directorate of Marine Resources" in stocks.owner.text
    assert stocks.deadline is not None
    assert stocks.deadline.end == "2030-12-31"
    assert discards.metric is not None
    assert (discards.metric.value, discards.metric.unit) == (2, "%")
    assert harbours.metric is None
    assert harbours.owner is None
    below = [goal.text for goal in goals if goal.parent is not None]
    assert "Discards below 2% of the catch by the end of 2028" in below
    assert not any("crowns" in text or "Aquaculture" in text or "steering" in text for text in [goal.text for goal in goals])


def test_a_goal_table_gives_a_goal_per_row_with_the_facts_of_its_columns(extraction):
    goals = extraction.goals(page_md=TABLE)
    themes = [goal for goal in goals if goal.parent is None]
    assert [goal.text for goal in themes] == ["Care at home", "Money that lasts"]
    night = by_start(goals, "Offer night nursing")
    assert night.parent == themes[0].id
    assert night.owner is not None
    assert night.owner.text == "Director of Nursing"
    assert night.deadline is not None
    assert night.deadline.end == "2027-03-31"
    calls = by_start(goals, "Answer urgent calls faster")
    assert calls.metric is not None
    assert (calls.metric.of, calls.metric.value, calls.metric.baseline) == ("Median minutes to call back", 20, 52)
    income = by_start(goals, "Earn half of our income")
    assert income.metric is not None
    assert income.metric.value == 50
    assert len(goals) == 5


def test_repeats_in_several_files_are_one_goal_with_mentions(extraction):
    goals = extraction.goals(
        summary_md="# Summary\n\n## Our goals\n\n- Shorten the wait for a permit\n- Grow exports to Asia by 10%\n",
        body_md="# Plan\n\n## Our goals\n\n### Goal 1: Shorten the wait for a permit from 40 to 15 days by 2028\n\n### Goal 2: Grow exports to America by 10%\n",
    )
    permit = [goal for goal in goals if "permit" in goal.text]
    assert len(permit) == 1
    assert permit[0].text.endswith("by 2028")
    assert [mention.text for mention in permit[0].mentions] == ["Shorten the wait for a permit"]
    assert len([goal for goal in goals if "exports" in goal.text]) == 2


@pytest.mark.parametrize(
    "text",
    [
        "# Glossary\n\n- **Churn**: the share of customers who leave in a month.\n- **Uptime**: the share of time a service answers.\n",
        "# Readme\n\nInstall the tool with pip. The server reads its settings from a file.\n\n## Usage\n\nRun the tests before you push.\n",
        "# Minutes of 4 May\n\n- The budget was approved.\n- Attendance: nine members.\n- The next meeting is on 8 June.\n",
    ],
)
def test_other_documents_hold_no_goals(extraction, text):
    assert extraction.goals(file_md=text) == ()


def test_ids_do_not_depend_on_order_or_run(extraction):
    first = extraction.goals(plan_md=PLAN, deck_md=OKRS)
    second = extraction.goals(deck_md=OKRS, plan_md=PLAN)
    assert {goal.id: goal.text for goal in first} == {goal.id: goal.text for goal in second}
    assert len({goal.id for goal in first}) == len(first)


def test_a_charter_names_its_goals_and_sponsor_in_labelled_rows(extraction):
    charter = """# Seed vault renewal

| Field | Content |
|---|---|
| Sponsor | Director of Collections |
| Background | The vault dates from 1974 and floods in spring. |
| Goals | Move all 48,000 samples into the new vault by October 2027 |
| Out of scope | Tree seeds |
"""
    (goal,) = extraction.goals(charter_md=charter)
    assert goal.text == "Move all 48,000 samples into the new vault by October 2027"
    assert goal.owner is not None
    assert goal.owner.text == "Director of Collections"


def test_indicators_below_a_goal_give_its_metrics_and_history_gives_none(extraction):
    plan = """# Rivers plan 2026-2029

## Priorities

### Priority 1: Safer towns

In 2021 the river took 310 houses.

| Measure | 2025 | 2029 | Responsible |
|---|---|---|---|
| Hours of warning before a flood | 2.5 | 6 | Chief Hydrologist |
| Households in the highest risk class | 4,100 | 2,500 | Planning Director |
"""
    (goal,) = extraction.goals(plan_md=plan)
    assert [(metric.of, metric.baseline, metric.value) for metric in goal.metrics] == [
        ("Hours of warning before a flood", 2.5, 6),
        ("Households in the highest risk class", 4100, 2500),
    ]
    assert goal.deadline is None


def test_lists_announced_below_a_theme_are_its_goals_and_its_actions_are_not(extraction):
    strategy = """# Digital strategy

## Theme 1 - Easy services

Tenants repeat themselves; 58% of contacts are chasers.

**What we want to achieve**

- 70% of repairs booked online by the end of 2027
- Halve repeat contacts

**What we will do**

- Replace the portal
- Join up telephone and case system
"""
    goals = extraction.goals(strategy_md=strategy)
    assert [(goal.level.value, goal.text) for goal in goals] == [
        ("theme", "Easy services"),
        ("goal", "70% of repairs booked online by the end of 2027"),
        ("goal", "Halve repeat contacts"),
    ]
    assert [goal.parent for goal in goals[1:]] == [goals[0].id, goals[0].id]
    assert any("chasers" in quote.text for quote in goals[0].description)


def test_a_bold_lead_and_the_sentence_that_spells_it_out_are_one_goal(extraction):
    text = """# Where we go

## What we will do

**Leave the old mills behind.** The last of the three mills that we inherited will be shut by 30 June 2029, under the Mill Director. They cost 2 million a year.
"""
    (goal,) = extraction.goals(text_md=text)
    assert goal.text == "Leave the old mills behind."
    assert [quote.text[:30] for quote in goal.mentions] == ["The last of the three mills th"]
    assert goal.deadline is not None
    assert goal.deadline.end == "2029-06-30"
    assert goal.metric is None


def test_contents_refusals_and_links_are_no_goals(extraction):
    text = """# Plan of the Gorse Bay Museum

- [Bring in a million visitors](#visitors)
- [Contact](#contact)

Bring in more visitors 4

## Bring in more visitors

We will not open a second site. A second site is out of scope until 2031.

## Contact

Write to the office.
"""
    assert all(
        "site" not in goal.text and "million" not in goal.text and not goal.text.endswith("4") for goal in extraction.goals(plan_md=text)
    )


def test_a_long_flat_list_of_remarks_is_hardly_encoded(extraction):
    asked: list[str] = []

    class Counting:
        name, sha256, dimension = extraction.encoder.name, extraction.encoder.sha256, extraction.encoder.dimension

        def encode(self, texts):
            asked.extend(texts)
            return extraction.encoder.encode(texts)

    lines = "".join(f"- The pump in the {place} hall was looked at in passing.\n" for place in ("first", "second", "third") * 400)
    counted = replace(extraction, encoder=Counting())
    (goal,) = counted.goals(log_md=f"# Log\n\nOwner: Site Manager\n\n## Goals\n\n- Halve pump failures by 2029\n\n## Background\n\n{lines}")
    assert goal.text == "Halve pump failures by 2029"
    assert goal.owner is not None
    assert goal.owner.text == "Site Manager"
    assert len(asked) < 20


def test_no_document_gives_no_goals(extraction):
    assert extraction.goals() == ()


def test_a_goal_that_its_table_puts_off_says_so(extraction):
    goals = extraction.goals(
        plan_md="# Harbour plan\n\n| Goal | Timespan | Why |\n| --- | --- | --- |\n| Light every berth | Future | Night moorings |\n| Halve the wait at the lock | 2031 | Lost hours |\n"
    )
    assert [quote.text for quote in by_start(goals, "Light").description] == ["Night moorings", "Future"]
    dated = by_start(goals, "Halve")
    assert dated.deadline is not None
    assert dated.deadline.end == "2031-12-31"
