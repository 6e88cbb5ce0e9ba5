"""Numbered paragraphs that run through the chapters are a programme's commitments, terse ones too."""

from __future__ import annotations

import pytest

from aligner.encode import load_encoder
from aligner.extract.goals import extract_goals
from aligner.readers import read_document
from aligner.segment import Segmenter

PLAN = """# What we have set out to do

## 1 At the counter

Queues are a tax nobody voted for. In 2025 the office received 4,100 complaints.

**1.1** By the end of 2027 every permit shall be decided within 30 working days. Today it takes 61.

**1.2** A friendlier hall. The building of 1974 was meant to impress. In figures:

- waiting below ten minutes by 30 June 2027

## 2 On the road

We resurfaced forty streets last year.

**2.1** Four new bus lanes shall open by 31 March 2028.

**2.2** No more diesel in the yard. The depot will not be moved.
"""

REPORT = """# Annual survey

## 1 Findings

**1.1** The survey was sent to 2,300 households in May.

**1.2** Of these, 41 per cent answered, fewer than in 2023.

## 2 Method

**2.1** The sample was drawn from the register.

**2.2** Weights correct for age and district.
"""


def goals(text, tmp_path):
    path = tmp_path / "programme.md"
    path.write_text(text, "utf-8")
    document, segmenter = read_document(path), Segmenter()
    statements = {document.path: segmenter.statements(document)}
    return extract_goals([document], statements, encoder=load_encoder(), segmenter=segmenter)


def test_every_member_of_the_series_is_a_goal_and_its_targets_are_below_it(tmp_path):
    found = goals(PLAN, tmp_path)
    texts = [goal.text for goal in found]
    assert texts == [
        "By the end of 2027 every permit shall be decided within 30 working days.",
        "A friendlier hall.",
        "waiting below ten minutes by 30 June 2027",
        "Four new bus lanes shall open by 31 March 2028.",
        "No more diesel in the yard.",
    ]
    assert found[2].parent == found[1].id


@pytest.mark.parametrize("text", [REPORT, PLAN.replace("**2.2**", "**2.3**").replace("By the end of 2027 e", "E")])
def test_numbered_paragraphs_alone_are_no_commitments(tmp_path, text):
    texts = [goal.text for goal in goals(text, tmp_path)]
    assert "No more diesel in the yard." not in texts
    assert not any("survey" in text or "sample" in text for text in texts)
