"""Late work: when lateness and trouble allow a claim although the link is faint."""

from __future__ import annotations

import pytest

from aligner.domain.facts import DateSpan
from aligner.domain.gaps import GapKind, Severity
from aligner.domain.goals import State
from aligner.domain.links import Strength
from aligner.gaps import find, judge
from tests.gaps.factory import analysis, day, goal, item, link, metric

BY_2027 = day("2027-12-31", None, deadline=True)
FAINT = {"strength": Strength.INDIRECT, "accepted": False}


def promise(text="Nine in ten loaves leave the oven on time", **more):
    return goal("G1", text, **({"deadline": BY_2027} | more))


def found(g, work, *others, **more):
    rivals = [goal(f"G{number}", f"Another promise {number}") for number in range(2, 2 + len(others))]
    links = [link(g, work, **more), *(link(rival, work, chance, **FAINT) for rival, chance in zip(rivals, others, strict=True))]
    gaps = find(judge(analysis([g, *rivals], [work], links)))
    return [gap.severity for gap in gaps if gap.kind is GapKind.TIMELINE_CONFLICT and gap.goal == g.id]


def late(title="Work package", due="2028-06-30", **more):
    return item("I1", title, due=day(due), **more)


@pytest.mark.parametrize("state", [State.AT_RISK, State.OFF_TRACK, State.BLOCKED])
def test_troubled_work_that_fits_no_goal_better_is_claimed_on_a_faint_link(state):
    assert found(promise(), late(state=state), 0.1, probability=0.2, **FAINT) == [Severity.MEDIUM]


def test_a_faint_link_is_not_enough():
    assert found(promise(), late(state=State.ON_TRACK), probability=0.2, **FAINT) == []  # no trouble, no word in common
    assert found(promise(), late(state=State.AT_RISK), 0.3, probability=0.2, **FAINT) == []  # another goal fits better
    assert found(promise(), late(state=State.AT_RISK), probability=0.06, **FAINT) == []
    assert found(promise(), late(state=State.AT_RISK, due="2029-06-30"), probability=0.2, **FAINT) == []  # hardly planned for it


def test_shared_words_stand_in_for_trouble_where_no_goal_comes_near():
    oven = late("New oven for the bakery", state=State.ON_TRACK)
    assert found(promise(), oven, 0.05, probability=0.3, **FAINT) == [Severity.MEDIUM]
    assert found(promise(), oven, 0.29, probability=0.3, **FAINT) == []
    assert found(promise(), oven, probability=0.12, **FAINT) == []


def test_a_yearly_amount_is_no_date_that_work_can_miss():
    start = DateSpan("From January 2027", 0, 17, "2027-01-01", None)
    more = {"deadline": None, "deadlines": (start,)}
    work = late("Contract for ovens", state=State.AT_RISK, due="2027-06-30")
    yearly = promise("From January 2027 we replace 22 ovens every year", metrics=(metric("22", 22.0, "oven", "ovens"),), **more)
    level = promise(
        "From January 2027 nine in ten ovens are warm every month", metrics=(metric("nine in ten", 90.0, "%", "ovens"),), **more
    )
    assert found(yearly, work) == []
    assert found(level, work) == [Severity.HIGH]
