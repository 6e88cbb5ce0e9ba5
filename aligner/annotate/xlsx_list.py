"""The sheet that lists all findings: every text is stored as text, so that nothing in it can run as a formula."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from aligner.annotate.package import Rewrite, new_root, xml_bytes
from aligner.annotate.quotes import legal
from aligner.domain.gaps import Gap
from aligner.readers.office_text import column_letters
from aligner.readers.xlsx_parts import SHEET

__all__ = ["list_sheet"]

_COLUMNS = (("Id", 14), ("Severity", 11), ("Kind", 22), ("Place", 34), ("Message", 62), ("Question", 48), ("To clear it", 48))
_FORMULA_STARTS = "=+-@\uff1d\uff0b\uff0d\uff20"
_STYLES = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_MOST = 32_767  # characters of a cell
_LINE_POINTS, _TALLEST = 15, 400
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True)
class _Looks:
    """Numbers of the cell styles used: a title, a wrapped text, and one that Excel must not take for a formula."""

    title: int
    text: int
    guarded: int


def list_sheet(rewrite: Rewrite, main: str, findings: Sequence[Gap]) -> bytes:
    """Return the sheet with one row for each finding; the workbook's styles gain what it needs."""
    looks = _looks(rewrite, main)
    root = new_root(f"{SHEET}worksheet")
    view = etree.SubElement(etree.SubElement(root, f"{SHEET}sheetViews"), f"{SHEET}sheetView", {"workbookViewId": "0"})
    etree.SubElement(view, f"{SHEET}pane", {"ySplit": "1", "topLeftCell": "A2", "activePane": "bottomLeft", "state": "frozen"})
    widths = etree.SubElement(root, f"{SHEET}cols")
    for number, (_, width) in enumerate(_COLUMNS, start=1):
        etree.SubElement(widths, f"{SHEET}col", {"min": str(number), "max": str(number), "width": str(width), "customWidth": "1"})
    data = etree.SubElement(root, f"{SHEET}sheetData")
    _row(data, 1, [title for title, _ in _COLUMNS], looks, title=True)
    for number, gap in enumerate(findings, start=2):
        places = "; ".join(f"{piece.locator.file.rpartition('/')[2]}, {piece.locator.describe()}" for piece in gap.evidence)
        kind = gap.kind.value.replace("-", " ").capitalize()
        _row(data, number, [gap.id, gap.severity.value, kind, places, gap.message, gap.question, gap.remedy], looks, title=False)
    etree.SubElement(root, f"{SHEET}autoFilter", {"ref": f"A1:{column_letters(len(_COLUMNS) - 1)}{len(findings) + 1}"})
    etree.SubElement(root, f"{SHEET}pageSetup", {"paperSize": "9", "orientation": "landscape", "fitToHeight": "0"})
    properties = etree.Element(f"{SHEET}sheetPr")
    etree.SubElement(properties, f"{SHEET}pageSetUpPr", {"fitToPage": "1"})
    root.insert(0, properties)
    return xml_bytes(root)


def _row(data: etree._Element, number: int, texts: Sequence[str], looks: _Looks, *, title: bool) -> None:
    # Not every program fits rows to wrapped text when it opens a file, so the height is estimated.
    lines = max(len(text) // (width - 4) + 1 for text, (_, width) in zip(texts, _COLUMNS, strict=True))
    height = str(min(lines * _LINE_POINTS, _TALLEST))
    row = etree.SubElement(data, f"{SHEET}row", {"r": str(number), "ht": height, "customHeight": "1"})
    for column, text in enumerate(texts):
        shown = legal(text)[:_MOST]
        look = looks.title if title else looks.guarded if shown[:1] in tuple(_FORMULA_STARTS) else looks.text
        cell = etree.SubElement(row, f"{SHEET}c", {"r": f"{column_letters(column)}{number}", "s": str(look)})
        if not shown:
            continue
        cell.set("t", "inlineStr")
        etree.SubElement(etree.SubElement(cell, f"{SHEET}is"), f"{SHEET}t", {_SPACE: "preserve"}).text = shown


def _looks(rewrite: Rewrite, main: str) -> _Looks:
    """Add three cell styles at the end of the workbook's own, whose numbers stay as they are."""
    part = rewrite.office.related(main, "styles")
    root = rewrite.office.xml(part) if part is not None else new_root(f"{SHEET}styleSheet")
    if part is None:
        part = rewrite.free("xl/styles{}.xml")
        rewrite.relate(main, "styles", part)
        rewrite.declare(part, _STYLES)
        _parts(root, "fills", "fill", "patternFill", {"patternType": "none"})
        _parts(root, "borders", "border", "", {})
        _parts(root, "cellStyleXfs", "xf", "", {})
    fonts, formats = _collection(root, "fonts", 0), _collection(root, "cellXfs", -1)
    for group, name in ((fonts, "font"), (formats, "xf")):
        if not len(group):
            etree.SubElement(group, f"{SHEET}{name}")  # the first is what every cell without a style has
    bold = etree.SubElement(fonts, f"{SHEET}font")
    etree.SubElement(bold, f"{SHEET}b")
    for name in ("sz", "name", "family"):
        own = fonts[0].find(f"{SHEET}{name}")
        if own is not None:
            etree.SubElement(bold, own.tag, {str(key): str(value) for key, value in own.attrib.items()})
    first = len(formats)
    for font, guarded in ((len(fonts) - 1, False), (0, False), (0, True)):
        made = {"numFmtId": "0", "fontId": str(font), "fillId": "0", "borderId": "0", "applyAlignment": "1", "applyFont": "1"}
        style = etree.SubElement(formats, f"{SHEET}xf", {**made, **({"quotePrefix": "1"} if guarded else {})})
        etree.SubElement(style, f"{SHEET}alignment", {"vertical": "top", "wrapText": "1"})
    for counted in (fonts, formats):
        counted.set("count", str(len(counted)))
    rewrite.put(part, xml_bytes(root))
    return _Looks(first, first + 1, first + 2)


def _parts(root: etree._Element, group: str, name: str, inner: str, attributes: dict[str, str]) -> None:
    made = etree.SubElement(etree.SubElement(root, f"{SHEET}{group}", {"count": "1"}), f"{SHEET}{name}")
    if inner:
        etree.SubElement(made, f"{SHEET}{inner}", attributes)


def _collection(root: etree._Element, name: str, place: int) -> etree._Element:
    found = root.find(f"{SHEET}{name}")
    if found is None:
        found = root.makeelement(f"{SHEET}{name}")
        if place < 0:
            root.append(found)
        else:
            root.insert(place, found)
    return found
