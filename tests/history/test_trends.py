from __future__ import annotations

import pytest

from aligner.domain.gaps import Severity
from aligner.domain.goals import State
from aligner.domain.trends import Edition, TrendKind
from aligner.history import trends
from tests.history.editions import edition, goal, item, report

FERRY = goal("G1", "Run the ferry on hydrogen")
SCHOOL = goal("G2", "Teach every apprentice to weld")


def found(*editions):
    return [(one.kind, one.about) for one in trends(editions)]


def test_a_goal_that_a_new_strategy_leaves_out_has_vanished():
    (one,) = trends([edition(0, goals=[FERRY, SCHOOL], strategy="old"), edition(1, goals=[SCHOOL], strategy="new")])
    assert one.kind is TrendKind.GOAL_VANISHED
    assert one.severity is Severity.HIGH
    assert one.periods == ("2027 Q1", "2027 Q2")
    assert [(told.quote, told.locator) for told in one.evidence] == [(FERRY.text, FERRY.locator)]


def test_a_goal_that_is_still_spoken_of_or_comes_back_has_not_vanished():
    spoken = goal("G3", "Teach every apprentice to weld while we run the ferry on hydrogen")
    assert found(edition(0, goals=[FERRY, SCHOOL], strategy="old"), edition(1, goals=[spoken], strategy="new")) == []
    back = edition(2, goals=[FERRY, SCHOOL], strategy="newer")
    assert found(edition(0, goals=[FERRY, SCHOOL], strategy="old"), edition(1, goals=[SCHOOL], strategy="new"), back) == []


def test_a_goal_that_the_same_strategy_is_not_read_for_again_has_not_vanished():
    assert found(edition(0, goals=[FERRY, SCHOOL]), edition(1, goals=[SCHOOL])) == []


def test_a_date_that_moves_adds_up_over_the_editions():
    dates = ("2028-06-30", "2028-12-31", "2029-12-31")
    (one,) = trends([edition(n, goals=[goal("G1", FERRY.text, end=end)], strategy=str(n)) for n, end in enumerate(dates)])
    assert one.kind is TrendKind.GOAL_SLIPPED
    assert one.severity is Severity.HIGH
    assert "2 times" in one.message
    assert "549 days later" in one.message
    assert len(one.evidence) == 3


def test_an_earlier_or_equal_date_is_no_slip():
    for dates in (("2029-01-31", "2028-12-31"), ("2028-12-31", "2028-12-31")):
        assert found(*(edition(n, goals=[goal("G1", FERRY.text, end=end)], strategy=str(n)) for n, end in enumerate(dates))) == []


def test_a_lower_target_and_a_dropped_date_are_weaker():
    before = goal("G1", "Raise the share of hydrogen trips to 80%", target=80, end="2028-12-31")
    after = goal("G1", "Raise the share of hydrogen trips to 60%", target=60)
    (one,) = trends([edition(0, goals=[before], strategy="old"), edition(1, goals=[after], strategy="new")])
    assert one.kind is TrendKind.GOAL_WEAKENED
    assert "“80%” became “60%”" in one.message
    assert "became “none”" in one.message
    assert one.severity is Severity.HIGH


def carried(*states, ends=None, papers=None):
    ends = ends or [None] * len(states)
    papers = papers or [f"report{n}.md" for n in range(len(states))]
    return [
        edition(n, goals=[FERRY], items=[item("I1", "Order the fuel cells", file=paper, end=end, state=state)])
        for n, (state, end, paper) in enumerate(zip(states, ends, papers, strict=True))
    ]


OPEN = State.ON_TRACK


def test_work_whose_date_moves_every_quarter_is_carried_over():
    (one,) = trends(carried(OPEN, OPEN, OPEN, ends=["2027-03-31", "2027-06-30", "2027-09-30"]))
    assert one.kind is TrendKind.CARRIED_OVER
    assert one.severity is Severity.HIGH
    assert "moved 2 times" in one.message
    assert "2027-06-30" in [told.quote for told in one.evidence]


def test_work_that_never_begins_is_carried_over():
    (one,) = trends(carried(State.NOT_STARTED, State.BLOCKED, State.NOT_STARTED))
    assert one.kind is TrendKind.CARRIED_OVER
    assert "never began" in one.message


@pytest.mark.parametrize(
    "editions",
    [
        carried(OPEN, OPEN, State.DONE, ends=["2027-03-31", "2027-06-30", "2027-09-30"]),
        carried(OPEN, OPEN, ends=["2027-03-31", "2027-06-30"]),
        carried(OPEN, OPEN, OPEN, ends=["2028-12-31"] * 3),
        carried(OPEN, OPEN, OPEN, ends=["2027-03-31"] * 3, papers=["plan.md"] * 3),
        carried(OPEN, OPEN, OPEN),
    ],
    ids=["done", "two periods only", "not due yet", "one plan read three times", "under way without a date"],
)
def test_work_that_moves_on_is_not_carried_over(editions):
    assert found(*editions) == []


def outlived(*, serves=False, state=OPEN, goals=(SCHOOL,), links=()):
    before = edition(
        0, goals=[FERRY, SCHOOL], items=[item("I1", "Order the fuel cells", file="a.md", state=OPEN)], links=[("G1", "I1")], strategy="old"
    )
    work = item("I1", "Order the fuel cells", file="b.md", state=state, serves=serves)
    return [before, edition(1, goals=goals, items=[work], links=links, strategy="new")]


def test_work_that_goes_on_after_its_goal_outlives_it():
    kinds = dict(found(*outlived()))
    assert kinds[TrendKind.OUTLIVES_GOAL] == "Order the fuel cells"
    (one,) = [one for one in trends(outlived()) if one.kind is TrendKind.OUTLIVES_GOAL]
    assert FERRY.text in one.message
    assert one.evidence[0].quote == FERRY.text


@pytest.mark.parametrize(
    "editions",
    [outlived(state=State.DONE), outlived(serves=True, links=[("G2", "I1")]), outlived(goals=(FERRY, SCHOOL))],
    ids=["done", "serves another", "goal still there"],
)
def test_work_that_ended_or_serves_another_goal_outlives_nothing(editions):
    assert TrendKind.OUTLIVES_GOAL not in dict(found(*editions))


def test_the_order_in_which_editions_are_given_does_not_matter():
    editions = carried(OPEN, OPEN, OPEN, ends=["2027-03-31", "2027-06-30", "2027-09-30"])
    assert trends(editions) == trends(editions[::-1])
    assert trends([]) == trends(editions[:1]) == ()


@pytest.mark.parametrize(
    ("start", "end", "label"),
    [
        ("2027-04-01", "2027-06-30", "2027 Q2"),
        ("2027-01-01", "2027-12-31", "2027"),
        ("2027-01-01", "2030-12-31", "2027–2030"),
        ("2027-04-01", "2028-06-30", "2027-04-01 to 2028-06-30"),
        ("2027-04-01", "2027-04-01", "2027-04-01"),
        ("", "", ""),
    ],
)
def test_periods_are_told_in_words(start, end, label):
    assert Edition(start, end, report()).label == label
