"""The process that reads many pdf files: loads pdfium once and divides itself for each of them.

It runs by its path like ``pdf_worker``, whose work it does. It reads from standard input a line with the most pages, the most seconds
of processor time, the most bytes of memory and the length of a pdf, then the pdf itself, until the input ends. It answers
``{"process": n}``, what ``pdf_worker`` writes, and on a line of its own ``{"ended": n}``: the exit code, or the negative signal.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import NoReturn

__all__ = ["serve"]


def serve(worker: ModuleType) -> None:
    """Read files until there are no more; ``worker`` is the module ``pdf_worker``."""
    while line := sys.stdin.buffer.readline():
        pages, seconds, memory, length = (int(part) for part in line.split())
        data = sys.stdin.buffer.read(length)
        child = os.fork()
        if not child:
            _do(worker, data, pages, (seconds, memory))
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        # A process that died may have left half a line.
        sys.stdout.write(f'\n{{"ended":{ended}}}\n')
        sys.stdout.flush()


def _do(worker: ModuleType, data: bytes, pages: int, limits: tuple[int, int]) -> NoReturn:
    """Read one pdf in this process, and end it."""
    try:
        worker.say({"process": os.getpid()})
        worker.limit(*limits)
        worker.run(data, pages)
    except MemoryError:
        worker.say({"error": "memory"})
    except BaseException:  # noqa: BLE001 - told by the exit code; nothing of the serving process may run here
        os._exit(1)
    os._exit(0)


def _worker() -> ModuleType:
    """Return the module beside this file, without the package around it."""
    spec = spec_from_file_location("pdf_worker", Path(__file__).with_name("pdf_worker.py"))
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    import_module("pypdfium2_raw")
    serve(_worker())
