"""What every reader is given and what it returns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from aligner.domain.text import Document
    from aligner.errors import ReadError

__all__ = ["Limits", "Opened", "Opener", "Reader", "Source"]


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that keep a hostile file from costing more than it should.

    Attributes:
        file_bytes: largest file accepted. part_bytes: largest decompressed member of a zip container.
        total_bytes: largest sum over all decompressed members. ratio: largest decompressed/compressed ratio of a member.
        members: most members of a container. xml_depth: deepest element nesting.
        blocks: most blocks of a document. cells: most cells of a document. text_chars: most characters of one block.
        pages: most pdf pages. seconds: wall time for formats read in a worker process.
        nesting: most containers (archives, mails) within each other. documents: most documents of one file.
    """

    file_bytes: int = 200_000_000
    part_bytes: int = 200_000_000
    total_bytes: int = 500_000_000
    ratio: float = 200.0
    members: int = 10_000
    xml_depth: int = 256
    blocks: int = 200_000
    cells: int = 2_000_000
    text_chars: int = 1_000_000
    pages: int = 5_000
    seconds: float = 60.0
    nesting: int = 4
    documents: int = 10_000


@dataclass(frozen=True, slots=True)
class Source:
    """A file's bytes: ``path`` as the user gave it (forward slashes), ``data`` whole, ``sha256`` of ``data``."""

    path: str
    data: bytes
    sha256: str


class Reader(Protocol):
    """Reads one format."""

    def __call__(self, source: Source, limits: Limits) -> Document:
        """Return the document.

        Raises:
            ReadError: one of its subclasses, naming ``source.path``; never anything else, whatever the bytes.
        """


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that holds others.

    Attributes:
        document: its own text (a mail's message), or None.
        members: its files in order, each with a path such as ``mail.eml!/plan.docx``; an error for one that cannot be had.
    """

    document: Document | None
    members: Iterator[Source | ReadError]


class Opener(Protocol):
    """Opens one format of files that hold others."""

    def __call__(self, source: Source, limits: Limits) -> Opened:
        """Return what is in the file.

        Raises:
            ReadError: one of its subclasses, naming ``source.path``; never anything else, whatever the bytes.
        """
