from __future__ import annotations

import pytest

from aligner.domain.gaps import GapKind, Severity
from aligner.domain.goals import State
from aligner.gaps.opposed import opposed
from tests.gaps.factory import analysis, goal, item, link


def found(wanted, done, **more):
    one, other = goal("G1", wanted), item("I1", done, state=more.pop("state", State.ON_TRACK))
    return list(opposed(analysis([one], [other], [link(one, other, **more)])))


@pytest.mark.parametrize(
    ("wanted", "done"),
    [
        ("Open four evening clinics by 2028", "Closure of the evening clinics"),
        ("Every ferry leaves on time", "Abandon the new timetable for ferries"),
        ("We will not run a night bus on the river line", "Night bus for the river line: drivers and depots"),
        ("Recruit sixty apprentices", "Lay off apprentices in the north yard"),
        ("Ships wait less than four hours", "H-03: Stop work on the second crane"),
    ],
)
def test_pairs_that_pull_in_opposite_directions(wanted, done):
    (gap,) = found(wanted, done)
    assert gap.kind is GapKind.CONTRADICTION
    assert gap.severity in {Severity.MEDIUM, Severity.QUESTION}
    assert [piece.quote for piece in gap.evidence] == [wanted, done]


@pytest.mark.parametrize(
    ("wanted", "done"),
    [
        ("Open four evening clinics by 2028", "Opening of the evening clinics"),
        ("Move every system to the new platform", "Close the legacy data centre"),
        ("Close the coal berth by 2030", "Stop coal deliveries at the berth"),
        ("Skippers will not have to ring twice", "Booking portal for skippers"),
        ("Every ferry leaves on time", "Alarm that stops a winch when a person is near"),
        ("Open four evening clinics by 2028", "Stop-over lounge for crews"),
    ],
)
def test_pairs_that_do_not(wanted, done):
    assert found(wanted, done) == []


def test_work_that_is_over_opposes_nothing():
    assert found("Open four evening clinics", "Closure of the evening clinics", state=State.CANCELLED) == []


def test_unlikely_pairs_are_left_alone():
    assert found("Open four evening clinics", "Closure of the evening clinics", probability=0.2) == []
