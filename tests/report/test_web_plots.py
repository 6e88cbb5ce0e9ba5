from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import replace
from importlib.resources import files

import pytest

from aligner.domain.gaps import GapKind
from aligner.domain.goals import Alignment, Support
from aligner.report.view import View
from aligner.report.web.facets import Facets
from aligner.report.web.flow import flow
from aligner.report.web.measures import measures
from aligner.report.web.sankey import sankey
from aligner.report.web.timeline import timeline
from tests.browser.portfolio import portfolio
from tests.report import factory


def test_streams_keep_every_piece_of_work_and_what_flows_past():
    view = View(factory.rich())
    found = flow(view)
    into_work = defaultdict(float)
    for stream in found.streams.values():
        if found.nodes[stream.target].column == 2:
            into_work[found.nodes[stream.source].kind] += stream.value
    assert sum(into_work.values()) == pytest.approx(sum(found.weights.of.values()))
    for alignment, kind in ((Alignment.ORPHANED, "orphan"), (Alignment.EXEMPT, "exempt"), (Alignment.UNCLEAR, "unclear")):
        wanted = sum(found.weights.of[item.id] for item in view.items if item.alignment is alignment)
        past = sum(stream.value for stream in found.streams.values() if stream.source == kind)
        assert past == pytest.approx(wanted)


def test_what_enters_a_goal_leaves_it():
    found = flow(View(factory.rich()))
    for node in found.nodes.values():
        if node.column == 1 and node.kind in {"supported", "partial"}:
            before = sum(stream.value for stream in found.streams.values() if stream.target == node.key)
            after = sum(stream.value for stream in found.streams.values() if stream.source == node.key)
            assert before == pytest.approx(after)


def test_goals_without_live_work_end_in_a_bar_of_their_own():
    view = View(factory.rich())
    idle = {stream.source for stream in flow(view).streams.values() if stream.target == "nothing"}
    assert idle == {goal.id for goal in view.report.goals if goal.support is Support.UNSUPPORTED}


def test_widths_say_what_they_follow():
    report = factory.rich()
    assert "Widths follow the stated budgets (EUR)" not in sankey(
        View(replace(report, items=tuple(replace(item, budget=None) for item in report.items)))
    )
    counted = sankey(View(replace(report, items=tuple(replace(item, budget=None) for item in report.items))))
    assert "Widths count pieces of work" in counted
    paid = sankey(View(replace(report, items=tuple(replace(item, budget="£2m") for item in report.items))))
    assert "Widths follow the stated budgets (GBP)." in paid


def test_too_many_goals_are_drawn_by_theme():
    found = flow(View(portfolio(100, 300)))
    assert found.by_theme
    assert not [node for node in found.nodes.values() if node.column == 1]
    assert "themes are joined to work directly" in sankey(View(portfolio(100, 300)))


def test_the_drawing_stays_within_its_frame_and_repeats():
    drawn = sankey(View(factory.rich()))
    assert drawn == sankey(View(factory.rich()))
    width, height = map(float, re.search(r'viewBox="0 0 (\S+) (\S+)"', drawn).groups())
    for x, y, w, h in re.findall(r'<rect x="([\d.]+)" y="([\d.]+)" width="(\d+)" height="([\d.]+)" class="b-', drawn):
        assert 0 <= float(x) <= float(x) + float(w) <= width
        assert 0 <= float(y) <= float(y) + float(h) <= height
    assert "nan" not in drawn


def test_a_flow_of_nothing_says_so():
    assert "There is nothing to draw" in sankey(View(factory.empty()))


def drawn_timeline(report):
    view = View(report)
    return timeline(view, Facets(view))


def test_late_work_is_a_finding_only_where_one_was_made():
    report = factory.rich()
    drawn = drawn_timeline(report)
    (gap,) = (gap for gap in report.gaps if gap.kind is GapKind.TIMELINE_CONFLICT)
    assert f'href="#{gap.id}"' in drawn
    assert "Pressure management in 60 zones ends 12 months later" in drawn
    tracks = drawn.split('class="tracks"')[1]
    assert tracks.count('class="m-late"') == 1
    without = drawn_timeline(replace(report, gaps=()))
    assert 'class="m-late"' not in without.split('class="tracks"')[1]
    assert without.split('class="tracks"')[1].count('class="m-after"') == tracks.count('class="m-after"') + 1


def test_the_timeline_reads_without_seeing_it():
    assert re.search(
        r'aria-label="Goal due 31 Dec 2029\. In time: Acoustic[^"]*Too late: Pressure management[^"]*31 Dec 2030\."',
        drawn_timeline(factory.rich()),
    )


def test_goals_stand_in_the_order_of_their_dates():
    days = re.findall(r'aria-label="Goal due (\d+) \w+ (\d{4})', drawn_timeline(factory.rich()))
    years = [int(year) for _, year in days]
    assert years == sorted(years)
    assert len(years) == sum(goal.deadline is not None for goal in factory.rich().goals)


def test_of_very_many_goals_those_with_conflicts_are_drawn():
    report = portfolio(500, 2000)
    drawn = drawn_timeline(report)
    clashing = {gap.goal for gap in report.gaps if gap.kind is GapKind.TIMELINE_CONFLICT}
    assert drawn.count('role="img"') == 150
    assert 0 < len(clashing) <= 150
    for ident in clashing:
        assert f'href="#{ident}"' in drawn
    assert "more goals with a date and no conflict" in drawn


def test_no_dates_no_timeline():
    assert "No goal names a date" in drawn_timeline(factory.small())


def measured_with_the_shipped(report):
    """The report as the encoder and the link scorer that were measured would have made it."""
    raw = json.loads((files("aligner") / "data" / "reliability.json").read_text("utf-8"))
    return replace(report, tool=replace(report.tool, model=replace(report.tool.model, sha256=raw["model_sha256"]), config=()))


def test_reliability_is_shown_for_the_measured_matcher_alone():
    report = measured_with_the_shipped(factory.rich())
    shown = measures(View(report))
    assert "Not measured" not in shown
    assert shown.count("<circle") > 5
    assert "labelled organisations" in shown
    own = replace(report, tool=replace(report.tool, config=(("links", "ours"),)))
    assert "Not measured for this model" in measures(View(own))
    assert "Not measured for this model" in measures(View(factory.rich()))


def test_every_pair_and_every_goal_is_in_a_bar():
    report = factory.rich()
    shown = measures(View(report))
    pairs = re.search(r'aria-label="Pairs by probability: ([^"]*)"', shown)[1]
    assert sum(int(part.rpartition(": ")[2]) for part in pairs.split("; ")) == len(report.links)
    goals = re.search(r'aria-label="Goals by number of links: ([^"]*)"', shown)[1]
    assert sum(int(part.rpartition(": ")[2]) for part in goals.split("; ")) == len(report.goals)
    assert "none" in measures(View(factory.empty()))
