"""Small documents for the tests of classification."""

from __future__ import annotations

from aligner.domain.classification import Classification, DocumentKind, Period, Stated
from aligner.domain.text import Block, BlockKind, Document, Locator, Quote


def document(*lines: str, path: str = "a/file.docx") -> Document:
    """Lines that begin with "#" are headings."""
    blocks = []
    for number, line in enumerate(lines, 1):
        kind = BlockKind.HEADING if line.startswith("#") else BlockKind.PARAGRAPH
        text = line.lstrip("# ")
        blocks.append(Block(kind, text, Locator(path, paragraph=number, end=len(text)), level=line.count("#")))
    return Document(path, "", "docx", tuple(blocks))


def classified(path: str, kind: DocumentKind, whose: str | None = None, years: tuple[str, str] | None = None, unit: str | None = None):
    def stated(value: str | None) -> Stated | None:
        return Stated(value, Quote(value, Locator(path, paragraph=1, end=len(value)))) if value else None

    return Classification(path, kind, 0.9, organisation=stated(whose), unit=stated(unit), period=Period(*years) if years else None)
