"""unevidenced-claim: praise and improvement without a figure, an artefact or a source."""

from __future__ import annotations

import pytest

from aligner.domain.gaps import GapKind, Severity
from aligner.domain.goals import State
from aligner.gaps.unevidenced_claim import find
from tests.gaps.factory import link
from tests.gaps.remarked import STRATEGY, aim, analysed, exact, noted, prose, table, work


@pytest.mark.parametrize(
    "note",
    [
        "Picking has clearly improved",
        "works very well, everybody is happy",
        "Done, picking errors are much lower now",
        "drivers love it",
        "The change was very well received.",
        "a lot smoother since the move",
        "has changed how the shifts run",
    ],
)
def test_bare_claims(note):
    analysis = noted(note, state=State.DONE)
    (gap,) = find(analysis)
    assert gap.kind is GapKind.UNEVIDENCED_CLAIM
    assert gap.severity is Severity.LOW
    assert gap.goal == "G1"
    assert exact(analysis, gap)


@pytest.mark.parametrize(
    "note",
    [
        "Picking has clearly improved, from 80 to 95 an hour",
        "Picking has clearly improved. It stands at 95 an hour now.",
        "Picking is much better, says the audit",
        "Errors have clearly halved",
        "Picking should be much better by then",
        "Picking has not really improved",
        "Much better lighting is planned",
        "done",
        "Hall handed over in release 4",
        "Is it really better?",
        "more storage for pallets",
    ],
)
def test_silence(note):
    assert list(find(noted(note))) == []


def test_cancelled_work_claims_nothing():
    assert list(find(noted("Picking has clearly improved", state=State.CANCELLED))) == []


def test_the_next_sentence_may_bring_the_evidence_only_when_it_is_about_the_same():
    def told(following: str):
        strategy = prose(["Every order leaves the depot within one day by the end of 2028."], STRATEGY)
        plan = table([{"Project": "Depot picking robots", "Note": ""}])
        report = prose(["# News", f"Depot picking robots have visibly improved the shifts. {following}"], "news.docx")
        one, item = aim(strategy, "Every order leaves the depot"), work(plan)
        return list(find(analysed([strategy], [plan, report], [one], [item], [link(one, item)])))

    assert told("They pick 95 parcels an hour.") == []
    assert len(told("On canteen meals, councils agreed to 28 days.")) == 1
