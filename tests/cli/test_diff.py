from __future__ import annotations

import json

import pytest

from aligner.domain.gaps import GapKind, Severity
from aligner.report import export
from tests.cli.run import aligner
from tests.diff.reports import day, gap, goal, report


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    where = tmp_path_factory.mktemp("reports")
    before, after = (
        goal("G1", "Open a ferry line", deadline=day(text, end)) for text, end in (("by 2027", "2027-12-31"), ("by 2029", "2029-12-31"))
    )
    export(report([before]), str(where / "old.json"))
    export(report([after], (), [gap("VG-1", GapKind.VAGUE_GOAL, Severity.LOW, after)]), str(where / "new.json"))
    (where / "other.json").write_text("{}", "utf-8")
    return where


def test_it_tells_what_was_weakened(folder):
    run = aligner("diff", "old.json", "new.json", cwd=folder)
    assert run.returncode == 0, run.stderr
    assert "“by 2027” → “by 2029” (later)" in run.stdout
    assert max(map(len, run.stdout.splitlines())) <= 80


@pytest.mark.parametrize(("level", "code"), [("high", 0), ("medium", 1), ("low", 1)])
def test_fail_on_looks_at_changes_for_the_worse(folder, level, code):
    assert aligner("diff", "old.json", "new.json", "-q", "--fail-on", level, cwd=folder).returncode == code


def test_nothing_fails_between_equal_reports(folder):
    assert aligner("diff", "new.json", "new.json", "-q", "--fail-on", "question", cwd=folder).returncode == 0


def test_files_and_formats(folder):
    run = aligner("diff", "old.json", "new.json", "--format", "json", "-o", "d.json", "-o", "d.md", "-o", "d.html", cwd=folder)
    assert json.loads(run.stdout) == json.loads((folder / "d.json").read_text("utf-8"))
    assert (folder / "d.md").read_text("utf-8").startswith("# The new documents")
    assert (folder / "d.html").read_text("utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize("name", ["other.json", "missing.json"])
def test_what_is_no_report_is_refused_in_one_sentence(folder, name):
    run = aligner("diff", "old.json", name, cwd=folder)
    assert run.returncode == 2
    assert run.stderr.startswith(f"aligner: {name}: ")
    assert len(run.stderr.splitlines()) == 1
