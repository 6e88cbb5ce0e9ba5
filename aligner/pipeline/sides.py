"""The documents of one side: read, and cut into statements."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from aligner.domain.statements import Statement
from aligner.domain.text import NOT_READ, Document, Unread
from aligner.errors import ReadError
from aligner.readers import read_documents
from aligner.readers.folder import expand
from aligner.segment import Segmenter

__all__ = ["Progress", "Side", "read_sides", "segment"]

Progress = Callable[[str, int, int], None]
"""Called with a stage name, how much of it is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class Side:
    """All documents of one role, "strategy" or "execution"."""

    role: str
    documents: tuple[Document, ...]


def read_sides(strategy: Sequence[str | Path], execution: Sequence[str | Path], progress: Progress) -> tuple[Side, Side]:
    """Read both sides, archives and mails with all that is in them.

    A file inside a named folder or archive that cannot be read is kept as a document without blocks.

    Raises:
        ReadError: a file that the user named cannot be read.
    """
    wanted = [(role, entry) for role, paths in (("strategy", strategy), ("execution", execution)) for entry in expand(paths)]
    read: dict[str, list[Document]] = {"strategy": [], "execution": []}
    for done, (role, entry) in enumerate(wanted):
        progress("reading", done, len(wanted))
        try:
            documents = read_documents(entry.path)
        except ReadError as error:
            if entry.named:
                raise
            documents = (Document(str(entry.path), "", "", (), (Unread(f"{NOT_READ}{error.reason}", 1),)),)
        read[role].extend(documents)
    progress("reading", len(wanted), len(wanted))
    return Side("strategy", tuple(read["strategy"])), Side("execution", tuple(read["execution"]))


def segment(side: Side, segmenter: Segmenter, progress: Progress) -> dict[str, tuple[Statement, ...]]:
    """Return the statements of every document of a side, by path."""
    statements: dict[str, tuple[Statement, ...]] = {}
    for document in side.documents:
        progress("finding goals" if side.role == "strategy" else "finding work", len(statements), len(side.documents))
        statements[document.path] = segmenter.statements(document)
    return statements
