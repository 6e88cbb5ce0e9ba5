"""Findings about quotes, and what an annotated file holds."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from lxml import etree

from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.domain.links import Evidence, Side
from aligner.domain.text import Document, Locator
from aligner.readers import read_document
from tests.readers import ooxml_factory as factory

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


_TYPES = "application/vnd.openxmlformats-officedocument"
_MAIN = {
    "word/document.xml": f"{_TYPES}.wordprocessingml.document.main+xml",
    "word/comments.xml": f"{_TYPES}.wordprocessingml.comments+xml",
    "xl/workbook.xml": f"{_TYPES}.spreadsheetml.sheet.main+xml",
    "xl/styles.xml": f"{_TYPES}.spreadsheetml.styles+xml",
}


def typed(data: bytes) -> bytes:
    """The package with the list of content types that other programs ask for."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    known = {**_MAIN, **{name: f"{_TYPES}.spreadsheetml.worksheet+xml" for name in held if name.startswith("xl/worksheets/sheet")}}
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{known[name]}"/>' for name in held if name in known)
    defaults = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    types = f'{factory.HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{defaults}{overrides}</Types>'
    return factory.zipped({"[Content_Types].xml": types, **held})


def gap(
    *pieces: tuple[str, Locator], number: int = 1, message: str = "The two figures differ.", kind: GapKind = GapKind.TARGET_CONFLICT
) -> Gap:
    quotes = tuple(Evidence(Side.GOAL, quote, locator) for quote, locator in pieces)
    return Gap(f"TC-{number:08x}", kind, Severity.HIGH, None, (), message, "Which one holds?", "Correct one of them.", quotes)


def place(document: Document, quote: str, *, nth: int = 0) -> tuple[str, Locator]:
    """The quote with its locator: in the nth block or cell that holds it, cells before rows."""
    cells = [cell for block in document.blocks for cell in block.cells if quote in cell.text]
    blocks = [block for block in document.blocks if quote in block.text]
    found = [*cells, *blocks][nth]
    start = found.text.index(quote)
    return quote, found.locator.slice(start, start + len(quote))


def quoted(path: Path, *quotes: str) -> list[Gap]:
    """A finding for each quote of a file."""
    document = read_document(path)
    return [gap(place(document, quote), number=number) for number, quote in enumerate(quotes, start=1)]


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == len(set(archive.namelist()))
        return {name: archive.read(name) for name in archive.namelist()}


def ranges(path: Path) -> dict[str, str]:
    """The visible text between the two ends of each comment range of a Word file, by the comment's id."""
    root = etree.fromstring(parts(path)["word/document.xml"])
    open_: dict[str, list[str]] = {}
    done: dict[str, str] = {}
    for element in root.iter():
        ident = element.get(f"{W}id", "")
        if element.tag == f"{W}commentRangeStart":
            open_[ident] = []
        elif element.tag == f"{W}commentRangeEnd":
            done[ident] = "".join(open_.pop(ident))
        elif element.tag == f"{W}t":
            for texts in open_.values():
                texts.append(element.text or "")
        elif element.tag in (f"{W}tab", f"{W}br", f"{W}p"):
            for texts in open_.values():
                texts.append(" ")
        elif element.tag == f"{W}noBreakHyphen":
            for texts in open_.values():
                texts.append("-")
    assert not open_
    assert {element.get(f"{W}id") for element in root.iter(f"{W}commentReference")} >= set(done)
    return dict(sorted(done.items(), key=lambda pair: int(pair[0])))
