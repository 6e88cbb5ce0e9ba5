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
    assert dated("Our plan", path="x/plan-2026.md", day="2025-11-30") == "2025-11-30"
    assert dated("Our plan", path="x/plan.md", day="2024-01-01") == "2024-01-01"
    assert dated("Our plan") is None


def test_the_title_property_counts():
    assert dated("Our plan", title="Strategy 2025–2028") == "2025-01-01"
