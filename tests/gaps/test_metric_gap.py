"""metric-gap: fires on measures that nobody reports and on reports that no goal uses; other names of a measure clear it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aligner.domain.analysis import Analysis
from aligner.domain.gaps import GapKind, Severity
from aligner.domain.goals import Level, Support
from aligner.gaps.measures import Kind, Names, kinds_in
from aligner.gaps.metric_gap import find
from tests.gaps.factory import link, metric
from tests.gaps.remarked import aim, exact, prose, table, work

GOAL = "Nine of ten parcels reach the islands within two days by the end of 2028."
REPORT = (
    "Fuel was 4 % cheaper than a year ago.",
    "Sorting took 12 minutes a bag.",
    "Rent rose to 1.2 million euros.",
    "Half of the vans were washed.",
    "The hall was warm for 30 days.",
)


def case(
    text=GOAL, stated=None, report=(), rows=({"Work": "Second ferry for the mail"},), *, support=Support.SUPPORTED, settings=None, **more
):
    strategy = prose([text, "We like our islands."], "aims.docx")
    news, plan = prose([*REPORT, *report], "report.docx"), table(list(rows))
    stated = stated if stated is not None else metric("Nine of ten", 90.0, of="parcels reach the islands")
    figures = (stated,) if stated else ()
    goal = aim(strategy, text, metric=stated or None, metrics=figures, support=support, **more)
    item = work(plan)
    return Analysis((strategy,), (news, plan), (goal,), (item,), (link(goal, item, 0.8),), settings or {})


def silent(analysis):
    return [gap for gap in find(analysis) if gap.goal is not None]


def unused(analysis):
    return [gap for gap in find(analysis) if gap.goal is None]


def test_a_measure_that_nobody_reports_is_found():
    analysis = case()
    (gap,) = find(analysis)
    assert (gap.kind, gap.goal, gap.severity) == (GapKind.METRIC_GAP, "G1", Severity.LOW)
    assert "Nine of ten" in gap.message
    assert exact(analysis, gap)


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("Every caller hears a voice within 90 seconds.", metric("90 seconds", 90.0, "seconds", "hears a voice")),
        ("Cost to serve falls to 30 euros a household.", metric("30 euros", 30.0, "EUR", "cost to serve")),
        ("Staff turnover sinks to 8 % a year.", metric("8 %", 8.0, "%", "staff turnover")),
    ],
)
def test_shares_times_and_sums_are_expected_in_reports(text, stated):
    assert len(silent(case(text, stated))) == 1


@pytest.mark.parametrize(
    "report",
    [
        "In May 83 % of all parcels for the islands were there in time.",
        "Parcels: 71 per cent after two days.",
    ],
)
def test_a_figure_about_the_same_thing_is_a_report(report):
    assert silent(case(report=[report])) == []


def test_another_name_of_the_measure_is_a_report():
    text, stated = "Staff turnover sinks to 8 % a year.", metric("8 %", 8.0, "%", "staff turnover")
    assert silent(case(text, stated, report=["Attrition stood at 13."])) == []
    assert silent(case(text, stated, report=["Absence stood at 13."]))


def test_aliases_of_the_settings_count_as_names():
    text, stated = "Regulars on our ferries rise to 40 % of all guests.", metric("40 %", 40.0, "%", "guests")
    report = ["The hook quota was 31 in June."]
    assert silent(case(text, stated, report))
    assert silent(case(text, stated, report, settings={"metric_aliases": {"regulars": ["hook quota"]}})) == []


def test_a_figure_of_that_sort_in_work_for_the_goal_is_a_report():
    assert silent(case(rows=[{"Work": "Second ferry takes 95 % of the mail"}])) == []


@pytest.mark.parametrize(
    "more",
    [
        {"support": Support.UNSUPPORTED},
        {"level": Level.THEME},
        {"stated": metric("45", 45.0, "shop", "shops")},
        {"stated": metric("58", 58.0, "cent", "cents"), "text": "With the accounts we want to be down to 58 cents."},
        {"stated": ()},
    ],
)
def test_goals_without_live_work_wholes_and_counted_things_are_left_alone(more):
    assert silent(case(**more)) == []


def test_a_whole_is_reported_by_its_parts():
    analysis = case()
    part = replace(analysis.goals[0], id="G2", parent="G1")
    assert [gap.goal for gap in silent(replace(analysis, goals=(*analysis.goals, part)))] == ["G2"]


def test_a_side_that_reports_no_figures_says_nothing_by_its_silence():
    analysis = case()
    assert silent(replace(analysis, execution=analysis.execution[1:])) == []


@pytest.mark.parametrize(
    "report",
    [
        "We made eleven deployments a week, the best pace so far.",
        "Change failure rate fell to 4 percent.",
        "Average handle time was 7:40.",
        "Tickets closed in two days: 93 %.",
        "The Wi-Fi had an uptime of 99.7 %.",
    ],
)
def test_measures_that_no_goal_uses_are_found(report):
    analysis = case(report=[report])
    (gap,) = unused(analysis)
    assert (gap.severity, gap.items) == (Severity.LOW, ())
    assert exact(analysis, gap)


def test_all_unused_measures_are_one_finding():
    (gap,) = unused(case(report=["Change failure rate was 4 %.", "Handle time was 7 minutes.", "Change failure rate was 5 %."]))
    assert "change failure rate; handle time" in gap.message
    assert len(gap.evidence) == 2


@pytest.mark.parametrize(
    ("text", "report"),
    [
        ("Handle time of calls sinks below five minutes.", "Average handle time was 7:40."),
        ("Our shop is open whatever happens, with 99.9 % uptime.", "The shop had an availability of 99.7 %."),
        (GOAL, "Handle time is not measured here."),
        (GOAL, "Revenue came in at 38 million euros."),
    ],
)
def test_measures_of_a_goal_names_without_figures_and_results_are_left_alone(text, report):
    assert unused(case(text, report=[report])) == []


def test_rows_of_a_table_of_measures_need_no_known_name():
    report = prose(["# Key figures"], "figures.docx")
    rows = table([{"Measure": "Bunting flown at half mast", "Oct": "4 %", "Nov": "6 %"}], "figures.docx")
    whole = replace(report, blocks=(*report.blocks, *rows.blocks))
    analysis = case()
    (gap,) = unused(replace(analysis, execution=(*analysis.execution, whole)))
    assert "Bunting flown at half mast" in gap.message
    elsewhere = replace(whole, blocks=rows.blocks)
    assert unused(replace(analysis, execution=(*analysis.execution, elsewhere))) == []


def test_names_are_found_whole_in_any_spelling():
    names = Names({"hook quota": ["hooks"]})
    assert list(names.find("Mean-time to  repair was short")) == ["time to restore service"]
    assert list(names.find("NPS and hooks")) == ["net promoter score", "hook quota"]
    assert not names.find("unhooked nps")


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("83 % of trains", {Kind.SHARE}),
        ("nine out of ten trains", {Kind.SHARE}),
        ("within five working days", {Kind.TIME}),
        ("£3 million saved", {Kind.MONEY}),
        ("11 deployments per week", {Kind.RATE}),
        ("212 stations opened in 2027", set()),
    ],
)
def test_figures_are_told_apart_by_sort(text, kinds):
    assert kinds_in(text) == kinds


def test_a_goal_that_only_says_that_it_is_measured_is_expected_in_reports_by_name():
    text = "Guests would recommend us; we measure this once a year."
    (gap,) = silent(case(text, stated=()))
    assert "its net promoter score" in gap.message
    assert silent(case(text, stated=(), report=["NPS was +28 in June."])) == []
    assert silent(case("Guests would recommend us.", stated=())) == []


def test_a_goal_whose_work_is_in_doubt_needs_some_work_all_the_same():
    analysis = case(support=Support.UNCLEAR)
    assert silent(analysis)
    assert silent(replace(analysis, links=())) == []
