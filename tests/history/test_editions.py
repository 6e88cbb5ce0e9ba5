from __future__ import annotations

from dataclasses import replace

from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.domain.goals import Alignment, Support
from aligner.history import merged
from tests.history.editions import goal, item, report

FERRY = goal("G1", "Run the ferry on hydrogen")
LACKING = replace(FERRY, support=Support.UNSUPPORTED)
WORK = item("I1", "Order the fuel cells", file="a.md")
LONE = replace(WORK, alignment=Alignment.ORPHANED)
OTHER = item("I2", "Paint the hull", file="b.md", serves=False)


def gap(kind, goal_id=None, items=(), severity=Severity.HIGH):
    return Gap(f"{kind.value}-{goal_id}-{len(items)}", kind, severity, goal_id, tuple(items), "It is so.", "Why?")


UNSUPPORTED = gap(GapKind.UNSUPPORTED_GOAL, "G1")
CONFLICT = gap(GapKind.TARGET_CONFLICT, "G1", ["I1"], Severity.MEDIUM)


def test_a_goal_is_supported_where_any_report_finds_work_for_it():
    whole = merged([report([LACKING], [OTHER], gaps=[UNSUPPORTED]), report([FERRY], [WORK], [("G1", "I1")], [CONFLICT])])
    assert whole.goals == (FERRY,)
    assert whole.gaps == (CONFLICT,)
    assert (whole.summary.goals, whole.summary.supported, whole.summary.items) == (1, 1, 2)
    assert [info.path for info in whole.inputs] == ["strategy.md", "a.md", "b.md"]


def test_a_goal_lacks_support_where_every_report_says_so():
    whole = merged([report([LACKING], [OTHER], gaps=[UNSUPPORTED]), report([LACKING], [WORK], gaps=[UNSUPPORTED])])
    assert whole.gaps == (UNSUPPORTED,)
    assert whole.summary.unsupported == 1


def test_work_is_an_orphan_only_where_no_strategy_takes_it():
    orphan = gap(GapKind.ORPHANED_WORK, None, ["I1"])
    assert merged([report([FERRY], [LONE], gaps=[orphan]), report([FERRY], [WORK], [("G1", "I1")])]).gaps == ()
    assert merged([report([FERRY], [LONE], gaps=[orphan]), report([FERRY], [LONE], gaps=[orphan])]).gaps == (orphan,)


def test_the_gravest_findings_come_first_and_each_once():
    whole = merged([report([LACKING], [WORK], gaps=[CONFLICT, UNSUPPORTED])] * 2)
    assert whole.gaps == (UNSUPPORTED, CONFLICT)
