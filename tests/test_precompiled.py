from __future__ import annotations

import json
import re
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from aligner import precompiled
from aligner.precompiled import Table, shipped_table

sys.path.insert(0, str(Path(__file__).parent / "benchmarks"))
from record_patterns import table

COMPILED = "import sys; from aligner import precompiled; precompiled.install(); import re; print({})"


def test_the_shipped_table_holds_what_this_interpreter_makes_of_its_patterns():
    shipped = shipped_table()
    assert shipped is not None, "no table for this Python: run tests/benchmarks/record_patterns.py with it and compare"
    patterns = list(shipped)
    assert len(patterns) > 500
    assert zlib.decompress(Path(precompiled.__file__).with_name("data").joinpath("patterns.bin").read_bytes()) == zlib.decompress(
        table(patterns)
    )


def test_a_pattern_from_the_table_is_the_one_that_would_be_compiled():
    known = Table(table([(r"(?P<day>\d+)(?:st|nd) of (?P<month>[a-z\u00e4]+)", int(re.IGNORECASE)), (r"[\ud800-\udfff]", 0)]))
    found = known.get(r"(?P<day>\d+)(?:st|nd) of (?P<month>[a-z\u00e4]+)", int(re.IGNORECASE))
    anew = re.compile(r"(?P<day>\d+)(?:st|nd) of (?P<month>[a-z\u00e4]+)", re.IGNORECASE)
    assert found is not None
    assert found == anew
    assert (found.flags, found.groups, found.groupindex) == (anew.flags, anew.groups, anew.groupindex)
    assert found.search("on the 2nd OF M\u00c4rz").groupdict() == {"day": "2", "month": "M\u00c4rz"}
    assert known.get(r"[\ud800-\udfff]", 0).search("a\ud800")


def test_other_patterns_and_flags_are_not_in_the_table():
    known = Table(table([("a+", 0)]))
    assert known.get("a+", int(re.IGNORECASE)) is None
    assert known.get("b+", 0) is None


def test_the_same_patterns_give_the_same_bytes():
    patterns = [("a+", 0), ("b(?P<c>d)", 2)]
    assert table(patterns) == table(patterns[::-1] * 2)


@pytest.mark.parametrize(("magic", "size"), [(1, 4), (None, 2)])
def test_code_of_another_form_is_left_alone(monkeypatch, magic, size):
    engine = type("Engine", (), {"MAGIC": magic or precompiled._engine.MAGIC, "CODESIZE": size})
    monkeypatch.setattr(precompiled, "_engine", engine)
    assert shipped_table() is None


def test_patterns_work_as_ever_once_it_is_installed():
    code = COMPILED.format("re.sub('x(y)?', '-', 'XY x', flags=re.I), bool(re.search(b'z', b'z')), re.compile(re.compile('q')).pattern")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "- - True q"


def test_a_pattern_that_cannot_be_compiled_fails_as_ever():
    code = "from aligner import precompiled; precompiled.install(); import re; re.compile('(')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "missing )" in done.stderr


def test_a_comparison_finds_most_of_its_patterns_in_the_table(tmp_path):
    (tmp_path / "s.md").write_text("# Goals\n\n- Cut waiting times to 10 minutes by June 2027\n- Open two depots by 2028\n")
    (tmp_path / "r.csv").write_text("Project,Owner,Due\nNew queueing screens,Ann Poole,2027-03-01\nDepot in the north,Bo Tarr,2028-02-01\n")
    code = """
import json, re, sys
from re import _compiler
from aligner import cli, precompiled
anew, found = [], []
compile_anew = _compiler.compile
def listen(pattern, flags=0):
    anew.append(str(pattern))
    return compile_anew(pattern, flags)
_compiler.compile = listen
get = precompiled.Table.get
def note(self, pattern, flags):
    compiled = get(self, pattern, flags)
    if compiled is not None:
        found.append(pattern)
    return compiled
precompiled.Table.get = note
sys.argv = ["aligner", "compare", sys.argv[1], sys.argv[2], "-q"]
try:
    cli.main()
except SystemExit:
    print(json.dumps([len(anew), len(found)]))
"""
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "s.md"), str(tmp_path / "r.csv")], capture_output=True, text=True, check=True
    )
    anew, found = json.loads(done.stdout.splitlines()[-1])
    assert found > 400
    assert anew < found / 4, "many patterns are new: write the table again with tests/benchmarks/record_patterns.py"
