"""The inside of a Word paragraph: runs, links, fields, tracked changes, hidden text, pictures and text boxes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from lxml import etree

from aligner.domain.text import SpanStyle
from aligner.readers.docx_numbering import bullet
from aligner.readers.docx_styles import WORD, RunLook, Style, Styles, outline_level, run_look, word_value
from aligner.readers.ooxml import clean
from aligner.readers.runs import Runs

__all__ = ["Inline", "Paragraph", "count_drawing"]

_PROPERTIES, _RUN, _RUN_PROPERTIES = f"{WORD}pPr", f"{WORD}r", f"{WORD}rPr"
_TEXT, _DELETED_TEXT, _INSTRUCTION, _FIELD = f"{WORD}t", f"{WORD}delText", f"{WORD}instrText", f"{WORD}fldChar"
_INSERTED = frozenset({f"{WORD}ins", f"{WORD}moveTo"})
_DELETED = frozenset({f"{WORD}del", f"{WORD}moveFrom"})
_LINK, _SIMPLE_FIELD = f"{WORD}hyperlink", f"{WORD}fldSimple"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ALTERNATE, _CHOICE, _FALLBACK = f"{_COMPATIBILITY}AlternateContent", f"{_COMPATIBILITY}Choice", f"{_COMPATIBILITY}Fallback"
_DRAWN = frozenset({f"{WORD}drawing", f"{WORD}pict", f"{WORD}object"})
_MATH = frozenset(f"{{http://schemas.openxmlformats.org/officeDocument/2006/math}}{name}" for name in ("oMath", "oMathPara"))
_BOX = f"{WORD}txbxContent"
_COUNTED = {
    "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic": "image",
    "{urn:schemas-microsoft-com:vml}imagedata": "image",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart": "chart",
    "{http://schemas.microsoft.com/office/drawing/2014/chartex}chart": "chart",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds": "SmartArt",
}
_OBJECT = f"{WORD}object"
_PLAIN_MARKS = {f"{WORD}tab": " ", f"{WORD}ptab": " ", f"{WORD}noBreakHyphen": "-"}
_SYMBOL = f"{WORD}sym"
_BREAKS = frozenset({f"{WORD}br", f"{WORD}cr"})
_CONTENTS_FIELDS = frozenset({"TOC", "INDEX", "TOA"})


@dataclass(slots=True)
class Paragraph:
    """A paragraph as read.

    Attributes:
        runs: body text; ``deleted`` and ``hidden`` are kept apart.
        boxes: contents of the text boxes anchored here.
        number: id of its list, or None; ``level`` is its list level from 0.
        heading: heading level from 1, or 0.
        size: font size of its largest run in half points, 0 when unknown. underlined: all its text is, and none of it is a link.
        contents: it belongs to a table of contents.
    """

    style: Style
    runs: Runs
    deleted: Runs = field(default_factory=Runs)
    hidden: Runs = field(default_factory=Runs)
    boxes: list[etree._Element] = field(default_factory=list)
    number: str | None = None
    level: int | None = None
    style_id: str | None = None
    heading: int = 0
    size: int = 0
    underlined: bool = True
    contents: bool = False
    look: RunLook = field(default_factory=RunLook)


@dataclass(slots=True)
class _Field:
    """A complex field being read: its instruction, then its result."""

    instruction: str = ""
    result: bool = False

    def name(self) -> str:
        return _first_word(self.instruction)


def _first_word(instruction: str) -> str:
    return (instruction.split() or [""])[0].upper()


@dataclass(frozen=True, slots=True)
class _Where:
    """What surrounds a run."""

    inserted: bool = False
    deleted: bool = False
    link: bool = False


class Inline:
    """Reads paragraphs; fields may span several, so one reader serves a whole part.

    Args:
        styles: of the document.
        unread: counts what is not read.
    """

    def __init__(self, styles: Styles, unread: Counter[str]) -> None:
        self._styles = styles
        self._unread = unread
        self._fields: list[_Field] = []

    def paragraph(self, element: etree._Element, into: Runs | None = None) -> Paragraph:
        """Read a paragraph; its text goes to ``into`` where given (cells gather several paragraphs)."""
        properties = element.find(_PROPERTIES)
        ident = word_value(properties, "pStyle")
        style = self._styles.get(ident)
        stated = outline_level(properties)
        found = Paragraph(style, Runs() if into is None else into, style_id=ident)
        found.heading = style.heading if stated is None else stated
        found.look = style.look.over(self._styles.defaults)
        self._numbering(found, properties)
        if found.heading:
            self._fields.clear()  # no table of contents holds a real heading: an unclosed field must not swallow the document
        found.contents = style.contents or (self._in_contents() and _has_references(element))
        self._walk(element, found, _Where())
        return found

    def _numbering(self, found: Paragraph, properties: etree._Element | None) -> None:
        found.number, found.level = found.style.numbering, found.style.level
        stated = properties.find(f"{WORD}numPr") if properties is not None else None
        if stated is not None:
            number, level = word_value(stated, "numId"), word_value(stated, "ilvl")
            found.number = found.number if number is None else number
            found.level = int(level) if level is not None and level.isdecimal() and len(level) == 1 else found.level
        if found.number == "0":
            found.number = None

    def _in_contents(self) -> bool:
        return any(inner.name() in _CONTENTS_FIELDS for inner in self._fields)

    def _walk(self, parent: etree._Element, found: Paragraph, where: _Where) -> None:
        for child in parent:
            tag = child.tag
            if tag == _RUN:
                self._run(child, found, where)
            elif tag in _INSERTED:
                self._walk(child, found, _Where(inserted=True, deleted=where.deleted, link=where.link))
            elif tag in _DELETED:
                self._walk(child, found, _Where(deleted=True))
            elif tag == _LINK:
                self._walk(child, found, _Where(where.inserted, where.deleted, link=True))
            elif tag != _PROPERTIES:
                self._other(child, found, where)

    def _other(self, child: etree._Element, found: Paragraph, where: _Where) -> None:
        tag = child.tag
        if tag == _ALTERNATE:
            for chosen in _chosen(child):
                self._walk(chosen, found, where)
        elif tag in _MATH:
            self._unread["equation"] += 1
        elif tag in _DRAWN:
            self._drawn(child, found)
        elif len(child) and not (tag == _SIMPLE_FIELD and _first_word(child.get(f"{WORD}instr", "")) in _CONTENTS_FIELDS):
            self._walk(child, found, where)

    def _run(self, run: etree._Element, found: Paragraph, where: _Where) -> None:
        properties = run.find(_RUN_PROPERTIES)
        look = found.look
        if properties is not None:
            character = word_value(properties, "rStyle")
            if character is not None:
                look = self._styles.get(character).look.over(look)
            look = run_look(properties).over(look)
        target = found.deleted if where.deleted else found.hidden if look.hidden else found.runs
        styles = self._spans(look, where)
        for child in run:
            self._piece(child, found, where, target, styles)
        if target is found.runs:
            found.size = max(found.size, look.size or 0)
            if not look.underline or SpanStyle.LINK in styles:
                found.underlined = found.underlined and not any((text.text or "").strip() for text in run.iterchildren(_TEXT))

    def _spans(self, look: RunLook, where: _Where) -> tuple[SpanStyle, ...]:
        link = where.link or any(inner.name() == "HYPERLINK" for inner in self._fields)
        given = ((look.bold, SpanStyle.BOLD), (look.strike, SpanStyle.STRIKE), (where.inserted, SpanStyle.INSERTED), (link, SpanStyle.LINK))
        return tuple(style for holds, style in given if holds)

    def _piece(self, child: etree._Element, found: Paragraph, where: _Where, target: Runs, styles: tuple[SpanStyle, ...]) -> None:
        tag = child.tag
        if tag == _TEXT or (tag == _DELETED_TEXT and where.deleted):
            if all(inner.result for inner in self._fields):
                target.add(clean(child.text or ""), styles)
        elif tag in _PLAIN_MARKS:
            target.add(_PLAIN_MARKS[tag], styles)
        elif tag in _BREAKS:
            target.line_break()
        elif tag == _SYMBOL:
            target.add(_symbol(child.get(f"{WORD}char", "")), styles)
        elif tag in _DRAWN:
            self._drawn(child, found)
        elif tag == _ALTERNATE:
            for inner in (inner for chosen in _chosen(child) for inner in chosen):
                self._piece(inner, found, where, target, styles)
        else:
            self._field(child)

    def _field(self, child: etree._Element) -> None:
        """Follow a complex field: its instruction is not text, its result is."""
        kind = child.get(f"{WORD}fldCharType", "") if child.tag == _FIELD else ""
        if kind == "begin":
            self._fields.append(_Field())
        elif not self._fields:
            return
        elif kind == "separate":
            self._fields[-1].result = True
        elif kind == "end":
            self._fields.pop()
        elif child.tag == _INSTRUCTION and not self._fields[-1].result:
            self._fields[-1].instruction += child.text or ""

    def _drawn(self, element: etree._Element, found: Paragraph) -> None:
        found.boxes.extend(count_drawing(element, self._unread))


def _chosen(alternate: etree._Element) -> list[etree._Element]:
    """The first offered variant, else the fallback: never both."""
    choice = alternate.find(_CHOICE)
    picked = choice if choice is not None else alternate.find(_FALLBACK)
    return [] if picked is None else [picked]


def _has_references(element: etree._Element) -> bool:
    return next(element.iter(_LINK, _INSTRUCTION), None) is not None


def _symbol(code: str) -> str:
    try:
        return bullet(chr(int(code, 16)))
    except (ValueError, OverflowError):
        return ""


def count_drawing(element: etree._Element, unread: Counter[str]) -> list[etree._Element]:
    """Count what a drawing holds that is not read, and return the contents of its text boxes in order."""
    boxes: list[etree._Element] = []
    before = unread.total()
    waiting = [element]
    while waiting:
        at = waiting.pop()
        if at.tag == _BOX:
            boxes.append(at)
        elif at.tag in _COUNTED:
            unread[_COUNTED[at.tag]] += 1
        elif at.tag == _ALTERNATE:
            waiting.extend(_chosen(at))
        else:
            waiting.extend(reversed(at))
    if element.tag == _OBJECT:
        # the picture of an embedded object is not another thing left unread
        unread["image"] -= unread.total() - before
        unread["embedded object"] += 1
    return boxes
