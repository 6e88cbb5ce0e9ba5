from __future__ import annotations

import os
import subprocess
import sys

import pytest

from aligner.errors import CorruptFileError, LimitError
from aligner.readers import pdf
from aligner.readers.base import Limits
from aligner.readers.pdf_server import PdfServer
from tests.readers.test_pdf import PLAN, load

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be divided here")


@pytest.fixture
def server():
    with pdf.many():
        yield


def number():
    """The number of the process that serves, of which there is one as long as nothing goes wrong."""
    return pdf._SERVER._process.pid


@pytest.mark.usefixtures("server")
def test_files_read_by_one_process_are_those_read_by_one_each():
    first = [load(PLAN), load(PLAN, Limits(pages=1))]
    before = number()
    with pytest.raises(CorruptFileError, match="not a readable pdf"):
        load(PLAN[:300])
    assert load(PLAN) == first[0]
    assert number() == before
    pdf._SERVER.end()
    assert load(PLAN) == first[0]
    assert number() != before


def test_the_process_ends_with_the_block():
    alone = load(PLAN)
    with pdf.many():
        assert load(PLAN) == alone
        process = pdf._SERVER._process
        with pdf.many():  # an inner block uses the same
            load(PLAN)
        assert pdf._SERVER._process is process
    assert process.poll() is not None
    assert pdf._SERVER is None


@pytest.mark.usefixtures("server")
def test_time_is_limited_for_each_file():
    load(PLAN)
    with pytest.raises(LimitError, match="seconds"):
        load(PLAN, Limits(seconds=0.0001))
    assert load(PLAN).blocks


def served(tmp_path, body):
    """A server that answers each request by some lines of Python, in which ``say`` writes a line and ``child`` divides the process."""
    script = tmp_path / "worker.py"
    script.write_text(
        "import os, signal, sys, time\n"
        "def say(text):\n    os.write(1, text.encode())\n"
        "while line := sys.stdin.buffer.readline():\n    sys.stdin.buffer.read(int(line.split()[-1]))\n    " + body.replace("\n", "\n    ")
    )
    return PdfServer([sys.executable, str(script)])


def test_what_dies_is_started_again(tmp_path):
    server = served(tmp_path, "os.kill(os.getpid(), signal.SIGSEGV)")
    try:
        assert [server.ask(b"%PDF-", (1, 1, 1), 20) for _ in range(2)] == [([], 1)] * 2
    finally:
        server.end()


def test_a_signal_is_told_and_half_a_line_does_no_harm(tmp_path):
    server = served(tmp_path, """say('{"pages":1}\\n{"wid\\n{"ended":-11}\\n')""")
    try:
        assert server.ask(b"%PDF-", (1, 1, 1), 20) == ([b'{"pages":1}', b'{"wid'], -11)
    finally:
        server.end()


def test_the_reading_process_is_killed_when_time_is_up(tmp_path, monkeypatch):
    body = "child = os.fork()\nif not child:\n    say('{\"process\":%d}\\n' % os.getpid())\n    time.sleep(60)\nos.waitpid(child, 0)\n"
    server = served(tmp_path, body)
    killed, kill = [], os.kill
    monkeypatch.setattr(os, "kill", lambda *call: killed.append(call) or kill(*call))
    with pytest.raises(subprocess.TimeoutExpired):
        server.ask(b"%PDF-", (1, 1, 1), 2)
    assert server._process is None
    assert len({process for process, _ in killed}) == 2  # it, and the one that serves


def test_memory_is_limited_for_each_file(tmp_path):
    """The limit holds in the process that reads, not in the one that serves."""
    script = tmp_path / "limits.py"
    script.write_text(
        "import resource\nfrom types import SimpleNamespace\nfrom aligner.readers import pdf_fork, pdf_worker\n"
        "def run(data, pages):\n"
        "    pdf_worker.say({'limits': [resource.getrlimit(kind)[0] for kind in (resource.RLIMIT_AS, resource.RLIMIT_CPU)]})\n"
        "pdf_fork.serve(SimpleNamespace(say=pdf_worker.say, limit=pdf_worker.limit, run=run))\n"
    )
    server = PdfServer([sys.executable, str(script)])
    try:
        for seconds, memory in ((7, 1 << 30), (9, 1 << 31)):  # a second file may have more: its limits are its own
            assert server.ask(b"%PDF-", (1, seconds, memory), 20) == ([b'{"limits":[%d,%d]}' % (memory, seconds)], 0)
    finally:
        server.end()
