from __future__ import annotations

import pytest

from aligner.domain.text import Block, BlockKind, Document, Locator
from aligner.segment import Segmenter


def dated(*lines, path="plan.md", title="", day=None):
    blocks = []
    for number, line in enumerate(lines, 1):
        heading = line.startswith("# ")
        text = line.removeprefix("# ")
        kind = BlockKind.HEADING if heading else BlockKind.PARAGRAPH
        blocks.append(Block(kind, text, Locator(path, line=number, end=len(text)), level=1 if heading else 0))
    return Segmenter().document_date(Document(path, "0" * 64, "md", tuple(blocks), title=title, date=day))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["# Report", "Status as of 12 March 2026"], "2026-03-12"),
        (["# Report", "Version 1.2, March 2026"], "2026-03-01"),
        (["# Report", "Last updated: 2026-03-12"], "2026-03-12"),
        (["# Report", "Date: 12 March 2026"], "2026-03-12"),
        (["# Report", "12 March 2026", "We open on 1 May 2027."], "2026-03-12"),
        (["# Status report - 12 March 2026"], "2026-03-12"),
        (["# Harbour strategy 2025-2028"], "2025-01-01"),
        (["# Harbour strategy", "We will open the gate by June 2027."], None),
        (["# Harbour strategy", "It was founded in 1987 and grew."], None),
    ],
)
def test_the_text_tells_its_date(lines, expected):
    assert dated(*lines) == expected


def test_text_beats_file_name_and_properties():
    assert dated("As of 12 March 2026", path="x/plan-2025-01.md", day="2024-01-01") == "2026-03-12"
    assert dated("Our plan", path="x/plan-2026-03.md", day="2024-01-01") == "2026-03-01"
    assert dated("Our plan", path="x/plan_20260312.md", day="2024-01-01") == "2026-03-12"
    assert dated('# Steering group "Ferries 2030": minutes', path="x/steering-2027-01-21.md") == "2027-01-21"
    assert dated("# Plan 2025-2028", path="x/plan-2026.md") == "2025-01-01"
    assert dated("Our plan", path="x/plan-2026.md", day="2025-11-30") == "2025-11-30"
    assert dated("Our plan", path="x/plan.md", day="2024-01-01") == "2024-01-01"
    assert dated("Our plan") is None


def test_the_title_property_counts():
    assert dated("Our plan", title="Strategy 2025–2028") == "2025-01-01"


def test_an_old_template_date_is_not_that_of_the_text() -> None:
    text = "The new depot opens in 2029 and the old one closes in 2030."
    block = Block(BlockKind.PARAGRAPH, text, Locator("plan.docx", paragraph=1, end=len(text)))
    assert Segmenter().document_date(Document("plan.docx", "0" * 64, "docx", (block,), date="2013-12-23")) is None
    assert Segmenter().document_date(Document("plan.docx", "0" * 64, "docx", (block,), date="2026-05-04")) == "2026-05-04"


def test_the_meeting_a_report_was_prepared_for_dates_it() -> None:
    text = "Second quarter report · prepared for the Council session of January 26, 2027"
    block = Block(BlockKind.PARAGRAPH, text, Locator("report.docx", paragraph=1, end=len(text)))
    assert Segmenter().document_date(Document("report.docx", "0" * 64, "docx", (block,))) == "2027-01-26"


def test_as_of_deep_inside_a_paragraph_belongs_to_its_sentence() -> None:
    text = (
        "The harbour office reports three minutes for September and the works council has agreed to the new shifts in the yard and on the quay, "
        "so that the supplier will answer nine calls in ten as of July 2028 and not before."
    )
    block = Block(BlockKind.PARAGRAPH, text, Locator("mail.txt", line=1, end=len(text)))
    assert Segmenter().document_date(Document("mail.txt", "0" * 64, "txt", (block,), date="2026-10-05")) == "2026-10-05"
