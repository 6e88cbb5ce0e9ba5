from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from aligner.scan import Options, scan
from aligner.store import open_database
from tests.cli.run import aligner
from tests.scan.archives import build, content
from tests.scan.clusters import cluster
from tests.scan.test_scan_workers import KINDS

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    return build(tmp_path_factory.mktemp("archive"))


@pytest.fixture(scope="module")
def whole(archive, tmp_path_factory):
    """What a scan with one process finds."""
    options = Options(str(archive), str(tmp_path_factory.mktemp("db") / "whole.sqlite"))
    scan(options)
    return content(options.database)


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    with cluster(tmp_path_factory.mktemp("cluster"), "--no-nanny") as made:
        yield made


def command(archive, database, address, *options):
    return ["scan", str(archive), "--db", str(database), "--no-config", "--scheduler", address, *options]


def test_a_cluster_finds_the_same(archive, whole, two, tmp_path):
    first = aligner(*command(archive.name, tmp_path / "a.sqlite", two.address), cwd=archive.parent)
    assert (first.returncode, first.stderr) == (0, "")
    assert content(str(tmp_path / "a.sqlite")) == whole
    assert [path.name for path in tmp_path.iterdir()] == ["a.sqlite"], "nobody has it open any more"
    again = aligner(*command(archive, tmp_path / "a.sqlite", two.address))
    assert "nothing had changed" in again.stdout


def test_what_kills_workers_again_and_again_becomes_a_row(tmp_path):
    root = tmp_path / "archive"
    root.mkdir()
    kinds = {name: KINDS[name] for name in ("hang", "bomb")}
    names = (*kinds, "worker killer", "good one", "good two")
    for number, name in enumerate(names):
        (root / f"{name}.md").write_text(f"# Plan {number}\n\nWe will open {number + 2} new sites by 2027.\n", "utf-8")
    environment = {"HOSTILE_WORKER": str(HERE / "hostile_worker.py"), "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
    with cluster(tmp_path, "--preload", str(HERE / "hostile_cluster.py"), **environment) as made:
        done = aligner(*command(root, tmp_path / "a.sqlite", made.address, "--seconds", "8"))
    assert (done.returncode, done.stderr) == (0, "")
    opened = open_database(str(tmp_path / "a.sqlite"))
    found = {row["path"].removesuffix(".md"): row["kind"] for row in opened.look("SELECT * FROM failures")}
    states = {row["path"].removesuffix(".md"): row["state"] for row in opened.look("SELECT * FROM files")}
    opened.close()
    assert found == {**kinds, "worker killer": "crash"}
    assert states == {name: "read" if name.startswith("good") else "failed" for name in names}


def test_a_killed_worker_loses_nothing(archive, whole, two, tmp_path):
    arguments = command(archive, tmp_path / "a.sqlite", two.address, "--json-progress")
    with subprocess.Popen([sys.executable, "-m", "aligner", *arguments], stderr=subprocess.PIPE, text=True) as process:
        try:
            while (told := json.loads(process.stderr.readline()))["stage"] != "reading" or told["done"] < 2:
                pass
            two.workers[0].send_signal(signal.SIGKILL)
            left = process.stderr.read()
            assert process.wait(120) == 0, left
        finally:
            process.kill()
    assert two.workers[0].poll() == -signal.SIGKILL
    assert all(line.startswith("{") for line in left.splitlines()), left
    assert content(str(tmp_path / "a.sqlite")) == whole


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("remote.machine = lambda: 'another'", "is another machine, and SQLite is for one; give --db the URL of a PostgreSQL database"),
        ("remote.__version__ = cluster.__version__ = '0.0'", "the scan 0.0; install the same one"),
        (
            "remote.do.__module__ = 'aligner.gone'",
            "(ModuleNotFoundError: No module named 'aligner.gone'); install the same version of aligner",
        ),
        ("cluster._CONNECT_SECONDS = 0.5; sys.argv[-1] = 'tcp://127.0.0.1:1'", "no Dask scheduler answers at tcp://127.0.0.1:1"),
        ("cluster._WITHOUT_WORKERS_SECONDS = cluster._LOOK_SECONDS = -1", "has had no worker for long; start some"),
    ],
)
def test_a_cluster_that_cannot_do_it_is_told_in_one_sentence(archive, two, tmp_path, change, sentence):
    program = f"import sys; from aligner.cli import main; from aligner.scan import cluster, remote; {change}; main()"
    arguments = command(archive, tmp_path / "a.sqlite", two.address)
    done = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert done.stderr.count("\n") == 1
