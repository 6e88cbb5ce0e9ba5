from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from aligner.errors import OutputError
from aligner.store import Database, hold, open_database
from aligner.store.schema import FILES, META

FILE = {"path": "a", "size": 3, "stamp": "1", "sha256": "ab", "state": "read", "reason": "", "same_as": None, "read_key": "k"}
HOLDER = """
import sys, time
from aligner.store import hold
with hold(sys.argv[1]):
    print("held", flush=True)
    time.sleep(120)
"""


@pytest.fixture
def another(where):
    """A process that holds the database."""
    with subprocess.Popen([sys.executable, "-c", HOLDER, where], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout.readline() == "held\n"
            yield process
        finally:
            process.kill()


def test_the_second_is_told_who_holds_it(where, another):
    with pytest.raises(OutputError, match=rf"another scan is writing to .*process {another.pid} on .*; wait until") as told, hold(where):
        pass
    assert "\n" not in told.value.message


def test_the_lock_falls_with_its_process(where, another):
    another.kill()
    another.wait(30)
    begun = time.monotonic()
    with hold(where) as database:
        database.put_file(FILE, (), {}, ())
        assert len(database.rows(META)) == 2, "the mark of the one that was killed is replaced"
    assert time.monotonic() - begun < 30


def test_nothing_is_left_behind(where):
    for _ in range(2):
        with hold(where) as database:
            assert database.owner
    left = open_database(where)
    assert [row["name"] for row in left.rows(META)] == ["schema_version"]
    left.close()
    if "://" not in where:
        assert [path.name for path in Path(where).parent.iterdir()] == ["a.sqlite"]


def test_who_lost_it_cannot_write_any_more(where):
    with hold(where) as database:
        former = open_database(where, owner=database.owner)
        former.put_file(FILE, (), {}, ())
    with hold(where):
        with pytest.raises(OutputError, match="another scan has taken it over"):
            former.put_file({**FILE, "path": "b"}, (), {}, ())
        assert [row["path"] for row in former.rows(FILES)] == ["a"]
    former.close()


def test_who_has_lost_it_leaves_the_mark_of_the_next(where):
    former = open_database(where)
    former.own("first", "{}")
    latter = open_database(where)
    latter.own("second", "{}")
    with pytest.raises(OutputError, match="taken it over"):
        former.disown()
    assert [row["name"] for row in latter.rows(META)] == [Database.HOLDER, "schema_version"]
    for opened in (former, latter):
        opened.close()


def test_a_process_elsewhere_makes_no_database_of_its_own(tmp_path):
    with pytest.raises(OutputError, match="there is no such file here"):
        open_database(str(tmp_path / "a.sqlite"), owner="somebody")
    assert not list(tmp_path.iterdir())


def test_a_lock_that_cannot_be_made_is_told(tmp_path):
    with pytest.raises(OutputError, match="No such file or directory"), hold(str(tmp_path / "gone" / "a.sqlite")):
        pass


def test_many_at_once_make_one_database(where):
    command = [sys.executable, "-c", "import sys; from aligner.store import open_database; open_database(sys.argv[1]).close()", where]
    processes = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(6)]
    told = [process.communicate(timeout=120)[1] for process in processes]
    assert told == [""] * 6
