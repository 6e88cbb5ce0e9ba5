"""The parts of a workbook that its sheets refer to: sheet list, shared strings, styles."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from aligner.domain.text import SpanStyle
from aligner.errors import LimitError
from aligner.readers.colours import colour_name
from aligner.readers.grid import RawCell
from aligner.readers.ooxml import RELATION, Office, clean, is_on
from aligner.readers.runs import Runs
from aligner.readers.xmlguard import iter_elements

__all__ = ["SHEET", "CellStyle", "SheetEntry", "Workbook", "rich_text", "simple_text"]

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LEADING = re.compile(r"^[ \u00a0\t]{2,}")
_SPACES_PER_INDENT = 3


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet as the workbook lists it: its part, or None where that is missing; ``kind`` is "worksheet", "chartsheet" ..."""

    name: str
    part: str | None
    kind: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class CellStyle:
    """What a cell's style says: number format id and custom code, indentation steps, its font, and the name of its background."""

    format: int = 0
    code: str | None = None
    indent: int = 0
    bold: bool = False
    strike: bool = False
    colour: str = ""


_PLAIN = CellStyle()


class Workbook:
    """What all sheets share.

    Args:
        office: the open file.
        main: name of the workbook part.
        root: its root element.

    Raises:
        ReadError: a part is damaged or too large.
    """

    def __init__(self, office: Office, main: str, root: etree._Element) -> None:
        properties = root.find(_tag(root, "workbookPr"))
        self.epoch_1904 = properties is not None and is_on(properties.get("date1904", "0"))
        self.sheets = _sheets(office, main, root)
        styles = _styles(office.xml_if_any(office.related(main, "styles")))
        self._by_number = {str(number): style for number, style in enumerate(styles)}
        self.strings = _strings(office, office.related(main, "sharedStrings"))

    def style(self, index: str | None) -> CellStyle:
        """Return the style of a cell by the number that the cell gives; plain for none or an unknown one."""
        return _PLAIN if index is None else self._by_number.get(index, _PLAIN)


def _tag(element: etree._Element, name: str) -> str:
    return f"{SHEET}{name}" if isinstance(element.tag, str) and element.tag.startswith(SHEET) else f"{{*}}{name}"


def _sheets(office: Office, main: str, root: etree._Element) -> list[SheetEntry]:
    relations = office.relations_of(main)
    found: list[SheetEntry] = []
    taken: set[str] = set()
    for element in root.iterfind(f"{_tag(root, 'sheets')}/{_tag(root, 'sheet')}"):
        relation = relations.get(element.get(f"{RELATION}id", ""))
        part = office.package.find(relation.target) if relation is not None and not relation.external else None
        name = " ".join(clean(element.get("name", "")).split()) or f"Sheet {len(found) + 1}"
        while name in taken:  # names are unique in a sound workbook; places must be in any
            name += "'"
        taken.add(name)
        found.append(
            SheetEntry(name, part, relation.kind if relation is not None else "worksheet", element.get("state", "visible") != "visible")
        )
    return found


def _strings(office: Office, part: str | None) -> list[RawCell]:
    """All shared strings, read as a stream."""
    found: list[RawCell] = []
    if part is None:
        return found
    with office.package.open(part) as stream:
        for _, element in iter_elements(stream, ("si",), path=office.source.path, part=part):
            found.append(rich_text(element))
            _forget(element)
            if len(found) > office.limits.cells:
                raise LimitError(office.source.path, f"has more than {office.limits.cells:,} texts", "Split the workbook.")
    return found


