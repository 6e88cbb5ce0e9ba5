from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.domain.text import Block, BlockKind, Document, Layer, SpanStyle
from aligner.errors import CorruptFileError, LimitError, ReadError, UnsupportedFormatError
from aligner.readers.base import Limits
from aligner.readers.docx import read
from tests.readers.ooxml_factory import HEAD, NUMBERING, W, core, docx, item, paragraph, relations, source, table, xlsx, zipped


def opened(body: str, **more: object) -> Document:
    document = read(source(docx(body, **more)), Limits())  # type: ignore[arg-type]
    for block in document.blocks:
        assert document.text_at(block.locator) == block.text
    return document


def texts(blocks: Sequence[Block]) -> list[str]:
    return [block.text for block in blocks]


def test_heading_styles_by_name_parent_and_outline_level() -> None:
    found = opened(
        paragraph("Harbour plan", style="Title")
        + paragraph("Part", style="H1")
        + paragraph("House", style="Own")
        + paragraph("Deep", style="Outline")
        + paragraph("Direct", properties='<w:outlineLvl w:val="3"/>')
        + paragraph("Body text of the plan.")
    )
    assert [(block.kind, block.level) for block in found.blocks[:-1]] == [(BlockKind.HEADING, level) for level in (1, 1, 2, 3, 4)]
    assert found.blocks[-1].kind is BlockKind.PARAGRAPH
    assert found.title == "Harbour plan"


def test_a_circle_of_styles_ends() -> None:
    assert texts(opened(paragraph("Text", style="LoopA")).blocks) == ["Text"]


def test_a_short_line_wholly_underlined_is_a_heading_and_a_link_or_a_part_is_not() -> None:
    line, link = '<w:u w:val="single"/>', '<w:u w:val="none"/>'
    text = paragraph("The harbour office accepts what meets the list below.")
    linked = f"<w:p><w:hyperlink><w:r><w:rPr>{line}</w:rPr><w:t>The list</w:t></w:r></w:hyperlink></w:p>"
    partly = f"<w:p><w:r><w:rPr>{line}</w:rPr><w:t>Terms</w:t></w:r><w:r><w:t xml:space='preserve'> of use</w:t></w:r></w:p>"
    found = opened(paragraph("Entry", run=line) + text + linked + text + partly + text + paragraph("Exit", run=link) + text)
    assert [block.text for block in found.blocks if block.kind is BlockKind.HEADING] == ["Entry"]


def _first_row(options: str, *, fill: str = "") -> list[str]:
    """Headers of a table whose words alone would not tell its header."""
    shading = f'<w:tcPr><w:shd w:fill="{fill}"/></w:tcPr>' if fill else ""
    first = [f"<w:tc>{shading}{paragraph(text)}</w:tc>" for text in ("Ambition", "Proof", "Steward")]
    made = table(first, ("Waiter", "Ferry", "Pilotage"), ("Whale", "Crane", "Moorings")).replace("<w:tbl>", f"<w:tbl>{options}")
    return [cell.header for cell in opened(made).blocks[0].cells]


@pytest.mark.parametrize(
    ("style", "look", "found"),
    [
        ("House", 'w:firstRow="1"', True),
        ("House2", 'w:val="04A0"', True),
        ("House", 'w:firstRow="0"', False),
        ("House", 'w:val="0480"', False),
        ("House", 'w:val="zz"', False),
        ("Grid", 'w:firstRow="1"', False),
        ("Unknown", 'w:firstRow="1"', False),
    ],
)
def test_a_table_style_that_makes_the_first_row_stand_out_names_the_columns(style: str, look: str, *, found: bool) -> None:
    options = f'<w:tblPr><w:tblStyle w:val="{style}"/><w:tblLook {look}/></w:tblPr>'
    assert _first_row(options) == (["Ambition", "Proof", "Steward"] if found else ["", "", ""])


def test_a_first_row_shaded_alone_names_the_columns() -> None:
    assert _first_row("", fill="1F3864") == ["Ambition", "Proof", "Steward"]
    assert _first_row("", fill="FFFFFF") == ["", "", ""]


