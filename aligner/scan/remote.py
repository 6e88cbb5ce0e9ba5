"""What runs on a worker of a cluster: every task in a bounded process beside it, which is kept for the next task."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from aligner import __version__
from aligner.errors import AlignerError, OutputError
from aligner.scan.pool import Done
from aligner.scan.tasks import Answer, Failure, Setup, Task
from aligner.scan.workers import Workers
from aligner.store import from_json, to_json
from aligner.store.connect import url_of

__all__ = ["FATAL", "Order", "absolute", "do", "leave", "machine"]

FATAL = frozenset({"database", "cluster"})
"""Kinds of failures that would meet every other task as well."""

_IDLE_SECONDS = 60.0
_READY = ("-P", "-m", "aligner.scan.ready")
_READY_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Order:
    """What all tasks of a scan share.

    Attributes:
        setup: as for local workers, archive and database by absolute names.
        folder: where the scan was started; names in the settings are relative to it.
        machine: on which it was started.
        seconds, memory: limits of a task; see ``Options``.
    """

    setup: Setup
    folder: str
    machine: str
    seconds: float
    memory: int


class _NotReadyError(Exception):
    """Why this worker can do no task of the scan, as a clause."""


class _Place:
    """The process that does the tasks of one thread; a child does not outlive the thread that started it, so none is shared."""

    def __init__(self) -> None:
        self.lock, self.used, self.order = threading.Lock(), 0.0, ""
        self._pool: Workers | None = None

    def work(self, order: str, task: str) -> Done:
        """Do a task; before the first one of a scan make sure that this worker sees what the scan sees."""
        if self._pool is None or order != self.order:
            self.end()
            told = from_json(order, Order)
            folder = told.folder if Path(told.folder).is_dir() else None
            _check(order, folder)
            self._pool = Workers(told.setup, jobs=1, seconds=told.seconds, memory=told.memory, folder=folder, pinned=False)
            self.order = order
        try:
            (done,) = self._pool.work((from_json(task, Task),))
        except OutputError:
            # A worker that the scheduler took for dead may have been writing the same at the same time.
            (done,) = self._pool.work((from_json(task, Task),))
        self.used = time.monotonic()
        return done

    def end(self) -> None:
        """End the process."""
        if self._pool is not None:
            self._pool.close()
        self._pool, self.order = None, ""


_PLACES: list[_Place] = []
_CHANGE = threading.Lock()
_OWN = threading.local()
_LEFT: set[str] = set()
"""Orders of scans that have ended; few, and never given again."""


def do(version: str, order: str, task: str) -> str:
    """Do one task and return an ``Answer``; arguments and answer are JSON, so that workers of another version can say so.

    Args:
        version: of the program that asks.
        order: an ``Order``.
        task: a ``Task``.
    """
    if version != __version__:
        return _fatal(f"has version {__version__} of aligner, the scan {version}; install the same one")
    place = _OWN.__dict__.setdefault("place", _Place())
    with place.lock:
        _watch(place)
        try:
            done = place.work(order, task)
        except _NotReadyError as error:
            return _fatal(str(error))
        except AlignerError as error:
            return to_json(Answer(failure=Failure("", "database", error.message)))
        except Exception as error:  # noqa: BLE001 - the cluster could neither understand it nor always pass it on
            return _fatal(f"meets a fault of the program ({type(error).__name__}: {str(error)[:300]})")
        finally:
            if order in _LEFT:
                place.end()
    return to_json(Answer(sha256=done.sha256, failure=done.failure))


def leave(order: str) -> None:
    """End the processes of a scan, those at a task when it is done."""
    _LEFT.add(order)
    _end(lambda place: place.order == order)


def absolute(setup: Setup) -> Setup:
    """Return a setup whose archive and database are named in full, where they are files or folders."""
    url = url_of(setup.database)
    database = str(Path(url.database or "").absolute()) if url.get_backend_name() == "sqlite" else setup.database
    archive = Path(setup.archive)
    return replace(setup, archive=str(archive.absolute()) if archive.exists() else setup.archive, database=database)


def machine() -> str:
    """Return what tells this machine, as it runs now, from others."""
    with contextlib.suppress(OSError):
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    return socket.gethostname()


def _fatal(reason: str) -> str:
    return to_json(Answer(failure=Failure("", "cluster", f"a worker of the cluster on {socket.gethostname()} {reason}")))


def _check(order: str, folder: str | None) -> None:
    # This interpreter and a module of this package.
    done = subprocess.run(  # noqa: S603
        [sys.executable, *_READY], input=order, capture_output=True, text=True, cwd=folder, timeout=_READY_SECONDS, check=False
    )
    if done.returncode:
        raise _NotReadyError(done.stdout.strip() or f"cannot run the program (exit code {done.returncode})")


def _watch(place: _Place) -> None:
    """Have a process ended when it is not used any more."""
    with _CHANGE:
        if not _PLACES:
            threading.Thread(target=_sweep, name="aligner-sweep", daemon=True).start()
        if place not in _PLACES:
            _PLACES.append(place)


def _sweep() -> None:
    """End processes that nobody has used for a while: the scan that wanted them may have been killed."""
    while True:
        time.sleep(1)
        _end(lambda place: time.monotonic() - place.used > _IDLE_SECONDS)
        with _CHANGE:
            if not _PLACES:
                return


def _end(wanted: Callable[[_Place], bool]) -> None:
    with _CHANGE:
        for place in list(_PLACES):
            if place.lock.acquire(blocking=False):  # else it is at work
                try:
                    if wanted(place):
                        place.end()
                        _PLACES.remove(place)
                finally:
                    place.lock.release()
