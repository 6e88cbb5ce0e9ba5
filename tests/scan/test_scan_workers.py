from __future__ import annotations

from pathlib import Path

import pytest

from aligner.config import Config
from aligner.errors import OutputError
from aligner.readers.base import Limits
from aligner.scan import Options, scan, workers
from aligner.scan.tasks import Setup
from aligner.scan.workers import Workers
from aligner.store import open_database

HOSTILE = Path(__file__).with_name("hostile_worker.py")
KINDS = {"hang": "time", "crash": "crash", "leave": "crash", "bomb": "memory", "deep": "limit", "panic": "fault"}


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_kills_a_worker_becomes_a_row_and_never_a_lost_batch(tmp_path, monkeypatch, jobs):
    monkeypatch.setattr(workers, "COMMAND", (str(HOSTILE),))
    root = tmp_path / "archive"
    root.mkdir()
    for number, name in enumerate((*KINDS, "good one", "good two")):
        (root / f"{name}.md").write_text(f"# Plan {number}\n\nWe will open {number + 2} new sites by 2027.\n", "utf-8")
    options = Options(str(root), str(tmp_path / "audit.sqlite"), jobs=jobs, seconds=8, limits=Limits())
    tally = scan(options)
    assert tally.files == {"failed": len(KINDS), "read": 2}
    database = open_database(options.database)
    rows = {row["path"]: row for row in database.look("SELECT * FROM failures")}
    hashes = [row["sha256"] for row in database.look("SELECT sha256 FROM files WHERE state = 'failed'")]
    database.close()
    assert {path.removesuffix(".md"): row["kind"] for path, row in rows.items()} == KINDS
    assert "SIGSEGV" in rows["crash.md"]["reason"]
    assert "exit code 3" in rows["leave.md"]["reason"]
    assert all(len(sha256) == 64 for sha256 in hashes), "the hash of what failed is known"
    assert scan(options).worked["read"] == 0, "what failed is not tried again while nothing has changed"


def test_workers_that_cannot_start_are_told(tmp_path, monkeypatch):
    monkeypatch.setattr(workers, "COMMAND", ("-c", "raise SystemExit(4)"))
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "plan.md").write_text("# Plan\n", "utf-8")
    with pytest.raises(OutputError, match=r"cannot be started \(exit code 4\)"):
        scan(Options(str(tmp_path / "archive"), str(tmp_path / "a.sqlite")))


def test_no_process_is_left(tmp_path):
    setup = Setup(str(tmp_path), str(tmp_path / "a.sqlite"), Config(), Limits(), "", "", "")
    with Workers(setup, jobs=1, seconds=5, memory=4 << 30) as pool:
        pool._start()
        process = pool._workers[0].process
    assert process.poll() is not None
