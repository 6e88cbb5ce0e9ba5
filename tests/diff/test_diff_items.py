from __future__ import annotations

import pytest

from aligner.diff import diff
from aligner.diff.items import _money
from aligner.diff.types import Subject, Verdict
from aligner.domain.gaps import Severity
from aligner.domain.goals import Alignment, State
from tests.diff.reports import day, item, owner, report


def changes(old, new):
    return [change for change in diff(report(items=old), report(items=new)).changes if change.subject is Subject.ITEM]


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        (State.ON_TRACK, State.BLOCKED, Verdict.BROKE),
        (State.ON_TRACK, State.AT_RISK, Verdict.WEAKENED),
        (State.AT_RISK, State.ON_TRACK, Verdict.FIXED),
        (State.ON_TRACK, State.DONE, Verdict.IMPROVED),
        (State.UNKNOWN, State.BLOCKED, Verdict.CHANGED),
    ],
)
def test_status(before, after, verdict):
    (change,) = changes([item("I1", "Dredge the basin", state=before)], [item("I1", "Dredge the basin", state=after)])
    assert change.verdict is verdict


def test_a_later_date_a_lost_owner_and_less_money_weaken():
    old = item("I1", "Dredge the basin", due=day("Q1 2027", "2027-03-31"), owner=owner("Mara Quill"), budget="1.2m EUR")
    new = item("I1", "Dredge the basin", due=day("Q3 2027", "2027-09-30"), budget="900k EUR")
    (change,) = changes([old], [new])
    assert change.verdict is Verdict.WEAKENED
    assert change.severity is Severity.MEDIUM
    assert [(aspect.name, aspect.note) for aspect in change.aspects] == [("due", "later"), ("owner", "dropped"), ("budget", "less")]


@pytest.mark.parametrize(
    ("text", "value"),
    [("1.2m EUR", 1_200_000.0), ("€ 900,000", 900_000.0), ("640", 640.0), ("2 to 3 m", None), ("tbc", None), ("1,5 m", 1_500_000.0)],
)
def test_money(text, value):
    assert _money(text) == value


def test_finished_work_ends_and_open_work_is_dropped():
    old = [
        item("I1", "Dredge the basin", state=State.DONE),
        item("I2", "Paint every lighthouse"),
        item("I3", "Count gulls", alignment=Alignment.EXEMPT),
    ]
    found = {change.old.id: change for change in changes(old, [item("I9", "Something else entirely")]) if change.old}
    assert found["I1"].verdict is Verdict.ENDED
    assert (found["I2"].verdict, found["I2"].severity) == (Verdict.DROPPED, Severity.MEDIUM)
    assert found["I3"].severity is Severity.LOW


def test_renamed_work_is_the_same_work():
    (change,) = changes([item("I1", "Dredging of the northern basin")], [item("I2", "Dredging northern basin, phase two")])
    assert change.verdict is Verdict.CHANGED


def test_repeated_mentions_are_left_out():
    twice = [item("I1", "Dredge the basin"), item("I2", "Dredge basin", same_as="I1")]
    assert changes(twice, twice[:1]) == []
    assert changes(twice[:1], twice) == []


def test_a_document_that_was_left_out_is_asked_about():
    old = report(items=[item("I1", "Dredge the basin")], paths=("strategy.md", "plan.csv", "tickets.csv"))
    found = diff(old, report(paths=("strategy.md", "tickets.csv"))).changes
    assert [(change.verdict, change.severity) for change in found] == [(Verdict.DROPPED, Severity.QUESTION)]


def test_a_renamed_document_is_not_left_out():
    old = report(items=[item("I1", "Dredge the basin")])
    found = diff(old, report(paths=("strategy.md", "plan-v2.csv"))).changes
    assert [change.severity for change in found] == [Severity.MEDIUM]
