"""``aligner report``, ``aligner pack`` and ``aligner verify`` as a user runs them."""

from __future__ import annotations

import zipfile

import pytest

from aligner.store import open_database
from tests.cli.run import aligner

STRATEGY = """# Otterby Ferries: strategy 2027-2030

## Strategic goals

1. Cut waiting time at the quay to five minutes by the end of 2028.
2. Run the ferry on hydrogen by June 2029.
"""
PLAN = """Project,Owner,Due,Status
Ticket gates for the quay to cut waiting time,Head of Quays,2028-03-31,On track
Hydrogen engine for the ferry,Chief Engineer,2029-03-31,On track
New uniforms,Head of People,2027-12-31,On track
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    where = tmp_path_factory.mktemp("packs")
    (where / "strategy.md").write_text(STRATEGY, "utf-8")
    (where / "plan.csv").write_text(PLAN, "utf-8")
    run = aligner("compare", "strategy.md", "plan.csv", "-q", "-o", "report.json", cwd=where)
    assert run.returncode == 0, run.stderr
    run = aligner("pack", "report.json", "--out", "pack.zip", cwd=where)
    assert run.returncode == 0, run.stderr
    (where / "head.txt").write_text(run.stdout.split("head ")[1].strip(), "utf-8")
    return where


def test_a_pack_is_made_and_verified_with_its_archive(folder):
    head = (folder / "head.txt").read_text("utf-8")
    run = aligner("verify", "pack.zip", "--archive", ".", "--head", head, cwd=folder)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "2 documents, 1 comparisons made again" in run.stdout
    assert run.stdout.endswith("nothing differs\n")
    assert max(map(len, run.stdout.splitlines())) <= 80


def test_the_same_report_gives_the_same_pack(folder):
    assert aligner("pack", "report.json", "--out", "again.zip", cwd=folder).returncode == 0
    assert (folder / "again.zip").read_bytes() == (folder / "pack.zip").read_bytes()


def test_a_changed_document_and_another_head_are_differences(folder, tmp_path):
    (tmp_path / "strategy.md").write_text(STRATEGY, "utf-8")
    (tmp_path / "plan.csv").write_text(PLAN.replace("2028-03-31", "2031-03-31"), "utf-8")
    run = aligner("verify", folder / "pack.zip", "--archive", tmp_path, cwd=tmp_path)
    assert run.returncode == 1
    assert "plan.csv: has changed" in run.stdout
    assert max(map(len, run.stdout.splitlines())) <= 80
    run = aligner("verify", folder / "pack.zip", "--head", "0" * 64, cwd=tmp_path)
    assert run.returncode == 1
    assert "this is another pack" in " ".join(run.stdout.split())


def test_a_tampered_pack_is_a_difference(folder, tmp_path):
    with zipfile.ZipFile(folder / "pack.zip") as old, zipfile.ZipFile(tmp_path / "bad.zip", "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name) + (b" " if name == "sample.csv" else b""))
    run = aligner("verify", "bad.zip", cwd=tmp_path)
    assert run.returncode == 1
    assert "sample.csv: is not the file" in run.stdout


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (("verify", "none.zip"), "none.zip"),
        (("verify", "plan.csv"), "no zip file"),
        (("verify", "pack.zip", "--archive", "gone"), "is no folder"),
        (("pack", "--out", "x.zip"), "name either a report"),
        (("pack", "report.json", "--db", "a.sqlite", "--out", "x.zip"), "name either a report"),
        (("pack", "report.json", "--out", "gone/x.zip"), "does not exist"),
        (("pack", "--db", "none.sqlite", "--out", "x.zip"), "no such database"),
        (("report", "--db", "none.sqlite", "-o", "x.html"), "no such database"),
        (("report", "--db", "none.sqlite", "-o", "x.docx"), ".csv, .html, .xlsx"),
    ],
)
def test_mistakes_are_told_in_one_sentence(folder, arguments, part):
    run = aligner(*arguments, cwd=folder)
    assert run.returncode == 2
    assert part in run.stderr
    assert len(run.stderr.splitlines()) == 1
    assert "Traceback" not in run.stderr


def test_a_database_without_comparisons_gives_a_page_and_no_pack(folder):
    open_database(str(folder / "empty.sqlite")).close()
    run = aligner("report", "--db", "empty.sqlite", "-o", "p.html", "-o", "p.csv", cwd=folder)
    assert run.returncode == 0, run.stderr
    assert (folder / "p.html").read_text("utf-8").startswith("<!doctype html>")
    run = aligner("pack", "--db", "empty.sqlite", "--out", "x.zip", cwd=folder)
    assert run.returncode == 2
    assert "nothing to pack" in run.stderr
