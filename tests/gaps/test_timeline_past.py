"""timeline-conflict: a day on which something happened limits no work."""

from __future__ import annotations

import pytest

from aligner.domain.gaps import Severity
from aligner.domain.goals import Quote
from aligner.gaps.timeline_conflict import find
from aligner.segment import Segmenter
from tests.gaps.factory import link
from tests.gaps.remarked import STRATEGY, aim, analysed, prose, table, work

ADOPTED = "Adopted by the Council on 12 March 2027."


def conflicts(goal: str, opening: str, note: str = "") -> list[Severity]:
    strategy = prose(["# The road to Ostmark", opening, "# Goals", goal], STRATEGY)
    one = aim(strategy, goal)
    one = aim(strategy, goal, deadline=Segmenter().facts(goal).dates[0], deadline_quote=Quote(goal, one.locator))
    plan = table([{"Project": "Second depot", "Note": ""}])
    status = prose([note, "Nothing else to tell."], "status.docx")
    late = work(plan, due=Segmenter().facts("30 November 2027").dates[0])
    return [gap.severity for gap in find(analysed([strategy], [plan, status], [one], [late], [link(one, late)]))]


@pytest.mark.parametrize(
    ("goal", "opening", "found"),
    [
        ("Make salt supply resilient: in January 2027 one burst pipe closed forty roads.", ADOPTED, 0),
        ("Make salt supply resilient by January 2027.", ADOPTED, 1),
        ("Make salt supply resilient: in January 2027 one burst pipe closed forty roads.", "A word to the reader.", 1),
        ("Make salt supply resilient, two depots in June 2027.", ADOPTED, 1),
    ],
)
def test_days_before_the_strategy_was_written(goal, opening, found):
    assert len(conflicts(goal, opening)) == found


@pytest.mark.parametrize(
    ("goal", "severity"),
    [
        ("Make salt supply resilient: in January 2027 one burst pipe closed forty roads.", Severity.QUESTION),
        ("Make salt supply resilient by January 2027.", Severity.HIGH),
    ],
)
def test_days_before_the_report_are_asked_about(goal, severity):
    assert conflicts(goal, "A word to the reader.", "Position at 6 April 2027.") == [severity]
