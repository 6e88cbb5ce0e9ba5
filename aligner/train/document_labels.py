"""Labelled documents for the judge of kinds: openings, passages, reports and the organisations' own documents."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from aligner.domain.text import Block, BlockKind, Cell, Document, Locator
from aligner.readers import read_document
from aligner.train.goal_nodes import apart
from aligner.train.passages import load_passage

__all__ = ["Labelled", "labelled_documents", "opening"]

_MINUTES = ("minutes", "protocol", "meeting notes")
_PLANS = ("plan in prose", "one-pager")
_MARKS = {"# ": BlockKind.HEADING, "- ": BlockKind.LIST_ITEM}


@dataclass(frozen=True, slots=True)
class Labelled:
    """A document with its kind and the organisation by which it is held out."""

    organisation: str
    kind: str
    document: Document


def labelled_documents(corpus: Path) -> Iterator[Labelled]:
    """Yield everything that is labelled, always in the same order; organisations of the split ``test`` are left out."""
    for path in sorted((corpus / "documents").glob("*.jsonl")):
        for text in path.read_text("utf-8").splitlines():
            line = json.loads(text)
            yield Labelled(line["organisation"], line["kind"], opening(line))
    for path in sorted((corpus / "passages").glob("*.json")):
        yield Labelled(path.stem, "strategy", replace(load_passage(path).document, path=""))
    for path in sorted((corpus / "reports").glob("*.json")):
        voice = json.loads(path.read_text("utf-8"))["voice"].casefold()
        kind = "minutes" if _any(voice, _MINUTES) else "roadmap-or-portfolio" if _any(voice, _PLANS) else "status-report"
        yield Labelled(path.stem, kind, replace(load_passage(path).document, path=""))
    out = apart(corpus)
    listed = json.loads((corpus / "documents" / "organisations.json").read_text("utf-8"))
    for folder, said in sorted(listed.items()):
        if folder in out:
            continue
        organisation = json.loads((corpus / folder / "gold.json").read_text("utf-8"))["organisation"]
        for name, about in sorted(said["files"].items()):
            yield Labelled(organisation, about["kind"], read_document(corpus / folder / name))


def opening(line: dict[str, Any]) -> Document:
    """Return a labelled opening as a reader would give the document: title, headings and paragraphs, a table.

    The text stands either in ``headings`` and ``paragraphs``, taken by turns, or in ``body``, where "# " begins a heading and "- " a
    list item; ``above`` is what stands over the title (a letterhead, a sender).
    """
    blocks: list[Block] = []

    def add(kind: BlockKind, text: str, level: int = 0) -> None:
        blocks.append(Block(kind, text, Locator(line["file"], paragraph=len(blocks) + 1, end=len(text)), level=level))

    for text in line.get("above", ()):
        add(BlockKind.PARAGRAPH, text)
    add(BlockKind.HEADING, line["title"], 1)
    for text in _by_turns(line.get("headings", ()), line.get("paragraphs", ())) if "body" not in line else line["body"]:
        kind = _MARKS.get(text[:2], BlockKind.PARAGRAPH)
        add(kind, text if kind is BlockKind.PARAGRAPH else text[2:], 2 if kind is BlockKind.HEADING else 0)
    for row in line.get("rows", ()):
        blocks.append(_row(line["file"], line["columns"], row, len(blocks) + 1))
    return Document(line["file"], "", Path(line["file"]).suffix[1:], tuple(blocks))


def _by_turns(headings: Sequence[str], paragraphs: Sequence[str]) -> Iterator[str]:
    for place in range(max(len(paragraphs), len(headings))):
        if place < len(headings):
            yield f"# {headings[place]}"
        if place < len(paragraphs):
            yield paragraphs[place]


def _row(file: str, columns: Sequence[str], row: Sequence[str], place: int) -> Block:
    cells = tuple(
        Cell(text, column, header, Locator(file, paragraph=place, cell=f"{chr(65 + column)}{place}", end=len(text)))
        for column, (header, text) in enumerate(zip(columns, row, strict=True))
        if text
    )
    text = " | ".join(cell.text for cell in cells)
    return Block(BlockKind.ROW, text, Locator(file, paragraph=place, end=len(text)), cells=cells, table=0)


def _any(text: str, listed: Sequence[str]) -> bool:
    return any(word in text for word in listed)
