"""PowerPoint comments, in the form that every version and LibreOffice show, at the shape that holds the quote."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from aligner.annotate.package import Rewrite, new_root, xml_bytes
from aligner.annotate.quotes import AUTHOR, INITIALS, Note
from aligner.domain.gaps import Gap
from aligner.errors import UnsupportedFormatError
from aligner.readers.ooxml import DRAWING, RELATION, Office, clean
from aligner.readers.pptx import read
from aligner.readers.pptx_shapes import PRESENTATION, Layouts, Shape, reading_order

__all__ = ["comment"]

_COMMENTS = "application/vnd.openxmlformats-officedocument.presentationml.comments+xml"
_AUTHORS = "application/vnd.openxmlformats-officedocument.presentationml.commentAuthors+xml"
_NEWER = ("http://schemas.microsoft.com/office/2018/10/relationships/comments", "/2018/10/relationships/authors")
_UNIT = 1587.5  # EMU in one unit of a comment's place, of which an inch has 576
_SLIDE_SIDE = 60_000_000  # EMU; a shape further out has no place of its own
_STEP = 120  # units between comments at one shape


def comment(rewrite: Rewrite, findings: Sequence[Gap]) -> frozenset[str]:
    """Add a comment for every note to its slide; see ``Annotator``."""
    del findings  # a presentation takes nothing but comments at quotes
    office = rewrite.office
    main = office.main("ppt/", "ppt/presentation.xml", "a pptx")
    rewrite.refuse_strict(main)
    root = office.xml(main)
    office.check_root(root, "presentation", "a pptx")
    texts = read(office.source, office.limits).places()
    by_slide: dict[int, list[Note]] = {}
    for note in rewrite.notes:
        at = note.piece.locator
        found = texts.get(replace(at, file=office.source.path).place)
        if at.slide is not None and found is not None and found[at.start : at.end] == note.piece.quote:
            by_slide.setdefault(at.slide, []).append(note)
    if not by_slide:
        return frozenset()
    _refuse_newer(office)
    slides = _slides(office, main, root)
    author = _Author.find(rewrite, main, sum(map(len, by_slide.values())))
    for number in sorted(by_slide):
        _add(rewrite, slides[number - 1] or "", by_slide[number], author)
    return frozenset(note.gap.id for notes in by_slide.values() for note in notes)


def _refuse_newer(office: Office) -> None:
    """Comments of both forms in one file would make PowerPoint repair it.

    Raises:
        UnsupportedFormatError: the file holds comments of the newer form.
    """
    for name in office.package.names:
        if name.endswith(".rels") and any(mark.encode("ascii") in office.package.read(name) for mark in _NEWER):
            reason = "holds comments of PowerPoint's newer form, beside which no others can stand"
            raise UnsupportedFormatError(office.source.path, reason, "Remove those comments from a copy and annotate that.")


def _slides(office: Office, main: str, root: etree._Element) -> list[str | None]:
    relations = office.relations_of(main)
    found: list[str | None] = []
    for entry in root.iterfind(f"{PRESENTATION}sldIdLst/{PRESENTATION}sldId"):
        relation = relations.get(entry.get(f"{RELATION}id", ""))
        found.append(office.package.find(relation.target) if relation is not None and not relation.external else None)
    return found


@dataclass(slots=True)
class _Author:
    """Who comments: the id in the list of authors, and the number of the last comment."""

    ident: str
    last: int

    @staticmethod
    def find(rewrite: Rewrite, main: str, more: int) -> _Author:
        """Enter the author into the presentation's list, or go on where an earlier copy stopped."""
        part = rewrite.office.related(main, "commentAuthors")
        root = rewrite.office.xml(part) if part is not None else new_root(f"{PRESENTATION}cmAuthorLst", "p")
        known = next((element for element in root if element.get("name") == AUTHOR), None)
        if known is None:
            idents = [_number(element.get("id")) for element in root]
            fresh = str(max(idents, default=-1) + 1)
            known = etree.SubElement(
                root, f"{PRESENTATION}cmAuthor", {"id": fresh, "name": AUTHOR, "initials": INITIALS, "lastIdx": "0", "clrIdx": fresh}
            )
        found = _Author(known.get("id", "0"), _number(known.get("lastIdx")))
        known.set("lastIdx", str(found.last + more))
        if part is None:
            part = rewrite.free("ppt/commentAuthors{}.xml", bare=True)
            rewrite.relate(main, "commentAuthors", part)
            rewrite.declare(part, _AUTHORS)
        rewrite.put(part, xml_bytes(root))
        return found


def _number(value: str | None) -> int:
    return int(value) if value is not None and value.isdecimal() and len(value) < len("1234567890") else 0


def _add(rewrite: Rewrite, slide: str, notes: Sequence[Note], author: _Author) -> None:
    office = rewrite.office
    part = office.related(slide, "comments")
    root = office.xml(part) if part is not None else new_root(f"{PRESENTATION}cmLst", "p")
    shapes = list(_shapes(office, slide))
    taken: set[tuple[int, int]] = {(_number(place.get("x")), _number(place.get("y"))) for place in root.iter(f"{PRESENTATION}pos")}
    for note in notes:
        author.last += 1
        attributes = {"authorId": author.ident, **({"dt": rewrite.date.rstrip("Z")} if rewrite.date else {}), "idx": str(author.last)}
        made = etree.SubElement(root, f"{PRESENTATION}cm", attributes)
        across, down = _place(shapes, note)
        while (across, down) in taken:  # one mark above another would hide it
            across += _STEP
        taken.add((across, down))
        etree.SubElement(made, f"{PRESENTATION}pos", {"x": str(across), "y": str(down)})
        etree.SubElement(made, f"{PRESENTATION}text").text = "\n".join(
            (note.lines[0], f"“{note.piece.quote}”", *note.lines[1:])
        )  # it names a shape, not characters
    if part is None:
        part = rewrite.free("ppt/comments/comment{}.xml")
        rewrite.relate(slide, "comments", part)
        rewrite.declare(part, _COMMENTS)
    rewrite.put(part, xml_bytes(root))


def _shapes(office: Office, slide: str) -> Iterator[tuple[str, Shape]]:
    """The shapes of a slide, groups as one, each with its letters."""
    tree = office.xml(slide).find(f"{PRESENTATION}cSld/{PRESENTATION}spTree")
    for shape in reading_order(tree, Layouts(office, slide, {})) if tree is not None else ():
        yield "".join("".join(clean(text.text or "").split()) for text in shape.element.iter(f"{DRAWING}t")), shape


def _place(shapes: Sequence[tuple[str, Shape]], note: Note) -> tuple[int, int]:
    """Where the shape that holds a quote begins; the corner of the slide for notes below it."""
    wanted = "".join(note.piece.quote.replace(" | ", " ").split())
    for letters, shape in shapes:
        if wanted in letters and 0 <= shape.top < _SLIDE_SIDE and 0 <= shape.left < _SLIDE_SIDE:
            return round(shape.left / _UNIT), round(shape.top / _UNIT)
    return 10, 10
