"""What a worker is told to do and what it answers: plain values that travel as JSON."""

from __future__ import annotations

from dataclasses import dataclass, field

from aligner.archive import Entry
from aligner.config import Config
from aligner.domain.classification import Pair
from aligner.readers.base import Limits

__all__ = ["Answer", "Failure", "Setup", "Task"]


@dataclass(frozen=True, slots=True)
class Setup:
    """What a worker needs to know once; see ``Options``. The three keys are those of ``Keys``, the owner is that of ``Database.own``."""

    archive: str
    database: str
    config: Config
    limits: Limits
    read_key: str
    extract_key: str
    compare_key: str
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """One piece of work.

    Attributes:
        stage: "read", "extract" or "compare".
        name: path of the file or document, or both of a pair, for people.
        entry: the file, for "read".
        document: documents.id, for "extract".
        pair, ident, strategy, execution: the pair, pairs.id, and both documents' ids, for "compare".
    """

    stage: str
    name: str
    entry: Entry | None = None
    document: str = ""
    pair: Pair | None = None
    ident: str = ""
    strategy: str = ""
    execution: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why something could not be done; see the table ``failures``."""

    path: str
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Answer:
    """How a task ended; what it found is in the database by then.

    Attributes:
        sha256: of the file, once it is known.
        failure: None when the task was done.
        ready: False for a message on the way, sent as soon as the hash is known.
    """

    sha256: str = ""
    failure: Failure | None = field(default=None)
    ready: bool = True
