from __future__ import annotations

import hashlib

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aligner.domain.text import BlockKind
from aligner.errors import LimitError, ReadError
from aligner.readers.base import Limits, Source
from aligner.readers.csv import read
from aligner.readers.csv_dialect import find_dialect, looks_tabular


def load(text: str | bytes, name: str = "plan.csv", limits: Limits | None = None):
    data = text.encode() if isinstance(text, str) else text
    return read(Source(name, data, hashlib.sha256(data).hexdigest()), limits or Limits())


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(delimiter):
    rows = [("Initiative", "Owner", "Due"), ("New portal", "Ann Lee", "2026-05-01"), ("Data hub", "Raj", "1 Q3")]
    document = load("\n".join(delimiter.join(row) for row in rows))
    assert [block.kind for block in document.blocks] == [BlockKind.ROW, BlockKind.ROW]
    assert [cell.header for cell in document.blocks[0].cells] == list(rows[0])
    assert [cell.text for cell in document.blocks[1].cells] == list(rows[2])


def test_locators_name_line_and_cell_and_never_clash():
    document = load('Task,Owner\nBuild,Ann\n\n"Ship\nit",Bob\nRun,Cy\n')
    places = [(block.locator.line, block.locator.cell) for block in document.blocks]
    cells = [(cell.locator.line, cell.locator.cell) for block in document.blocks for cell in block.cells]
    assert places == [(2, None), (4, None), (6, None)]
    assert cells == [(2, "A2"), (2, "B2"), (4, "A4"), (4, "B4"), (6, "A5"), (6, "B5")]
    assert document.blocks[1].cells[0].text == "Ship it"
    assert document.blocks[1].cells[0].breaks == (5,)


def test_single_row_and_single_column_places_are_distinct():
    document = load("Outcome\nGrow the base\nCut the cost\n")
    places = [block.locator.place for block in document.blocks] + [cell.locator.place for block in document.blocks for cell in block.cells]
    assert len(places) == len(set(places))
    assert "Grow the base" in [block.text for block in document.blocks]


def test_separator_line_of_spreadsheet_exports():
    document = load("sep=;\nTask;Cost\nBuild, then run;5,5\nSell;6\n")
    assert [cell.text for cell in document.blocks[0].cells] == ["Build, then run", "5,5"]
    assert document.blocks[0].cells[0].header == "Task"


def test_title_lines_above_the_header():
    document = load(
        "Portfolio report,,,\nAs of May 2026,,,\n\nProject,Owner,Status,Due\nAtlas,Ann,Green,2026-01-01\nBoreas,Bob,Red,2026-02-01\n"
    )
    assert document.blocks[0].text == "Portfolio report"
    rows = [block for block in document.blocks if block.kind is BlockKind.ROW]
    assert [[cell.header for cell in row.cells] for row in rows] == [["Project", "Owner", "Status", "Due"]] * 2


def test_numbers_and_dates_stay_text():
    cell = load("Task,Due,Cost\nBuild,2026-05-01,12.50\n").blocks[0].cells[1]
    assert (cell.text, cell.iso_date, cell.number) == ("2026-05-01", None, None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings(encoding):
    document = load("Maßnahme,Träger\nÜberprüfung – zweite Stufe,Café Süd\nErhöhung,Büro\n".encode(encoding))
    assert document.blocks[0].text == "Überprüfung – zweite Stufe | Café Süd"


def test_quote_that_never_closes_does_not_swallow_the_file():
    document = load('Task,Owner\nBuild,"Ann\n' + "Run,Bob\n" * 500)
    assert sum(block.text == "Run | Bob" for block in document.blocks) == 500


def test_limits():
    with pytest.raises(LimitError):
        load("a,b\n" * 100, limits=Limits(blocks=10))
    with pytest.raises(LimitError, match="columns"):
        load("," * 20_000 + "\n")


def test_prose_is_not_tabular():
    assert not looks_tabular("We grow, we learn.\nWe save, we build.\nWe hire, we train.\n")
    assert looks_tabular("a,b,c\n1,2,3\n4,5,6\n")
    assert find_dialect("a;b,c\n1;2,3\n4;5\n").delimiter == ";"


@given(st.one_of(st.binary(max_size=300), st.text('",;\t|\n\r ab1é\0', max_size=120).map(lambda text: text.encode())))
@example(b'"')
@example(b"sep=,")
@example(b"\r")
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_read_or_refused(data):
    try:
        document = load(data)
    except ReadError:
        return
    for block in document.blocks:
        assert document.text_at(block.locator) == block.text
        assert all(document.text_at(cell.locator) == cell.text for cell in block.cells)


@given(st.lists(st.lists(st.text("abc ,;\"'\n", min_size=1, max_size=8).filter(str.strip), min_size=3, max_size=3), min_size=2, max_size=6))
@settings(max_examples=60, deadline=None)
def test_no_field_is_lost(rows):
    header = [["Alpha", "Beta", "Gamma"]]
    text = "\n".join("\t".join('"' + field.replace('"', '""') + '"' for field in row) for row in header + rows)
    document = load(text, "plan.tsv")
    seen = " ".join(block.text for block in document.blocks)
    for row in rows:
        for field in row:
            assert " ".join(field.split()) in seen
