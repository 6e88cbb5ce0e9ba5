"""Reviewers' decisions are read back from the workbook and from the flat table."""

from __future__ import annotations

import csv
import io

import pytest
from openpyxl import Workbook

from aligner.errors import CorruptFileError, MissingFileError
from aligner.report.csv_file import render
from aligner.report.reviewed import Decision, read_decisions
from tests.report import factory

HEAD = ["Id", "Outcome", "Goal id", "Goal", "Item id", "Item", "Decision", "Reviewer"]
ROWS = [
    ["G1:I1", "linked", "G1", "Halve the queue", "I1", "Second counter", "Accept", "A. Reed"],
    ["G1:I2", "linked", "G1", "Halve the queue", "I2", "New carpet", "reject", "A. Reed"],
    ["G1:I3", "cannot tell", "G1", "Halve the queue", "I3", "Ticket machine", "defer", ""],
    ["none:I4", "no link", "", "", "I4", "Lamps", "", ""],
]
WANTED = (Decision("G1", "I1", accepted=True), Decision("G1", "I2", accepted=False))


def workbook(path, rows, sheet="Traceability"):
    book = Workbook()
    page = book.active
    page.title = sheet
    for row in rows:
        page.append(row)
    book.save(path)
    return str(path)


def test_a_filled_in_workbook(tmp_path):
    assert read_decisions(workbook(tmp_path / "m.xlsx", [["Traceability"], [], HEAD, *ROWS])) == WANTED


def test_a_filled_in_table(tmp_path):
    path = tmp_path / "m.csv"
    path.write_text("\n".join(",".join(row) for row in (HEAD, *ROWS)) + "\n", "utf-8")
    assert read_decisions(str(path)) == WANTED


def test_an_unknown_word_names_its_row(tmp_path):
    rows = [HEAD, [*ROWS[0][:6], "yes!", ""]]
    with pytest.raises(CorruptFileError, match="row 2: the decision 'yes!'"):
        read_decisions(workbook(tmp_path / "m.xlsx", rows))


def test_other_files_are_refused(tmp_path):
    with pytest.raises(MissingFileError):
        read_decisions(str(tmp_path / "none.xlsx"))
    with pytest.raises(CorruptFileError, match="no sheet 'Traceability'"):
        read_decisions(workbook(tmp_path / "other.xlsx", [HEAD], "Sheet"))
    (tmp_path / "notes.csv").write_text("a,b\n1,2\n", "utf-8")
    with pytest.raises(CorruptFileError, match="Goal id, Item id and Decision"):
        read_decisions(str(tmp_path / "notes.csv"))
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    with pytest.raises(CorruptFileError, match="not a readable workbook"):
        read_decisions(str(tmp_path / "broken.xlsx"))


def test_the_flat_table_of_a_report_is_read_and_its_findings_are_passed_over(tmp_path):
    table = list(csv.reader(io.StringIO(render(factory.rich()).decode("utf-8-sig"), newline="")))
    heads, decision = table[0], table[0].index("Decision")
    pair = next(row for row in table[1:] if row[heads.index("Probability")] and row[0] == "pair")
    finding = next(row for row in table[1:] if row[0] == "finding" and row[heads.index("Goal id")] and row[heads.index("Item ids")])
    pair[decision] = finding[decision] = "accept"
    with (tmp_path / "r.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(table)
    found = read_decisions(str(tmp_path / "r.csv"))
    assert [(one.goal, one.item, one.accepted) for one in found] == [(pair[heads.index("Goal id")], pair[heads.index("Item ids")], True)]
