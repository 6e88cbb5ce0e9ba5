from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from aligner.scan import Options, scan
from tests.scan.archives import build, content

SEED = 20_260_101
KILLS = 6


def test_a_killed_scan_goes_on_and_ends_the_same(tmp_path):
    archive = build(tmp_path / "archive")
    whole = Options(str(archive), str(tmp_path / "whole.sqlite"))
    scan(whole)
    draw = random.Random(SEED)
    database = str(tmp_path / "killed.sqlite")
    stages = set()
    for _ in range(KILLS):
        process = start(archive, database)
        stage = kill_somewhere(process, draw)
        stages.add(stage)
    process = start(archive, database)
    assert process.wait(300) == 0
    process.stderr.close()
    assert len(stages) > 1, "the moments differ"
    assert content(database) == content(whole.database)


def start(archive, database):
    command = [sys.executable, "-m", "aligner", "scan", str(archive), "--db", database, "--no-config", "--json-progress", "--jobs", "2"]
    return subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)


def kill_somewhere(process, draw):
    """Kill a scan some lines of progress into its work, or let it end when it has fewer."""
    stage = ""
    for _ in range(draw.randrange(2, 14)):
        line = process.stderr.readline()
        if not line:
            break
        stage = json.loads(line)["stage"]
    time.sleep(draw.random() * 0.2)
    process.send_signal(signal.SIGKILL)
    process.wait(60)
    process.stderr.close()
    return stage


def test_workers_do_not_outlive_a_killed_scan(tmp_path):
    process = start(build(tmp_path / "archive"), str(tmp_path / "a.sqlite"))
    while json.loads(process.stderr.readline())["stage"] != "reading":
        pass
    time.sleep(0.5)
    workers = children(process.pid)
    assert workers
    process.kill()
    process.wait(60)
    process.stderr.close()
    deadline = time.monotonic() + 30
    while any(alive(pid) for pid in workers) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(alive(pid) for pid in workers)


def children(pid):
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]


def alive(pid):
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
