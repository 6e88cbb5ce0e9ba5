"""Exact setting with Word: paragraphs of fixed line distance, tables of fixed widths, nothing left to a template."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import IO, Any

from docx import Document
from docx.enum.text import WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from aligner.report.paper import measures as m
from aligner.report.paper.face import BOLD

__all__ = ["Word"]

_FONT = "Arial"  # as wide as the typeface that the page is measured with, and on every computer with Word
_THEMES = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")
_AFTER = {"tblBorders": ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook"), "tblCellMar": ("w:tblLook",)}
_SIDES = ("top", "left", "bottom", "right")
_LONG_WORD = re.compile(r"\S{31,}")
_HEADINGS = (1, 2, 3)
_INK, _MUTED, _LINE, _WASH = "141414", "5C5C5C", "B8B8B8", "F1F1F1"  # greys that stay apart on paper


class Word:
    """A Word document of one sheet of A4.

    Args:
        title: of the document. subject: likewise. foot: height in points of what stands at the foot of the sheet.
    """

    def __init__(self, title: str, subject: str, foot: float) -> None:
        self._document = Document()
        known = self._document.core_properties
        known.author, known.title, known.subject, known.comments = "aligner", title[:255], subject[:255], ""
        section = self._document.sections[0]
        section.page_width, section.page_height = Pt(m.WIDTH), Pt(m.HEIGHT)
        section.left_margin = section.right_margin = Pt(m.SIDE)
        section.top_margin, section.bottom_margin = Pt(m.TOP), Pt(m.BOTTOM + foot + 2)
        section.header_distance, section.footer_distance = Pt(m.TOP / 2), Pt(m.BOTTOM)
        self._section = section
        self._plain("Normal")
        for level in _HEADINGS:
            self._plain(f"Heading {level}")

    def save(self, file: IO[bytes]) -> None:
        """Write the document; the sheet ends in a paragraph too small to see, which Word asks for after a table."""
        self.line(self.add(), m.Type(m.BODY.face, 1, 1), " ")
        self._document.save(file)

    def _plain(self, name: str) -> None:
        style: Any = self._document.styles[name]
        style.font.name = _FONT
        fonts = style.element.rPr.rFonts
        for attribute in _THEMES:
            fonts.attrib.pop(qn(f"w:{attribute}"), None)

    def add(self, *, heading: int = 0, before: float = 0, after: float = 0, rule: float = 0) -> Paragraph:
        """Add a paragraph below the last; ``rule`` draws a line that many points above its text."""
        made = self._document.add_paragraph(style=f"Heading {heading}" if heading else None)
        if rule:
            _border(made, rule)
        return _spaced(made, before, after)

    def foot(self) -> Paragraph:
        """Return the paragraph at the foot of the sheet."""
        return _spaced(self._section.footer.paragraphs[0], 0, 0)

    def first(self, cell: _Cell, *, heading: int = 0, after: float = 0) -> Paragraph:
        """Return the first paragraph of a cell."""
        made = cell.paragraphs[0]
        if heading:
            made.style = self._document.styles[f"Heading {heading}"]
        return _spaced(made, 0, after)

    def within(self, cell: _Cell, *, hanging: float = 0) -> Paragraph:
        """Add a paragraph to a cell; all its lines but the first begin ``hanging`` points further in."""
        made = _spaced(cell.add_paragraph(), 0, 0)
        if hanging:
            made.paragraph_format.left_indent, made.paragraph_format.first_line_indent = Pt(hanging), Pt(-hanging)
        return made

    def line(self, paragraph: Paragraph, type_: m.Type, text: str, *, muted: bool = False) -> None:
        """Add text to a paragraph, whose line distance becomes that of the type."""
        run = paragraph.add_run(_LONG_WORD.sub(_breakable, text))
        run.font.name, run.font.size, run.font.bold = _FONT, Pt(type_.size), type_.face == BOLD
        run.font.italic = False
        # Arabic and Hebrew letters have a size of their own.
        properties: Any = run._r.rPr  # noqa: SLF001 - the library leaves it out
        properties.sz.addnext(_element("szCs", {"val": str(round(type_.size * 2))}))
        run.font.color.rgb = RGBColor.from_string(_MUTED if muted else _INK)
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        paragraph.paragraph_format.line_spacing = Pt(type_.leading)

    def aside(self, paragraph: Paragraph, type_: m.Type, text: str) -> None:
        """Add text flush right on the last line of a paragraph."""
        paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(m.WHOLE), WD_TAB_ALIGNMENT.RIGHT)
        self.line(paragraph, type_, f"\t{text}", muted=True)

    def table(
        self, widths: Sequence[float], *, padding: float = 0, gutter: bool = False, shaded: bool = False, ruled: bool = False
    ) -> Sequence[_Cell]:
        """Add a table of one row and return its cells.

        Args:
            widths: of the columns, in points.
            padding: within every cell, in points.
            gutter: the first cell leaves the space between the columns free at its right.
            shaded: cells have a grey ground, with white between them.
            ruled: a strong line stands above.
        """
        table = self._document.add_table(rows=1, cols=len(widths))
        table.autofit = False
        properties: Any = table._tbl.tblPr  # noqa: SLF001 - the library has no other way to set borders and margins
        if shaded or ruled:
            lines = [("insideV", "24", "FFFFFF")] if shaded else [("top", "8", _INK)]
            _children(
                properties,
                "tblBorders",
                [(side, {"val": "single", "sz": size, "color": colour, "space": "0"}) for side, size, colour in lines],
            )
        # Padding belongs to the cells: that of a table would move it out into the margin of the page.
        _children(properties, "tblCellMar", [(side, {"w": "0", "type": "dxa"}) for side in _SIDES])
        for number, (cell, width) in enumerate(zip(table.rows[0].cells, widths, strict=True)):
            table.columns[number].width = cell.width = Pt(width)
            own: Any = cell._tc.get_or_add_tcPr()  # noqa: SLF001 - see above
            if shaded:
                own.append(_element("shd", {"val": "clear", "color": "auto", "fill": _WASH}))
            inner = {"right": m.GUTTER} if gutter and number == 0 else dict.fromkeys(_SIDES, padding) if padding else {}
            if inner:
                _children(own, "tcMar", [(side, {"w": _twips(space), "type": "dxa"}) for side, space in inner.items()])
        return tuple(table.rows[0].cells)


def _breakable(found: re.Match[str]) -> str:
    """Let a word that could be wider than its column be broken: with a space of no width between its letters."""
    return "\u200b".join(found[0])


def _spaced(paragraph: Paragraph, before: float, after: float) -> Paragraph:
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)
    paragraph.paragraph_format.keep_with_next = False
    paragraph.paragraph_format.widow_control = False
    return paragraph


def _twips(points: float) -> str:
    return str(round(points * 20))


def _element(name: str, attributes: dict[str, str]) -> Any:  # noqa: ANN401 - the library's elements have no public type
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _children(parent: Any, name: str, children: Sequence[tuple[str, dict[str, str]]]) -> None:  # noqa: ANN401 - see above
    """Add a group of settings where Word expects it: before those that the format puts after it."""
    group = OxmlElement(f"w:{name}")
    for child, attributes in children:
        group.append(_element(child, attributes))
    parent.insert_element_before(group, *_AFTER.get(name, ()))


def _border(paragraph: Paragraph, space: float) -> None:
    properties: Any = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - the library has no other way to draw a line
    group = OxmlElement("w:pBdr")
    group.append(_element("top", {"val": "single", "sz": "4", "space": str(round(space)), "color": _LINE}))
    properties.append(group)
