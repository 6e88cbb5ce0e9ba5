from __future__ import annotations

from dataclasses import replace

import pytest

from aligner.domain.gaps import GapKind, Severity
from aligner.domain.goals import Alignment, State, Support
from aligner.domain.report import ModelInfo, Report, Summary, ToolInfo
from aligner.evaluate.gold import Gold, GoldGap, GoldGoal, GoldItem
from aligner.evaluate.scores import Count, score
from aligner.gaps.base import make_gap
from tests.gaps.factory import goal, item, link

GOALS = [
    replace(goal("G1", "Cut operating cost"), support=Support.SUPPORTED),
    replace(goal("G2", "Become a data-driven mutual"), vague=True, support=Support.UNSUPPORTED),
    replace(goal("G3", "We won three awards"), support=Support.UNCLEAR),
]
ITEMS = [
    replace(item("I1", "Robotic claims intake", state=State.DONE), alignment=Alignment.ALIGNED),
    replace(item("I2", "Podcast studio"), alignment=Alignment.ORPHANED),
    replace(item("I3", "Ledger upgrade"), alignment=Alignment.ORPHANED),
]
GOLD = Gold(
    "Example",
    (),
    (),
    (GoldGoal("g1", ("Cut operating cost",), False, "supported"), GoldGoal("g2", ("Become a data-driven mutual",), True, "partial")),
    ("We won three awards", "Our values are candour and care"),
    (
        GoldItem("i1", "Robotic claims intake", "change", "done", "aligned", None),
        GoldItem("i2", "Podcast studio", "change", "unknown", "orphaned", None),
        GoldItem("i3", "Ledger upgrade", "run", "unknown", "aligned", None),
        GoldItem("i4", "Never found by anyone", "change", "unknown", "aligned", None),
    ),
    frozenset({("g1", "i1"), ("g1", "i3")}),
    (GoldGap("orphaned-work", None, ("i2",)), GoldGap("unsupported-goal", "g2", ())),
)


def report() -> Report:
    gaps = (
        make_gap(GapKind.ORPHANED_WORK, Severity.LOW, items=[ITEMS[1]], message="m.", question="q?", remedy="r."),
        make_gap(GapKind.ORPHANED_WORK, Severity.LOW, items=[ITEMS[2]], message="m.", question="q?", remedy="r."),
        make_gap(GapKind.UNSUPPORTED_GOAL, Severity.QUESTION, goal=GOALS[1], message="m.", question="q?", remedy="r."),
    )
    links = (link(GOALS[0], ITEMS[0]), link(GOALS[1], ITEMS[1]), link(GOALS[0], ITEMS[2], accepted=False))
    tool = ToolInfo("aligner", "0", ModelInfo("m", "0"), ())
    return Report(tool, (), tuple(GOALS), tuple(ITEMS), links, gaps, Summary(3, 1, 0, 1, 1, 3, 1, 2, 0, 0))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("goals", Count(2, 3, 2)),
        ("non_goals", Count(1, 1, 2)),
        ("items", Count(3, 3, 4)),
        ("vague", Count(1, 1, 1)),
        ("links", Count(1, 2, 2)),
        ("orphans", Count(1, 2, 1)),
        ("false_orphans", Count(1, 2, 2)),
        ("classes", Count(2, 3, 3)),
        ("states", Count(3, 3, 3)),
        ("supports", Count(1, 2, 2)),
    ],
)
def test_counts(name, expected):
    assert getattr(score(report(), GOLD), name) == expected


def test_questions_are_no_claims():
    gaps = score(report(), GOLD).gaps
    assert gaps["unsupported-goal"] == Count(0, 0, 1)
    assert gaps["orphaned-work"] == Count(1, 2, 1)


def test_ratios():
    count = Count(3, 4, 6)
    assert (count.precision, count.recall, count.f1) == (0.75, 0.5, 0.6)
    assert (Count(0, 0, 0).precision, Count(0, 0, 0).recall) == (1.0, 1.0)
    assert Count(1, 2, 3) + Count(1, 1, 1) == Count(2, 3, 4)


def test_kinds_that_nobody_labelled_are_not_held_against_the_report():
    orphans = replace(GOLD, gaps=(GoldGap("unsupported-goal", "g2", ()),), unlabelled=frozenset({"orphaned-work"}))
    assert "orphaned-work" not in score(report(), orphans).gaps
    assert score(report(), replace(orphans, unlabelled=frozenset())).gaps["orphaned-work"] == Count(0, 2, 0)
