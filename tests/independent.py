"""Text of documents by readers that share no code with the program's own; of pdf the words only, without columns or tables."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pptx
import pypdfium2
from pptx.shapes.base import BaseShape
from pptx.shapes.group import GroupShape

INLINE = {"a", "abbr", "b", "cite", "code", "del", "em", "i", "ins", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "u"}
UNSEEN = {"script", "style", "title"}


@cache
def pdf_pages(path: str) -> tuple[str, ...]:
    """Words of each page, joined over line ends; lines that stand on every page but for their numbers are left out."""
    with pypdfium2.PdfDocument(path) as document:
        pages = [document[number].get_textpage().get_text_range().splitlines() for number in range(len(document))]
    often = Counter(line for page in pages for line in {_masked(line) for line in page})
    running = {line for line, count in often.items() if count == len(pages) > 1}
    return tuple(" ".join(line for line in page if _masked(line) not in running) for page in pages)


def _masked(line: str) -> str:
    return re.sub(r"\d+", "#", line.strip())


@cache
def pptx_slides(path: str) -> tuple[tuple[str, ...], ...]:
    """Paragraphs and table cells of each slide, its notes after them."""
    return tuple(
        tuple(_pieces(slide.shapes)) + (tuple(_pieces(slide.notes_slide.shapes)) if slide.has_notes_slide else ())
        for slide in pptx.Presentation(path).slides
    )


def _pieces(shapes: Iterable[BaseShape]) -> Iterator[str]:
    for shape in shapes:
        if isinstance(shape, GroupShape):
            yield from _pieces(shape.shapes)
        elif shape.has_text_frame:
            yield from (paragraph.text for paragraph in shape.text_frame.paragraphs)
        elif getattr(shape, "has_table", False):
            yield from (cell.text for row in shape.table.rows for cell in row.cells)


class _Blocks(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.blocks = [""]
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - given by the parser
        self.unseen += tag in UNSEEN
        self._between(tag)

    def handle_endtag(self, tag: str) -> None:
        self.unseen -= tag in UNSEEN
        self._between(tag)

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.blocks[-1] += data

    def _between(self, tag: str) -> None:
        if tag == "br":
            self.blocks[-1] += " "
        elif tag not in INLINE:
            self.blocks.append("")


@cache
def html_blocks(path: str) -> tuple[str, ...]:
    """Text between two tags that are not inline, entities resolved."""
    parser = _Blocks()
    parser.feed(Path(path).read_text("utf-8"))
    parser.close()
    return tuple(block for block in parser.blocks if block.strip())


@cache
def csv_rows(path: str) -> tuple[tuple[str, ...], ...]:
    """Cells of each record, whatever separates them."""
    text = Path(path).read_text("utf-8-sig")
    rows = csv.reader(io.StringIO(text, newline=""), csv.Sniffer().sniff(text[:4096], delimiters=",;\t"))
    return tuple(tuple(row) for row in rows)
