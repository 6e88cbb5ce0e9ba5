"""What documents themselves say work serves: numbers, columns, groups and rows above."""

from __future__ import annotations

from pathlib import Path

import pytest

from aligner.domain.goals import Item
from aligner.domain.text import Locator
from aligner.extract.item_references import numbered_reference
from aligner.extract.items import extract_items
from aligner.readers import read_document
from aligner.segment import Segmenter


@pytest.fixture
def items_of(encoder, tmp_path: Path):
    def extract(ending: str, text: str) -> dict[str, Item]:
        path = tmp_path / f"plan.{ending}"
        path.write_text(text, "utf-8")
        document, segmenter = read_document(path), Segmenter()
        found = extract_items([document], {document.path: segmenter.statements(document)}, encoder=encoder, segmenter=segmenter)
        for item in found:
            if item.goal_reference:
                assert document.text_at(item.goal_reference.locator) == item.goal_reference.text
        return {item.text: item for item in found}

    return extract


def reference(item: Item) -> str | None:
    return item.goal_reference.text if item.goal_reference else None


@pytest.mark.parametrize(
    ("text", "headings", "expected"),
    [
        ("Milestone 4.2. ", (), "4"),
        ("Action 12.1: ", ("Second quarter",), "12"),
        ("Measure 3.1.2 - ", (), "3"),
        ("Milestone 4.2. ", ("Workstream 4: Network",), None),
        ("Milestone 4.2. ", ("4. Network",), None),
        ("Milestone 4.2. ", ("Workstream 3",), "4"),
        ("Milestone 4: ", (), None),
        ("Task 4.2: ", (), None),
        ("4.2 ", (), None),
    ],
)
def test_the_number_of_a_milestone_names_what_it_belongs_to(text, headings, expected):
    found = numbered_reference(text, Locator("plan.md", line=3, end=90), headings)
    assert (found.text if found else None) == expected
    assert found is None or text[found.locator.start : found.locator.end] == expected


def test_numbered_milestones_in_a_progress_page(items_of):
    items = items_of(
        "md",
        "# Progress of the reef plan\n\n## Quarter 1, 2031 (January to March)\n\n"
        "- Milestone 3.1. anchor forty mooring buoys.\n\nThis milestone has been partially completed.\n\n"
        "- Milestone 11.2, counting the parrotfish.\n\nThis milestone has been completed.\n",
    )
    assert {text: reference(item) for text, item in items.items()} == {
        "anchor forty mooring buoys": "3",
        "counting the parrotfish": "11",
    }
    buoys = items["anchor forty mooring buoys"]
    assert buoys.due
    assert buoys.due.end == "2031-03-31"


def test_outline_rows_serve_what_the_row_above_serves(items_of):
    items = items_of(
        "csv",
        "WBS,ReqId,Task,Resourcing,End Date\n1,R2,Tide tables,,\n1.1,,Draw the curves,Ola,2031-02-01\n1.2,R5,Print the leaflet,Ola,2031-03-01\n2,,Boat trailer,Per,2031-04-01\n",
    )
    assert {text: reference(item) for text, item in items.items()} == {
        "Tide tables": "R2",
        "Draw the curves": "R2",
        "Print the leaflet": "R5",
        "Boat trailer": None,
    }
    assert items["Draw the curves"].headings[-1] == "Tide tables"


def test_a_board_files_cards_under_initiatives_and_milestones(items_of):
    items = items_of(
        "csv",
        "Title,Column,Assignees,Initiative,Milestone\nBook the slipway,Doing,ola,init:harbour,Open harbour for all\nPaint the rail,Done,per,init:harbour,\n"
        "Call the bank,Backlog,ola,,\nSort the ropes,Backlog,per,,Order in the shed\n",
    )
    assert {text: reference(item) for text, item in items.items()} == {
        "Book the slipway": "Open harbour for all",
        "Paint the rail": "init:harbour",
        "Call the bank": None,
        "Sort the ropes": "Order in the shed",
    }


def test_a_group_that_is_work_itself_is_no_reference(items_of):
    items = items_of(
        "csv",
        "Task,Status,Assignee,Initiative,Strategic goal\nNew slipway,Doing,ola,,Open harbour\n",
    )
    assert reference(items["New slipway"]) == "Open harbour"
    items = items_of("csv", "Task,Status,Assignee,Initiative\nNew slipway,Doing,ola,\nPour the concrete,To do,per,New slipway\n")
    assert reference(items["Pour the concrete"]) is None
    assert items["Pour the concrete"].headings[-1] == "New slipway"


def test_a_form_names_what_the_work_belongs_to(items_of):
    items = items_of(
        "md",
        "# Lighter nets\n\n| Field | |\n|---|---|\n| Point of contact | @olaf |\n| Status | Accepted |\n| Roadmap | Fewer lost nets |\n| Timespan | 2031-2032 |\n\n## Summary\n\nNets that float.\n",
    )
    assert reference(items["Lighter nets"]) == "Fewer lost nets"
