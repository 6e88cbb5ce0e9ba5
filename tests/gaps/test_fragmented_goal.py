"""fragmented-goal: fires where many hands work and nobody leads, stays silent under an owner, a lead or joint ownership."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aligner.domain.analysis import Analysis
from aligner.domain.gaps import GapKind, Severity
from aligner.domain.goals import State
from aligner.gaps.fragmented_goal import find
from tests.gaps.factory import link, owner
from tests.gaps.remarked import aim, exact, prose, table, work

GOAL = "One catalogue of all seeds is in use by the end of 2028."
UNITS = ("Nursery", "Gene Bank", "Web Shop", "Field Trials")
TITLES = ("Clean seed names", "Seed numbers for the bank", "Seed pages for buyers", "Seed codes for plots")
TOLD = "Each unit keeps its seed catalogue, and nobody holds the pieces together."


def case(*report, units=UNITS, goal=None, others=True, titles=TITLES, states=None, probability=0.8, text=GOAL):  # noqa: PLR0913 - what an example may differ in
    aims = ["Visitors enjoy the garden.", "The glasshouse is warm.", "The pond is clean."]
    strategy = prose([text, *aims], "aims.docx")
    plan, news = (
        table([{"Work": title, "Unit": unit} for title, unit in zip(titles, units, strict=False)]),
        prose(list(report), "report.docx"),
    )
    held = owner("Head Gardener") if others else None
    goals = (aim(strategy, text, **(goal or {})), *(aim(strategy, told, f"G{number}", owner=held) for number, told in enumerate(aims, 2)))
    states = states or [State.ON_TRACK] * len(units)
    items = tuple(work(plan, row, owner=owner(unit), state=states[row]) for row, unit in enumerate(units))
    return Analysis((strategy,), (plan, news), goals, items, tuple(link(goals[0], item, probability) for item in items))


@pytest.mark.parametrize(
    "told",
    [
        TOLD,
        "Seed catalogue: no one has been put in charge of the whole.",
        "Three teams write a seed catalogue and none of them can overrule the others.",
        "Nursery and Web Shop each kept a list of their own.",
    ],
)
def test_a_report_that_nobody_leads_is_claimed(told):
    analysis = case("Ducks are back.", told, units=UNITS[:3])
    (gap,) = find(analysis)
    assert (gap.kind, gap.goal, gap.severity) == (GapKind.FRAGMENTED_GOAL, "G1", Severity.MEDIUM)
    assert told in [piece.quote for piece in gap.evidence]
    assert exact(analysis, gap)


def test_many_hands_alone_are_a_question():
    analysis = case()
    assert [gap.severity for gap in find(analysis)] == [Severity.QUESTION]
    assert exact(analysis, next(iter(find(analysis))))


@pytest.mark.parametrize(
    "more",
    [
        {"units": UNITS[:3]},
        {"others": False},
        {"goal": {"owner": owner("Chief Botanist")}},
        {"text": "Nursery and shop jointly use one catalogue of all seeds by the end of 2028."},
        {"text": "One catalogue of all seeds is in use by 2028; the Director of Collections sees to it."},
        {"units": (*UNITS[:3], "Nursery")},
        {"states": [State.ON_TRACK, State.ON_TRACK, State.ON_TRACK, State.CANCELLED]},
        {"probability": 0.4},
        {"titles": ("One catalogue of all seeds in use: lead", *TITLES[1:])},
    ],
)
def test_few_hands_an_owner_a_lead_or_joint_ownership_clear_it(more):
    assert list(find(case(**more))) == []


def test_the_owner_of_the_goal_above_answers_for_its_parts():
    analysis = case(TOLD)
    above = replace(analysis.goals[1], id="G9")
    below = replace(analysis.goals[0], parent="G9")
    assert list(find(replace(analysis, goals=(below, above, *analysis.goals[1:])))) == []


def test_a_sentence_that_fits_two_goals_is_not_attributed():
    analysis = case("Nobody coordinates the seed catalogue and the pond.", units=UNITS[:3])
    pond = replace(analysis.goals[3], owner=None)
    seeds = replace(analysis.goals[0])
    twin = replace(seeds, id="G8", text="All seeds are in one catalogue")
    assert list(find(replace(analysis, goals=(seeds, twin, *analysis.goals[1:3], pond)))) == []


def test_one_pair_of_hands_is_enough_where_several_units_are_told_of():
    analysis = case("Five units each keep a seed catalogue and nobody holds them together.", units=UNITS[:1])
    assert [gap.severity for gap in find(analysis)] == [Severity.MEDIUM]
    assert list(find(case("Nobody holds the seed catalogue together.", units=UNITS[:1]))) == []
