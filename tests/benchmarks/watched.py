"""Runs a command and tells its time and the peak memory of its process and of those that it starts; reads /proc, so Linux only."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Watched", "watch"]

_PAUSE = 0.2


@dataclass
class Watched:
    """What a command cost: seconds of wall and processor time, peaks in MB of its own process and of the largest one below it."""

    seconds: float = 0.0
    busy: float = 0.0
    parent: float = 0.0
    worker: float = 0.0
    code: int = 0
    output: str = ""

    def __str__(self) -> str:
        return f"{self.seconds:.1f} s, processor {self.busy:.1f} s, peak memory parent {self.parent:.0f} MB, worker {self.worker:.0f} MB"


def watch(command: Sequence[str], *, env: dict[str, str] | None = None) -> Watched:
    """Run a command to its end; what it writes to standard error goes where this process's goes."""
    found, begun, before = Watched(), time.perf_counter(), os.times()
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=sys.stderr, text=True) as process:
        while process.poll() is None:
            found.parent = max(found.parent, _peak(process.pid))
            found.worker = max([found.worker, *map(_peak, _below(process.pid))])
            time.sleep(_PAUSE)
        found.output, found.code = process.stdout.read() if process.stdout else "", process.returncode
    after = os.times()
    found.seconds = time.perf_counter() - begun
    found.busy = after.children_user + after.children_system - before.children_user - before.children_system
    return found


def _below(process: int) -> list[int]:
    waiting, found = [process], []
    while waiting:
        one = waiting.pop()
        for tasks in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                children = [int(text) for text in tasks.read_text().split()]
            except OSError:  # it has ended meanwhile
                continue
            waiting += children
            found += children
    return found


def _peak(process: int) -> float:
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:  # as above
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM:")), 0.0)
