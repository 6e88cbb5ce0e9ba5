"""Target conflicts that rest on how two figures are written: parts of a whole, contrasts, rates, magnitudes, figures that agree beside."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aligner.domain.facts import Facts
from aligner.domain.gaps import GapKind
from aligner.domain.goals import Quote
from aligner.domain.links import Strength
from aligner.domain.remarks import Remark, RemarkKind
from aligner.gaps import find, judge
from aligner.gaps.metrics import Verdict, compare_metrics
from tests.gaps.factory import analysis, day, goal, item, link, metric, place

by_2028 = day("2028-12-31", None, deadline=True)


def told(text):
    return (Quote(text, place(900, text, "roadmap.xlsx")),)


def claims(g, work, *rivals, **more):
    case = analysis([g, *(rival for rival, _ in rivals)], [work], [link(g, work, **more), *(pair for _, pair in rivals)])
    return [gap for gap in find(judge(case)) if gap.kind is GapKind.TARGET_CONFLICT and gap.severity != "question" and gap.goal == g.id]


def promise(text, *metrics):
    return goal("G1", text, metrics=metrics, metric=metrics[0], deadline=by_2028)


def test_a_part_of_the_promised_whole_is_counted_like_it():
    g = promise("Ramps at all 212 stops by the end of 2028", metric("212", 212.0, "stop", "stops"))
    faint = {"strength": Strength.INDIRECT, "probability": 0.3}
    assert claims(g, item("I1", "Kerbs", description=told("190 of 212 by the end of 2028")), **faint)
    assert not claims(g, item("I1", "Kerbs", description=told("190 of 240 by the end of 2028")), **faint)
    assert not claims(g, item("I1", "Kerbs", description=told("3 of 212 done so far")), **faint)


def test_a_number_set_against_the_goals_own_is_of_its_measure():
    g = promise("No more than 80 minutes without light a year by 2028", metric("80 minutes", 80.0, "minutes", "minutes without light"))
    assert claims(g, item("I1", "Tree cutting", description=told("signed off for 2028 on 92, not on 80")))
    assert not claims(g, item("I1", "Tree cutting", description=told("signed off for 2028 on 80, not on 92")))


def test_figures_of_one_rate_are_of_one_measure():
    one, other = metric("12", 12.0, None, "misprints"), metric("20", 20.0, "reissue", "reissues")
    texts = {"goal_text": "Cut misprints to 12 per 10,000 letters", "item_text": "Done at 20 reissues per 10k letters"}
    found = compare_metrics(one, other, **texts)
    assert (found.verdict is Verdict.UNRELATED, found.same_measure) == (False, True)
    texts["item_text"] = "Done at 20 reissues per 500 letters"
    assert compare_metrics(one, other, **texts).verdict is Verdict.UNRELATED


def test_a_magnitude_that_stands_apart_is_read_where_the_goal_is_of_that_size():
    one, other = metric("52 million", 52e6, "trip", "trips"), metric("48", 48.0, "trip", "m trips")
    assert compare_metrics(one, other, goal_text="52 million trips", item_text="48 m trips").verdict is Verdict.SHORT
    tables = metric("52", 52.0, "table", "tables"), metric("48", 48.0, "table", "m tables")
    assert compare_metrics(*tables, goal_text="52 tables", item_text="48 m tables").verdict is Verdict.SHORT


def test_a_minus_sign_makes_a_change():
    one, other = metric("half as much", 50.0, relative=True), metric("30 %", 30.0)
    texts = {"goal_text": "Losses shall be half as high", "item_text": "losses – 30 % by 2028"}
    assert compare_metrics(one, other, **texts).verdict is Verdict.SHORT
    assert compare_metrics(one, other, goal_text=texts["goal_text"], item_text="losses at 30 % of sales").verdict is Verdict.UNRELATED


@pytest.mark.parametrize(("days", "expected"), [(5.0, True), (9.0, False)])
def test_a_figure_that_agrees_beside_makes_the_measure_the_same(days, expected):
    wanted = metric("Eight in ten", 80.0, of="applications"), metric("five days", 5.0, "days")
    plan = metric("70%", 70.0, of="cases"), metric(f"{days:g} days", days, "days")
    g = promise("Eight in ten applications are decided within five days in 2028", *wanted)
    work = item("I1", "Reading machine", told=f"order is for 70% of cases in {days:g} days", metrics=plan)
    rival = goal("G2", "Another promise")
    found = claims(g, work, (rival, link(rival, work, 0.6)), strength=Strength.INDIRECT, probability=0.2, accepted=False)
    assert bool(found) is expected


def test_a_figure_for_a_later_year_counts_where_it_falls_short():
    g = promise("90% of trains on time by 2028", metric("90%", 90.0, of="trains on time"))
    short, beyond = (
        item("I1", "Signals", told=f"contract: {share} of trains on time in 2030", metrics=(metric(share, value, of="trains on time"),))
        for share, value in (("86%", 86.0), ("95%", 95.0))
    )
    assert claims(g, short)
    assert not claims(g, beyond)


def test_a_bare_number_counts_for_the_goal_that_fits_best_only():
    g = promise("400 shops take cards by the end of 2028", metric("400", 400.0, "shop", "shops"))
    work = item("I1", "Card terminals", description=told("350 live at the end of 2028"))
    rival = goal("G2", "Another promise")
    faint = {"strength": Strength.INDIRECT, "probability": 0.4}
    assert claims(g, work, **faint)
    assert not claims(g, work, (rival, link(rival, work, 0.6)), **faint)


def test_what_happened_before_the_strategy_was_written_is_no_target():
    shops = metric("90 shops", 90.0, "shop", "shops")
    past = goal(
        "G1", "A fire on 2026-02-28 left 90 shops without bread, and supply must become safer", metrics=(shops,), deadline=day("2026-02-28")
    )
    work = item("I1", "Ovens for shops", told="60 shops", metrics=(metric("60 shops", 60.0, "shop", "shops"),))
    adopted = Quote("2026-06-01", place(3, "2026-06-01"))
    dated = Remark("R1", "strategy", RemarkKind.DATED, adopted, facts=Facts(dates=(day("2026-06-01"),)))
    case = analysis([past], [work], [link(past, work)])
    assert [gap.kind for gap in find(judge(case)) if gap.kind is GapKind.TARGET_CONFLICT]
    assert not [gap.kind for gap in find(judge(replace(case, remarks=(dated,)))) if gap.kind is GapKind.TARGET_CONFLICT]


def test_a_planned_figure_counts_on_a_faint_link_where_no_goal_fits_better():
    g = promise("Nine in ten loaves on time by 2028", metric("Nine in ten", 90.0, of="loaves"))
    work = item("I1", "New ovens", told="sized for 80% of orders in 2028", metrics=(metric("80%", 80.0, of="orders"),))
    faint = {"strength": Strength.INDIRECT, "accepted": False}
    rival = goal("G2", "Another promise")
    assert [gap.severity for gap in claims(g, work, probability=0.15, **faint)] == ["medium"]
    assert not claims(g, work, (rival, link(rival, work, 0.3)), probability=0.15, **faint)
    assert not claims(g, work, probability=0.06, **faint)


def test_a_figure_of_which_nothing_tells_whether_it_is_final_needs_a_fair_link():
    g = promise("Open 20 ovens by 2028", metric("20", 20.0, "oven", "ovens"))
    work = item("I1", "Ovens", told="12 ovens", metrics=(metric("12", 12.0, "oven", "ovens"),))
    assert claims(g, work, probability=0.3)
    assert not claims(g, work, probability=0.15)
