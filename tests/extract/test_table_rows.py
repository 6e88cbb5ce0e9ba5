"""Rows of a table that are remarks on its columns and no work."""

from __future__ import annotations

import pytest

from aligner.encode import load_encoder
from aligner.extract.items import extract_items
from aligner.readers import read_document
from aligner.segment import Segmenter

HEADER = ("Ref", "Project", "Lead", "Finish", "Status", "Cost")
WORK = (
    ("K-1", "Rebuild the ferry slipway", "Ana Brandt", "2027-03-31", "On track", "120"),
    ("K-2", "Replace the ticket machines", "Ole Winter", "2027-06-30", "At risk", "80"),
    ("K-3", "Train deck crews in first aid", "Ida Holm", "2026-11-30", "On track", "15"),
)
TITLES = [row[1] for row in WORK]


@pytest.fixture
def titles_of(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")

    def extract(*rows):
        book = openpyxl.Workbook()
        book.active.title = "Portfolio"
        for row in rows:
            book.active.append(row)
        book.save(tmp_path / "plan.xlsx")
        document = read_document(tmp_path / "plan.xlsx")
        segmenter = Segmenter()
        statements = {document.path: segmenter.statements(document)}
        items = extract_items([document], statements, encoder=load_encoder(cache=None), segmenter=segmenter)
        return [item.text for item in items]

    return extract


@pytest.mark.parametrize(
    "remark",
    [
        (None, "short name", None, None, None, "2026 only"),
        (None, "short name", None, None, None, None),
        (None, "from finance return", None, None, None, "in thousands"),
    ],
)
def test_a_remark_right_below_the_header_is_no_item(titles_of, remark):
    assert titles_of(HEADER, remark, *WORK) == TITLES


@pytest.mark.parametrize(
    "row",
    [
        ("K-0", "Survey the piers", None, None, None, None),
        (None, "Survey the piers", "Ana Brandt", None, None, None),
        (None, "Survey the piers", None, None, "Done", None),
        (None, "Survey the piers of all four ports", None, None, None, "20"),
    ],
)
def test_a_first_row_that_is_tracked_or_says_more_is_an_item(titles_of, row):
    assert titles_of(HEADER, row, *WORK) == [row[1], *TITLES]


def test_only_the_first_row_is_a_remark_and_only_where_the_next_ones_say_more(titles_of):
    late = (None, "Survey the piers", None, None, None, "20")
    assert titles_of(HEADER, *WORK, late) == [*TITLES, late[1]]
    bare = [(None, title, None, None, None, "20") for title in ("Survey the piers", "Paint the ferry bows")]
    assert titles_of(HEADER, *bare, WORK[0]) == ["Survey the piers", "Paint the ferry bows", TITLES[0]]


def test_remarks_above_the_header_are_no_items(titles_of):
    remark = (None, None, "from staff return", None, None, "2026 only")
    assert titles_of(remark, (), HEADER, *WORK) == TITLES
