from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.domain.text import BlockKind, Document, Layer
from aligner.errors import CorruptFileError, ReadError, UnsupportedFormatError
from aligner.readers.base import Limits
from aligner.readers.pptx import read
from tests.readers.ooxml_factory import pptx, shape, slide_paragraph, source, zipped

GRAPHIC = '<p:graphicFrame><p:nvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr><a:graphic><a:graphicData uri="{uri}">{inner}</a:graphicData></a:graphic></p:graphicFrame>'


def opened(*slides: str, **more: object) -> Document:
    document = read(source(pptx(slides, **more), "deck.pptx"), Limits())  # type: ignore[arg-type]
    places = [block.locator.place for block in document.blocks] + [cell.locator.place for block in document.blocks for cell in block.cells]
    assert len(places) == len(set(places))
    for block in document.blocks:
        assert document.text_at(block.locator) == block.text
    return document


def tc(text: str, attributes: str = "") -> str:
    return f"<a:tc {attributes}><a:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></a:txBody></a:tc>"


def test_title_first_then_by_row_and_from_left_to_right() -> None:
    found = opened(
        shape("Right", place=(1_000_000, 5_000_000))
        + shape("Bottom", place=(3_000_000, 0))
        + shape("Left", place=(1_100_000, 0))
        + shape("Our goals", kind="title", place=(9_000_000, 0))
        + shape("12", kind="sldNum")
    )
    assert [block.text for block in found.blocks] == ["Our goals", "Left", "Right", "Bottom"]
    assert (found.blocks[0].kind, found.blocks[0].level) == (BlockKind.HEADING, 1)
    assert {block.caption for block in found.blocks} == {"Our goals"}
    assert [(block.locator.slide, block.locator.paragraph) for block in found.blocks] == [(1, 1), (1, 2), (1, 3), (1, 4)]
    assert found.title == "Our goals"


def test_bullets_are_inherited_stated_and_counted() -> None:
    number = '<a:buAutoNum type="alphaLcParenR"/>'
    lines = [
        slide_paragraph("one"),
        slide_paragraph("two", level=1),
        slide_paragraph("none", bullet="<a:buNone/>"),
        slide_paragraph("a", bullet=number),
        slide_paragraph("b", bullet=number),
    ]
    found = opened(shape(*lines, kind="body", index="7"), shape("plain box"))
    assert [(block.marker, block.level, block.text) for block in found.blocks] == [
        ("•", 0, "one"),
        ("–", 1, "two"),
        ("", 0, "none"),
        ("a)", 0, "a"),
        ("b)", 0, "b"),
        ("", 0, "plain box"),
    ]


def test_places_are_inherited_from_the_layout() -> None:
    found = opened(shape("Low", kind="body", index="7") + shape("High", place=(0, 0)))
    assert [block.text for block in found.blocks] == ["High", "Low"]


def test_groups_are_read_in_place() -> None:
    group = f"<p:grpSp><p:nvGrpSpPr/><p:grpSpPr><a:xfrm><a:off x='0' y='0'/></a:xfrm></p:grpSpPr>{shape('B', place=(900_000, 0))}{shape('A', place=(0, 0))}</p:grpSp>"
    assert [block.text for block in opened(shape("C", place=(2_000_000, 0)) + group).blocks] == ["A", "B", "C"]


def test_cards_with_a_bold_line_have_headings() -> None:
    found = opened(shape(slide_paragraph("Safer quays", bold=True), "We light every berth."))
    assert [(block.kind, block.level) for block in found.blocks] == [(BlockKind.HEADING, 2), (BlockKind.PARAGRAPH, 0)]


def test_a_large_lone_line_is_the_title_where_no_placeholder_is() -> None:
    large = '<a:p><a:r><a:rPr sz="3200"/><a:t>Harbour plan</a:t></a:r></a:p>'
    found = opened(shape("Text of the plan.", place=(900_000, 0)) + shape(large, place=(0, 0)))
    assert [(block.kind, block.text) for block in found.blocks] == [
        (BlockKind.HEADING, "Harbour plan"),
        (BlockKind.PARAGRAPH, "Text of the plan."),
    ]


def test_tables_with_merged_cells() -> None:
    lines = [
        [tc("Task"), tc("Owner")],
        [tc("Wave one", "gridSpan='2'"), tc("", "hMerge='1'")],
        [tc("Dredge"), tc("Ada", "rowSpan='2'")],
        [tc("Paint"), tc("", "vMerge='1'")],
    ]
    rows = "".join(f"<a:tr>{''.join(line)}</a:tr>" for line in lines)
    found = opened(GRAPHIC.format(uri="x/table", inner=f'<a:tbl><a:tblPr firstRow="1"/>{rows}</a:tbl>'))
    assert [(block.kind, block.text) for block in found.blocks] == [
        (BlockKind.HEADING, "Wave one"),
        (BlockKind.ROW, "Dredge | Ada"),
        (BlockKind.ROW, "Paint | Ada"),
    ]
    assert [cell.header for cell in found.blocks[1].cells] == ["Task", "Owner"]
    assert found.blocks[2].cells[1].locator.cell == "B4"


