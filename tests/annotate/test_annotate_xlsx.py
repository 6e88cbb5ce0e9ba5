from __future__ import annotations

from dataclasses import replace

import openpyxl
import pytest
from lxml import etree
from openpyxl.comments import Comment

from aligner.annotate import annotate
from aligner.domain.gaps import GapKind
from aligner.domain.text import Layer
from aligner.errors import UnsupportedFormatError
from aligner.readers import read_document
from tests.annotate.made import gap, parts, place, quoted, typed
from tests.readers import ooxml_factory as factory

ROWS = (
    ("Task", "Owner", "Due"),
    ("Merge the two ledgers", "Ann Lee", "June 2027"),
    ("Close the old portal", "Bo Ek", "May 2027"),
    ("Train the desk", "Cy Ott", "2026"),
)


@pytest.fixture
def plan(tmp_path):
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Plan"
    for row in ROWS:
        page.append(row)
    page["A3"].comment = Comment("Is this still wanted?", "Ann")
    other = book.create_sheet("Risks & more")
    other.append(("Risk", "Owner"))
    other.append(("Two testers for nine teams", "Di"))
    other.merge_cells("A2:A3")
    path = tmp_path / "plan.xlsx"
    book.save(path)
    return path


def comments(path):
    book = openpyxl.load_workbook(path)
    return {(page.title, cell.coordinate): cell.comment for page in book for row in page.iter_rows() for cell in row if cell.comment}


def test_notes_stand_at_the_quoted_cells(plan, tmp_path):
    target = tmp_path / "copy.xlsx"
    assert annotate(plan, quoted(plan, "the two ledgers", "nine teams"), target) == ()
    found = comments(target)
    assert set(found) == {("Plan", "A2"), ("Plan", "A3"), ("Risks & more", "A2")}
    assert found["Plan", "A2"].text == (
        "aligner – High: target conflict (TC-00000001)\nThe two figures differ.\nAsk: Which one holds?\nTo clear it: Correct one of them."
    )
    assert found["Plan", "A2"].author == "aligner"
    assert (found["Plan", "A3"].author, found["Plan", "A3"].text) == ("Ann", "Is this still wanted?")


def test_what_stands_at_a_cell_stays_and_several_findings_share_it(plan, tmp_path):
    target = tmp_path / "copy.xlsx"
    assert annotate(plan, quoted(plan, "Close", "old portal"), target) == ()
    found = comments(target)
    assert list(found) == [("Plan", "A3")]
    assert found["Plan", "A3"].text.startswith("Is this still wanted?\n\naligner – High: target conflict (TC-00000001)\n")
    assert "\n\naligner – High: target conflict (TC-00000002)\n" in found["Plan", "A3"].text


@pytest.mark.filterwarnings("ignore:Workbook contains no default style")
def test_a_row_and_a_merged_cell_are_marked_at_their_first_cell(tmp_path):
    sheet = factory.rows(["Task", "Owner", "Due"], ["Merge ledgers", "Ann", "2027"], ["Close it", None, "2026"], [None, "Bo", "2028"])
    path = tmp_path / "plan.xlsx"
    path.write_bytes(typed(factory.xlsx({"Plan": f'{sheet}<mergeCells><mergeCell ref="A3:A4"/></mergeCells><tableParts count="0"/>'})))
    document = read_document(path)
    merged = next(cell for block in document.blocks for cell in block.cells if cell.merged)
    findings = [gap(place(document, "Ann | 2027"), number=1), gap((merged.text, merged.locator), number=2)]
    target = tmp_path / "copy.xlsx"
    assert annotate(path, findings, target) == ()
    assert set(comments(target)) == {("Plan", "A2"), ("Plan", "A3")}
    tags = [child.tag.rpartition("}")[2] for child in etree.fromstring(parts(target)["xl/worksheets/sheet1.xml"])]
    assert tags == ["sheetData", "mergeCells", "legacyDrawing", "tableParts"]


