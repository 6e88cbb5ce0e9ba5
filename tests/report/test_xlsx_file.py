from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from aligner.report.sheets import Column, Sheet
from aligner.report.spreadsheet import CELL_LIMIT, is_formula_like
from aligner.report.xlsx_file import render, workbook
from tests.report import factory


@pytest.fixture(scope="module")
def raw():
    return render(factory.rich())


@pytest.fixture(scope="module")
def book(raw):
    return openpyxl.load_workbook(io.BytesIO(raw))


def rows(sheet, top=1):
    titles, *body = list(sheet.iter_rows(min_row=top, values_only=True))
    return [dict(zip(titles, row, strict=True)) for row in body]


def test_sheets(book):
    assert book.sheetnames == ["Summary", "Gaps", "Traceability", "Goals", "Items", "Inputs", "Method"]


def test_summary_opens_with_the_sentence(book):
    assert book["Summary"]["A1"].value.startswith("6 of 14 goals are supported")


def test_one_row_per_gap_with_room_for_a_decision(book):
    report, found = factory.rich(), rows(book["Gaps"])
    assert [row["Id"] for row in found] == [gap.id for gap in report.gaps]
    conflict = next(row for row in found if row["Kind"] == "Conflicting targets")
    assert conflict["Goal quote"] == "Move 70% of contacts to digital channels by 2028"
    assert conflict["Item place"] == "delivery-roadmap.xlsx, sheet Portfolio, cell B11"
    assert list(conflict)[-4:] == ["Decision", "Reviewer", "Reason", "Expires"]


@pytest.mark.parametrize("name", ["Gaps", "Traceability"])
def test_decisions_are_chosen_from_a_list(book, name):
    sheet = book[name]
    (choice,) = sheet.data_validations.dataValidation
    assert choice.formula1 == '"accept,reject,defer"'
    letter = next(cell.column_letter for cell in sheet[1] if cell.value == "Decision")
    assert str(choice.sqref) == f"{letter}2:{letter}{sheet.max_row}"


def test_traceability_leaves_nothing_out(book):
    report, found = factory.rich(), rows(book["Traceability"])
    pairs = [row for row in found if row["Probability"] is not None]
    assert len(pairs) == len(report.links)
    assert {row["Goal id"] for row in found} - {None} == {goal.id for goal in report.goals}
    assert {row["Item id"] for row in found} - {None} == {item.id for item in report.items if item.same_as is None}
    lone = [row for row in found if row["Probability"] is None]
    assert all("no link" in (row["Goal"], row["Item"]) for row in lone)
    assert {row["Outcome"] for row in lone} == {"no link", "cannot tell", "through sub-goals", "exempt"}
    assert len({row["Id"] for row in found}) == len(found)


def test_every_table_can_be_filtered_and_keeps_its_head_in_view(book):
    for sheet in book:
        assert sheet.auto_filter.ref
        assert sheet.freeze_panes
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.fitToWidth == 1
        assert sheet.print_title_rows


def test_no_cell_is_a_formula_and_formula_like_text_is_marked(book):
    suspicious = 0
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", cell.coordinate
                if isinstance(cell.value, str) and is_formula_like(cell.value):
                    suspicious += 1
                    assert cell.quotePrefix, cell.coordinate
    assert suspicious >= 5
    assert rows(book["Items"])[23]["Work"] == factory.HOSTILE


def test_odd_texts_are_stored_as_texts():
    for text in ("#N/A", "1e5", "TRUE", "a\x0bb", "x" * 40_000):
        goal = replace(factory.small().goals[0], text=text)
        sheet = openpyxl.load_workbook(io.BytesIO(render(replace(factory.small(), goals=(goal,)))))["Goals"]
        assert sheet["B2"].data_type == "s"
        assert sheet["B2"].value == (text.replace("\x0b", "") if len(text) < CELL_LIMIT else "x" * (CELL_LIMIT - 1) + "…")


def test_the_archive_states_no_time(raw):
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml")
    assert b"dcterms" not in core
    assert b">aligner</dc:creator>" in core


def test_an_empty_report_has_all_sheets():
    book = openpyxl.load_workbook(io.BytesIO(render(factory.empty())))
    assert len(book.sheetnames) == 7
    assert book["Gaps"].max_row == 1


def test_what_is_too_long_for_one_sheet_goes_on_in_another(monkeypatch):
    monkeypatch.setattr("aligner.report.xlsx_file._MOST_ROWS", 3)
    for count, parts in ((0, [0]), (3, [3]), (4, [3, 1]), (7, [3, 3, 1])):
        made = workbook([Sheet("Findings", (Column("No.", 5),), ((number,) for number in range(count)), ("Head",))], "t")
        book = openpyxl.load_workbook(io.BytesIO(made))
        assert [page.title for page in book] == ["Findings", "Findings (2)", "Findings (3)"][: len(parts)]
        assert [page.max_row - 3 for page in book] == parts
        assert [row[0].value for page in book for row in page.iter_rows(min_row=4)] == list(range(count))
