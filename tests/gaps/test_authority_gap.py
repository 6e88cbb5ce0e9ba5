"""authority-gap: only what the documents say, and never after the other unit has given what it holds."""

from __future__ import annotations

import pytest

from aligner.domain.gaps import GapKind, Severity
from aligner.domain.goals import State
from aligner.gaps.authority_gap import find
from tests.gaps.factory import link
from tests.gaps.remarked import STRATEGY, aim, analysed, exact, noted, prose, table, work


@pytest.mark.parametrize(
    "note",
    [
        "We build it, but the money is with Sales and not released",
        "waiting for Legal since 4 May",
        "The right to switch off lies with Operations, request open since June",
        "only Procurement may sign the order",
        "The team can neither hire nor pay the pickers.",
        "No mandate over the shift plan of the sites",
        "needs a test window from Network, asked 3x",
        "The two posts have not been released by Human Resources.",
        "sleeps until Purchasing knows who pays",
    ],
)
def test_somebody_else_decides(note):
    analysis = noted(note)
    (gap,) = find(analysis)
    assert gap.kind is GapKind.AUTHORITY_GAP
    assert gap.severity is Severity.MEDIUM
    assert (gap.goal, gap.items) == ("G1", ("I0",))
    assert exact(analysis, gap)


@pytest.mark.parametrize(
    ("note", "more"),
    [
        ("The money was released by Finance on 3 May.", {}),
        ("Budget has been approved by the Board.", {}),
        ("waits for the crane", {}),
        ("waiting for parts", {}),
        ("could not wait for Architecture", {}),
        ("Parameters agreed with Sales", {}),
        ("waiting for Legal since 4 May", {"state": State.CANCELLED}),
        ("waiting for Legal since 4 May", {"state": State.DONE}),
        ("Sales will get its own dashboard", {}),
    ],
)
def test_silence(note, more):
    assert list(find(noted(note, **more))) == []


def test_units_are_known_by_the_work_they_own():
    strategy = prose(["Every order leaves the depot within one day by the end of 2028."], STRATEGY)
    plan = table([{"Project": "Depot automation", "Note": "waiting for Blue Harbour since May"}])
    one = aim(strategy, "Every order leaves the depot")
    for team, count in (("Blue Harbour", 1), (None, 0)):
        item = work(plan, team=team)
        assert len(list(find(analysed([strategy], [plan], [one], [item], [link(one, item)])))) == count


def test_several_sentences_on_one_piece_of_work_are_one_finding():
    (gap,) = find(noted("waiting for Legal since 4 May. The budget is with Finance and not released."))
    assert sum(piece.locator.cell is not None for piece in gap.evidence) > 1
