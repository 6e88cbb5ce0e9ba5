from __future__ import annotations

from dataclasses import replace

from aligner.domain.gaps import GapKind, Severity
from aligner.domain.goals import Level
from aligner.domain.text import Locator
from aligner.report.view import View
from tests.report import factory

RICH = View(factory.rich())


def test_top_findings_go_by_severity_and_show_each_kind_before_a_second_of_one():
    kinds = [gap.kind for gap in RICH.top_gaps(5)]
    assert kinds == [
        GapKind.VAGUE_UNSUPPORTED_GOAL, GapKind.TARGET_CONFLICT, GapKind.TIMELINE_CONFLICT, GapKind.UNSUPPORTED_GOAL, GapKind.VAGUE_UNSUPPORTED_GOAL,
    ]  # fmt: skip
    order = list(Severity)
    ranks = [order.index(gap.severity) for gap in RICH.top_gaps(99)]
    assert ranks == sorted(ranks)
    assert len(ranks) == len(RICH.report.gaps)


def test_goals_are_grouped_by_theme():
    assert [group.title for group in RICH.groups] == ["Customers first", "A resilient network", "A digital utility"]
    assert sum(len(group.goals) for group in RICH.groups) == len(RICH.report.goals)


def test_goals_without_themes_are_grouped_by_a_shared_heading():
    large = View(factory.large(20, 4))
    assert [(group.title, len(group.goals)) for group in large.groups] == [("Pillar 1", 8), ("Pillar 2", 8), ("Pillar 3", 4)]
    goals = (*large.report.goals[:3], factory.goal(99, "Stands alone"))
    assert [group.title for group in View(replace(large.report, goals=goals)).groups] == ["Pillar 1", "Other goals"]
    assert [group.title for group in View(factory.small()).groups] == [""]
    assert View(factory.empty()).groups == ()


def test_depth_and_root_follow_parents():
    top = factory.goal(1, "Top", level=Level.THEME)
    middle = factory.goal(2, "Middle", parent=top)
    low = factory.goal(3, "Low", parent=middle)
    view = View(replace(factory.empty(), goals=(top, middle, low)))
    assert [view.depth(goal) for goal in (top, middle, low)] == [0, 1, 2]
    assert view.root(low) == top
    assert view.outline(top) == (top, middle, low)


def test_names_are_short_unless_two_files_share_one():
    assert RICH.file("documents/status-may.md") == "status-may.md"
    inputs = tuple(replace(info, path=f"{folder}/plan.xlsx") for info, folder in zip(factory.INPUTS, "abc", strict=True))
    view = View(replace(factory.empty(), inputs=inputs))
    assert view.file("a/plan.xlsx") == "a/plan.xlsx"
    assert view.place(Locator("a/plan.xlsx", sheet="Plan", cell="B2")) == "a/plan.xlsx, sheet Plan, cell B2"


def test_sides_fall_back_on_the_things_themselves():
    goal = RICH.report.goals[4]
    gap = replace(factory.gap(GapKind.UNSUPPORTED_GOAL, Severity.HIGH, "m", "q", goal=goal), evidence=())
    sides = RICH.sides(gap)
    assert [piece.quote for piece in sides.goal] == [goal.text]
    assert sides.item == ()
    assert sides.item_absent == "No live work for it was found in delivery-roadmap.xlsx and status-may.md."


def test_repeated_items_are_shown_with_the_one_they_repeat():
    (again,) = [item for item in RICH.report.items if item.same_as]
    assert again not in RICH.items
    assert RICH.repeats[again.same_as] == (again,)


def test_owners_named_in_the_documents():
    conflict = next(gap for gap in RICH.report.gaps if gap.kind is GapKind.TARGET_CONFLICT)
    assert RICH.owners(conflict) == "Chief Digital Officer (goal); Digital Channels Lead (work)"
    assert RICH.owners(RICH.report.gaps[0]) == ""


def test_unread_content_is_one_sentence():
    assert RICH.unread() == "Not read: 4 images in larkfield-strategy.docx; 1 chart and 1 hidden sheet in delivery-roadmap.xlsx."
    assert View(replace(factory.empty(), inputs=())).unread() == ""


def test_a_long_file_name_keeps_its_ending_where_room_is_short():
    inputs = (replace(factory.INPUTS[0], path="plans/Corporate strategy and delivery plan 2026 to 2031.docx"),)
    view = View(replace(factory.empty(), inputs=inputs))
    assert view.file(inputs[0].path, limit=30) == "Corporate strategy and….docx"
    assert view.files("strategy") == "Corporate strategy and delivery plan 2026 to 2031.docx"


def test_one_owner_of_both_sides_is_named_once():
    gap = next(gap for gap in RICH.report.gaps if gap.goal and gap.items)
    goals = tuple(replace(goal, owner=factory.owner("Ann Lee.")) for goal in RICH.report.goals)
    items = tuple(replace(item, owner=factory.owner("Ann Lee")) for item in RICH.report.items)
    assert View(replace(RICH.report, goals=goals, items=items)).owners(gap) == "Ann Lee (goal and work)"
    assert View(replace(RICH.report, goals=goals)).owners(gap).startswith("Ann Lee (goal); ")