def test_lists_are_counted_as_word_shows_them() -> None:
    body = "".join(
        item(text, number, level) for text, number, level in [("a", 1, 0), ("b", 1, 1), ("c", 1, 1), ("d", 1, 2), ("e", 1, 0), ("f", 1, 1)]
    )
    body += item("g", 2, 0) + item("h", 2, 1) + item("i", 3, 0) + item("j", 4, 0) + item("k", 4, 0) + paragraph("l", style="Bullets")
    found = opened(body).blocks
    assert [block.marker for block in found] == ["1.", "1.1", "1.2", "a)", "2.", "2.1", "•", "o", "5.", "I.", "II.", "•"]
    assert [block.level for block in found] == [0, 1, 1, 2, 0, 1, 0, 1, 0, 0, 0, 1]
    assert {block.kind for block in found} == {BlockKind.LIST_ITEM}


def test_typed_bullets_become_list_items() -> None:
    found = opened(paragraph("– Open the lock") + paragraph("1) Dredge the basin") + paragraph("☑ Paint the crane")).blocks
    assert [(block.marker, block.text) for block in found] == [
        ("–", "Open the lock"),
        ("1)", "Dredge the basin"),
        ("[x]", "Paint the crane"),
    ]


def test_bold_by_run_and_by_style_gives_exact_spans() -> None:
    body = '<w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">Safer  quays. </w:t></w:r><w:r><w:t xml:space="preserve">We light </w:t></w:r>'
    body += '<w:r><w:rPr><w:rStyle w:val="Strong"/></w:rPr><w:t>every</w:t></w:r><w:r><w:t xml:space="preserve"> berth.</w:t></w:r></w:p>'
    (block,) = opened(body).blocks
    assert block.text == "Safer quays. We light every berth."
    assert [block.text[span.start : span.end] for span in block.spans if span.style is SpanStyle.BOLD] == ["Safer quays.", "every"]


def test_fake_headings_stand_below_the_real_ones() -> None:
    found = opened(
        paragraph("Part", style="H1")
        + paragraph("Our berths", bold=True)
        + paragraph("They are old and few.")
        + paragraph("This one is bold prose.", bold=True)
        + paragraph("End.")
    ).blocks
    assert [(block.kind, block.level) for block in found[:2]] == [(BlockKind.HEADING, 1), (BlockKind.HEADING, 2)]
    assert found[3].kind is BlockKind.PARAGRAPH


def test_sizes_rank_fake_headings_where_there_are_no_real_ones() -> None:
    def sized(text: str, size: int) -> str:
        return paragraph(text, run=f'<w:sz w:val="{size}"/>')

    body = (
        sized("Harbour plan", 40)
        + sized("Berths", 30)
        + "".join(sized(f"Body text number {n} of the plan that goes on.", 20) for n in range(5))
    )
    found = opened(body).blocks
    assert [(block.kind, block.level) for block in found[:3]] == [(BlockKind.HEADING, 1), (BlockKind.HEADING, 2), (BlockKind.PARAGRAPH, 0)]


def test_tables_name_their_columns_and_places() -> None:
    found = opened(
        paragraph("Before the table.") + table(("Task", "Owner"), ("Dredge", "Ada"), ("Paint", "Bo")) + paragraph("After the table.")
    ).blocks
    assert texts(found) == ["Before the table.", "Dredge | Ada", "Paint | Bo", "After the table."]
    assert [cell.header for cell in found[1].cells] == ["Task", "Owner"]
    assert [(cell.locator.paragraph, cell.locator.cell) for cell in found[2].cells] == [(2, "A3"), (2, "B3")]
    assert found[3].locator.paragraph == 3


def test_merged_cells_and_lines_within_a_cell() -> None:
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{paragraph("Wave one")}</w:tc>'
    first = f'<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{paragraph("Quay")}</w:tc>'
    again = f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{paragraph()}</w:tc>"
    lines = f"<w:tc>{paragraph('Dredge')}{paragraph('Light')}</w:tc>"
    found = opened(table(("Area", "Task"), (wide,), (first, lines), (again, "Paint"), header=True)).blocks
    assert [(block.kind, block.text) for block in found] == [
        (BlockKind.HEADING, "Wave one"),
        (BlockKind.ROW, "Quay | Dredge Light"),
        (BlockKind.ROW, "Quay | Paint"),
    ]
    assert found[1].cells[1].breaks == (7,)
    assert [cell.merged for cell in found[2].cells] == [True, False]


