from __future__ import annotations

import os
import shutil
from dataclasses import replace

import pytest

from aligner.archive import Patterns
from aligner.config import Config
from aligner.pipeline import compare
from aligner.scan import Options, scan
from aligner.store import open_database
from tests.scan.archives import UNITS, build, content, strategy
from tests.store.servers import fresh, server


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    return build(tmp_path_factory.mktemp("archive"))


@pytest.fixture(scope="module")
def scanned(archive, tmp_path_factory):
    """The options and the outcome of one scan with one worker."""
    options = Options(str(archive), str(tmp_path_factory.mktemp("db") / "audit.sqlite"))
    return options, scan(options)


def look(options, query, **values):
    database = open_database(options.database)
    try:
        return database.look(query, **values)
    finally:
        database.close()


def test_every_file_is_accounted_for(archive, scanned):
    options, tally = scanned
    files = {row["path"]: row for row in look(options, "SELECT * FROM files")}
    assert files.keys() == {path.relative_to(archive).as_posix() for path in archive.rglob("*") if path.is_file()}
    assert tally.files == {"read": 7, "duplicate": 2, "failed": 3, "unsupported": 1}
    assert all(row["reason"] for row in files.values() if row["state"] in {"failed", "unsupported"})
    assert files["Harbour/roadmap (copy).csv"]["same_as"] == "Harbour/roadmap.csv"
    kinds = {row["path"]: row["kind"] for row in look(options, "SELECT * FROM failures")}
    assert kinds == {"photo.png": "unsupported", "empty.docx": "empty", "also empty.docx": "empty", "broken.xlsx": "damaged"}


def test_other_languages_are_noted_and_not_analysed(scanned):
    rows = {row["path"]: row for row in look(scanned[0], "SELECT path, language, analysed FROM documents")}
    assert (rows["bericht.md"]["language"], bool(rows["bericht.md"]["analysed"])) == ("de", False)
    assert rows["Harbour/strategy v2.md"]["language"] == "en"


def test_only_the_latest_version_is_compared(scanned):
    options, _ = scanned
    rows = {row["path"]: row for row in look(options, "SELECT path, version, versions, near_of FROM documents")}
    assert (rows["Harbour/strategy v1 draft.md"]["version"], rows["Harbour/strategy v2.md"]["version"]) == (1, 2)
    paired = {row["strategy"] for row in look(options, "SELECT strategy FROM audit_coverage")}
    assert paired == {f"{unit}/strategy v2.md" for unit in UNITS}


def test_pairs_hold_what_compare_says(archive, scanned, monkeypatch):
    monkeypatch.chdir(archive)
    report = compare(["Harbour/strategy v2.md"], ["Harbour/roadmap.csv"])
    pair = look(scanned[0], "SELECT * FROM audit_coverage WHERE strategy = :path", path="Harbour/strategy v2.md")
    assert [row["execution"] for row in pair] == ["Harbour/roadmap.csv"]
    gaps = look(scanned[0], "SELECT id, message FROM gaps WHERE pair = :pair ORDER BY number", pair=pair[0]["pair"])
    assert [(row["id"], row["message"]) for row in gaps] == [(gap.id, gap.message) for gap in report.gaps]
    links = look(scanned[0], "SELECT goal, item, probability FROM links WHERE pair = :pair", pair=pair[0]["pair"])
    assert {tuple(row.values()) for row in links} == {(link.goal, link.item, link.probability) for link in report.links}


def test_goals_are_looked_for_in_the_whole_archive(scanned):
    rows = look(scanned[0], "SELECT * FROM audit_nearby WHERE rank = 1")
    assert {"Harbour/strategy v2.md", "Orchard/strategy v2.md"} == {row["strategy"] for row in rows}
    assert any("qualification" in row["goal"] and "qualification" in row["item"] for row in rows)


def test_a_second_scan_does_nothing(scanned):
    options, tally = scanned
    before = content(options.database)
    again = scan(options)
    assert set(again.worked.values()) == {0}
    assert again.files == tally.files
    assert content(options.database) == before


def test_two_processes_find_the_same(scanned, tmp_path):
    options, _ = scanned
    other = replace(options, database=str(tmp_path / "two.sqlite"), jobs=2)
    scan(other)
    assert content(other.database) == content(options.database)


def test_changes_redo_only_what_depends_on_them(archive, tmp_path):
    root = tmp_path / "archive"
    shutil.copytree(archive, root)
    options = Options(str(root), str(tmp_path / "a.sqlite"))
    scan(options)
    assert scan(replace(options, config=Config(accept=0.9))).worked == {"read": 0, "examined": 0, "compared": 2}
    assert scan(replace(options, config=Config(accept=0.9, fiscal_year_start=4))).worked == {"read": 0, "examined": 7, "compared": 2}
    options = replace(options, config=Config(accept=0.9, fiscal_year_start=4))
    (root / "Orchard" / "strategy v2.md").write_text(strategy("Orchard", "\n- We will open two new sites by 2027.\n"), "utf-8")
    (root / "Harbour" / "roadmap.csv").unlink()
    os.utime(root / "bericht.md")
    assert scan(options).worked["read"] == 3, "changed, touched, and a copy that has become the original"
    fresh = replace(options, database=str(tmp_path / "b.sqlite"))
    scan(fresh)
    assert content(options.database) == content(fresh.database)


def test_patterns_choose_files(archive, tmp_path):
    options = Options(str(archive), str(tmp_path / "p.sqlite"), patterns=Patterns(("*.md",), ("Orchard",)))
    assert scan(options).files == {"read": 3}


def test_postgresql_holds_the_same(scanned):
    options, _ = scanned
    with server() as start, fresh(start) as url:
        other = replace(options, database=url, jobs=2)
        scan(other)
        assert scan(other).worked == {"read": 0, "examined": 0, "compared": 0}
        assert content(url) == content(options.database)
