from __future__ import annotations

import pytest

from aligner.domain.text import Block, BlockKind, Document, Layer
from aligner.errors import CorruptFileError, ReadError, UnsupportedFormatError
from aligner.readers.base import Limits
from aligner.readers.xlsx import read
from tests.readers.ooxml_factory import (
    BOLD,
    DATE,
    EUROS,
    HEAD,
    INDENT,
    MONTH,
    PERCENT,
    STRIKE,
    WEEKS,
    S,
    docx,
    paragraph,
    relations,
    rows,
    source,
    xlsx,
    zipped,
)

HEADER = ("Task", "Owner", "Due", "Status")
FIRST = ("Dredge the basin", "Ada", (47000, DATE), "open")
SECOND = ("Paint the cranes", "Bo", (47031, DATE), "done")


def opened(data: bytes, limits: Limits | None = None) -> Document:
    document = read(source(data, "plan.xlsx"), limits or Limits())
    places = [block.locator.place for block in document.blocks] + [
        found.locator.place for block in document.blocks for found in block.cells
    ]
    assert len(places) == len(set(places))
    for block in document.blocks:
        assert document.text_at(block.locator) == block.text
    return document


def sheet(*lines: tuple[object, ...], after: str = "", before: str = "") -> Document:
    return opened(xlsx({"Plan": before + rows(*lines) + after}))


def body(document: Document) -> list[Block]:
    return [block for block in document.blocks if block.layer is Layer.BODY]


def test_rows_carry_headers_dates_and_places() -> None:
    found = sheet(HEADER, FIRST, SECOND)
    assert [block.text for block in found.blocks] == [
        "Dredge the basin | Ada | 2028-09-04 | open",
        "Paint the cranes | Bo | 2028-10-05 | done",
    ]
    due = found.blocks[0].cells[2]
    assert (due.header, due.iso_date, due.number, due.locator.sheet, due.locator.cell) == ("Due", "2028-09-04", None, "Plan", "C2")
    assert found.blocks[0].locator.cell == "A2:D2"
    assert found.blocks[0].caption == "Plan"


def test_header_below_titles_and_a_blank_row() -> None:
    found = sheet((("Harbour plan", BOLD),), (None,), HEADER, FIRST, SECOND)
    assert (found.blocks[0].kind, found.blocks[0].level, found.blocks[0].locator.cell) == (BlockKind.HEADING, 2, "A1")
    assert found.blocks[1].cells[0].header == "Task"


@pytest.mark.parametrize(
    ("value", "style", "text"),
    [
        (0.25, PERCENT, "25%"),
        (1234.5, EUROS, "€1,234.5"),
        (8, WEEKS, "8 wks"),
        (47000, MONTH, "2028-09"),
        (0.1 + 0.2, 0, "0.3"),
        (1e400, 0, ""),
        (12, 0, "12"),
    ],
)
def test_numbers_are_shown_as_excel_shows_them(value: float, style: int, text: str) -> None:
    found = sheet(("Task", "Value"), ("Dredge", (value, style)), ("Paint", "none"))
    assert found.blocks[0].text == f"Dredge | {text}".removesuffix(" | ")


def test_the_1904_system_and_typed_values() -> None:
    assert "2028-09-04" in opened(xlsx({"Plan": rows(("Task", "Due"), ("Dredge", (45538, DATE)))}, epoch_1904=True)).blocks[0].text
    typed = "<sheetData><row><c t='b'><v>1</v></c><c t='e'><v>#REF!</v></c><c t='str'><f>A1</f><v>sum</v></c><c t='d'><v>2031-02-03T00:00:00</v></c>"
    found = opened(xlsx({"Plan": typed + "<c><f>A1</f></c></row></sheetData>"}))
    assert found.blocks[0].text == "TRUE | #REF! | sum | 2031-02-03"
    assert found.blocks[0].cells[3].iso_date == "2031-02-03"
    assert {unread.what for unread in found.unread} == {"cell with an error", "formula without a value"}


def test_shared_and_rich_strings() -> None:
    strings = "<si><t>Task</t></si><si><t>Due</t></si><si><r><rPr><strike/></rPr><t>May</t></r><r><t xml:space='preserve"
    strings += "'> June</t></r><rPh><t>x</t></rPh></si><si><t>Dredge_x000D_&#10;the basin</t></si>"
    lines = "<sheetData><row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c></row>"
    lines += "<row r='2'><c r='A2' t='s'><v>3</v></c><c r='B2' t='s'><v>2</v></c><c r='C2' t='s'><v>99</v></c></row></sheetData>"
    found = opened(xlsx({"Plan": lines}, strings=strings))
    assert found.blocks[0].text == "Dredge the basin | June"
    assert found.blocks[0].cells[0].breaks == (7,)


