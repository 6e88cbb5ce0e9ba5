"""Where tasks are done: in processes of this machine, or on a cluster; a scan need not know which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from aligner.scan.options import Options
from aligner.scan.tasks import Failure, Setup, Task

__all__ = ["Done", "Pool", "open_pool"]


@dataclass(frozen=True, slots=True)
class Done:
    """A task and how it ended; ``sha256`` is that of the file, as far as it was known."""

    task: Task
    sha256: str
    failure: Failure | None


class Pool(Protocol):
    """Does tasks, each within its limits."""

    def work(self, tasks: Iterable[Task]) -> Iterator[Done]:
        """Yield every task as it ends, in no particular order; few more are taken from the iterable than can be under way.

        Raises:
            OutputError: no more work can be done at all.
        """


def open_pool(setup: Setup, options: Options) -> AbstractContextManager[Pool]:
    """Return what does the tasks of a scan; its processes or its connection end with the context."""
    # Either brings what the other does not need.
    if options.scheduler is not None:
        from aligner.scan.cluster import Cluster  # noqa: PLC0415 - see above

        return Cluster(setup, options.scheduler, seconds=options.seconds, memory=options.memory)
    from aligner.scan.workers import Workers  # noqa: PLC0415 - see above

    return Workers(setup, jobs=options.jobs, seconds=options.seconds, memory=options.memory)
