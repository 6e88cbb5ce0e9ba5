"""Every failure is one plain sentence on standard error, exit code 2, and nothing half-written."""

from __future__ import annotations

import zipfile

import pytest

from tests.cli.run import aligner

GOALS = "# Strategy 2026-2028\n\n## Our goals\n\n- Cut customer waiting time to 10 minutes by December 2027\n- Open three new service points by 2028\n"
WORK = "Project,Owner,Due,Status\nQueue management rollout,Ada Quill,2027-03-31,On track\nService point fit-out,Ben Ostler,2027-09-30,On track\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "strategy.md").write_text(GOALS, "utf-8")
    (tmp_path / "plan.csv").write_text(WORK, "utf-8")
    (tmp_path / "empty.docx").write_bytes(b"")
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 and then nothing of sense")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    (tmp_path / "locked.docx").write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(512)
    )
    (tmp_path / "recipe.md").write_text("# Bread\n\nThe loaf was brown. Rain fell on the roof of the mill.\n", "utf-8")
    (tmp_path / "notes.txt").write_text("The weather was fine and the tea was hot.\n", "utf-8")
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("[Content_Types].xml", "<Types/>")
        bomb.writestr("xl/workbook.xml", bytes(300_000_000))
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["missing.docx", "plan.csv"], "missing.docx"),
        (["empty.docx", "plan.csv"], "empty.docx"),
        (["broken.docx", "plan.csv"], "broken.docx"),
        (["picture.png", "plan.csv"], "picture.png"),
        (["locked.docx", "plan.csv"], "password"),
        (["strategy.md", "bomb.xlsx"], "bomb.xlsx"),
        (["recipe.md", "plan.csv"], "no goal was found"),
        (["strategy.md", "notes.txt"], "no piece of work was found"),
        (["strategy.md"], "two sides are needed"),
        (["strategy.md", "plan.csv", "-o", "report.exe"], ".exe"),
        (["strategy.md", "plan.csv", "-o", "no/such/folder/report.json"], "no/such/folder"),
        (["strategy.md", "plan.csv", "-o", "strategy.md"], "strategy.md"),
        (["strategy.md", "plan.csv", "--glossary", "missing.csv"], "missing.csv"),
        (["strategy.md", "plan.csv", "--fiscal-year-start", "13"], "13"),
        (["strategy.md", "plan.csv", "--nonsense"], "nonsense"),
    ],
)
def test_failures_are_one_sentence(folder, arguments, told):
    before = sorted(path.name for path in folder.iterdir())
    run = aligner("compare", *arguments, "-o", "report.json", cwd=folder)
    assert run.returncode == 2, run.stderr
    assert told in run.stderr
    assert "Traceback" not in run.stderr
    assert "fault in aligner" not in run.stderr
    assert not run.stdout
    assert len(run.stderr.strip().splitlines()) <= 4
    assert sorted(path.name for path in folder.iterdir()) == before
    assert (folder / "strategy.md").read_text("utf-8") == GOALS


def test_a_broken_file_in_a_folder_is_reported_and_stops_nothing(folder):
    plans = folder / "plans"
    plans.mkdir()
    (plans / "plan.csv").write_text(WORK, "utf-8")
    (plans / "broken.docx").write_bytes((folder / "broken.docx").read_bytes())
    run = aligner("compare", "-s", "strategy.md", "-e", "plans", "-o", "report.md", cwd=folder)
    assert run.returncode == 0, run.stderr
    assert "broken.docx" in (folder / "report.md").read_text("utf-8")


def test_explain_tells_of_unknown_ids_and_foreign_files(folder):
    assert aligner("compare", "strategy.md", "plan.csv", "-q", "-o", "report.json", cwd=folder).returncode == 0
    run = aligner("explain", "report.json", "G-nonsense", cwd=folder)
    assert run.returncode == 2
    assert "G-nonsense" in run.stderr
    (folder / "other.json").write_text('{"a": 1}', "utf-8")
    run = aligner("explain", "other.json", "G1", cwd=folder)
    assert run.returncode == 2
    assert "other.json" in run.stderr
