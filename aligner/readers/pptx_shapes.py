"""Shapes of a slide: which placeholder they fill, where they stand, which bullets they inherit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from aligner.readers.docx_numbering import bullet, number_text
from aligner.readers.ooxml import DRAWING, Office

__all__ = ["PRESENTATION", "Bullets", "Layouts", "Placeholder", "Shape", "placeholder", "reading_order", "title_of"]

PRESENTATION = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SHAPES = frozenset(f"{PRESENTATION}{name}" for name in ("sp", "grpSp", "graphicFrame", "pic", "contentPart"))
_BAND = 300_000  # EMU, about 8 mm: shapes whose tops differ by less stand in one row
_FAR = 1 << 60
_TITLES = frozenset({"title", "ctrTitle"})
_NUMBERS = {"arabic": "decimal", "alphaLc": "lowerLetter", "alphaUc": "upperLetter", "romanLc": "lowerRoman", "romanUc": "upperRoman"}
_LEVELS = 9
_TITLE_SIZE = 2000  # hundredths of a point, from which a lone large text can be a title
_TITLE_CHARS = 120
_LARGER = 1.2  # times the size of any other text
_FIRST_SHAPES = 3


@dataclass(frozen=True, slots=True)
class Placeholder:
    """Which placeholder of its layout a shape fills: kind ("title", "body", ...; empty for other shapes) and index."""

    kind: str = ""
    index: str = ""

    @property
    def is_title(self) -> bool:
        """It holds the slide's title."""
        return self.kind in _TITLES


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape with its place on the slide in EMU."""

    element: etree._Element
    placeholder: Placeholder
    top: int
    left: int


def placeholder(element: etree._Element) -> Placeholder:
    """Return the placeholder that a shape fills."""
    for properties in element:
        found = properties.find(f"{PRESENTATION}nvPr/{PRESENTATION}ph")
        if found is not None:
            return Placeholder(found.get("type", "obj"), found.get("idx", ""))
        if properties.tag.endswith("spPr"):
            break
    return Placeholder()


def _shapes(tree: etree._Element) -> Iterator[etree._Element]:
    for child in tree:
        if child.tag in _SHAPES:
            yield child
        elif child.tag == f"{_COMPATIBILITY}AlternateContent":
            chosen = child.find(f"{_COMPATIBILITY}Choice")
            chosen = child.find(f"{_COMPATIBILITY}Fallback") if chosen is None else chosen
            if chosen is not None:
                yield from _shapes(chosen)


def _place(element: etree._Element) -> tuple[int, int] | None:
    """Top and left of a shape that states its own place."""
    for properties in element:
        frame = properties if properties.tag == f"{PRESENTATION}xfrm" else properties.find(f"{DRAWING}xfrm")
        offset = frame.find(f"{DRAWING}off") if frame is not None else None
        if offset is not None:
            return _whole(offset.get("y")), _whole(offset.get("x"))
    return None


def _whole(value: str | None) -> int:
    text = value or ""
    return int(text) if text.lstrip("-").isdecimal() and len(text) < len("1234567890123") else 0


def reading_order(tree: etree._Element, layouts: Layouts | None) -> list[Shape]:
    """Return the shapes of a slide or group: the title first, then row by row, each from left to right."""
    found: list[Shape] = []
    for element in _shapes(tree):
        filled = placeholder(element)
        place = _place(element) or (layouts.place(filled) if layouts is not None and filled.kind else None) or (_FAR, 0)
        found.append(Shape(element, filled, *place))
    titles = [shape for shape in found if shape.placeholder.is_title]
    ordered = list(titles)
    row: list[Shape] = []
    for shape in sorted((shape for shape in found if not shape.placeholder.is_title), key=lambda shape: (shape.top, shape.left)):
        if row and shape.top - row[0].top > _BAND:
            ordered.extend(sorted(row, key=lambda shape: shape.left))
            row = []
        row.append(shape)
    return [*ordered, *sorted(row, key=lambda shape: shape.left)]


class Layouts:
    """What a slide inherits from its layout and master.

    Args:
        office: the open file.
        slide: name of the slide's part.
        parsed: parts parsed before, by name; shared between slides.
    """

    def __init__(self, office: Office, slide: str, parsed: dict[str, etree._Element | None]) -> None:
        layout = office.related(slide, "slideLayout")
        master = office.related(layout, "slideMaster") if layout is not None else None
        self._roots = [_parsed(office, part, parsed) for part in (layout, master)]

    def _matches(self, filled: Placeholder) -> Iterator[etree._Element]:
        """The shapes that a placeholder inherits from, nearest first."""
        for root in self._roots:
            if root is None:
                continue
            shapes = [(shape, placeholder(shape)) for shape in root.iter(f"{PRESENTATION}sp")]
            same = [shape for shape, other in shapes if other.kind and filled.index and other.index == filled.index]
            like = [shape for shape, other in shapes if other.kind and _alike(other, filled)]
            yield from (same or like)[:1]

    def place(self, filled: Placeholder) -> tuple[int, int] | None:
        """Top and left that a placeholder inherits, or None."""
        return next((place for shape in self._matches(filled) if (place := _place(shape)) is not None), None)

    def level_styles(self, filled: Placeholder, level: int) -> Iterator[etree._Element]:
        """Paragraph properties that a placeholder's text inherits at a level from 0, nearest first."""
        name = f"{DRAWING}lvl{level + 1}pPr"
        for shape in self._matches(filled):
            found = shape.find(f"{PRESENTATION}txBody/{DRAWING}lstStyle/{name}")
            if found is not None:
                yield found
        master = self._roots[1]
        style = "titleStyle" if filled.is_title else "bodyStyle"
        found = master.find(f"{PRESENTATION}txStyles/{PRESENTATION}{style}/{name}") if master is not None else None
        if found is not None:
            yield found