def test_hidden_rows_columns_and_sheets_are_kept_apart_and_counted() -> None:
    lines = rows(HEADER, FIRST, SECOND).replace('<row r="3"', '<row r="3" hidden="1"')
    columns = '<cols><col min="2" max="2" hidden="1"/></cols>'
    found = opened(xlsx({"Plan": columns + lines, "Old": rows(HEADER, FIRST)}, states={"Old": "veryHidden"}))
    assert [block.text for block in body(found)] == ["Dredge the basin | 2028-09-04 | open"]
    hidden = [block for block in found.blocks if block.layer is Layer.HIDDEN]
    assert [block.text for block in hidden] == [
        "Paint the cranes | 2028-10-05 | done",
        "Owner | Ada | Bo",
        "Dredge the basin | Ada | 2028-09-04 | open",
    ]
    assert {unread.what: unread.count for unread in found.unread} == {"hidden column": 1, "hidden row": 1, "hidden sheet": 1}


def test_merged_ranges_repeat_their_text() -> None:
    merges = '<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="A4:C4"/><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    found = sheet(
        ("Area", "Task", "Owner"),
        ("Quay", "Dredge", "Ada"),
        (None, "Paint", "Bo"),
        ("Wave two",),
        ("Lock", "Repair", "Cy"),
        after=merges.replace('<mergeCell ref="A1:XFD1048576"/>', ""),
    )
    assert [(block.kind, block.text) for block in found.blocks] == [
        (BlockKind.ROW, "Quay | Dredge | Ada"),
        (BlockKind.ROW, "Quay | Paint | Bo"),
        (BlockKind.HEADING, "Wave two"),
        (BlockKind.ROW, "Lock | Repair | Cy"),
    ]
    assert found.blocks[1].cells[0].merged


