from __future__ import annotations

import json
import signal

import pytest

from aligner.scan import Options, scan
from aligner.store import open_database
from aligner.store.schema import RUNS
from tests.cli.run import aligner
from tests.scan.archives import build, content
from tests.scan.test_scan_kills import start
from tests.store.servers import fresh, server


@pytest.fixture(params=["sqlite", "postgres"])
def where(request, tmp_path):
    if request.param == "sqlite":
        yield str(tmp_path / "shared.sqlite")
        return
    with server() as url, fresh(url) as made:
        yield made


def test_of_two_scans_at_once_the_second_is_refused(tmp_path, where):
    archive = build(tmp_path / "archive")
    with start(archive, where) as first:
        try:
            while json.loads(first.stderr.readline())["stage"] != "reading":
                pass
            first.send_signal(signal.SIGSTOP)  # it must not end before the second has asked
            second = aligner("scan", archive, "--db", where, "--no-config")
            first.send_signal(signal.SIGCONT)
            first.stderr.read()
            assert first.wait(120) == 0
        finally:
            first.kill()
    assert second.returncode == 2
    assert f"another scan is writing to the database {where.partition('?')[0]}" in second.stderr
    assert f"(process {first.pid} on " in second.stderr
    assert second.stderr.count("\n") == 1
    whole = str(tmp_path / "whole.sqlite")
    scan(Options(str(archive), whole))
    assert content(where) == content(whole)
    opened = open_database(where)
    assert len(opened.rows(RUNS)) == 1, "who is refused leaves no trace"
    opened.close()


def test_a_database_within_the_archive_is_no_part_of_it(tmp_path):
    archive = tmp_path / "archive"
    archive.mkdir()
    (archive / "plan.md").write_text("# Plan\n\nWe will open two new sites by 2027.\n", "utf-8")
    (tmp_path / "link").symlink_to(archive)
    options = Options(str(tmp_path / "link"), str(archive / "audit.sqlite"))
    assert scan(options).files == {"read": 1}
    (archive / "audit.sqlite.lock").write_bytes(b"")  # as a scan that was killed leaves it
    again = scan(options)
    assert (again.files, again.worked["read"]) == ({"read": 1}, 0)
    assert {path.name for path in archive.iterdir()} == {"plan.md", "audit.sqlite"}
