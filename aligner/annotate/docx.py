"""Word comments: a range from the first to the last character of each quote."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from aligner.annotate.docx_text import box_run, covering, enclosing, first_run, last_run, marks_of
from aligner.annotate.package import Rewrite, new_root, xml_bytes
from aligner.annotate.quotes import AUTHOR, INITIALS, Note
from aligner.domain.gaps import Gap
from aligner.domain.text import Document, Locator
from aligner.readers.docx import read, trace
from aligner.readers.docx_origins import Origins
from aligner.readers.docx_styles import WORD
from aligner.readers.office_text import cell_place, column_letters

__all__ = ["comment"]

_PARAGRAPH, _RUN = f"{WORD}p", f"{WORD}r"
_COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def comment(rewrite: Rewrite, findings: Sequence[Gap]) -> frozenset[str]:
    """Add a comment for every note; see ``Annotator``."""
    del findings  # a Word file takes nothing but comments at quotes
    office = rewrite.office
    main = office.main("word/", "word/document.xml", "a docx")
    rewrite.refuse_strict(main)
    document = read(office.source, office.limits)
    root = office.xml(main)
    places = _Places(document, trace(office, main, root), root)
    part = office.related(main, "comments")
    comments = office.xml(part) if part is not None else new_root(f"{WORD}comments", "w")
    ident = _first_free(comments)
    placed: set[str] = set()
    for note in rewrite.notes:
        found = places.find(note)
        if found is None:
            continue
        _anchor(*found, str(ident))
        comments.append(_comment(note, str(ident), rewrite.date))
        placed.add(note.gap.id)
        ident += 1
    if placed:
        rewrite.put(main, xml_bytes(root))
        if part is None:
            part = rewrite.free(f"{main.rpartition('/')[0] or 'word'}/comments{{}}.xml", bare=True)
            rewrite.relate(main, "comments", part)
            rewrite.declare(part, _COMMENTS)
        rewrite.put(part, xml_bytes(comments))
    return frozenset(placed)


def _first_free(comments: etree._Element) -> int:
    numbers = [element.get(f"{WORD}id", "") for element in comments.iterchildren(f"{WORD}comment")]
    return max((int(number) for number in numbers if number.isdecimal() and len(number) < len("1234567890")), default=-1) + 1


def _comment(note: Note, ident: str, date: str | None) -> etree._Element:
    attributes = {f"{WORD}id": ident, f"{WORD}author": AUTHOR, f"{WORD}initials": INITIALS, **({f"{WORD}date": date} if date else {})}
    made = etree.Element(f"{WORD}comment", attributes)
    for number, line in enumerate(note.lines):
        paragraph = etree.SubElement(made, _PARAGRAPH)
        if number == 0:
            etree.SubElement(etree.SubElement(paragraph, _RUN), f"{WORD}annotationRef")
        run = etree.SubElement(paragraph, _RUN)
        if number == 0:
            etree.SubElement(etree.SubElement(run, f"{WORD}rPr"), f"{WORD}b")
        text = etree.SubElement(run, f"{WORD}t", {_SPACE: "preserve"})
        text.text = line
    return made


def _anchor(first: etree._Element, last: etree._Element, ident: str) -> None:
    """Put the ends of a range around runs, and the comment's own mark after them."""
    end = etree.Element(f"{WORD}commentRangeEnd", {f"{WORD}id": ident})
    first.addprevious(etree.Element(f"{WORD}commentRangeStart", {f"{WORD}id": ident}))
    last.addnext(end)
    top = enclosing(end, _PARAGRAPH)
    mark = etree.Element(_RUN)
    etree.SubElement(mark, f"{WORD}commentReference", {f"{WORD}id": ident})
    top.addnext(mark)


@dataclass(frozen=True, slots=True)
class _Places:
    """Finds the runs of a quote."""

    document: Document
    origins: Origins
    root: etree._Element

    def find(self, note: Note) -> tuple[etree._Element, etree._Element] | None:
        """Return the first and last run of a quote, cut to fit it, or None where the file does not hold it there."""
        locator = note.piece.locator
        whole = self.document.places().get(replace(locator, file=self.document.path).place)
        if whole is None or whole[locator.start : locator.end] != note.piece.quote:
            return None
        elements = list(self._elements(locator))
        boxed = box_run(elements[0]) if elements else None
        if boxed is not None:
            return boxed, boxed
        spelt = covering([mark for element in elements for mark in marks_of(element)], whole, locator.start, locator.end)
        if spelt is None:
            return None
        # The end first: cutting a run leaves what stands before the cut where it was.
        last = last_run(spelt.last)
        first = first_run(spelt.first)
        return first, (first if first.getprevious() is last else last)

    def _elements(self, locator: Locator) -> Iterator[etree._Element]:
        if locator.paragraph is None:
            return
        if locator.cell is None:
            if locator.paragraph in self.origins.paragraphs:
                yield self.origins.paragraphs[locator.paragraph]
            return
        seen: set[etree._Element] = set()
        for address in _addresses(locator.cell):
            cell = self.origins.cells.get((locator.paragraph, address))
            if cell is not None and cell not in seen:
                seen.add(cell)
                yield cell


def _addresses(area: str) -> list[str]:
    """The addresses of a row such as ``A3:F3``, or of a single cell."""
    first, _, last = area.partition(":")
    start, end = cell_place(first), cell_place(last or first)
    if start is None or end is None:
        return []
    return [f"{column_letters(column)}{start[0] + 1}" for column in range(start[1], end[1] + 1)]
