"""Labelled strategy texts as documents: training lines with their place in a document."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from aligner.domain.text import Block, BlockKind, Cell, Document, Locator

__all__ = ["Passage", "load_passage", "load_passages"]

_KINDS = {
    "heading": BlockKind.HEADING,
    "paragraph": BlockKind.PARAGRAPH,
    "bullet": BlockKind.LIST_ITEM,
    "numbered": BlockKind.LIST_ITEM,
    "slide-line": BlockKind.LIST_ITEM,
}


@dataclass(frozen=True, slots=True)
class Passage:
    """One labelled text.

    Attributes:
        name: of its file, without suffix.
        document: as a reader would give it.
        labels: text and kind of every labelled piece, in reading order.
    """

    name: str
    document: Document
    labels: tuple[tuple[str, str], ...]

    @property
    def goals(self) -> tuple[str, ...]:
        """The pieces that are goals."""
        return tuple(text for text, kind in self.labels if kind == "goal")


def load_passages(folder: Path) -> tuple[Passage, ...]:
    """Return all passages of a folder, by name."""
    return tuple(load_passage(path) for path in sorted(folder.glob("*.json")))


def load_passage(path: Path) -> Passage:
    """Return one labelled text."""
    data = json.loads(path.read_text("utf-8"))
    blocks: list[Block] = []
    labels: list[tuple[str, str]] = []
    count = {"table": 0, "number": 0}
    for entry in data["blocks"]:
        labels.extend((label["text"], label["kind"]) for label in entry.get("labels", ()))
        blocks.extend(_blocks(entry, path.name, len(blocks) + 1, count))
    return Passage(path.stem, Document(path.name, "", "docx", tuple(blocks)), tuple(labels))


def _blocks(entry: Mapping[str, object], file: str, first: int, count: dict[str, int]) -> Iterator[Block]:
    kind = str(entry["type"])
    if kind == "table":
        header = [str(text) for text in _listed(entry["header"])]
        for offset, row in enumerate(_listed(entry["rows"])):
            yield _row(header, [str(text) for text in _listed(row)], file, first + offset, count["table"])
        count["table"] += 1
        return
    count["number"] = count["number"] + 1 if kind == "numbered" else 0
    text = " ".join(str(entry["text"]).split())
    marker = {"bullet": "•", "numbered": f"{count['number']}."}.get(kind, "")
    level = entry.get("level", 1 if kind == "heading" else 0)
    yield Block(_KINDS[kind], text, Locator(file, paragraph=first, end=len(text)), level=int(str(level)), marker=marker)


def _row(header: list[str], row: list[str], file: str, place: int, table: int) -> Block:
    cells = tuple(
        Cell(text, column, title, Locator(file, paragraph=place, cell=f"{chr(65 + column)}{place}", end=len(text)))
        for column, (text, title) in enumerate(zip(row, header, strict=False))
        if text
    )
    joined = " | ".join(cell.text for cell in cells)
    return Block(BlockKind.ROW, joined, Locator(file, paragraph=place, end=len(joined)), cells=cells, table=table)


def _listed(value: object) -> list[object]:
    assert isinstance(value, list)
    return value
