"""An existing Dask cluster as the place where tasks are done; the only importer of ``distributed``."""

from __future__ import annotations

import contextlib
import itertools
import logging
import threading
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from operator import methodcaller
from pathlib import Path
from pkgutil import resolve_name
from types import TracebackType
from typing import TYPE_CHECKING, Self

from aligner import __version__
from aligner.errors import MissingExtraError, OutputError
from aligner.scan import remote
from aligner.scan.pool import Done
from aligner.scan.tasks import Answer, Failure, Setup, Task
from aligner.store import from_json, to_json

if TYPE_CHECKING:
    from distributed import Client, Future

__all__ = ["Cluster"]

_CONNECT_SECONDS = 20.0
_WITHOUT_WORKERS_SECONDS = 120.0
"""How long a cluster may be without any worker before a scan gives up; a nanny or a batch system needs a while to start one."""
_LOOK_SECONDS = 5.0
_FETCH_SECONDS = 60.0
_AHEAD = 2
"""Tasks handed over per thread of the cluster, so that none waits for the next."""
_KILLED = Failure("", "crash", "made workers of the cluster end, alone as well")


class Cluster:
    """A Dask cluster for one scan.

    The cluster tries a task again when its worker dies, as often as its setting ``allowed-failures`` says. A task that has used this
    up may have had bad neighbours, so it is tried once more when nothing else of the scan is under way.

    Args:
        setup: what holds for all tasks.
        address: of the scheduler, ``tcp://host:8786``.
        seconds: wall time for one task.
        memory: bytes of address space of one process that does tasks.
    """

    def __init__(self, setup: Setup, address: str, *, seconds: float, memory: int) -> None:
        self._address, self._name = address, f"aligner-{setup.owner}"
        # What this machine calls a file by a relative name, others must find as well.
        setup = remote.absolute(setup)
        self._order = to_json(remote.Order(setup, str(Path.cwd()), remote.machine(), seconds, memory))
        self._ended = threading.Event()
        self._numbers = itertools.count()
        self._looked = self._peopled = 0.0
        self._threads = 1

    def __enter__(self) -> Self:
        """Connect; workers may come later.

        Raises:
            MissingExtraError: ``distributed`` is not installed.
            OutputError: no scheduler answers.
        """
        try:
            from distributed import Client  # noqa: PLC0415 - takes a second, and most scans need none
        except ModuleNotFoundError as error:
            message = "a Dask cluster needs a package that is not installed; pip install 'aligner[cluster]'"
            raise MissingExtraError(message) from error
        _hush()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # other versions of other packages on the workers are no concern of the reader
                self._client: Client = Client(self._address, timeout=_CONNECT_SECONDS, set_as_default=False, name="aligner")
        except (OSError, ValueError, TypeError, ImportError) as error:
            message = f"no Dask scheduler answers at {self._address} ({_first(error)}); check the address, and that it is running"
            raise OutputError(message) from error
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """End the processes that did tasks, and disconnect."""
        with contextlib.suppress(Exception):  # the cluster may be gone; what is left there ends by itself
            if self._client.status == "running":
                self._client.run(*_named(remote.leave, self._order), on_error="ignore")
        with contextlib.suppress(Exception):
            self._client.close(timeout=10)

    def work(self, tasks: Iterable[Task]) -> Iterator[Done]:
        """Yield every task as it ends, in no particular order; at most twice as many are under way as the cluster has threads.

        Raises:
            OutputError: the cluster is gone, or its workers cannot do the work (another version, no way to archive or database).
        """
        suspects: list[Task] = []
        for done in self._round(iter(tasks), alone=False):
            if done.failure is _KILLED:
                suspects.append(done.task)
            else:
                yield done
        yield from self._round(iter(suspects), alone=True)

    def _round(self, tasks: Iterator[Task], *, alone: bool) -> Iterator[Done]:
        """Yield tasks as they end, one at a time or many."""
        under_way: dict[str, tuple[Future[str], Task]] = {}
        self._peopled = time.monotonic()  # a cluster that fits its size to the work may have let all workers go since the last round
        task = next(tasks, None)
        try:
            while under_way or task is not None:
                while task is not None and len(under_way) < (1 if alone else _AHEAD * self._threads):
                    under_way.update(self._submit(task))
                    task = next(tasks, None)
                self._wait()
                for key in [key for key, (future, _) in under_way.items() if future.status != "pending"]:
                    future, ended = under_way.pop(key)
                    done = self._answer(future, ended)
                    if done is None:
                        under_way.update(self._submit(ended))
                    else:
                        yield done
        finally:
            if under_way:
                with contextlib.suppress(Exception):
                    self._client.cancel([future for future, _ in under_way.values()])

    def _submit(self, task: Task) -> dict[str, tuple[Future[str], Task]]:
        key = f"{self._name}-{next(self._numbers)}"
        try:
            future = self._client.submit(*_named(remote.do, __version__, self._order, to_json(task)), key=key, pure=False)
        except Exception as error:
            raise OutputError(self._lost()) from error
        future.add_done_callback(lambda _ended: self._ended.set())
        return {key: (future, task)}

    def _wait(self) -> None:
        """Return when something has ended, at the latest after a second; look after the cluster now and then."""
        if time.monotonic() - self._looked > _LOOK_SECONDS:
            self._look()
        if self._ended.wait(timeout=1):
            self._ended.clear()

    def _look(self) -> None:
        """Note how many threads the cluster has now.

        Raises:
            OutputError: there has been none for long, or the scheduler is gone.
        """
        if self._client.status not in {"running", "connecting"}:
            raise OutputError(self._lost())
        with contextlib.suppress(Exception):  # a connection that is gone shows in the futures
            self._threads = max(1, threads := sum(self._client.nthreads().values()))
            self._peopled = time.monotonic() if threads else self._peopled
        self._looked = time.monotonic()
        if self._looked - self._peopled > _WITHOUT_WORKERS_SECONDS:
            start = f"start some (dask worker {self._address}), and run the same command again to go on"
            message = f"the Dask cluster at {self._address} has had no worker for long; {start}"
            raise OutputError(message)

    def _answer(self, future: Future[str], task: Task) -> Done | None:
        """Return how a task ended; None when it must be done again.

        Raises:
            OutputError: no task can be done on this cluster.
        """
        if future.status == "cancelled":
            raise OutputError(self._lost())
        try:
            answer = from_json(future.result(timeout=_FETCH_SECONDS), Answer)
        except TimeoutError:
            return None  # its worker died with the answer in its hands; what was found is in the database, and is replaced by the same
        except Exception as error:
            if type(error).__name__ == "KilledWorker":
                return Done(task, "", _KILLED)
            if type(error).__name__ in {"FutureCancelledError", "CancelledError"}:
                raise OutputError(self._lost()) from error
            message = f"the workers of the Dask cluster at {self._address} cannot do the work ({_first(error)}); install the same version of aligner for all of them"
            raise OutputError(message) from error
        if answer.failure is not None and answer.failure.kind in remote.FATAL:
            raise OutputError(answer.failure.reason)
        return Done(task, answer.sha256, answer.failure)

    def _lost(self) -> str:
        return f"the work was lost by the Dask scheduler at {self._address}, or the connection to it; run the same command again to go on"


def _named(function: Callable[..., object], *arguments: str) -> tuple[object, ...]:
    """Return a call that finds a function of this package by its name: to be sent the function itself would end a worker that lacks the package."""
    from toolz import pipe  # noqa: PLC0415 - comes with distributed

    return pipe, f"{function.__module__}:{function.__name__}", resolve_name, methodcaller("__call__", *arguments)


def _hush() -> None:
    """Keep the package's own log off the standard error: what matters to the reader comes as one sentence."""
    for name in ("distributed", *(name for name in logging.root.manager.loggerDict if name.startswith("distributed."))):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _first(error: BaseException) -> str:
    text = " ".join(str(error).split())[:200]
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
