"""Copies of the user's documents in a temporary folder; pdf files, which cannot be edited, become Markdown there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from aligner.domain.text import Block, BlockKind, Document, Layer
from aligner.errors import ReadError
from aligner.readers import read_document
from aligner.readers.folder import expand
from aligner.stress.edit import EDITABLE

__all__ = ["Copies", "copied"]

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|])")
_START = re.compile(r"^(\d*)([-+=.)])")


@dataclass(frozen=True, slots=True)
class Copies:
    """What the pipeline is given.

    Attributes:
        strategy, execution: paths of the copies, in the order of the originals.
        data: bytes of every copy by path.
        documents: as read from the copies, by path.
        originals: the user's path by the path of the copy.
        notes: what was converted or left out, each as a sentence.
    """

    strategy: tuple[str, ...]
    execution: tuple[str, ...]
    data: Mapping[str, bytes]
    documents: Mapping[str, Document]
    originals: Mapping[str, str]
    notes: tuple[str, ...]


def copied(strategy: Sequence[str | Path], execution: Sequence[str | Path], folder: Path) -> Copies:
    """Copy both sides into a folder, each file into one of its own so that names stay as they are.

    Raises:
        ReadError: a file that the user named cannot be read; within a folder it is left out and noted.
    """
    sides: dict[str, list[str]] = {"strategy": [], "execution": []}
    data: dict[str, bytes] = {}
    documents: dict[str, Document] = {}
    originals: dict[str, str] = {}
    notes: list[str] = []
    entries = [(role, entry) for role, paths in (("strategy", strategy), ("execution", execution)) for entry in expand(paths)]
    for number, (role, entry) in enumerate(entries):
        try:
            document = read_document(entry.path)
        except ReadError as error:
            if entry.named:
                raise
            notes.append(f"Left out: {error.message}")
            continue
        name, content = entry.path.name, entry.path.read_bytes()
        if document.format not in EDITABLE:
            name, content = f"{entry.path.stem}.md", as_markdown(document).encode()
            notes.append(
                f"{entry.path.as_posix()} cannot be edited ({document.format}); its text was turned into Markdown for the stress run."
            )
        target = folder / f"{number:03d}" / name
        target.parent.mkdir(parents=True)
        target.write_bytes(content)
        path = target.as_posix()
        sides[role].append(path)
        data[path], documents[path], originals[path] = content, read_document(target), entry.path.as_posix()
    return Copies(tuple(sides["strategy"]), tuple(sides["execution"]), data, documents, originals, tuple(notes))


def as_markdown(document: Document) -> str:
    """Return the body of a document as Markdown: headings, paragraphs, lists and tables."""
    parts: list[str] = []
    table: int | None = None
    columns: list[int] = []
    for block in document.blocks:
        if block.layer not in {Layer.BODY, Layer.NOTE} or not block.text:
            continue
        if block.cells:
            if block.table != table:
                table, columns = block.table, _columns(document, block.table)
                parts += ["", _row([_header(document, block.table, column) for column in columns]), _row(["---"] * len(columns))]
            told = {cell.column: _safe(cell.text) for cell in block.cells}
            parts.append(_row([told.get(column, "") for column in columns]))
            continue
        table = None
        parts += [_plain(block)] if block.kind is BlockKind.LIST_ITEM else ["", _plain(block), ""]
    return "\n".join(parts).strip() + "\n"


def _plain(block: Block) -> str:
    text = _safe(block.text)
    if block.kind is BlockKind.HEADING:
        return f"{'#' * min(max(block.level, 1), 6)} {text}"
    if block.kind is BlockKind.LIST_ITEM:
        return f"{'  ' * block.level}- {text}"
    return _START.sub(r"\1\\\2", text)


def _safe(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _columns(document: Document, table: int | None) -> list[int]:
    return sorted({cell.column for block in document.blocks if block.table == table for cell in block.cells})


def _header(document: Document, table: int | None, column: int) -> str:
    headers = (cell.header for block in document.blocks if block.table == table for cell in block.cells if cell.column == column)
    return _safe(next(headers, ""))


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
