"""Edits of Word documents and slides: paragraphs and table rows are found again by their words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from aligner.domain.text import Block, Document, Locator
from aligner.readers.base import Limits, Source
from aligner.readers.docx_styles import WORD
from aligner.readers.ooxml import DRAWING, RELATION, Office
from aligner.readers.pptx_shapes import PRESENTATION
from aligner.stress.edit.archive import repacked
from aligner.stress.edit.places import by_block, cell_of
from aligner.stress.edit.spelling import Spelling
from aligner.stress.faults import Copy, Edit, Remove, Replace, Unplantable

__all__ = ["edit"]

_SKIPPED = frozenset(f"{WORD}{name}" for name in ("del", "moveFrom", "txbxContent", "pPr", "rPr")) | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}
_SPACES = frozenset(f"{WORD}{name}" for name in ("tab", "ptab", "br", "cr")) | {f"{DRAWING}br"}


@dataclass(frozen=True, slots=True)
class _Names:
    """How a format calls its elements."""

    paragraph: str
    row: str
    cell: str
    text: str


_WORD = _Names(f"{WORD}p", f"{WORD}tr", f"{WORD}tc", f"{WORD}t")
_SLIDE = _Names(f"{DRAWING}p", f"{DRAWING}tr", f"{DRAWING}tc", f"{DRAWING}t")


def edit(data: bytes, document: Document, edits: Sequence[Edit]) -> bytes:
    """Make edits in a docx or pptx file; see ``Editor``."""
    office = Office(Source(document.path, data, document.sha256), Limits())
    names = _WORD if document.format == "docx" else _SLIDE
    roots: dict[str, etree._Element] = {}
    for number, block, told in by_block(document, edits):
        part = _part(office, document, block.locator)
        root = roots.setdefault(part, office.xml(part))
        _change(root, names, document, number, told)
    parts = {part: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True) for part, root in roots.items()}
    return repacked(data, parts)


def _part(office: Office, document: Document, place: Locator) -> str:
    if document.format == "docx":
        return office.main("word/", "word/document.xml", "a docx")
    main = office.main("ppt/", "ppt/presentation.xml", "a pptx")
    relations = office.relations_of(main)
    slides = office.xml(main).iterfind(f"{PRESENTATION}sldIdLst/{PRESENTATION}sldId")
    listed = [relations[slide.get(f"{RELATION}id", "")].target for slide in slides]
    found = office.package.find(listed[(place.slide or 1) - 1]) if (place.slide or 1) <= len(listed) else None
    if found is None:
        message = "its slide is not to be found again"
        raise Unplantable(message)
    return found


def _change(root: etree._Element, names: _Names, document: Document, number: int, told: list[Edit]) -> None:
    block = document.blocks[number]
    home = _element(root, names, document, number)
    for one in told:
        if isinstance(one, Copy):
            twin = deepcopy(home)
            home.addnext(twin)
            _replace(twin, names, block, one.changes)
    if any(isinstance(one, Remove) for one in told):
        parent = home.getparent()
        if parent is not None:
            parent.remove(home)
    else:
        _replace(home, names, block, [one for one in told if isinstance(one, Replace)])


def _replace(home: etree._Element, names: _Names, block: Block, changes: Sequence[Replace]) -> None:
    """Spell each cell, or the paragraph, out once, so that the last change leaves the places of those before it alone."""
    spelt: dict[object, Spelling] = {}
    for change in sorted(changes, key=lambda change: -change.at.start):
        cell = cell_of(block, change.at)
        wanted = cell.text if cell is not None else block.text
        if change.at.place not in spelt:
            spelt[change.at.place] = _spelling(home.iter(names.cell) if cell is not None else [home], names, wanted, change)
        told = spelt[change.at.place]
        # A typed bullet or number is no part of what was read.
        offset = len(told.text) - len(wanted)
        told.replace(change.at.start + offset, change.at.end + offset, change.new)


def _spelling(elements: Iterable[etree._Element], names: _Names, wanted: str, change: Replace) -> Spelling:
    for element in elements:
        told = Spelling.of(_pieces(element, names))
        if told.text.endswith(wanted):
            return told
    message = f"{change.at.describe()} is spelt in another way in the file"
    raise Unplantable(message)


def _element(root: etree._Element, names: _Names, document: Document, number: int) -> etree._Element:
    """Return the paragraph or row of a block: of several with the same words the one whose turn it is."""
    block = document.blocks[number]
    same = [other for other in document.blocks[:number] if _like(other, block)]
    found = list(_rows(root, names, block) if block.cells else _paragraphs(root, names, block))
    if len(same) >= len(found):
        message = f"{block.locator.describe()} is not to be found again"
        raise Unplantable(message)
    return found[len(same)]


def _like(other: Block, block: Block) -> bool:
    return other.text == block.text and bool(other.cells) == bool(block.cells) and other.locator.slide == block.locator.slide


def _rows(root: etree._Element, names: _Names, block: Block) -> Iterator[etree._Element]:
    wanted = [cell.text for cell in block.cells if not cell.merged]
    for row in root.iter(names.row):
        told = [Spelling.of(_pieces(cell, names)).text for cell in row.iterchildren(names.cell)]
        if all(text in told for text in wanted):
            yield row


def _paragraphs(root: etree._Element, names: _Names, block: Block) -> Iterator[etree._Element]:
    exact, typed = [], []
    for paragraph in root.iter(names.paragraph):
        text = Spelling.of(_pieces(paragraph, names)).text
        if text == block.text:
            exact.append(paragraph)
        elif block.marker and text.endswith(block.text) and len(text) <= len(block.text) + len(block.marker) + 1:
            typed.append(paragraph)
    yield from exact or typed


def _pieces(element: etree._Element, names: _Names) -> Iterator[etree._Element | None]:
    """Yield text nodes in reading order, None for breaks, without what is deleted or stands in a box."""
    waiting = [element]
    while waiting:
        node = waiting.pop()
        if node.tag == names.text:
            yield node
        elif node.tag in _SPACES:
            yield None
        elif node.tag not in _SKIPPED or node is element:
            if node.tag == names.paragraph and node is not element:
                yield None
            waiting.extend(reversed(node))
