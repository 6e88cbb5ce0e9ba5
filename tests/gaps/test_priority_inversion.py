"""priority-inversion: fires where the plan spends most on what comes last, and only on comparable figures and sure work."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aligner.domain.analysis import Analysis
from aligner.domain.gaps import GapKind, Severity
from aligner.domain.goals import State
from aligner.gaps.priority_inversion import find
from aligner.gaps.stated_order import orders
from tests.gaps.factory import link
from tests.gaps.remarked import aim, exact, prose, table, work

ORDER = "If money is short the order is this: bridges first, then ferries, then lighthouses, and the museum last."
AIMS = ("Every bridge bears 40 tonnes.", "Ferries run at night.", "Each lighthouse shines.", "The museum delights.", "Gulls are counted.")
WORK = ("Bridge at Salt Creek", "Night ferries crew", "Lighthouse lamps", "Museum hall", "Gull census")


def case(spent=("100", "200", "300", "900", "5"), *, order=ORDER, header="Budget k€", aims=AIMS, titles=WORK, linked=(), states=()):  # noqa: PLR0913 - what an example may differ in
    strategy = prose([*aims, order], "aims.docx")
    plan = table([{"Work": title, header: value} for title, value in zip(titles, spent, strict=False)])
    goals = tuple(aim(strategy, text, f"G{number}") for number, text in enumerate(aims, 1))
    items = tuple(work(plan, row, state=dict(states).get(row, State.ON_TRACK)) for row in range(len(plan.blocks)))
    links = tuple(link(goals[of], items[row], chance) for row, of, chance in linked)
    return Analysis((strategy,), (plan,), goals, items, links)


def test_most_for_the_last_and_least_for_the_first_is_found():
    analysis = case()
    (gap,) = find(analysis)
    assert (gap.kind, gap.severity, gap.goal) == (GapKind.PRIORITY_INVERSION, Severity.MEDIUM, "G4")
    assert gap.items == ("I0", "I3")
    assert "9.0 times" in gap.message
    assert ORDER in [piece.quote for piece in gap.evidence]
    assert exact(analysis, gap)


@pytest.mark.parametrize("header", ["Budget k€", "PD", "Effort (person days)", "£k", "FTE"])
def test_columns_of_effort_and_money_count(header):
    assert list(find(case(header=header)))


@pytest.mark.parametrize(
    "more",
    [
        {"spent": ("900", "300", "200", "100", "5")},
        {"spent": ("100", "110", "120", "130", "5")},
        {"header": "Remark"},
        {"aims": AIMS[:4]},
        {"order": "Bridges matter, and so do ferries, lighthouses and the museum."},
        {"order": "The order is: bridges first, then ferries."},
        {"spent": ("100", "", "", "900", "5")},
        {"spent": ("100", "110", "120", "900", "5"), "states": ((3, State.CANCELLED),)},
    ],
)
def test_agreement_small_differences_and_missing_orders_or_figures_are_left_alone(more):
    assert list(find(case(**more))) == []


def test_neighbours_out_of_order_are_a_question():
    assert [gap.severity for gap in find(case(("100", "150", "90", "190", "5")))] == [Severity.QUESTION]


def test_sure_links_place_work_that_the_title_does_not():
    titles = ("Steel for Salt Creek", *WORK[1:])
    assert [gap.items for gap in find(case(titles=titles, linked=[(0, 0, 0.9)]))] == [("I0", "I3")]
    assert "I0" not in next(iter(find(case(titles=titles, linked=[(0, 0, 0.3)])))).items


def test_headings_that_state_an_order_count():
    analysis = case(order="That is all.")
    goals = tuple(replace(goal, headings=("Our aims in order of importance",)) for goal in analysis.goals[:4])
    ranked = replace(analysis, goals=(*goals, analysis.goals[4]))
    assert [rank.topic for rank in next(iter(orders(ranked)))] == list(AIMS[:4])
    assert [gap.goal for gap in find(ranked)] == ["G4"]


def test_a_last_place_for_everything_else_names_no_goal():
    order = "The order is: bridges first, then ferries, then everything else."
    (ranks,) = orders(case(order=order))
    assert [[goal.id for goal in rank.goals] for rank in ranks] == [["G1"], ["G2"], []]
