"""Notes at cells: the comments part, the drawing that shows them, and the sheet's reference to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from lxml import etree

from aligner.annotate.package import OFFICE, Rewrite, new_root, xml_bytes
from aligner.annotate.quotes import AUTHOR, Note
from aligner.readers.office_text import column_letters
from aligner.readers.ooxml import RELATION
from aligner.readers.xlsx_parts import SHEET
from aligner.readers.xlsx_sheet import Area, parse_area

__all__ = ["add_notes"]

_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# What stands after the reference to the drawing of notes in a sheet.
_AFTER = ("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst")
_SHAPE_IDS = re.compile(rb"_x0000_s(\d{1,9})")
_FIRST_SHAPE = 1025
_NAMES = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"'
_LINE_CHARS, _LINE_POINTS, _WIDTH_POINTS = 46, 12, 260


def add_notes(rewrite: Rewrite, part: str, notes: Sequence[tuple[Area, Note]]) -> None:
    """Add the notes of one sheet; those of one cell stand in one comment, below what is there.

    Raises:
        ReadError: a part of the sheet is damaged.
    """
    office = rewrite.office
    sheet = office.xml(part)
    merged = [area for element in sheet.iter(f"{SHEET}mergeCell") if (area := parse_area(element.get("ref", ""))) is not None]
    texts: dict[tuple[int, int], list[Note]] = {}
    for area, note in notes:
        texts.setdefault(_anchor(area, merged), []).append(note)
    known = office.related(part, "comments")
    root = office.xml(known) if known is not None else _empty()
    fresh = _write(root, texts)
    if known is None:
        known = rewrite.free("xl/comments{}.xml")
        rewrite.relate(part, "comments", known)
        rewrite.declare(known, _COMMENTS)
    rewrite.put(known, xml_bytes(root))
    if fresh:
        _draw(rewrite, part, sheet, {place: texts[place] for place in fresh})


def _anchor(area: Area, merged: Sequence[Area]) -> tuple[int, int]:
    """Row and column from 0: the first cell of the area, or of the merged range that it lies in."""
    for other in merged:
        if other.top <= area.top <= other.bottom and other.left <= area.left <= other.right:
            return other.top, other.left
    return area.top, area.left


def _empty() -> etree._Element:
    root = new_root(f"{SHEET}comments")
    etree.SubElement(root, f"{SHEET}authors")
    etree.SubElement(root, f"{SHEET}commentList")
    return root


def _child(root: etree._Element, name: str, place: int) -> etree._Element:
    found = root.find(f"{SHEET}{name}")
    if found is None:
        found = root.makeelement(f"{SHEET}{name}")
        root.insert(place, found)
    return found


def _write(root: etree._Element, texts: dict[tuple[int, int], list[Note]]) -> list[tuple[int, int]]:
    """Write the comments; return the cells that had none before."""
    authors = _child(root, "authors", 0)
    names = [author.text for author in authors]
    if AUTHOR not in names:
        etree.SubElement(authors, f"{SHEET}author").text = AUTHOR
        names.append(AUTHOR)
    comments = _child(root, "commentList", 1)
    there = {element.get("ref", ""): element for element in comments}
    fresh: list[tuple[int, int]] = []
    for place in sorted(texts):
        address = f"{column_letters(place[1])}{place[0] + 1}"
        element = there.get(address)
        if element is None:
            fresh.append(place)
            element = etree.SubElement(comments, f"{SHEET}comment", {"ref": address, "authorId": str(names.index(AUTHOR))})
        text = element.find(f"{SHEET}text")
        _fill(etree.SubElement(element, f"{SHEET}text") if text is None else text, texts[place])
    return fresh


def _fill(text: etree._Element, notes: Sequence[Note]) -> None:
    plain = text.find(f"{SHEET}t")
    if plain is not None:  # a comment of one unstyled text: make it a run, so that more can follow
        run = text.makeelement(f"{SHEET}r")
        plain.addprevious(run)
        run.append(plain)
    for note in notes:
        gap = "\n\n" if len(text) else ""
        _run(text, f"{gap}{AUTHOR} – {note.lines[0]}", bold=True)
        _run(text, "".join(f"\n{line}" for line in note.lines[1:]), bold=False)


def _run(text: etree._Element, words: str, *, bold: bool) -> None:
    run = etree.SubElement(text, f"{SHEET}r")
    properties = etree.SubElement(run, f"{SHEET}rPr")
    if bold:
        etree.SubElement(properties, f"{SHEET}b")
    etree.SubElement(properties, f"{SHEET}sz", {"val": "9"})
    etree.SubElement(run, f"{SHEET}t", {_SPACE: "preserve"}).text = words


def _draw(rewrite: Rewrite, part: str, sheet: etree._Element, texts: dict[tuple[int, int], list[Note]]) -> None:
    """Add a box for each new comment to the sheet's drawing of notes, which is made where there is none."""
    office = rewrite.office
    reference = sheet.find(f"{SHEET}legacyDrawing")
    relation = office.relations_of(part).get(reference.get(f"{RELATION}id", "")) if reference is not None else None
    known = office.package.find(relation.target) if relation is not None else None
    data = office.package.read(known) if known is not None else _vml()
    numbers = [int(found) for found in _SHAPE_IDS.findall(data)]
    first = max([_FIRST_SHAPE - 1, *numbers]) + 1
    boxes = "".join(_box(first + index, place, notes) for index, (place, notes) in enumerate(texts.items()))
    end = data.rfind(b"</xml>")  # the drawing is often no well-formed XML, so it is added to as text
    data = data[:end] + boxes.encode("utf-8") + data[end:] if end >= 0 else _vml().replace(b"</xml>", boxes.encode("utf-8") + b"</xml>")
    if known is None:
        known = rewrite.free("xl/drawings/vmlDrawing{}.vml")
        rewrite.declare_ending("vml", _DRAWING)
        _refer(sheet, rewrite.relate(part, "vmlDrawing", known))
        rewrite.put(part, xml_bytes(sheet))
    rewrite.put(known, data)


def _refer(sheet: etree._Element, ident: str) -> None:
    for old in sheet.findall(f"{SHEET}legacyDrawing"):
        sheet.remove(old)
    reference = etree.Element(f"{SHEET}legacyDrawing", nsmap={"r": OFFICE})
    reference.set(f"{RELATION}id", ident)
    later = next((child for child in sheet if child.tag in {f"{SHEET}{name}" for name in _AFTER}), None)
    if later is None:
        sheet.append(reference)
    else:
        later.addprevious(reference)


def _vml() -> bytes:
    return (
        b"<xml " + _NAMES.encode("ascii") + b'><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>'
        b'<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
        b'<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
    )


def _box(number: int, place: tuple[int, int], notes: Sequence[Note]) -> str:
    lines = sum(len(line) // _LINE_CHARS + 1 for note in notes for line in (*note.lines, ""))
    height = lines * _LINE_POINTS + 8
    row, column = place
    style = escape(f"position:absolute;width:{_WIDTH_POINTS}pt;height:{height}pt;z-index:1;visibility:hidden")
    rows = height // 15 + 1
    anchor = f"{column + 1}, 15, {max(row - 1, 0)}, 10, {column + 5}, 15, {max(row - 1, 0) + rows}, 4"
    return (
        f'<v:shape {_NAMES} id="_x0000_s{number}" type="#_x0000_t202" style="{style}" fillcolor="#ffffe1" o:insetmode="auto">'
        '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        f'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>'
        f"<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )
