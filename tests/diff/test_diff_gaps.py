from __future__ import annotations

from aligner.diff import diff, worst
from aligner.diff.types import Subject, Verdict
from aligner.domain.gaps import GapKind, Severity
from tests.diff.reports import gap, goal, item, report

OLD = goal("G1", "Open a second ferry line to the island of Osk")
NEW = goal("G2", "Open another ferry line to Osk island")
WORK = item("I1", "Buy a ferry")


def verdicts(old, new):
    return {(change.old or change.new).id: change.verdict for change in diff(old, new).changes if change.subject is Subject.GAP}


def test_findings_are_new_cleared_or_still_open():
    before = [gap("A", GapKind.VAGUE_GOAL, Severity.LOW, OLD), gap("B", GapKind.UNOWNED_GOAL, Severity.LOW, OLD)]
    after = [gap("A", GapKind.VAGUE_GOAL, Severity.LOW, OLD), gap("C", GapKind.TARGET_CONFLICT, Severity.HIGH, OLD, WORK)]
    found = diff(report([OLD], [WORK], before), report([OLD], [WORK], after))
    assert verdicts(report([OLD], [WORK], before), report([OLD], [WORK], after)) == {
        "A": Verdict.SAME,
        "B": Verdict.FIXED,
        "C": Verdict.BROKE,
    }
    assert worst(found) is Severity.HIGH


def test_a_finding_on_a_reworded_goal_is_still_open():
    old = report([OLD], (), [gap("A", GapKind.VAGUE_GOAL, Severity.LOW, OLD)])
    assert verdicts(old, report([NEW], (), [gap("B", GapKind.VAGUE_GOAL, Severity.LOW, NEW)])) == {"A": Verdict.SAME}


def test_severity_up_weakens_and_down_improves():
    low, high = (report([OLD], (), [gap("A", GapKind.VAGUE_GOAL, severity, OLD)]) for severity in (Severity.LOW, Severity.HIGH))
    assert verdicts(low, high) == {"A": Verdict.WEAKENED}
    assert verdicts(high, low) == {"A": Verdict.IMPROVED}
    assert worst(diff(high, low)) is None


def test_a_finding_whose_goal_is_gone_is_not_called_fixed():
    old = report([OLD], (), [gap("A", GapKind.VAGUE_GOAL, Severity.LOW, OLD)])
    assert verdicts(old, report([goal("G9", "Train captains")])) == {"A": Verdict.ENDED}


def test_a_finding_on_a_file_survives_the_move_of_the_file():
    old, new = (
        report((), (), [gap(name, GapKind.NOT_ANALYSABLE, Severity.LOW, message=f"{path}/plan.csv was read without 2 images.")])
        for name, path in (("A", "q1"), ("B", "q2/final"))
    )
    assert verdicts(old, new) == {"A": Verdict.SAME}
