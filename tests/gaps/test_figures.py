from __future__ import annotations

import pytest

from aligner.domain.facts import DateSpan, Direction
from aligner.domain.gaps import GapKind
from aligner.domain.goals import Quote
from aligner.domain.links import Strength
from aligner.gaps import find, judge
from aligner.gaps.context import sentence_around
from aligner.gaps.figures import figures
from aligner.gaps.finality import Standing, standing
from aligner.gaps.metrics import Verdict, compare_metrics
from tests.gaps.factory import analysis, day, goal, item, link, metric, paragraphs, place

due_2028 = day("2028-12-31", None, deadline=True)


def told(text: str) -> tuple[Quote, ...]:
    return (Quote(text, place(900, text, "roadmap.xlsx")),)


def clashes(g, *items, **more):
    case = analysis([g], items, [link(g, items[0], **more)])
    return [gap for gap in find(judge(case)) if gap.kind is GapKind.TARGET_CONFLICT and gap.severity != "question"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("12 lines at the end of 2028", Standing.MOMENT),
        ("12 lines in FY28", Standing.MOMENT),
        ("12 lines by 15 December", Standing.MOMENT),
        ("12 lines at year end", Standing.MOMENT),
        ("12 lines by 2027", Standing.STEP),
        ("12 lines by Dec 27", Standing.STEP),
        ("12 lines in a first phase, 2028", Standing.STEP),
        ("12 lines in 2028, no second phase is planned", Standing.MOMENT),
        ("12 lines from 2030", Standing.LATER),
        ("12 live by new year is what can be signed for today", Standing.MOMENT),
        ("12 lines at today's price", Standing.OPEN),
        ("acceptance: 12 lines", Standing.END),
        ("the last 12 lines in 2028", Standing.STEP),
        ("Packs, remaining 12 lines", Standing.STEP),
        ("12 lines in all up to the end of 28", Standing.MOMENT),
        ("12 lines on the way to 20", Standing.STEP),
        ("northern depots only: 12 lines", Standing.STEP),
        ("we have opened 12 lines", Standing.STEP),
        ("12 lines are currently open", Standing.STEP),
        ("the design is sized for 12 lines", Standing.END),
        ("12 lines", Standing.OPEN),
    ],
)
def test_what_a_figure_is_to_the_target(sentence, expected):
    g = goal("G1", "Open 20 lines", deadline=due_2028)
    assert standing(g, item("I1"), metric("12", 12.0, "line"), sentence) is expected


def test_a_financial_year_has_two_years_in_its_name():
    g = goal("G1", "Nine in ten on time", deadline=day("2030-03-31", "2029-04-01"))
    assert standing(g, item("I1"), metric("87%", 87.0), "plans on 87% in 2029/30") is Standing.MOMENT


def test_a_lasting_promise_starts_in_its_year():
    start = DateSpan("from 2028", 0, 9, "2028-01-01", None)
    g = goal("G1", "Lend 2 million a year", deadlines=(start,))
    assert standing(g, item("I1"), metric("1 million", 1e6, "EUR"), "1 million a year from 2028") is Standing.MOMENT


def test_money_beside_a_figure_in_money_is_a_cost():
    g = goal("G1", "Raise sales to 5 million", deadline=due_2028)
    assert standing(g, item("I1"), metric("4 million", 4e6, "EUR"), "budget of 4 million in 2028") is Standing.STEP
    assert standing(g, item("I1"), metric("40%", 40.0), "contract: 40% in 2028") is Standing.MOMENT


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("350 live by the end of 2028", ["350"]),
        ("Ward 6 until 12 March, 31.12.2028, at 14:30, ref A-12, v2, 5%", []),
        ("Index 92 on 6/30/2029", ["92"]),
        ("1,200 in all", ["1,200"]),
        ("190 of 212 by the end of 2028", ["190"]),
        ("The budget is for 92, not on 80", ["92"]),
    ],
)
def test_numbers_without_a_unit(text, expected):
    one = item("I1", description=told(text))
    assert [figure.metric.text for figure in figures([one], analysis(items=[one])) if figure.bare] == expected


def test_a_bare_number_takes_the_goals_unit_at_the_goals_date():
    target = metric("400 shops", 400.0, "shop", "shops")
    g = goal("G1", "400 shops take cards by the end of 2028", metrics=(target,), metric=target, deadline=due_2028)
    assert clashes(g, item("I1", "Card terminals", description=told("350 live at the end of 2028")))
    assert not clashes(g, item("I1", "Card terminals", description=told("350 live")))
    assert not clashes(g, item("I1", "Card terminals", description=told("20 live at the end of 2028")))
    assert not clashes(g, item("I1", "Card terminals", description=told("400 live at the end of 2028")))
    assert not clashes(
        g, item("I1", "Card terminals", description=told("350 live at the end of 2028")), strength=Strength.INDIRECT, probability=0.05
    )