def _alike(one: Placeholder, other: Placeholder) -> bool:
    bodies = {"body", "obj", "subTitle"}
    return one.kind == other.kind or (one.is_title and other.is_title) or (one.kind in bodies and other.kind in bodies)


def _parsed(office: Office, part: str | None, parsed: dict[str, etree._Element | None]) -> etree._Element | None:
    if part is None:
        return None
    if part not in parsed:
        parsed[part] = office.xml_if_any(part)
    return parsed[part]


class Bullets:
    """Markers of the paragraphs of one shape, counted as they come.

    Args:
        body: the shape's text.
        filled: the placeholder that the shape fills.
        layouts: what it inherits from.
    """

    def __init__(self, body: etree._Element, filled: Placeholder, layouts: Layouts | None) -> None:
        self._own = body.find(f"{DRAWING}lstStyle")
        self._filled = filled
        self._layouts = layouts
        self._known: dict[int, tuple[str, Mapping[str, str]]] = {}
        self._counts: Counter[int] = Counter()

    def next(self, properties: etree._Element | None, level: int) -> str:
        """Return the marker of the next paragraph, an empty string where it has none."""
        level = max(0, min(level, _LEVELS - 1))
        kind, asked = _stated(properties) if properties is not None else ("", {})
        if not kind:
            kind, asked = self._inherited(level)
        for deeper in [known for known in self._counts if known > level or (known == level and kind != "buAutoNum")]:
            del self._counts[deeper]
        if kind == "buAutoNum":
            self._counts[level] += 1
            return _numbered(asked, self._counts[level])
        return bullet(asked.get("char", "•")) if kind in ("buChar", "buBlip") else ""

    def _inherited(self, level: int) -> tuple[str, Mapping[str, str]]:
        if level not in self._known:
            own = self._own.find(f"{DRAWING}lvl{level + 1}pPr") if self._own is not None else None
            styles = [] if own is None else [own]
            if self._layouts is not None and self._filled.kind:
                styles.extend(self._layouts.level_styles(self._filled, level))
            self._known[level] = next((found for found in map(_stated, styles) if found[0]), ("", {}))
        return self._known[level]


def _stated(properties: etree._Element) -> tuple[str, Mapping[str, str]]:
    """The kind of bullet that paragraph properties state, and its attributes."""
    for child in properties:
        name = child.tag.rpartition("}")[2]
        if name in ("buNone", "buChar", "buAutoNum", "buBlip"):
            return name, {str(key): str(value) for key, value in child.attrib.items()}
    return "", {}


def _numbered(asked: Mapping[str, str], count: int) -> str:
    scheme = asked.get("type", "arabicPeriod")
    number = count - 1 + max(1, min(_whole(asked.get("startAt", "1")), 32_767))
    style = next((style for prefix, style in _NUMBERS.items() if scheme.startswith(prefix)), "decimal")
    text = number_text(number, style)
    if scheme.endswith("ParenBoth"):
        return f"({text})"
    return f"{text})" if scheme.endswith("ParenR") else text if scheme.endswith("Plain") else f"{text}."


def title_of(shapes: list[Shape]) -> etree._Element | None:
    """Return the title placeholder if it holds text, else one of the first shapes if it is a single line larger than all others."""
    for shape in shapes:
        if shape.placeholder.is_title and _own_text(shape.element):
            return shape.element
    sizes = {index: _size(shape.element) for index, shape in enumerate(shapes)}
    order = sorted(sizes, key=lambda index: -sizes[index])
    if not order or sizes[order[0]] < _TITLE_SIZE or order[0] >= _FIRST_SHAPES:
        return None
    largest = shapes[order[0]].element
    second = sizes[order[1]] if len(order) > 1 else 0
    paragraphs = [paragraph for paragraph in largest.iter(f"{DRAWING}p") if paragraph.find(f"{DRAWING}r") is not None]
    single = len(paragraphs) == 1 and len(_own_text(largest)) <= _TITLE_CHARS and largest.tag == f"{PRESENTATION}sp"
    return largest if single and sizes[order[0]] >= _LARGER * second else None


def _own_text(element: etree._Element) -> str:
    return " ".join("".join(text.text or "" for text in element.iter(f"{DRAWING}t")).split())


def _size(element: etree._Element) -> int:
    """Largest font size that the runs of a shape state, in hundredths of a point."""
    found = [properties.get("sz", "") for properties in element.iter(f"{DRAWING}rPr")]
    return max((int(size) for size in found if size.isdecimal() and len(size) <= len("400000")), default=0)
