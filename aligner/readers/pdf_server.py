"""One process that reads many pdf files, each in a division of itself: loading pdfium takes longer than reading most files."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import subprocess
import time
from collections.abc import Sequence
from threading import Lock

__all__ = ["PdfServer"]

_CHUNK = 1 << 16
_ENDED = b'{"ended":'
_PROCESS = b'{"process":'


class PdfServer:
    """Starts with the first file, and again after it was killed or died.

    Args:
        command: how it is started; see ``pdf_fork``.
    """

    def __init__(self, command: Sequence[str]) -> None:
        self._command = list(command)
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = Lock()

    def ask(self, data: bytes, arguments: Sequence[int], seconds: float) -> tuple[list[bytes], int]:
        """Return the lines written about a pdf, and the exit code of the process that read it (negative: a signal).

        Args:
            data: the file.
            arguments: the most pages, seconds of processor time and bytes of memory.
            seconds: wall time.

        Raises:
            subprocess.TimeoutExpired: it took longer. OSError: no process can be started.
        """
        with self._lock:
            process = self._started()
            assert process.stdin is not None
            try:
                process.stdin.write(b"%d %d %d %d\n" % (*arguments, len(data)))
                process.stdin.write(data)
                process.stdin.flush()
            except BrokenPipeError:
                self.end()
                return [], 1
            return self._answer(process, seconds)

    def end(self) -> None:
        """End the process; the next file starts another one."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            with contextlib.suppress(BrokenPipeError):
                process.communicate()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.end()
            # This interpreter and a file of this package.
            self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)  # noqa: S603
        return self._process

    def _answer(self, process: subprocess.Popen[bytes], seconds: float) -> tuple[list[bytes], int]:
        assert process.stdout is not None
        deadline = time.monotonic() + seconds
        parts: list[bytes] = []
        tail = b""
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            while not _is_whole(tail):
                if not selector.select(max(0.0, deadline - time.monotonic())):
                    self._stop(b"".join(parts))
                    raise subprocess.TimeoutExpired(self._command, seconds)
                part = os.read(process.stdout.fileno(), _CHUNK)
                if not part:
                    self.end()
                    return [], 1
                parts.append(part)
                tail = (tail + part)[-len(_ENDED) - 24 :]
        *lines, last = [line for line in b"".join(parts).splitlines() if line]
        return [line for line in lines if not line.startswith(_PROCESS)], int(json.loads(last)["ended"])

    def _stop(self, written: bytes) -> None:
        """Kill the process and the one that reads for it."""
        for line in written.splitlines():
            if line.startswith(_PROCESS) and line.endswith(b"}"):
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.kill(int(json.loads(line)["process"]), signal.SIGKILL)
        self.end()


def _is_whole(tail: bytes) -> bool:
    """Tell whether the last line of an answer has come; JSON texts hold no bare line ends, so nothing in a file looks like it."""
    place = tail.rfind(b"\n" + _ENDED)
    return place >= 0 and tail.endswith(b"}\n")
