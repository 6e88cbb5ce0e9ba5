"""The count of work without a goal agrees with the decision beside it, or says why not."""

from __future__ import annotations

from dataclasses import replace

from aligner.domain.gaps import GapKind
from aligner.report.board import tiles
from aligner.report.view import View
from tests.report import factory


def orphans(report):
    return next(tile for tile in tiles(View(report)) if tile.title == "Work without a goal")


def test_work_that_nobody_is_asked_about_is_told():
    report = factory.rich()
    kept = tuple(gap for gap in report.gaps if gap.kind is not GapKind.ORPHANED_WORK)
    found = len(report.gaps) - len(kept)
    assert found > 1
    assert f"{report.summary.orphaned} of it parked, stopped or accepted." in orphans(replace(report, gaps=kept)).meaning
    if found == report.summary.orphaned:
        assert "parked" not in orphans(report).meaning
    level = replace(report, summary=replace(report.summary, orphaned=found))
    assert "parked" not in orphans(level).meaning
