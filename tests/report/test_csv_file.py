from __future__ import annotations

import csv
import io

from aligner.report.csv_file import COLUMNS, render
from aligner.report.spreadsheet import is_formula_like
from tests.report import factory


def table(report):
    return list(csv.DictReader(io.StringIO(render(report).decode("utf-8-sig"), newline="")))


def test_all_findings_and_all_pairs_stand_in_one_table():
    report = factory.rich()
    found = table(report)
    assert tuple(found[0]) == COLUMNS
    assert [row["Id"] for row in found if row["Row"] == "finding"] == [gap.id for gap in report.gaps]
    assert sum(row["Probability"] != "" for row in found) == len(report.links)
    assert {row["Row"] for row in found} == {"finding", "pair"}


def test_cells_stand_under_their_titles():
    found = table(factory.rich())
    conflict = next(row for row in found if row["Kind"] == "Conflicting targets")
    assert conflict["Severity"] == "high"
    assert conflict["Question"] == "Which of the two numbers holds?"
    assert conflict["Item place"] == "delivery-roadmap.xlsx, sheet Portfolio, cell B11"
    pair = next(row for row in found if row["Probability"] == "0.9700")
    assert (pair["Kind"], pair["Strength"], pair["Items"]) == ("linked", "direct", "Billing platform replacement, release 2")


def test_no_cell_could_be_run():
    found = table(factory.rich())
    assert not any(is_formula_like(cell) for row in found for cell in row.values())
    assert any(row["Items"] == f"'{factory.HOSTILE}" for row in found)


def test_an_empty_report_is_a_header():
    assert render(factory.empty()).decode("utf-8-sig") == ",".join(COLUMNS) + "\r\n"
