"""A worker process: takes tasks from standard input, does them within its limits, answers on standard output, one JSON object a line."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import signal
import sys
from typing import BinaryIO

__all__ = ["main"]

_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG


def main(arguments: list[str]) -> None:
    """Serve until standard input ends; arguments are bytes of address space and the processor to stay on (-1 for any)."""
    _limit(int(arguments[0]), int(arguments[1]))
    tasks, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not mix with the answers
    gc.set_threshold(100_000, 50, 50)
    from aligner import precompiled  # noqa: PLC0415 - within the limits

    precompiled.install()
    from aligner.archive import open_archive  # noqa: PLC0415 - as above
    from aligner.pipeline.tools import loaded  # noqa: PLC0415 - within the limits
    from aligner.readers.pdf import many  # noqa: PLC0415 - as above
    from aligner.scan.jobs import Jobs  # noqa: PLC0415 - as above
    from aligner.scan.tasks import Setup  # noqa: PLC0415 - as above
    from aligner.store import from_json, open_database  # noqa: PLC0415 - as above

    setup = from_json(tasks.readline().decode(), Setup)
    with loaded(setup.config) as tools, many():
        jobs = Jobs(setup, open_archive(setup.archive), open_database(setup.database, owner=setup.owner), tools)
        gc.freeze()  # programs and models stay: no search for cycles need look at them
        _serve(jobs, tasks, answers)


def _serve(jobs: object, tasks: BinaryIO, answers: BinaryIO) -> None:
    from aligner.errors import AlignerError  # noqa: PLC0415 - as above
    from aligner.scan.jobs import Jobs  # noqa: PLC0415 - as above
    from aligner.scan.tasks import Answer, Failure, Task  # noqa: PLC0415 - as above
    from aligner.store import from_json, to_json  # noqa: PLC0415 - as above

    def say(answer: Answer) -> None:
        answers.write(to_json(answer).encode() + b"\n")
        answers.flush()

    assert isinstance(jobs, Jobs)
    say(Answer())
    for line in tasks:
        task = from_json(line.decode(), Task)
        try:
            jobs.do(task, lambda sha256: say(Answer(sha256=sha256, ready=False)))
        except MemoryError:
            say(Answer(failure=Failure(task.name, "memory", "needs more memory than a worker may take")))
            return  # what is left of this process is not to be trusted
        except AlignerError as error:
            say(Answer(failure=Failure(task.name, "database", error.message)))
            return
        except RecursionError:
            say(Answer(failure=Failure(task.name, "limit", "is nested more deeply than the program can follow")))
        except BaseException as error:  # noqa: BLE001 - a panic of a native library is no Exception
            if isinstance(error, KeyboardInterrupt):
                return
            say(Answer(failure=Failure(task.name, "fault", f"met a fault of the program ({type(error).__name__}: {str(error)[:300]})")))
        else:
            say(Answer())


def _limit(memory: int, processor: int) -> None:
    """Bound this process and all it starts; where the system knows no such limits, the parent's clock is the only one."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - POSIX only

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(AttributeError, OSError):
        os.sched_setaffinity(0, {processor} if processor >= 0 else os.sched_getaffinity(0))
    with contextlib.suppress(AttributeError, OSError):
        # A parent that is killed takes its workers with it, so that a second run meets nobody at work.
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)


if __name__ == "__main__":
    main(sys.argv[1:])