def test_a_merge_of_the_whole_sheet_costs_nothing() -> None:
    assert [block.text for block in sheet(("x",), after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>').blocks] == ["x"]


def test_several_tables_in_one_sheet() -> None:
    found = sheet(
        HEADER,
        FIRST,
        SECOND,
        (None,),
        ("Risk", "Impact", "Owner"),
        ("Storm", "High", "Ada"),
        (None,),
        (("Wave two", BOLD),),
        (None,),
        ("Strike", "Low", "Bo"),
    )
    assert [(block.table, block.text) for block in found.blocks if block.kind is BlockKind.ROW][2:] == [
        (1, "Storm | High | Ada"),
        (1, "Strike | Low | Bo"),
    ]
    assert [block.text for block in found.blocks if block.kind is BlockKind.HEADING] == ["Wave two"]
    assert found.blocks[-1].cells[0].header == "Risk"


def test_tables_side_by_side() -> None:
    found = sheet(
        ("Task", "Owner", "Due", None, None, "Risk", "Impact"),
        ("Dredge", "Ada", "May", None, None, "Storm", "High"),
        ("Paint", "Bo", "June", None, None, "Strike", "Low"),
    )
    assert [block.text for block in found.blocks] == ["Dredge | Ada | May", "Paint | Bo | June", "Storm | High", "Strike | Low"]
    assert [block.locator.cell for block in found.blocks] == ["A2:C2", "A3:C3", "F2:G2", "F3:G3"]


def test_a_single_empty_column_does_not_part_a_table() -> None:
    found = sheet(("Task", "Owner", None, "Due", "Status"), ("Dredge", "Ada", None, "May", "open"), ("Paint", "Bo", None, "June", "done"))
    assert [block.text for block in found.blocks] == ["Dredge | Ada | May | open", "Paint | Bo | June | done"]


def test_indentation_by_spaces_and_by_alignment() -> None:
    found = sheet(("ID", "Task"), (1, "Harbour"), (2, "   Basin"), (3, "      Silt"), (4, ("Crane", INDENT)), (5, " Gate"))
    assert [block.cells[1].indent for block in found.blocks] == [0, 1, 2, 2, 0]


def test_struck_through_cells_are_marked() -> None:
    found = sheet(("Task", "Due"), (("Dredge", STRIKE), "May"), ("Paint", "June"))
    assert [block.cells[0].strike for block in found.blocks] == [True, False]


def test_time_line_columns_keep_only_what_is_filled() -> None:
    weeks = tuple((47000 + 7 * week, DATE) for week in range(20))
    found = sheet(("Task", "Owner", *weeks[:12]), ("Dredge", "Ada", None, "x"), ("Paint", "Bo", "x"))
    assert [block.text for block in found.blocks] == ["Dredge | Ada | x", "Paint | Bo | x"]
    assert found.blocks[0].cells[2].header == "2028-09-11"


def test_a_filter_names_its_header_row() -> None:
    found = sheet(("Werk", "Wer"), ("Hafen", "Ada"), ("Kai", "Bo"), after='<autoFilter ref="A1:B3"/>')
    assert [cell.header for cell in found.blocks[0].cells] == ["Werk", "Wer"]


def test_tables_that_the_file_states() -> None:
    parts = {
        "xl/worksheets/_rels/sheet1.xml.rels": relations([("t", "table", "../tables/table1.xml")]),
        "xl/tables/table1.xml": f'{HEAD}<table {S} ref="A2:B4" headerRowCount="1"/>',
    }
    found = opened(xlsx({"Plan": rows(("Draft",), ("Werk", "Wer"), ("Hafen", "Ada"), ("Kai", "Bo"))}, parts=parts))
    assert [block.text for block in found.blocks] == ["Draft", "Hafen | Ada", "Kai | Bo"]
    assert found.blocks[1].cells[1].header == "Wer"


def test_comments_and_pictures() -> None:
    parts = {
        "xl/worksheets/_rels/sheet1.xml.rels": relations(
            [("c", "comments", "../comments1.xml"), ("d", "drawing", "../drawings/drawing1.xml")]
        ),
        "xl/comments1.xml": f'{HEAD}<comments {S}><commentList><comment ref="B2"><text><r><t>Is Ada free?</t></r></text></comment></commentList></comments>',
        "xl/drawings/drawing1.xml": f'{HEAD}<d:wsDr xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"><d:pic/></d:wsDr>',
    }
    found = opened(xlsx({"Plan": rows(HEADER, FIRST)}, parts=parts))
    assert [(block.layer, block.text, block.locator.cell) for block in found.blocks][1:] == [(Layer.COMMENT, "Is Ada free?", "B2 comment")]
    assert [(unread.what, unread.count) for unread in found.unread] == [("image", 1)]


def test_text_sheets_become_paragraphs() -> None:
    found = sheet(("The plan covers all nine quays of the port.",), (None,), ("It is revised every spring.",))
    assert [(block.kind, block.locator.cell) for block in found.blocks] == [(BlockKind.PARAGRAPH, "A1"), (BlockKind.PARAGRAPH, "A3")]


def test_text_placed_in_two_columns_is_an_outline() -> None:
    found = sheet(("What is planned",), (None, "The quays are renewed one after the other."), ("Who does it",), (None, "The port itself."))
    assert [(block.kind, block.locator.cell) for block in found.blocks] == [
        (BlockKind.HEADING, "A1"),
        (BlockKind.PARAGRAPH, "B2"),
        (BlockKind.HEADING, "A3"),
        (BlockKind.PARAGRAPH, "B4"),
    ]


def test_cells_without_addresses_and_with_odd_ones() -> None:
    lines = "<sheetData><row><c><v>1</v></c><c r='ZZZZZ9'><v>2</v></c></row><row r='4294967295'><c><v>3</v></c></row></sheetData>"
    found = opened(xlsx({"Plan": lines}))
    assert [block.text for block in found.blocks] == ["1 | 2"]
    assert [(unread.what, unread.count) for unread in found.unread] == [("row outside the sheet", 1)]


def test_limits_cut_a_sheet_and_say_so() -> None:
    found = opened(xlsx({"Plan": rows(*[("a", "b", "c")] * 50), "More": rows(("x",))}), Limits(cells=30))
    assert len(found.blocks) <= 11
    assert [(unread.what, unread.count) for unread in found.unread] == [("sheet beyond the limits", 2)]


def test_equal_sheet_names_keep_places_apart() -> None:
    found = opened(xlsx({"Plan": rows(("a", "b")), "Plan ": rows(("c", "d"))}))
    assert [block.locator.sheet for block in found.blocks] == ["Plan", "Plan'"]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"a,b\n1,2\n", UnsupportedFormatError),
        (docx(paragraph("x")), UnsupportedFormatError),
        (xlsx({"Plan": rows(HEADER)})[:300], CorruptFileError),
        (xlsx({"Plan": "<sheetData><row>"}), CorruptFileError),
        (xlsx({"Plan": '<!DOCTYPE x [<!ENTITY a "b">]><sheetData/>'}), CorruptFileError),
        (
            zipped({"_rels/.rels": relations([("r", "officeDocument", "xl/workbook.bin")]), "xl/workbook.bin": b"\x83\x01"}),
            UnsupportedFormatError,
        ),
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes, error: type[ReadError]) -> None:
    with pytest.raises(error, match=r"plan\.xlsx: "):
        read(source(data, "plan.xlsx"), Limits())
