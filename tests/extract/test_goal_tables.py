from __future__ import annotations

import pytest

from aligner.domain.text import Block, BlockKind, Cell, Locator
from aligner.extract.goal_tables import column_role, row_label, row_parts


def row(*pairs: tuple[str, str]) -> Block:
    cells = tuple(
        Cell(text, column, header, Locator("plan.xlsx", sheet="Goals", cell=f"{'ABCDEFGH'[column]}2", start=0, end=len(text)))
        for column, (header, text) in enumerate(pairs)
        if text
    )
    text = " | ".join(cell.text for cell in cells)
    return Block(BlockKind.ROW, text, Locator("plan.xlsx", sheet="Goals", cell="2", end=len(text)), cells=cells, table=0)


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("Strategic objective", "goal"),
        ("Key result", "result"),
        ("KPI", "measure"),
        ("Target 2027", "target"),
        ("2025 / Baseline", "baseline"),
        ("Executive lead", "owner"),
        ("By when?", "deadline"),
        ("Pillar", "theme"),
        ("Likelihood", ""),
        ("", ""),
    ],
)
def test_columns_are_known_by_their_headers(header, role):
    assert column_role(header) == role


def test_a_row_gives_its_goal_with_the_cells_beside_it():
    parts = row_parts(
        row(
            ("Owner", "Harbour Master"), ("Objective", "Fewer waits at the lock"), ("Measure", "Minutes"), ("Target", "12"), ("Due", "2027")
        )
    )
    assert [part.text for part in parts] == ["Fewer waits at the lock"]
    facts = parts[0].facts
    assert facts.owner is not None
    assert facts.owner.text == "Harbour Master"
    assert facts.target is not None
    assert facts.target.text == "12"
    assert facts.measure is not None
    assert facts.measure.text == "Minutes"


def test_lists_inside_a_cell_are_goals_of_their_own_with_exact_places():
    text = "\u2022 Dredge the channel to nine metres \u2022 Light every berth \u2022 Open the lock at night"
    parts = row_parts(row(("Goals", text)))
    assert [part.text for part in parts] == ["Dredge the channel to nine metres", "Light every berth", "Open the lock at night"]
    assert all(text[part.locator.start : part.locator.end] == part.text for part in parts)


def test_wider_columns_contain_narrower_ones():
    parts = row_parts(
        row(("Pillar", "Safe water"), ("Objective", "No collisions in the channel"), ("Key result", "Radar at both heads by June"))
    )
    assert [(part.role, part.repeats) for part in parts] == [("theme", True), ("goal", True), ("result", False)]


def test_a_priority_column_may_hold_ranks_groups_or_goals():
    assert [part.text for part in row_parts(row(("Priority", "High"), ("Objective", "Light every berth")))] == ["Light every berth"]
    assert [part.role for part in row_parts(row(("Priority", "Safe water"), ("Objective", "Light every berth")))] == ["theme", "goal"]
    assert [part.role for part in row_parts(row(("Priority", "Make the harbour safe at night"), ("Owner", "Harbour Master")))] == ["goal"]


def test_labelled_rows_say_what_their_second_cell_is():
    goal = row(("Metadata", "What and why"), ("", "Make the lock open within twelve minutes"))
    assert [part.text for part in row_parts(goal)] == ["Make the lock open within twelve minutes"]
    owner = row_label(row(("Metadata", "Sponsor"), ("", "Port director")))
    assert owner is not None
    assert (owner[0], owner[1].text) == ("owner", "Port director")
    assert row_parts(row(("Metadata", "Sponsor"), ("", "Port director"))) == []


def test_tables_of_something_else_hold_no_goals():
    assert row_parts(row(("Risk", "The lock fails"), ("Likelihood", "High"), ("Impact", "High"))) == []


@pytest.mark.parametrize(
    ("header", "value", "ident"),
    [
        ("ID", "1", "1"),
        ("No.", "1.1", "1.1"),
        ("#", "2.", "2"),
        ("Ref", "R-03", "r-03"),
        ("Goal ID", "G2", "g2"),
        ("ReqId", "7", "7"),
        ("REQ", "REQ 12", "req 12"),
        ("ID", "see below", ""),
        ("Target number", "40", ""),
        ("Budget", "40", ""),
        ("", "40", ""),
    ],
)
def test_an_identifier_column_numbers_the_goal_beside_it(header, value, ident):
    parts = row_parts(row((header, value), ("Objective", "Light every berth at night")))
    assert [(part.text, part.facts.ident) for part in parts] == [("Light every berth at night", ident)]


def test_one_identifier_is_the_narrowest_goals_and_several_stand_left_of_their_own():
    one = row_parts(row(("ID", "4"), ("Pillar", "Safe water"), ("Objective", "Light every berth")))
    assert [part.facts.ident for part in one] == ["", "4"]
    two = row_parts(row(("Goal ID", "G1"), ("Goal", "Safe water"), ("KR no.", "1.2"), ("Key result", "Light every berth")))
    assert [part.facts.ident for part in two] == ["g1", "1.2"]


def test_one_number_for_a_list_of_goals_is_nobodys():
    parts = row_parts(row(("ID", "4"), ("Goals", "Dredge the channel\nLight every berth")))
    assert [part.facts.ident for part in parts] == ["", ""]


def test_the_identifier_becomes_the_goals_reference(extraction):
    table = """# Objectives

| ID | Objective | Owner |
|----|-----------|-------|
| H-01 | Reduce waiting at the lock to twelve minutes by 2027 | Harbour Master |
| H-02 | Increase the share of berths with shore power to 60% | Port director |
"""
    assert [goal.reference for goal in extraction.goals(plan_md=table)] == [("h-01",), ("h-02",)]
