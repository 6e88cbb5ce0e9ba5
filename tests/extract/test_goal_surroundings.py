"""What stands around a statement tells whether it commits: bold openings, chapters, owners behind it."""

from __future__ import annotations

import re

import pytest

from aligner.encode import load_encoder
from aligner.extract.goals import extract_goals
from aligner.readers import read_document
from aligner.segment import Segmenter

LEADS = """# Plan of the Ferrow Valley Bank 2027 to 2030

## Near

### Doors

**Nobody is far from a counter.** By 31 December 2028 nine in ten households reach one within fifteen minutes. The Head of Branches leads.

### The young

**The young come back.** We want 2,000 new accounts of people under 25 a year by 2029. The Head of Marketing answers for it.

## Simple

### One record

**One customer, one record.** No more than five duplicates in a thousand by 31 December 2027.

### Payments

**Money moves in ten seconds.** From 1 July 2028 nine in ten transfers arrive within ten seconds.

## Lean

### Costs

**We spend less to earn a euro.** By the end of 2029 we want to be down to 58 cents.

### Tidying up

**We tidy up the attic of applications.** From 412 to 260 by the end of 2029.
"""


def goals(text, folder):
    path = folder / "strategy.md"
    path.write_text(text, "utf-8")
    document, segmenter = read_document(path), Segmenter()
    return [
        goal.text
        for goal in extract_goals([document], {document.path: segmenter.statements(document)}, encoder=load_encoder(), segmenter=segmenter)
    ]


def test_bold_openings_that_run_through_a_plan_are_its_goals(tmp_path):
    found = goals(LEADS, tmp_path)
    assert {"The young come back.", "One customer, one record.", "Money moves in ten seconds."} <= set(found)


def test_bold_openings_that_commit_to_nothing_are_no_series(tmp_path):
    told = LEADS
    leads = set(re.findall(r"\*\*(.+?)\*\*", told))
    assert leads <= set(goals(told, tmp_path))
    for promise in ("By 31 December 2028 nine in ten households reach one within fifteen minutes.", "We want 2,000 new accounts of people under 25 a year by 2029.", "No more than five duplicates in a thousand by 31 December 2027.", "From 1 July 2028 nine in ten transfers arrive within ten seconds.", "By the end of 2029 we want to be down to 58 cents.", "From 412 to 260 by the end of 2029."):  # fmt: skip
        told = told.replace(promise, "It was a long year.")
    # A motto may still read like a promise by itself ("Money moves in ten seconds."), but no series carries the others along.
    assert not {"One customer, one record.", "We tidy up the attic of applications."} & set(goals(told, tmp_path))


@pytest.mark.parametrize("label", ["Mission", "Promise"])
def test_a_numbered_chapter_of_goals_is_none_itself(tmp_path, label):
    chapters = [("Home alive", "At most 120 people are killed on our roads in 2031."), ("On time", "By 2030 nine in ten trains shall arrive within five minutes."), ("Clean air", "By the end of 2029 every bus we buy shall run without an exhaust.")]  # fmt: skip
    text = "# Transport plan\n\n" + "\n\n".join(
        f"## {label} {number}: {name}\n\n{goal}" for number, (name, goal) in enumerate(chapters, start=1)
    )
    found = goals(text, tmp_path)
    assert not {name for name, _ in chapters} & set(found)
    assert "By 2030 nine in ten trains shall arrive within five minutes." in found
