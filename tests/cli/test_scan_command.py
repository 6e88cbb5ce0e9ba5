from __future__ import annotations

import json

import pytest

from tests.cli.run import aligner
from tests.scan.archives import build


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    return build(tmp_path_factory.mktemp("archive"))


def test_a_scan_tells_what_became_of_every_file(archive, tmp_path):
    first = aligner("scan", str(archive), "--db", str(tmp_path / "a.sqlite"), "--json-progress")
    assert first.returncode == 0
    assert "13 files: 7 read, 3 failed, 2 duplicate, 1 unsupported" in first.stdout
    assert "2 pairs compared" in first.stdout
    assert all(len(line) <= 80 for line in first.stdout.splitlines() if not line.startswith(("views:", "database:")))
    told = [json.loads(line) for line in first.stderr.splitlines()]
    assert {"stage", "done", "whole", "per_second", "seconds_left"} == set(told[0])
    assert {"listing", "reading", "comparing"} <= {one["stage"] for one in told}
    again = aligner("scan", str(archive), "--db", str(tmp_path / "a.sqlite"))
    assert "nothing had changed" in again.stdout
    assert again.stderr == ""


def test_quiet_says_nothing(archive, tmp_path):
    done = aligner("scan", str(archive), "--db", str(tmp_path / "a.sqlite"), "--quiet", "--include", "*.png")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("gone",), "there is no such archive"),
        ((".", "--db", "mysql://host/x"), "databases of the kind mysql are not supported"),
        ((".", "--jobs", "2", "--scheduler", "tcp://host:8786"), "give one of the two"),
        ((".", "--mapping", "gone.csv"), "the mapping cannot be read"),
    ],
)
def test_wrong_use_is_told_in_one_sentence(tmp_path, monkeypatch, arguments, sentence):
    monkeypatch.chdir(tmp_path)
    done = aligner("scan", *arguments)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert done.stderr.count("\n") == 1
