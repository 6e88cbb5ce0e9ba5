"""Worker processes: started once, used for many tasks, killed when they take too long, replaced when they die."""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from aligner.errors import OutputError
from aligner.scan.pool import Done
from aligner.scan.tasks import Answer, Failure, Setup, Task
from aligner.store import from_json, to_json

__all__ = ["COMMAND", "Workers"]

COMMAND = ("-P", "-m", "aligner.scan.worker")
"""How this interpreter starts a worker; its memory and its processor follow."""

_START_SECONDS = 120.0
_TASKS_PER_WORKER = 400
_CHUNK = 65_536
_MOST_STARTS_LOST = 3


@dataclass(slots=True, eq=False)
class _Worker:
    """One process and what it is at; ``deadline`` is on the monotonic clock."""

    process: subprocess.Popen[bytes]
    slot: int
    deadline: float
    task: Task | None = None
    started: bool = False
    sha256: str = ""
    served: int = 0
    buffer: bytes = b""
    lines: list[bytes] = field(default_factory=list)


class Workers:
    """A pool of worker processes for one scan.

    Args:
        setup: what holds for all tasks.
        jobs: how many processes.
        seconds: wall time for one task.
        memory: bytes of address space of one process.
        folder: in which they run, or None for the current one.
        pinned: whether each stays on a processor of its own.
    """

    def __init__(self, setup: Setup, *, jobs: int, seconds: float, memory: int, folder: str | None = None, pinned: bool = True) -> None:
        self._setup, self._seconds, self._memory, self._folder = setup, seconds, memory, folder
        self._processors = _processors(jobs) if pinned else [-1] * jobs
        self._selector = selectors.DefaultSelector()
        self._workers: list[_Worker] = []
        self._jobs, self._lost = jobs, 0

    def __enter__(self) -> Self:
        """Return itself; processes start with the first task."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """End every process."""
        self.close()

    def close(self) -> None:
        """End every process."""
        for worker in list(self._workers):
            self._end(worker)
        self._selector.close()

    def work(self, tasks: Iterable[Task]) -> Iterator[Done]:
        """Yield every task as it ends, in no particular order; no more tasks are taken from the iterable than there are processes.

        Raises:
            OutputError: a worker cannot use the database, or workers cannot be started at all.
        """
        waiting = iter(tasks)
        pending: Task | None = next(waiting, None)
        while pending is not None or any(worker.task for worker in self._workers):
            for worker in self._ready():
                if pending is not None:
                    self._give(worker, pending)
                    pending = next(waiting, None)
            if pending is not None and len(self._workers) < self._jobs:
                self._start()
                continue
            yield from self._wait()

    def _ready(self) -> list[_Worker]:
        return [worker for worker in self._workers if worker.started and worker.task is None]

    def _start(self) -> None:
        taken = {worker.slot for worker in self._workers}
        slot = next(number for number in range(self._jobs) if number not in taken)
        command = [sys.executable, *COMMAND, str(self._memory), str(self._processors[slot])]
        # The command is this interpreter and a module of this package.
        process = subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=self._folder, start_new_session=True
        )
        worker = _Worker(process, slot, time.monotonic() + _START_SECONDS)
        assert process.stdout is not None
        self._selector.register(process.stdout, selectors.EVENT_READ, worker)
        self._workers.append(worker)
        self._send(worker, to_json(self._setup))

    def _give(self, worker: _Worker, task: Task) -> None:
        worker.task, worker.sha256, worker.deadline = task, "", time.monotonic() + self._seconds
        worker.served += 1
        self._send(worker, to_json(task))

    @staticmethod
    def _send(worker: _Worker, line: str) -> None:
        assert worker.process.stdin is not None
        with contextlib.suppress(BrokenPipeError):  # its end is noticed by reading from it
            worker.process.stdin.write(line.encode() + b"\n")
            worker.process.stdin.flush()

    def _wait(self) -> Iterator[Done]:
        """Yield what ends until something happens or somebody's time is up."""
        busy = [worker for worker in self._workers if worker.task or not worker.started]
        nearest = min((worker.deadline for worker in busy), default=time.monotonic() + 1)
        for key, _ in self._selector.select(max(0.0, min(1.0, nearest - time.monotonic()))):
            yield from self._heard(key.data)
        for worker in list(self._workers):
            if (worker.task or not worker.started) and time.monotonic() > worker.deadline:
                yield from self._gone(worker, Failure("", "time", f"took more than {self._seconds:g} seconds"))

    def _heard(self, worker: _Worker) -> Iterator[Done]:
        assert worker.process.stdout is not None
        data = os.read(worker.process.stdout.fileno(), _CHUNK)
        if not data:
            yield from self._gone(worker, None)
            return
        *lines, worker.buffer = (worker.buffer + data).split(b"\n")
        for line in lines:
            answer = from_json(line.decode(), Answer)
            if not answer.ready:
                worker.sha256 = answer.sha256
            elif not worker.started:
                worker.started, self._lost = True, 0
            elif worker.task is not None:
                if answer.failure is not None and answer.failure.kind == "memory":
                    self._end(worker)  # before anybody gives it more to do
                yield self._done(worker, answer.failure)
        if worker in self._workers and worker.served >= _TASKS_PER_WORKER and worker.task is None:
            self._end(worker)

    @staticmethod
    def _done(worker: _Worker, failure: Failure | None) -> Done:
        assert worker.task is not None
        if failure is not None and failure.kind == "database":
            raise OutputError(failure.reason)
        done = Done(worker.task, worker.sha256, failure)
        worker.task = None
        return done

    def _gone(self, worker: _Worker, failure: Failure | None) -> Iterator[Done]:
        """End a worker that died (no failure given) or must, and answer in its place."""
        self._end(worker)
        if worker.task is not None:
            yield self._done(worker, failure or Failure("", "crash", f"made the worker process end ({_cause(worker.process)})"))
        elif not worker.started:
            self._lost += 1
            if self._lost >= _MOST_STARTS_LOST:
                message = f"worker processes cannot be started ({_cause(worker.process)}); allow them more memory (--memory)"
                raise OutputError(message)

    def _end(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        assert worker.process.stdout is not None
        assert worker.process.stdin is not None
        self._selector.unregister(worker.process.stdout)
        with contextlib.suppress(OSError):  # its whole group: a pdf is read by a process of its own
            os.killpg(worker.process.pid, signal.SIGKILL)
        worker.process.wait()
        worker.process.stdout.close()
        with contextlib.suppress(OSError):
            worker.process.stdin.close()


def _cause(process: subprocess.Popen[bytes]) -> str:
    code = process.returncode
    if code is not None and code < 0:
        with contextlib.suppress(ValueError):
            return signal.Signals(-code).name
    return f"exit code {code}"


def _processors(jobs: int) -> list[int]:
    """Give each worker a processor of its own, for threads that share two processors gain less than two processes do."""
    if not hasattr(os, "sched_getaffinity"):
        return [-1] * jobs
    mine = sorted(os.sched_getaffinity(0))
    return [mine[number] if jobs <= len(mine) else -1 for number in range(jobs)]
