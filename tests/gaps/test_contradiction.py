"""contradiction: the very thing that is refused, not its neighbour, its end or its study."""

from __future__ import annotations

import pytest

from aligner.domain.gaps import GapKind, Severity
from aligner.domain.goals import State
from aligner.gaps.contradiction import find
from tests.gaps.remarked import STRATEGY, aim, analysed, exact, prose, table, work

GOAL = "Sell twice as many ferry tickets online by 2029."


def against(refusal: str, title: str, note: str = "", state: State = State.ON_TRACK, likeness: float = 0.0, heading: str = "# Our course"):
    strategy = prose([heading, GOAL, refusal] if heading == "# Our course" else [GOAL, heading, refusal], STRATEGY)
    plan = table([{"Project": title, "Note": note}, {"Project": "Timetable printing", "Note": "yearly"}])
    items = [work(plan, 0, state=state), work(plan, 1)]
    analysis = analysed([strategy], [plan], [aim(strategy, GOAL)], items)
    alike = {tuple(sorted((remark.id, "I0"))): likeness for remark in analysis.remarks} if likeness else {}
    return analysed([strategy], [plan], [aim(strategy, GOAL)], items, likeness=alike)


@pytest.mark.parametrize(
    ("refusal", "title"),
    [
        ("We will not open new data centres.", "Second data centre hall, Ossel"),
        ("There will be no car ferry on the northern line.", "Car ferry for the northern line: order"),
        ("The group will not enter the cruise hotel business.", "Cruise hotel trial in Varn"),
        ("No ticket office will be closed before 2030.", "Ticket offices closed in six ports"),
        ("We shall never sell passenger names to advertisers.", "Passenger names for advertisers, pilot"),
    ],
)
def test_doing_what_is_refused(refusal, title):
    analysis = against(refusal, title)
    (gap,) = find(analysis)
    assert gap.kind is GapKind.CONTRADICTION
    assert gap.severity is Severity.MEDIUM
    assert gap.items == ("I0",)
    assert {piece.quote for piece in gap.evidence} >= {refusal, title}
    assert exact(analysis, gap)


def test_a_list_of_exclusions_needs_no_denial():
    (gap,) = find(against("Car ferries on the northern line", "Northern line car ferry tender", heading="# Out of scope"))
    assert gap.severity is Severity.MEDIUM


@pytest.mark.parametrize(
    ("refusal", "title", "more"),
    [
        ("We will not open new data centres.", "Data centre Ossel: decommissioning", {}),
        ("We will not open new data centres.", "Exit from data centre Ossel", {}),
        ("We will not open new data centres.", "Second data centre hall", {"state": State.CANCELLED}),
        ("We will not open new data centres.", "Quality of data in the ticket shop", {}),
        ("No ticket office will be closed before 2030.", "Ticket office furniture renewed for six ports", {}),
        ("No ferry shall arrive more than ten minutes later than planned.", "Ferry arrival screens, ten ports", {}),
        ("Passengers did not miss a ferry last year.", "Ferry berths for passengers", {}),
        ("If no buyer is found we keep the old ferry terminal.", "Old ferry terminal: new roof", {}),
    ],
)
def test_silence(refusal, title, more):
    assert list(find(against(refusal, title, **more))) == []


def test_a_study_is_a_question():
    (gap,) = find(against("There will be no car ferry on the northern line.", "Car ferry northern line, feasibility study"))
    assert gap.severity is Severity.QUESTION


def test_one_word_in_common_needs_nearness_of_meaning():
    refusal, title = "We will not offer sleeper berths.", "Berths with beds for night crossings"
    assert list(find(against(refusal, title))) == []
    (gap,) = find(against(refusal, title, likeness=0.6))
    assert gap.severity is Severity.QUESTION


def test_a_number_within_the_bound_of_the_refusal_counts():
    refusal = "We will fund no private berth for ports with fewer than 2,000 residents."
    (gap,) = find(against(refusal, "Extra call for residents of Holm", "Holm has 640 residents"))
    assert gap.items == ("I0",)
    assert list(find(against(refusal, "Extra call for residents of Holm", "Holm has 9,640 residents"))) == []