@pytest.mark.parametrize("flag", ["0", "1"])
def test_a_small_table_with_a_styled_first_row_has_a_header(flag: str) -> None:
    rows = "".join(
        f"<a:tr>{tc(left)}{tc(right)}</a:tr>" for left, right in (("Ambition", "Steward"), ("Waiter", "Ferry"), ("Whale", "Crane"))
    )
    found = opened(GRAPHIC.format(uri="x/table", inner=f'<a:tbl><a:tblPr firstRow="{flag}"/>{rows}</a:tbl>'))
    assert [cell.header for cell in found.blocks[0].cells] == (["Ambition", "Steward"] if flag == "1" else ["", ""])


def test_notes_comments_and_hidden_slides_stay_apart() -> None:
    notes = {1: shape("Speak slowly.", kind="body") + shape("1", kind="sldNum")}
    found = opened(shape("Shown"), shape("Concealed"), notes=notes, comments={1: "Which quay?"}, hidden=(2,))
    assert [(block.layer, block.text) for block in found.blocks] == [
        (Layer.BODY, "Shown"),
        (Layer.NOTE, "Speak slowly."),
        (Layer.COMMENT, "Which quay?"),
        (Layer.HIDDEN, "Concealed"),
    ]
    assert [(unread.what, unread.count) for unread in found.unread] == [("hidden slide", 1)]


def test_what_is_not_read_is_counted() -> None:
    frames = "".join(GRAPHIC.format(uri=uri, inner="") for uri in ("x/chart", "x/diagram", "x/ole"))
    found = opened(frames + "<p:pic/>")
    assert [(unread.what, unread.count) for unread in found.unread] == [("SmartArt", 1), ("chart", 1), ("embedded object", 1), ("image", 1)]


def test_missing_and_repeated_slides_are_counted() -> None:
    found = read(source(pptx([shape("One"), shape("Two")], listed=("slide1", "slide1", "slide9", "slide2")), "deck.pptx"), Limits())
    assert [(block.locator.slide, block.text) for block in found.blocks] == [(1, "One"), (4, "Two")]
    assert [(unread.what, unread.count) for unread in found.unread] == [("missing slide", 1), ("repeated slide", 1)]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"%PDF-1.7", UnsupportedFormatError),
        (pptx([shape("x")])[:200], CorruptFileError),
        (zipped({"ppt/x.xml": "<x/>"}), CorruptFileError),
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes, error: type[ReadError]) -> None:
    with pytest.raises(error, match=r"deck\.pptx: "):
        read(source(data, "deck.pptx"), Limits())


_DECK = pptx([shape("Our goals", kind="title") + shape(slide_paragraph("one"), kind="body", index="7")], notes={1: shape("n", kind="body")})


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(_DECK) - 1), st.integers(0, 255)), max_size=12), st.integers(0, len(_DECK)))
def test_damaged_bytes_only_ever_raise_read_errors(changes: list[tuple[int, int]], keep: int) -> None:
    data = bytearray(_DECK)
    for at, value in changes:
        data[at] = value
    for attempt in (bytes(data), bytes(data[:keep])):
        with suppress(ReadError):
            read(source(attempt, "deck.pptx"), Limits())


_NAMES = st.sampled_from(
    [
        "p:sp",
        "p:grpSp",
        "p:graphicFrame",
        "p:pic",
        "p:txBody",
        "p:spPr",
        "p:nvSpPr",
        "p:nvPr",
        "p:ph",
        "a:p",
        "a:pPr",
        "a:r",
        "a:t",
        "a:tbl",
        "a:tr",
        "a:tc",
        "a:xfrm",
        "a:off",
    ]
)
_ATTRIBUTES = st.sampled_from(
    ["", ' type="title"', ' idx="7"', ' x="-1" y="99999999999999999999"', ' lvl="x"', ' gridSpan="9"', ' vMerge="1"', ' hMerge="1"']
)


@st.composite
def _trees(draw: st.DrawFn, depth: int = 5) -> str:
    name, attribute = draw(_NAMES), draw(_ATTRIBUTES)
    inner = "".join(draw(st.lists(_trees(depth - 1), max_size=3))) if depth else draw(st.text("ab -•1.", max_size=6))
    return f"<{name}{attribute}>{inner}</{name}>"


@settings(max_examples=150, deadline=None)
@given(_trees())
def test_any_arrangement_of_slide_elements_is_read(tree: str) -> None:
    opened(tree)
