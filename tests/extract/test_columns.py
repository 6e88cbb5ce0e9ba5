from __future__ import annotations

import pytest

from aligner.domain.text import Block, Locator
from aligner.extract.column_profile import plain_header, profile
from aligner.extract.columns import Role, assign_roles, header_match
from aligner.readers.tables import RawCell, table_blocks


def _rows(*lines: tuple[str, ...], header_rows: int = 1) -> list[Block]:
    def locate(row: int, column: int | None) -> Locator:
        return Locator(
            "plan.xlsx", sheet="Plan", cell=f"{'ABCDEFGHIJKLMNOP'[column or 0]}{row + 1}" if column is not None else f"row {row + 1}"
        )

    grid = [[RawCell(text) for text in line] for line in lines]
    return [block for block in table_blocks(grid, locate=locate, table=0, header_rows=header_rows) if block.cells]


def _roles(*lines: tuple[str, ...], header_rows: int = 1) -> list[Role | None]:
    columns = profile(_rows(*lines, header_rows=header_rows))
    roles = assign_roles(columns)
    return [roles.get(column.index) for column in columns]


def test_header_words_in_any_order():
    assert _roles(
        ("Finish", "Accountable", "RAG", "Initiative", "Comments"),
        ("2027-03-31", "A. Berg", "Green", "New quay lights", "Poles are on order with the usual firm"),
        ("2027-04-30", "S. Moe", "Red", "Deepen the basin", "Waiting for the survey of the sea bed"),
    ) == [Role.DUE, Role.OWNER, Role.HEALTH, Role.TITLE, Role.DESCRIPTION]


def test_content_alone():
    assert _roles(
        ("Deepen the basin", "K. Lind", "2027-04-30", "in progress", "40 %", "EUR 3 m"),
        ("Paint the bridge", "S. Moe", "2027-05-31", "done", "100 %", "EUR 80k"),
        ("New quay lights", "S. Moe", "2027-06-30", "not started", "0 %", "EUR 1 m"),
        header_rows=0,
    ) == [Role.TITLE, Role.OWNER, Role.DUE, Role.STATUS, Role.PERCENT, Role.BUDGET]


def test_content_refuses_a_header():
    # "Target" with percentages is a figure to reach, not a date.
    roles = _roles(("Measure", "Target", "Owner"), ("Trains on time", "93 %", "Ops"), ("Lifts in service", "99 %", "Works"))
    assert Role.DUE not in roles


@pytest.mark.parametrize(
    ("headers", "title"),
    [
        (("Epic", "Task"), 1),
        (("Task", "Milestone"), 0),
        (("Project", "Deliverables"), 0),
        (("Programme", "Project manager", "Project"), 2),
        (("Title", "Column"), 0),
    ],
)
def test_the_finer_word_names_the_row(headers, title):
    first = tuple(f"{word} alpha works" for word in headers)
    second = tuple(f"{word} beta works" for word in headers)
    assert _roles(headers, first, second)[title] is Role.TITLE


def test_a_repeated_project_groups_the_tasks():
    assert _roles(
        ("Project", "Activity", "Owner"),
        ("Quay", "Dig the trench", "Ola"),
        ("Quay", "Lay the cable", "Ola"),
        ("Quay", "Test lights", "Per"),
    )[:2] == [Role.PARENT, Role.TITLE]


def test_headers_lose_brackets_and_punctuation():
    assert plain_header("Due date (planned):") == "due date"
    assert plain_header("% complete") == "percent complete"


def test_an_equal_header_beats_a_contained_one():
    assert header_match("due date", "due") > header_match("new due date of it", "due") > header_match("colour", "due") == 0


def test_words_for_kinds_of_work_make_a_kind_column():
    roles = _roles(
        ("What", "Flavour", "Who"),
        ("Restore drill", "ops", "Ola"),
        ("Tax form change", "law", "Per"),
        ("Patch the gate readers", "sec", "Ola"),
        ("Battery check", "ops", "Per"),
        ("New label law", "law", "Kim"),
    )
    assert roles == [Role.TITLE, Role.KIND, Role.OWNER]