def test_a_single_cell_is_a_box_and_nested_tables_follow() -> None:
    inner = table(("Risk", "Owner"), ("Storm", "Ada"))
    found = opened(table((f"<w:tc>{paragraph('A box of text.')}{inner}</w:tc>",))).blocks
    assert texts(found) == ["A box of text.", "Storm | Ada"]


def test_text_boxes_are_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('In the box.')}</w:txbxContent>"
    twice = f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
    twice += f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    assert texts(opened(f"<w:p><w:r><w:t>Anchor.</w:t></w:r><w:r>{twice}</w:r></w:p>").blocks) == ["Anchor.", "In the box."]


def test_tracked_changes_hidden_text_notes_and_comments_stay_apart() -> None:
    body = (
        "<w:p><w:r><w:t xml:space='preserve'>We open </w:t></w:r><w:ins><w:r><w:t>nine</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>seven</w:delText></w:r></w:del><w:r><w:t xml:space='preserve'> berths</w:t></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r></w:p>"
    )
    extra = {
        "comments": ("comments", f'<w:comment w:id="1">{paragraph("Why nine?")}</w:comment>'),
        "footnotes": (
            "footnotes",
            f'<w:footnote w:type="separator">{paragraph("x")}</w:footnote><w:footnote>{paragraph("See the annex.")}</w:footnote>',
        ),
    }
    found = opened(body, extra=extra)
    assert [(block.layer, block.text) for block in found.blocks] == [
        (Layer.BODY, "We open nine berths"),
        (Layer.DELETED, "seven"),
        (Layer.HIDDEN, "secret"),
        (Layer.FOOTNOTE, "See the annex."),
        (Layer.COMMENT, "Why nine?"),
    ]
    (span,) = found.blocks[0].spans
    assert (span.style, found.blocks[0].text[span.start : span.end]) == (SpanStyle.INSERTED, "nine")
    assert {(unread.what, unread.count) for unread in found.unread} == {("tracked deletion", 1), ("hidden text", 1)}


def test_tables_of_contents_are_dropped_and_fields_show_their_result() -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    contents = f"<w:p><w:pPr><w:pStyle w:val='TOC1'/></w:pPr>{mark('begin')}<w:r><w:instrText>TOC</w:instrText></w:r>{mark('separate')}<w:r><w:t>Part 3</w:t></w:r></w:p>"
    contents += f"<w:p>{mark('end')}</w:p>"
    field = f"<w:p><w:r><w:t xml:space='preserve'>Due </w:t></w:r>{mark('begin')}<w:r><w:instrText>DATE</w:instrText></w:r>{mark('separate')}<w:r><w:t>May</w:t></w:r>{mark('end')}</w:p>"
    gallery = '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    gallery += f"<w:sdtContent>{paragraph('Contents')}</w:sdtContent></w:sdt>"
    control = f"<w:sdt><w:sdtContent>{paragraph('In a control.')}</w:sdtContent></w:sdt>"
    assert texts(opened(gallery + contents + field + control).blocks) == ["Due May", "In a control."]


def test_what_is_not_read_is_counted() -> None:
    body = "<w:p><w:r><w:drawing><pic:pic/></w:drawing></w:r><w:r><w:drawing><c:chart/></w:drawing></w:r><w:r><w:object/></w:r><m:oMath/></w:p>"
    found = opened(body)
    assert [(unread.what, unread.count) for unread in found.unread] == [("chart", 1), ("embedded object", 1), ("equation", 1), ("image", 1)]


def test_odd_characters_are_made_plain() -> None:
    (block,) = opened("<w:p><w:r><w:t>re\u00adbuild</w:t><w:tab/><w:t>e</w:t><w:noBreakHyphen/><w:t>mail\u00a0now</w:t></w:r></w:p>").blocks
    assert block.text == "rebuild e-mail now"


