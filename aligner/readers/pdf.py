"""Reads pdf files through a process that can be killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from aligner.domain.text import Block, BlockKind, Document, Layer
from aligner.errors import CorruptFileError, EmptyDocumentError, EncryptedFileError, LimitError, ReadError
from aligner.readers.base import Limits, Source
from aligner.readers.grid import RawCell
from aligner.readers.pdf_flow import Placed
from aligner.readers.pdf_layout import PdfBlock, layout
from aligner.readers.pdf_page import Page, page_from
from aligner.readers.pdf_server import PdfServer
from aligner.readers.sink import Sink

__all__ = ["many", "read"]

_WORKER = Path(__file__).with_name("pdf_worker.py")
_FORK = Path(__file__).with_name("pdf_fork.py")
_SERVER: PdfServer | None = None
_MEMORY = 1 << 30
_KILLED = {-9, -24, 137, 152}  # SIGKILL and SIGXCPU, as Python and as a shell report them


@contextmanager
def many() -> Iterator[None]:
    """Within the block, start the process that reads pdf files once for all of them, where the system can divide processes."""
    global _SERVER  # noqa: PLW0603 - readers are functions that are told nothing but a file and limits
    if not hasattr(os, "fork") or _SERVER is not None:
        yield
        return
    _SERVER = PdfServer([sys.executable, "-P", str(_FORK)])
    try:
        yield
    finally:
        _SERVER.end()
        _SERVER = None


def read(source: Source, limits: Limits) -> Document:
    """Read the text of a pdf; a block's place is its page and the ordinal of its first line there.

    Raises:
        EncryptedFileError: it asks for a password.
        EmptyDocumentError: no page has a text layer.
        LimitError: it takes too long or too much memory.
        CorruptFileError: pdfium cannot open it, or crashes.
    """
    count, pages = _pages(source, limits)
    sink = Sink(source, limits)
    with_text = [page for page in pages if page.words]
    if not with_text:
        what = "has no pages" if not count else "has no text layer (scanned pages?)"
        raise EmptyDocumentError(source.path, what, "Run text recognition (OCR) on it, or use the original document.")
    _fill(sink, layout(pages))
    sink.skip("page without text", len(pages) - len(with_text))
    sink.skip("page beyond the limit", count - len(pages))
    sink.skip("image", sum(page.images for page in pages))
    sink.skip("rotated, tiny or hidden word", sum(page.lost for page in pages))
    title = next((block.text for block in sink.blocks if block.kind is BlockKind.HEADING), "")
    return sink.document("pdf", title=title)


def _fill(sink: Sink, blocks: Sequence[PdfBlock]) -> None:
    header: Sequence[Sequence[RawCell]] = ()  # of the table just read
    before: Placed | None = None
    for block in blocks:
        placed = block.placed
        if placed is None:
            sink.add(block.kind, block.styled, block.line, page=block.page, level=block.level, marker=block.marker, layer=block.layer)
            before = None if block.layer is Layer.BODY else before  # a footnote may stand between the halves of a table
            continue
        if before is None or not placed.continues(before):
            header = ()
        rows = [*header, *placed.table.rows]
        lines = range(placed.number - len(header), placed.number + len(placed.table.rows))
        done = len(sink.blocks)
        sink.table(rows, lines, page=placed.page, header_rows=len(header) or None)
        header = header or _header(sink.blocks[done:], placed)
        before = placed


def _header(blocks: Sequence[Block], placed: Placed) -> Sequence[Sequence[RawCell]]:
    """Return the rows above the first row of a table that has named columns."""
    first = next((block for block in blocks if block.kind is BlockKind.ROW), None)
    if first is None or first.locator.line is None or not any(cell.header for cell in first.cells):
        return ()
    return placed.table.rows[: first.locator.line - placed.number]


def _pages(source: Source, limits: Limits) -> tuple[int, list[Page]]:
    """Return how many pages there are and those that were read."""
    try:
        lines, status = _asked(source.data, (limits.pages, max(1, round(limits.seconds)), _MEMORY), limits.seconds)
    except subprocess.TimeoutExpired:
        raise _too_long(source, limits) from None
    except OSError as error:
        raise CorruptFileError(source.path, f"could not be handed to the pdf reader ({error})") from error
    told = _last_error(lines)
    if told is not None or status:
        raise _failure(source, limits, told, status)
    try:
        head, *rest = [json.loads(line) for line in lines]
        return int(head["pages"]), [page_from(number, raw) for number, raw in enumerate(rest, start=1)]
    except (ValueError, KeyError, TypeError) as error:
        raise CorruptFileError(source.path, "is damaged: the pdf reader gave no usable answer") from error


def _asked(data: bytes, arguments: tuple[int, int, int], seconds: float) -> tuple[list[bytes], int]:
    """Return the lines that the process for a pdf wrote, and how it ended."""
    if _SERVER is not None:
        return _SERVER.ask(data, arguments, seconds)
    command = [sys.executable, "-P", str(_WORKER), *map(str, arguments)]
    # The command is this interpreter and a file of this package; the document goes in through standard input.
    done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, check=False)  # noqa: S603
    return done.stdout.splitlines(), done.returncode


def _last_error(lines: Sequence[bytes]) -> str | None:
    if not lines or not lines[-1].startswith(b'{"error"'):
        return None
    return str(json.loads(lines[-1])["error"])


def _failure(source: Source, limits: Limits, told: str | None, status: int) -> ReadError:
    if told == "encrypted":
        return EncryptedFileError(source.path, "is protected by a password", "Remove the protection and try again.")
    if told == "memory":
        return LimitError(source.path, "needs more than 1 GB of memory to read", "Save it anew from the program that made it.")
    if told == "text":
        return LimitError(source.path, "holds more text than the limit", "Split it into smaller files.")
    if status in _KILLED:
        return _too_long(source, limits)
    reason = "is not a readable pdf (damaged or cut off)" if told else "makes the pdf reader crash (damaged, or built to exhaust memory)"
    return CorruptFileError(source.path, reason, "Get a fresh copy, or save it anew from the program that made it.")


def _too_long(source: Source, limits: Limits) -> LimitError:
    return LimitError(
        source.path, f"took more than {limits.seconds:g} seconds to read", "Split it, or save it anew from the program that made it."
    )