def test_a_sheet_lists_all_findings_as_text(plan, tmp_path):
    findings = quoted(plan, "Merge")
    hostile = [
        replace(
            gap(number=8, message='=HYPERLINK("http://evil.invalid")', kind=GapKind.ORPHANED_WORK), question="+1", remedy="@SUM(A1)\x07"
        ),
        replace(gap(number=9, message="x" * 40_000), question="-2+3"),
    ]
    target = tmp_path / "copy.xlsx"
    assert annotate(plan, [*findings, *hostile], target) == tuple(hostile)
    page = openpyxl.load_workbook(target)["aligner findings"]
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    assert rows[0] == ["Id", "Severity", "Kind", "Place", "Message", "Question", "To clear it"]
    assert rows[1] == [
        "TC-00000001",
        "high",
        "Target conflict",
        "plan.xlsx, sheet Plan, cell A2",
        "The two figures differ.",
        "Which one holds?",
        "Correct one of them.",
    ]
    assert rows[2][2:] == ["Orphaned work", None, '=HYPERLINK("http://evil.invalid")', "+1", "@SUM(A1)"]
    for row in page.iter_rows(min_row=2):
        for cell in row:
            assert cell.data_type in {"inlineStr", "s", "n"}
            assert cell.value is None or cell.data_type != "f"
            assert cell.quotePrefix == (str(cell.value or "")[:1] in set("=+-@"))
            assert cell.alignment.wrap_text
    assert b"<f>" not in parts(target)["xl/worksheets/sheet3.xml"]
    assert len(rows[3][4]) == 32_767
    assert page.freeze_panes == "A2"
    assert page["A1"].font.b


def test_a_second_list_gets_a_name_of_its_own(plan, tmp_path):
    once, twice = tmp_path / "once.xlsx", tmp_path / "twice.xlsx"
    annotate(plan, quoted(plan, "Merge"), once)
    assert annotate(once, quoted(once, "Train"), twice) == ()
    assert openpyxl.load_workbook(twice).sheetnames == ["Plan", "Risks & more", "aligner findings", "aligner findings 2"]
    assert set(comments(twice)) == {("Plan", "A2"), ("Plan", "A3"), ("Plan", "A4")}


def test_shapes_of_notes_have_numbers_of_their_own(plan, tmp_path):
    target = tmp_path / "copy.xlsx"
    annotate(plan, quoted(plan, "Merge", "Train", "nine"), target)
    drawings = [data.decode() for name, data in parts(target).items() if name.endswith(".vml")]
    assert len(drawings) == 2
    counts = []
    for drawing in drawings:
        root = etree.fromstring(drawing.encode())
        idents = [shape.get("id") for shape in root.iter("{urn:schemas-microsoft-com:vml}shape")]
        assert len(idents) == len(set(idents))
        counts.append(len(list(root.iter("{urn:schemas-microsoft-com:office:excel}Row"))))
    assert sorted(counts) == [1, 3]


def test_every_other_part_is_carried_over_and_cells_read_the_same(plan, tmp_path):
    target = tmp_path / "copy.xlsx"
    before = plan.read_bytes()
    annotate(plan, quoted(plan, "nine teams"), target)
    assert plan.read_bytes() == before
    old, new = parts(plan), parts(target)
    changed = {name for name in new if old.get(name) != new[name]}
    assert changed == {
        "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/worksheets/sheet2.xml",
        "xl/worksheets/_rels/sheet2.xml.rels", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml", "xl/worksheets/sheet3.xml",
    }  # fmt: skip
    assert set(old) <= set(new)
    texts = [block.text for block in read_document(plan).blocks if block.layer is Layer.BODY]
    assert [block.text for block in read_document(target).blocks if block.layer is Layer.BODY][: len(texts)] == texts
    styles = [etree.fromstring(held["xl/styles.xml"]).find("{*}cellXfs") for held in (old, new)]
    assert [etree.tostring(one) for one in styles[1]][: len(styles[0])] == [etree.tostring(one) for one in styles[0]]


def test_the_same_findings_give_the_same_bytes(plan, tmp_path):
    for name in ("one.xlsx", "two.xlsx"):
        annotate(plan, quoted(plan, "Merge", "nine"), tmp_path / name)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_a_quote_that_is_not_there_is_handed_back_but_listed(plan, tmp_path):
    document = read_document(plan)
    _, locator = place(document, "Merge")
    wrong = gap(("Split", locator))
    target = tmp_path / "copy.xlsx"
    assert annotate(plan, [wrong], target) == (wrong,)
    assert set(comments(target)) == {("Plan", "A3")}
    assert openpyxl.load_workbook(target)["aligner findings"]["A2"].value == "TC-00000001"


def test_the_strict_variant_is_refused(plan, tmp_path):
    strict = {
        name: data.replace(b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main")
        for name, data in parts(plan).items()
    }
    plan.write_bytes(factory.zipped(strict))
    with pytest.raises(UnsupportedFormatError, match="strict variant"):
        annotate(plan, [], tmp_path / "copy.xlsx")