def test_a_later_mention_of_the_work_is_read_too():
    target = metric("25%", 25.0, of="operating cost")
    g = goal("G1", "Cut operating cost by 25% by the end of 2028", metrics=(target,), metric=target, deadline=due_2028)
    again = item(
        "I2",
        "Savings",
        told="Operating cost down 15% at the end of 2028",
        metrics=(metric("15%", 15.0, of="operating cost"),),
        same_as="I1",
    )
    found = clashes(g, item("I1", "Savings programme"), again)
    assert [gap.items for gap in found] == [("I1",)]
    assert found[0].evidence[-1].quote == "Operating cost down 15% at the end of 2028"


def test_a_second_target_that_is_met_does_not_excuse_the_first():
    share, wait = metric("nine in ten", 90.0, of="trains arrive"), metric("five minutes", 5.0, "minutes", "trains late")
    g = goal("G1", "Nine in ten trains arrive within five minutes in 2028", metrics=(share, wait), metric=share, deadline=due_2028)
    plan = (metric("87%", 87.0, of="trains"), metric("five minutes", 5.0, "minutes", "trains late"))
    assert clashes(g, item("I1", "Punctuality plan", told="87% of trains within five minutes in 2028", metrics=plan))


def test_a_reading_of_today_on_the_goals_side_is_no_target():
    share, today = metric("90%", 90.0, of="households"), metric("83%", 83.0, of="households")
    note = (Quote("Households: at the moment it is 83%", place(40, "Households: at the moment it is 83%")),)
    g = goal("G1", "Reach 90% of households by 2028", metrics=(share, today), metric=share, deadline=due_2028, description=note)
    assert not clashes(g, item("I1", "Desks", told="90% of households in 2028", metrics=(metric("90%", 90.0, of="households"),)))


def test_other_kinds_of_the_same_noun_are_another_measure():
    one, other = metric("22 h", 22.0, "hours", "container ships"), metric("30 h", 30.0, "hours", "grain ships")
    assert compare_metrics(one, other, goal_text="Faster container ships", item_text="Grain ships out in 30 h").verdict is Verdict.UNRELATED
    same = metric("30 h", 30.0, "hours", "large container ships")
    assert (
        compare_metrics(one, same, goal_text="Faster container ships", item_text="large container ships in 30 h").verdict is Verdict.SHORT
    )


def test_initials_stand_for_the_measure():
    one, other = metric("106%", 106.0), metric("103%", 103.0)
    found = compare_metrics(one, other, goal_text="Net renewal income", item_text="Price model: NRI 103%")
    assert (found.verdict, found.same_measure) == (Verdict.SHORT, True)
    assert not compare_metrics(one, other, goal_text="Net renewal income", item_text="Price model: ARR 103%").same_measure


def test_counted_things_share_a_unit_when_their_names_meet():
    one, other = metric("4,500", 4500.0, "road", "fast chargers beside roads"), metric("3,200", 3200.0, "charger", "chargers")
    assert (
        compare_metrics(one, other, goal_text="4,500 fast chargers beside roads", item_text="Grants for 3,200 chargers").verdict
        is Verdict.SHORT
    )


def test_an_anchored_figure_needs_only_unit_and_size():
    one, other = metric("half", 50.0, of="power"), metric("44%", 44.0, of="low carbon")
    texts = {"goal_text": "Half of the power is clean", "item_text": "Resource study 44%"}
    assert compare_metrics(one, other, **texts).verdict is Verdict.UNRELATED
    assert compare_metrics(one, other, **texts, anchored=True).verdict is Verdict.SHORT
    opposite = metric("44%", 44.0, of="power", direction=Direction.DECREASE)
    assert compare_metrics(metric("half", 50.0, of="power", direction=Direction.INCREASE), opposite, **texts).verdict is Verdict.OPPOSITE


def test_an_abbreviation_ends_no_sentence():
    document = paragraphs(["First a step. Loans of 0.9 bn p.a. from 2028. Then more."], "roadmap.xlsx")
    quote = Quote("0.9 bn", document.blocks[0].locator.slice(23, 29))
    assert sentence_around(analysis(execution=[document]), quote).text == "Loans of 0.9 bn p.a. from 2028."
