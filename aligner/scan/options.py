"""What a scan is asked to do, and what it did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from aligner.archive import Patterns
from aligner.config import Config
from aligner.readers.base import Limits

__all__ = ["LIMITS", "Options", "Tally"]

LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Options:
    """A scan.

    Attributes:
        archive: folder, zip file or URL.
        database: file or URL.
        config: settings of the analysis.
        jobs: worker processes.
        patterns: which files count.
        mapping: file that says what documents are and which belong together, or None.
        limits: what one file may cost to read.
        seconds: wall time for one document or one pair, from which its worker is killed.
        memory: bytes of address space of a worker.
        scheduler: address of a Dask scheduler whose workers do the work, in place of processes of this machine, or None.
    """

    archive: str
    database: str
    config: Config = field(default_factory=Config)
    jobs: int = 1
    patterns: Patterns = field(default_factory=Patterns)
    mapping: str | None = None
    limits: Limits = LIMITS
    seconds: float = 120.0
    memory: int = 4 << 30
    scheduler: str | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """How a scan ended.

    Attributes:
        files: number of files by state ("read", "duplicate", "unsupported", "failed").
        worked: number of files read, documents examined and pairs compared in this run; the rest stood in the database.
        documents, pairs, gaps: rows in the database.
        kinds: documents by kind, the most frequent first.
        reasons: files that were not read by kind of failure, the most frequent first.
        severities: findings by severity.
    """

    files: Mapping[str, int]
    worked: Mapping[str, int]
    documents: int
    pairs: int
    gaps: int
    kinds: Mapping[str, int]
    reasons: Mapping[str, int]
    severities: Mapping[str, int]
