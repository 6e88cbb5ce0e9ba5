from __future__ import annotations

import os
import sys
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from aligner import __version__
from aligner.archive import Patterns, open_archive
from aligner.config import Config
from aligner.encode import load_encoder
from aligner.errors import MissingExtraError
from aligner.readers.base import Limits
from aligner.scan import Options, remote, scan
from aligner.scan.keys import keys_of
from aligner.scan.ready import reason_not
from aligner.scan.tasks import Answer, Setup, Task
from aligner.store import from_json, hold, open_database, to_json
from aligner.store.schema import FILES


@pytest.fixture
def order(tmp_path):
    """An order for an archive with one document, while its database is held."""
    archive = tmp_path / "archive"
    archive.mkdir()
    (archive / "plan.md").write_text("# Plan\n\nWe will open two new sites by 2027.\n", "utf-8")
    keys = keys_of(Config(), Limits(), load_encoder().sha256)
    with hold(str(tmp_path / "a.sqlite")) as database:
        fixed = (str(archive), str(tmp_path / "a.sqlite"), Config(), Limits())
        setup = Setup(*fixed, keys.read, keys.extract, keys.compare, database.owner)
        yield remote.Order(setup, str(tmp_path), remote.machine(), 60, 4 << 30)


def test_who_sees_what_the_scan_sees_is_ready(order):
    assert reason_not(order) == ""


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"archive": "/nowhere"}, "does not find what the scan finds: /nowhere: there is no such archive"),
        ({"database": "/nowhere/a.sqlite"}, "there is no such file here"),
        ({"owner": "another"}, "it is not the one that the scan writes to"),
        ({"compare_key": "another"}, "has other models, glossaries or word lists than the scan"),
        ({"config": Config(glossary=("gone.toml",))}, "has other models, glossaries or word lists than the scan"),
    ],
)
def test_who_does_not_says_why(order, change, reason):
    assert reason in reason_not(replace(order, setup=replace(order.setup, **change)))


def test_sqlite_is_not_shared_between_machines(order):
    assert "SQLite is for one" in reason_not(replace(order, machine="another"))
    elsewhere = replace(order.setup, database="postgresql://nobody@127.0.0.1:1/none")
    assert "SQLite" not in reason_not(replace(order, machine="another", setup=elsewhere))


def test_names_are_made_absolute(order, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    made = remote.absolute(replace(order.setup, archive="archive", database="a.sqlite"))
    assert (made.archive, made.database) == (order.setup.archive, order.setup.database)
    far = replace(order.setup, archive="s3://bucket/folder", database="postgresql+psycopg://user:secret@host/name")
    assert remote.absolute(far) == far


def test_an_idle_process_is_ended(order, monkeypatch):
    monkeypatch.setattr(remote, "_IDLE_SECONDS", 0.5)
    (entry,) = open_archive(order.setup.archive).entries(Patterns())
    answer = from_json(remote.do(__version__, to_json(order), to_json(Task("read", entry.path, entry))), Answer)
    assert answer.failure is None
    with closing(open_database(order.setup.database)) as database:
        assert [row["state"] for row in database.rows(FILES)] == ["read"]
    (place,) = remote._PLACES
    deadline = time.monotonic() + 60
    while remote._PLACES and time.monotonic() < deadline:
        time.sleep(0.05)
    assert place.order == ""
    assert not children()


def children():
    pid = os.getpid()
    return [
        child
        for task in Path(f"/proc/{pid}/task").iterdir()
        for child in (task / "children").read_text("ascii").split()
        if "aligner.scan" in Path(f"/proc/{child}/cmdline").read_text("utf-8", "replace")
    ]


def test_another_version_is_refused(order):
    answer = from_json(remote.do("0.0", to_json(order), "{}"), Answer)
    assert answer.failure.kind in remote.FATAL
    assert "the scan 0.0; install the same one" in answer.failure.reason


def test_a_missing_extra_is_told(order, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    options = Options(order.setup.archive, str(tmp_path / "b.sqlite"), scheduler="tcp://127.0.0.1:1")
    with pytest.raises(MissingExtraError, match=r"pip install 'aligner\[cluster\]'"):
        scan(options)
