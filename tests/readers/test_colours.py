from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document as Word
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from aligner.domain.text import BlockKind
from aligner.readers import read_document
from aligner.readers.colours import colour_name


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("FF0000", "red"),
        ("FFC7CE", "red"),
        ("FFFF0000", "red"),
        ("FFC000", "amber"),
        ("FFFF00", "amber"),
        ("F4B183", "amber"),
        ("92D050", "green"),
        ("C6EFCE", "green"),
        ("#00B050", "green"),
        ("5B9BD5", "blue"),
        ("BFBFBF", "grey"),
        ("FFFFFF", ""),
        ("F2F2F2", ""),
        ("000000", ""),
        ("7030A0", ""),
        ("auto", ""),
    ],
)
def test_colours_are_named_as_people_see_them(code: str, name: str) -> None:
    assert colour_name(code) == name


@given(st.text(max_size=12))
def test_any_text_has_a_name_or_none(code: str) -> None:
    assert colour_name(code) in {"", "green", "amber", "red", "blue", "grey"}


def test_a_workbook_tells_the_background_of_empty_cells_too(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Project", "Status", "Due"], ["Ferry ramp", None, "2028"], ["Bike shelter", "late", "2029"]):
        sheet.append(row)
    sheet["B2"].fill = PatternFill("solid", fgColor="FF92D050")
    sheet["B3"].fill = PatternFill("solid", fgColor="FFFF0000")
    book.save(tmp_path / "plan.xlsx")
    rows = [block for block in read_document(tmp_path / "plan.xlsx").blocks if block.kind is BlockKind.ROW]
    assert [[(shade.column, shade.header, shade.colour) for shade in row.shades] for row in rows] == [
        [(1, "Status", "green")],
        [(1, "Status", "red")],
    ]
    assert rows[0].text == "Ferry ramp | 2028"


def test_a_word_table_tells_the_shading_of_its_cells(tmp_path: Path) -> None:
    document = Word()
    table = document.add_table(rows=3, cols=2)
    for row, texts in enumerate((("Project", "Status"), ("Ferry ramp renewed", ""), ("Bike shelter built", ""))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    shading = OxmlElement("w:shd")
    shading.set(qn("w:fill"), "FFC000")
    table.cell(1, 1)._tc.get_or_add_tcPr().append(shading)
    document.save(str(tmp_path / "plan.docx"))
    shades = [shade for block in read_document(tmp_path / "plan.docx").blocks for shade in block.shades]
    assert [(shade.column, shade.header, shade.colour) for shade in shades] == [(1, "Status", "amber")]
