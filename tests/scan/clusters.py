"""A Dask scheduler and workers as processes on the loopback address, removed in the end."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

_SECONDS = 120


@dataclass
class Cluster:
    """Processes of a cluster; each leads a group of its own, so that a nanny's worker goes with it."""

    address: str
    folder: Path
    environment: dict[str, str]
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start_worker(self, *options: str) -> None:
        arguments = ("worker", self.address, "--nthreads", "1", "--no-dashboard", "--local-directory", str(self.folder), *options)
        self.workers.append(_start(arguments, self.folder / "workers.log", self.environment))


@contextmanager
def cluster(folder: Path, *options: str, workers: int = 2, **environment: str) -> Iterator[Cluster]:
    """Give a running cluster; options are those of its workers, the environment is that of every process."""
    pytest.importorskip("distributed", reason="needs the extra aligner[cluster]")
    told = folder / "scheduler.json"
    told.unlink(missing_ok=True)
    known = {**os.environ, **environment}
    arguments = ("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(told))
    scheduler = _start(arguments, folder / "scheduler.log", known)
    made: Cluster | None = None
    try:
        address = _address(told, scheduler)
        made = Cluster(address, folder, known)
        for _ in range(workers):
            made.start_worker(*options)
        yield made
    finally:
        for process in (*(made.workers if made else ()), scheduler):
            _end(process)


def _start(arguments: tuple[str, ...], log: Path, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    with log.open("ab") as output:
        command = [sys.executable, "-m", "dask", *arguments]
        return subprocess.Popen(command, stdout=output, stderr=output, cwd=log.parent, env=environment, start_new_session=True)


def _address(told: Path, scheduler: subprocess.Popen[bytes]) -> str:
    deadline = time.monotonic() + _SECONDS
    while time.monotonic() < deadline:
        assert scheduler.poll() is None, (told.parent / "scheduler.log").read_text("utf-8")
        with contextlib.suppress(OSError, ValueError):
            return str(json.loads(told.read_text("utf-8"))["address"])
        time.sleep(0.05)
    raise TimeoutError


def _end(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(OSError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(_SECONDS)
