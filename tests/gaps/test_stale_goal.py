"""stale-goal: dates that were over when the strategy was adopted; unknown days accuse nobody."""

from __future__ import annotations

import pytest

from aligner.domain.facts import DateSpan
from aligner.domain.gaps import GapKind, Severity
from aligner.domain.goals import Quote, State
from aligner.gaps.stale_goal import find
from aligner.segment import Segmenter
from tests.gaps.factory import link
from tests.gaps.remarked import STRATEGY, aim, analysed, exact, prose, table, work

ADOPTED = "Adopted by the Council on 12 March 2027."


def dated(goal: str, opening: str = ADOPTED, *, more: tuple[DateSpan, ...] = ()):
    strategy = prose(["# The road to Ostmark", opening, "# Goals", goal], STRATEGY)
    spans = Segmenter().facts(goal).dates
    one = aim(strategy, goal)
    span = spans[0] if spans else None
    one = aim(strategy, goal, deadline=span, deadlines=(*spans, *more), deadline_quote=Quote(goal, one.locator) if span else None)
    return strategy, one


def alone(goal: str, opening: str = ADOPTED, **more):
    strategy, one = dated(goal, opening, **more)
    plan = table([{"Project": "Road gang", "Note": ""}])
    return analysed([strategy], [plan], [one], [work(plan)])


@pytest.mark.parametrize(
    ("goal", "opening"),
    [
        ("Move all road permits to the portal by December 31, 2026.", ADOPTED),
        ("The bypass shall be open by the autumn of 2026.", "Ostmark, 14 January 2027"),
        ("Clear the backlog of permits by June 2026.", "Approved by the Board, May 4, 2027 (Resolution 4)"),
        ("Clear the backlog of permits by June 2026.", "Published 22 March 2027"),
    ],
)
def test_past_when_adopted(goal, opening):
    analysis = alone(goal, opening)
    (gap,) = find(analysis)
    assert gap.kind is GapKind.STALE_GOAL
    assert gap.severity is Severity.MEDIUM
    assert opening in {piece.quote for piece in gap.evidence}
    assert exact(analysis, gap)


@pytest.mark.parametrize(
    ("goal", "opening"),
    [
        ("Move all road permits to the portal by December 31, 2027.", ADOPTED),
        ("Move all road permits to the portal by December 31, 2026.", "A plan for everyone in the valley."),
        ("Continue to clear every permit by December 31, 2026.", ADOPTED),
        ("Keep the bypass open, as in 2026.", ADOPTED),
        ("Cut accidents by a third against 2019.", ADOPTED),
        ("Third place among road offices in 2024", ADOPTED),
        ("Clear every permit within a week.", ADOPTED),
        ("Move all road permits to the portal by December 31, 2026.", "The plan runs from 1 July 2026 to the end of 2030."),
    ],
)
def test_silence(goal, opening):
    assert list(find(alone(goal, opening))) == []


def test_a_later_stage_keeps_a_goal_alive():
    later = DateSpan("2028", 0, 4, "2028-01-01", "2028-12-31")
    assert list(find(alone("Move all road permits to the portal by December 31, 2026.", more=(later,)))) == []


@pytest.mark.parametrize(("state", "count"), [(State.DONE, 1), (State.ON_TRACK, 0)])
def test_reported_done_and_still_listed(state, count):
    strategy, one = dated("Move all road permits to the portal by June 30, 2027.")
    plan = table([{"Project": "Permit portal", "Note": "live"}])
    report = prose(["# Progress", "Figures as of 30 September 2027"], "report.docx")
    item = work(plan, state=state)
    found = list(find(analysed([strategy], [plan, report], [one], [item], [link(one, item)])))
    assert [gap.severity for gap in found] == [Severity.LOW] * count
    assert all(gap.items == ("I0",) for gap in found)