def test_lines_of_typed_bullets_in_one_paragraph_are_parted() -> None:
    found = opened("<w:p><w:r><w:t>• Dredge</w:t><w:br/><w:t>• Paint</w:t></w:r></w:p>").blocks
    assert [(block.kind, block.text) for block in found] == [(BlockKind.LIST_ITEM, "Dredge"), (BlockKind.LIST_ITEM, "Paint")]


def test_properties_give_title_and_date() -> None:
    found = opened(paragraph("Text."), properties=core("Harbour plan", "2031-05-06T07:08:09Z"))
    assert (found.title, found.date, found.format) == ("Harbour plan", "2031-05-06", "docx")
    assert opened(paragraph("Text."), properties=core("Microsoft Word - draft", "")).title == ""


def test_strict_files_read_like_others() -> None:
    strict = W.replace("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main")
    body = zipped({"word/document.xml": f"{HEAD}<w:document {strict}><w:body>{paragraph('Strict.')}</w:body></w:document>"})
    assert texts(read(source(body), Limits()).blocks) == ["Strict."]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", UnsupportedFormatError),
        (b"%PDF-1.7", UnsupportedFormatError),
        (docx(paragraph("x"))[:400], CorruptFileError),
        (xlsx({"Plan": ""}), UnsupportedFormatError),
        (zipped({"word/other.xml": "<x/>"}), CorruptFileError),
        (zipped({"word/document.xml": "<w:document"}), CorruptFileError),
        (docx("<w:sdt><w:sdtContent>" * 300 + "</w:sdtContent></w:sdt>" * 300), LimitError),
        (docx(paragraph("x" * 1_000_001)), LimitError),
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes, error: type[ReadError]) -> None:
    with pytest.raises(error, match=r"plan\.docx: "):
        read(source(data), Limits())


def test_too_many_paragraphs_are_refused() -> None:
    with pytest.raises(LimitError):
        read(source(docx(paragraph("x") * 20)), Limits(blocks=10))


_BODY = docx(item("One", 1) + table(("Task", "Owner"), ("Dredge", "Ada")) + paragraph("End.", bold=True))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(_BODY) - 1), st.integers(0, 255)), max_size=12), st.integers(0, len(_BODY)))
def test_damaged_bytes_only_ever_raise_read_errors(changes: list[tuple[int, int]], keep: int) -> None:
    data = bytearray(_BODY)
    for at, value in changes:
        data[at] = value
    for attempt in (bytes(data), bytes(data[:keep])):
        with suppress(ReadError):
            read(source(attempt), Limits())


_WORDS = st.sampled_from(
    [
        "w:p",
        "w:r",
        "w:t",
        "w:tbl",
        "w:tr",
        "w:tc",
        "w:sdt",
        "w:pPr",
        "w:numPr",
        "w:ins",
        "w:del",
        "w:txbxContent",
        "w:drawing",
        "w:rPr",
        "w:b",
    ]
)
_VALUES = st.sampled_from(["", ' w:val="1"', ' w:val="-1"', ' w:val="x"', ' w:val="99999999999999999999"'])


@st.composite
def _trees(draw: st.DrawFn, depth: int = 5) -> str:
    name, attribute = draw(_WORDS), draw(_VALUES)
    inner = "".join(draw(st.lists(_trees(depth - 1), max_size=3))) if depth else draw(st.text("ab -•1.", max_size=6))
    return f"<{name}{attribute}>{inner}</{name}>"


@settings(max_examples=150, deadline=None)
@given(_trees())
def test_any_arrangement_of_word_elements_is_read(tree: str) -> None:
    document = opened(tree)
    places = [block.locator.place for block in document.blocks] + [cell.locator.place for block in document.blocks for cell in block.cells]
    assert len(places) == len(set(places))


def test_damaged_numbering_is_refused_with_its_part_named() -> None:
    parts = {
        "_rels/.rels": relations([("r1", "officeDocument", "word/document.xml")]),
        "word/document.xml": f"{HEAD}<w:document {W}><w:body>{item('x')}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations([("r2", "numbering", "numbering.xml")]),
        "word/numbering.xml": NUMBERING[:200],
    }
    with pytest.raises(CorruptFileError, match=r"word/numbering\.xml"):
        read(source(zipped(parts)), Limits())