def _forget(element: etree._Element) -> None:
    """Free an element that was read, and what came before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def rich_text(element: etree._Element) -> RawCell:
    """Read a string item: plain, or runs of which struck-through ones are left out unless nothing else is there."""
    if len(element) == 1 and element[0].tag.endswith("}t"):
        return simple_text(element[0].text or "")
    runs = Runs()
    raw = ""
    for child in element:
        name = child.tag.rpartition("}")[2]
        if name == "t":
            _add_lines(runs, child.text or "", ())
            raw += child.text or ""
        elif name == "r":
            text = child.findtext("{*}t") or ""
            _add_lines(runs, text, _run_styles(child.find("{*}rPr")))
            raw += text
    return runs.cell(indent=_leading(raw))


def _run_styles(properties: etree._Element | None) -> tuple[SpanStyle, ...]:
    if properties is None:
        return ()
    given = ((properties.find("{*}b"), SpanStyle.BOLD), (properties.find("{*}strike"), SpanStyle.STRIKE))
    return tuple(style for element, style in given if element is not None and is_on(element.get("val")))


def _add_lines(runs: Runs, text: str, styles: tuple[SpanStyle, ...]) -> None:
    for number, line in enumerate(_unescape(text).replace("\r", "\n").split("\n")):
        if number:
            runs.line_break()
        runs.add(line, styles)


def simple_text(text: str) -> RawCell:
    """Read an unstyled text: white space collapsed, its lines and indentation remembered."""
    shown = _unescape(text)
    if "\n" in shown or "\r" in shown:
        runs = Runs()
        _add_lines(runs, text, ())
        return runs.cell(indent=_leading(shown))
    return RawCell(" ".join(shown.split()), indent=_leading(shown))


def _leading(text: str) -> int:
    found = _LEADING.match(text)
    return found.end() if found else 0


def _unescape(text: str) -> str:
    text = clean(text)
    return _ESCAPED.sub(_character, text) if "_x" in text else text


def _character(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return " " if code < 0x20 and code != 0x0A else "" if 0xD800 <= code < 0xE000 else chr(code)  # noqa: PLR2004  # controls; surrogates


def _styles(root: etree._Element | None) -> list[CellStyle]:
    if root is None:
        return []
    codes = {element.get("numFmtId", ""): element.get("formatCode", "") for element in root.iterfind("{*}numFmts/{*}numFmt")}
    fonts = [(_on(font.find("{*}b")), _on(font.find("{*}strike"))) for font in root.iterfind("{*}fonts/{*}font")]
    colours = [_fill(fill.find("{*}patternFill")) for fill in root.iterfind("{*}fills/{*}fill")]
    found: list[CellStyle] = []
    for element in root.iterfind("{*}cellXfs/{*}xf"):
        ident = element.get("numFmtId", "0")
        font = _number(element.get("fontId"))
        bold, strike = fonts[font] if font < len(fonts) else (False, False)
        alignment = element.find("{*}alignment")
        steps = _number(alignment.get("indent")) if alignment is not None else 0
        fill = _number(element.get("fillId"))
        colour = colours[fill] if fill < len(colours) else ""
        found.append(CellStyle(_number(ident), codes.get(ident), min(steps, 15) * _SPACES_PER_INDENT, bold, strike, colour))
    return found


_INDEXED = {2: "FF0000", 3: "00FF00", 4: "0000FF", 5: "FFFF00", 10: "FF0000", 11: "00FF00", 12: "0000FF", 13: "FFFF00", 17: "008000", 22: "C0C0C0", 23: "808080",
            42: "CCFFCC", 43: "FFFF99", 45: "FF99CC", 50: "99CC00", 51: "FFCC00", 52: "FF9900", 53: "FF6600", 57: "339966"}  # fmt: skip


def _fill(pattern: etree._Element | None) -> str:
    """Name the colour of a solid background; theme colours stay unnamed, for only the theme knows them."""
    if pattern is None or pattern.get("patternType") != "solid":
        return ""
    shown = pattern.find("{*}fgColor")
    if shown is None:
        return ""
    return colour_name(shown.get("rgb") or _INDEXED.get(_number(shown.get("indexed")), ""))


def _on(element: etree._Element | None) -> bool:
    return element is not None and is_on(element.get("val"))


def _number(value: str | None) -> int:
    return int(value) if value is not None and value.isdecimal() and len(value) <= len("999999") else 0
