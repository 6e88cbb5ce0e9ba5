"""Work done ahead of time on a spare processor, giving way at once when the caller needs the encoder itself."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import Event, Lock, Thread

from aligner.errors import ModelError

__all__ = ["Prefetch"]

_TURN = 0.0005
"""Seconds. A piece of work takes some milliseconds, nearly all of them in native code; by default Python lets a thread wait five for its turn."""
_TOGETHER = 256
"""Texts looked at together: the more, the more are of one length; those needed first are still worked off first."""


class Prefetch:
    """A queue of texts worked off piece by piece by a background thread.

    Args:
        plan: cuts texts into pieces of work; neither it nor a piece is ever called while paused.
    """

    def __init__(self, plan: Callable[[Sequence[str]], Iterable[Callable[[], None]]]) -> None:
        self._plan = plan
        self._queue: deque[str] = deque()
        self._pieces: deque[Callable[[], None]] = deque()
        self._free = Event()
        self._free.set()
        self._busy = Lock()
        self._thread: Thread | None = None

    def add(self, texts: Iterable[str]) -> None:
        """Queue texts; the thread starts with the first."""
        self._queue.extend(texts)
        if self._queue and (self._thread is None or not self._thread.is_alive()):
            # No daemon: native code that still runs while the interpreter goes down would abort the process.
            self._thread = Thread(target=self._run, name="aligner-prefetch")
            self._thread.start()

    def pause(self) -> None:
        """Return once nothing is being worked on; nothing further is begun before ``resume``."""
        self._free.clear()
        with self._busy:
            pass

    def resume(self) -> None:
        """Go on with the queue."""
        self._free.set()

    def drop(self) -> None:
        """Forget what is queued; return once the thread has ended."""
        self.pause()
        self._queue.clear()
        self._pieces.clear()
        self.resume()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        # A model that cannot be loaded is met again, and reported, by the caller.
        with _short_turns(), suppress(ModelError, IndexError):
            while True:
                self._free.wait()
                with self._busy:
                    if self._free.is_set():
                        self._step()

    def _step(self) -> None:
        """Do one piece of work, or cut up the next texts."""
        if self._pieces:
            self._pieces.popleft()()
            return
        texts = [self._queue.popleft()]
        while self._queue and len(texts) < _TOGETHER:
            texts.append(self._queue.popleft())
        self._pieces.extend(self._plan(texts))


@contextmanager
def _short_turns() -> Iterator[None]:
    """Let threads wait less for their turn, so that the spare processor does not idle between two pieces of work."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(min(before, _TURN))
    try:
        yield
    finally:
        sys.setswitchinterval(before)
