from __future__ import annotations

from dataclasses import replace

from aligner.domain.goals import Alignment, WorkClass
from aligner.gaps import judge
from tests.gaps.factory import analysis, goal, item


def alignments(**settings):
    items = [replace(item("I1"), work_class=WorkClass.DEBT), replace(item("I2"), work_class=WorkClass.RUN), item("I3")]
    judged = judge(replace(analysis([goal("G1")], items), settings=settings))
    return [one.alignment for one in judged.items]


def test_all_classes_but_change_are_exempt():
    assert alignments() == [Alignment.EXEMPT, Alignment.EXEMPT, Alignment.ORPHANED]


def test_the_settings_may_name_fewer():
    assert alignments(exempt=["run"]) == [Alignment.ORPHANED, Alignment.EXEMPT, Alignment.ORPHANED]
