"""Tables of indicators that measure goals told in words elsewhere."""

from __future__ import annotations

import pytest

from aligner.encode import load_encoder
from aligner.extract.goals import extract_goals
from aligner.readers import read_document
from aligner.segment import Segmenter

WORDS = """# Plan of the Ferrow Valley Bakery 2027 to 2030

Adopted by the board on 3 March 2026.

## What we promise

{goals}

## How we keep count

| {headers} |
| {line} |
| {first} |
| {second} |
| {third} |
"""
GOALS = [
    "Nine in ten loaves shall leave the oven on time.",
    "We will bake with half as much gas by the end of 2029.",
    "Our drivers shall wait no longer than ten minutes at the gate.",
]
ROWS = ["Loaves out of the oven on time | 81 % | 90 % | 30 June 2028 | Head of Baking",
        "Gas per loaf | 100 | 50 | end of 2029 | Plant Engineer",
        "Waiting time of drivers at the gate | 24 min | 10 min | 2027 | Yard Manager"]  # fmt: skip


@pytest.fixture(scope="module")
def encoder():
    return load_encoder("default", cache=None)


def goals(tmp_path, encoder, headers, rows=ROWS, told=GOALS):
    text = WORDS.format(
        goals="\n".join(f"- {goal}" for goal in told),
        headers=headers,
        line=" | ".join("---" for _ in headers.split("|")),
        first=rows[0],
        second=rows[1],
        third=rows[2],
    )
    path = tmp_path / "strategy.md"
    path.write_text(text, "utf-8")
    document, segmenter = read_document(path), Segmenter()
    found = extract_goals([document], {document.path: segmenter.statements(document)}, encoder=encoder, segmenter=segmenter)
    return {goal.text: goal for goal in found}


@pytest.mark.parametrize(
    "headers",
    [
        "Indicator | 2025 | Target | By | Lead",
        "Indicator | Last known | To be reached | Until | Answers",
        "What we measure | 2025 | Where we want to be | When | Who",
        "What | 2025 | Goal | By | Answers to me",
    ],
)
def test_a_goal_takes_target_date_and_owner_from_the_row_that_measures_it(tmp_path, encoder, headers):
    found = goals(tmp_path, encoder, headers)
    oven, gate = found[GOALS[0]], found[GOALS[2]]
    assert (oven.deadline.end, oven.owner.text) == ("2028-06-30", "Head of Baking")
    assert oven.owner_quote.locator.cell is not None
    assert (gate.deadline.end, gate.owner.text) == ("2027-12-31", "Yard Manager")
    assert found[GOALS[1]].deadline_quote.locator.cell is None  # its own words name the date


@pytest.mark.parametrize(
    "headers",
    [
        "Indicator | 2023 | 2024 | 2025 | 2026",  # figures of past years
        "Indicator | 2025 | Average | Place | Source",
    ],
)
def test_other_tables_measure_no_goal(tmp_path, encoder, headers):
    assert all(goal.owner is None for goal in goals(tmp_path, encoder, headers).values())


def test_a_row_about_something_else_measures_no_goal(tmp_path, encoder):
    rows = ["Visitors of the museum | 4,000 | 9,000 | 2028 | Head of Culture",
            "Trees planted | 20 | 70 | 2028 | Head Gardener",
            "Debt to equity | 3.1 | 2.0 | 2028 | Treasurer"]  # fmt: skip
    assert all(goal.owner is None for goal in goals(tmp_path, encoder, "Indicator | 2025 | Target | By | Lead", rows).values())
