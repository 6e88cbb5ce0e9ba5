from __future__ import annotations

import pytest

from aligner.domain.facts import DateSpan
from aligner.domain.goals import Item
from aligner.domain.statements import Statement
from aligner.domain.text import Block, BlockKind, Locator
from aligner.extract.item_facts import with_prose_facts
from aligner.segment import Segmenter


def due(text: str) -> DateSpan | None:
    place = Locator("report.md", line=1, start=0, end=len(text))
    facts = Segmenter().facts(text, document_date="2026-05-04")
    statement = Statement(text, place, Block(BlockKind.PARAGRAPH, text, place), 0, (), "", facts)
    return with_prose_facts(Item("I1", "Ferry tickets", place), [statement]).due


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("The last pier now falls in May 2028.", "2028-05-31"),
        ("Mid October now, that is a month.", "2026-10-20"),
        ("The switch-over 22 February 2027 is booked.", "2027-02-22"),
        ("Delivery slipped to 3 June 2027.", "2027-06-03"),
        ("The crews are trained and the queue working in October 2027.", "2027-10-31"),
        ("The ramp has been postponed to July 2027.", "2027-07-31"),
        ("It goes live on 1 June 2027.", "2027-06-01"),
    ],
)
def test_a_new_date_told_in_a_report_is_the_due_date(text, end):
    found = due(text)
    assert found is not None
    assert found.end == end


@pytest.mark.parametrize(
    "text",
    [
        "The ramp was ready in March 2026.",
        "We had the pier working in October 2025.",
        "The board met on 3 March 2026.",
        "In 2027 the town has its fair.",
    ],
)
def test_what_lies_back_or_is_only_dated_is_no_due_date(text):
    assert due(text) is None
