"""Reads PowerPoint files (pptx, pptm): slides in order, shapes in reading order, tables; notes and comments kept apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

from lxml import etree

from aligner.domain.text import Block, BlockKind, Document, Layer, Locator, SpanStyle, Unread
from aligner.errors import LimitError
from aligner.readers.base import Limits, Source
from aligner.readers.colours import colour_name
from aligner.readers.grid import RawCell
from aligner.readers.office_text import column_letters, take_marker
from aligner.readers.ooxml import DRAWING, RELATION, Office, clean, is_on
from aligner.readers.pptx_running import without_running
from aligner.readers.pptx_shapes import PRESENTATION, Bullets, Layouts, Placeholder, Shape, reading_order, title_of
from aligner.readers.runs import Runs, Styled
from aligner.readers.tables import table_blocks

__all__ = ["read"]

_GROUP, _FRAME, _PICTURE = f"{PRESENTATION}grpSp", f"{PRESENTATION}graphicFrame", f"{PRESENTATION}pic"
_PARAGRAPH, _RUN, _FIELD, _BREAK = f"{DRAWING}p", f"{DRAWING}r", f"{DRAWING}fld", f"{DRAWING}br"
_FURNITURE = frozenset({"dt", "ftr", "sldNum", "hdr", "sldImg"})
_GRAPHICS = (("/chart", "chart"), ("/diagram", "SmartArt"), ("/ole", "embedded object"), ("/oleObject", "embedded object"))
_HEADING_CHARS = 120
_DEEPEST = 9


def read(source: Source, limits: Limits) -> Document:
    """Read a presentation.

    Raises:
        ReadError: one of its subclasses; nothing else, whatever the bytes.
    """
    office = Office(source, limits)
    main = office.main("ppt/", "ppt/presentation.xml", "a pptx")
    root = office.xml(main)
    office.check_root(root, "presentation", "a pptx")
    deck = _Deck(office)
    relations = office.relations_of(main)
    for number, entry in enumerate(root.iterfind(f"{PRESENTATION}sldIdLst/{PRESENTATION}sldId"), start=1):
        relation = relations.get(entry.get(f"{RELATION}id", ""))
        part = office.package.find(relation.target) if relation is not None and not relation.external else None
        deck.slide(part, number)
    deck.unread["duplicate part"] += office.package.duplicates
    title, date = office.properties
    blocks, deck.unread["running line"] = without_running(deck.blocks)
    first = next((block.text for block in blocks if block.kind is BlockKind.HEADING and block.layer is Layer.BODY), "")
    unread = tuple(Unread(what, count) for what, count in sorted(deck.unread.items()) if count > 0)
    return Document(source.path, source.sha256, "pptx", tuple(blocks), unread, title or first, date)


@dataclass(slots=True)
class _Slide:
    """The slide being read."""

    number: int
    layer: Layer
    layouts: Layouts | None
    caption: str = ""
    ordinal: int = 0
    title: etree._Element | None = None


class _Deck:
    """Collects the blocks of all slides."""

    def __init__(self, office: Office) -> None:
        self.blocks: list[Block] = []
        self.unread: Counter[str] = Counter()
        self._office = office
        self._path = office.source.path
        self._parsed: dict[str, etree._Element | None] = {}
        self._seen: set[str] = set()
        self._tables = 0

    def slide(self, part: str | None, number: int) -> None:
        """Read one slide with its notes and comments."""
        if part is None or part in self._seen:  # a slide's part belongs to one slide: a second mention is no second slide
            self.unread["missing slide" if part is None else "repeated slide"] += 1
            return
        self._seen.add(part)
        root = self._office.xml(part)
        hidden = not is_on(root.get("show", "1"))
        self.unread["hidden slide"] += hidden
        slide = _Slide(number, Layer.HIDDEN if hidden else Layer.BODY, Layouts(self._office, part, self._parsed))
        tree = root.find(f"{PRESENTATION}cSld/{PRESENTATION}spTree")
        if tree is not None:
            shapes = reading_order(tree, slide.layouts)
            slide.title = title_of(shapes)
            for shape in sorted(shapes, key=lambda shape: shape.element is not slide.title):
                self._shape(shape, slide)
        self._notes(part, slide)
        self._comments(part, slide)

    def _shape(self, shape: Shape, slide: _Slide) -> None:
        tag = shape.element.tag
        if shape.placeholder.kind in _FURNITURE:
            return
        if tag == _GROUP:
            for inner in reading_order(shape.element, None):
                self._shape(inner, slide)
        elif tag == _FRAME:
            self._frame(shape.element, slide)
        elif tag == _PICTURE:
            self.unread["image"] += 1
        else:
            body = shape.element.find(f"{PRESENTATION}txBody")
            if body is not None:
                self._text(body, shape.placeholder, slide, title=shape.element is slide.title)

    def _text(self, body: etree._Element, filled: Placeholder, slide: _Slide, *, title: bool) -> None:
        bullets = Bullets(body, filled, slide.layouts)
        if title:
            runs = Runs()
            for paragraph in body.iterchildren(_PARAGRAPH):
                self._runs(paragraph, runs)
                runs.line_break()
            slide.caption = runs.styled().text
            self._add(BlockKind.HEADING, runs.styled(), slide, level=1)
            return
        made: list[tuple[Styled, str, int]] = []
        for paragraph in body.iterchildren(_PARAGRAPH):
            made.extend(self._paragraph(paragraph, bullets))
        for position, (styled, marker, level) in enumerate(made):
            following = made[position + 1][0] if position + 1 < len(made) else None
            if not marker and following is not None and _heads(styled, following):
                self._add(BlockKind.HEADING, styled, slide, level=2)
            else:
                self._add(BlockKind.LIST_ITEM if marker else BlockKind.PARAGRAPH, styled, slide, level=level, marker=marker)

    def _paragraph(self, paragraph: etree._Element, bullets: Bullets) -> list[tuple[Styled, str, int]]:
        """A paragraph as text, marker and level; typed bullets on its lines make one item each."""
        properties = paragraph.find(f"{DRAWING}pPr")
        stated = properties.get("lvl", "0") if properties is not None else "0"
        level = int(stated) if stated.isdecimal() and len(stated) == 1 else 0
        runs = Runs()
        self._runs(paragraph, runs)
        if not runs:
            return []
        marker = bullets.next(properties, level)
        whole = runs.styled()
        if marker:
            return [(whole, marker, level)]
        lines = [take_marker(line) for _, line in runs.lines()] if whole.breaks else []
        if sum(bool(typed) for typed, _ in lines) > 1:
            return [(line, typed, level) for typed, line in lines]
        typed, styled = take_marker(whole)
        return [(styled, typed, level)]

    def _runs(self, paragraph: etree._Element, runs: Runs) -> None:
        for child in paragraph:
            if child.tag in (_RUN, _FIELD):
                runs.add(clean(child.findtext(f"{DRAWING}t") or "").replace("_x000B_", " "), _styles(child.find(f"{DRAWING}rPr")))
            elif child.tag == _BREAK:
                runs.line_break()
            elif child.tag.endswith(("}AlternateContent", "}m")):
                self.unread["equation"] += 1

    def _add(self, kind: BlockKind, styled: Styled, slide: _Slide, *, level: int = 0, marker: str = "", layer: Layer | None = None) -> None:
        if not styled.text:
            return
        limits = self._office.limits
        if len(styled.text) > limits.text_chars or len(self.blocks) >= limits.blocks:
            raise LimitError(
                self._path, f"has more than {limits.blocks:,} paragraphs, or one of more than {limits.text_chars:,} characters", "Split it."
            )
        slide.ordinal += 1
        locator = Locator(self._path, slide=slide.number, paragraph=slide.ordinal, end=len(styled.text))
        self.blocks.append(
            Block(kind, styled.text, locator, level, marker, styled.spans, caption=slide.caption, layer=layer or slide.layer)
        )

    def _frame(self, element: etree._Element, slide: _Slide) -> None:
        data = element.find(f"{DRAWING}graphic/{DRAWING}graphicData")
        if data is None:
            return
        for ending, what in _GRAPHICS:
            if data.get("uri", "").endswith(ending):
                self.unread[what] += 1
                return
        table = data.find(f"{DRAWING}tbl")
        if table is not None:
            self._table(table, slide)

    def _table(self, table: etree._Element, slide: _Slide) -> None:
        grid: list[list[RawCell]] = []
        for row in table.iterchildren(f"{DRAWING}tr"):
            line: list[RawCell] = []
            for cell in row.iterchildren(f"{DRAWING}tc"):
                line.append(self._cell(cell, line, grid))
            grid.append(line)
        if not grid:
            return
        properties = table.find(f"{DRAWING}tblPr")
        if properties is not None and is_on(properties.get("firstRow", "0")):
            # only a way to draw the table, but a hint: its style makes the first row stand out
            grid[0] = [replace(cell, bold=True) for cell in grid[0]]
        slide.ordinal += 1
        locate = _locator(Locator(self._path, slide=slide.number, paragraph=slide.ordinal), grid)
        for block in table_blocks(grid, locate=locate, table=self._tables, caption=slide.caption):
            level = min(block.level, _DEEPEST)
            self.blocks.append(replace(block, level=level, layer=slide.layer))
        self._tables += 1

    def _cell(self, cell: etree._Element, line: list[RawCell], grid: list[list[RawCell]]) -> RawCell:
        if is_on(cell.get("hMerge", "0")) and line:
            return replace(line[-1], merged=True)
        if is_on(cell.get("vMerge", "0")) and grid and len(line) < len(grid[-1]):
            return replace(grid[-1][len(line)], merged=True)
        runs = Runs()
        for paragraph in cell.iterfind(f"{DRAWING}txBody/{_PARAGRAPH}"):
            self._runs(paragraph, runs)
            runs.line_break()
        fill = cell.find(f"{DRAWING}tcPr/{DRAWING}solidFill/{DRAWING}srgbClr")
        return replace(runs.cell(), colour=colour_name(fill.get("val", "")) if fill is not None else "")

    def _notes(self, part: str, slide: _Slide) -> None:
        notes = self._office.related(part, "notesSlide")
        root = self._office.xml_if_any(notes)
        tree = root.find(f"{PRESENTATION}cSld/{PRESENTATION}spTree") if root is not None else None
        for shape in reading_order(tree, None) if tree is not None else ():
            body = shape.element.find(f"{PRESENTATION}txBody")
            if body is None or shape.placeholder.kind in _FURNITURE:
                continue
            bullets = Bullets(body, Placeholder(), None)
            layer = Layer.NOTE if slide.layer is Layer.BODY else slide.layer
            for paragraph in body.iterchildren(_PARAGRAPH):
                for styled, marker, level in self._paragraph(paragraph, bullets):
                    kind = BlockKind.LIST_ITEM if marker else BlockKind.PARAGRAPH
                    self._add(kind, styled, slide, level=level, marker=marker, layer=layer)

    def _comments(self, part: str, slide: _Slide) -> None:
        for relation in self._office.relations_of(part).values():
            if relation.kind != "comments" or relation.external:
                continue
            root = self._office.xml_if_any(relation.target)
            for comment in root.iter("{*}cm", "{*}reply") if root is not None else ():
                runs = Runs()
                runs.add(clean(comment.findtext("{*}text") or ""))
                for text in comment.iterfind(f"{{*}}txBody/{_PARAGRAPH}/{_RUN}/{DRAWING}t"):
                    runs.add(clean(text.text or ""))
                self._add(BlockKind.PARAGRAPH, runs.styled(), slide, layer=Layer.COMMENT)


def _locator(place: Locator, grid: list[list[RawCell]]) -> Callable[[int, int | None], Locator]:
    def locate(row: int, column: int | None) -> Locator:
        last = column_letters(max(0, len(grid[row]) - 1))
        cell = f"A{row + 1}:{last}{row + 1}" if column is None else f"{column_letters(column)}{row + 1}"
        return replace(place, cell=cell)

    return locate


def _styles(properties: etree._Element | None) -> tuple[SpanStyle, ...]:
    if properties is None:
        return ()
    given = (
        (properties.get("b") is not None and is_on(properties.get("b")), SpanStyle.BOLD),
        (properties.get("strike", "noStrike") != "noStrike", SpanStyle.STRIKE),
        (properties.find(f"{DRAWING}hlinkClick") is not None, SpanStyle.LINK),
    )
    return tuple(style for holds, style in given if holds)


def _heads(styled: Styled, following: Styled) -> bool:
    """A short bold line above lines that are not bold, as on cards."""
    text = styled.text
    return (
        styled.has_all(SpanStyle.BOLD)
        and not following.has_all(SpanStyle.BOLD)
        and len(text) <= _HEADING_CHARS
        and not text.endswith((".", ";", ","))
    )
