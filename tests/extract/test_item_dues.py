from __future__ import annotations

from dataclasses import replace

import pytest

from aligner.domain.facts import DateSpan
from aligner.domain.goals import Item
from aligner.domain.statements import Statement
from aligner.domain.text import Block, BlockKind, Locator
from aligner.extract.item_facts import with_new_date, with_prose_facts
from aligner.extract.item_merge import _no_news
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
        ("The cards will be handed out from 15 December 2027.", "2027-12-15"),
        ("The ferry reaches the outer quay only in the first quarter of 2029.", "2029-03-31"),
        ("The yard would hand over its last keys in February 2029, mostly because of the paint.", "2029-02-28"),
        ("The supplier now dates the eighth to 31 May 2028.", "2028-05-31"),
        ("The second leg goes over on 22 February 2027.", "2027-02-22"),
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


@pytest.mark.parametrize(("text", "end"), [
    ("The clock needs a new rule; all seven towns must vote, so that it cannot run before 30 June 2028.", "2028-06-29"),
    ("The clock needs a new rule; all seven towns must vote, which will be done before 30 June 2028.", None),
])  # fmt: skip
def test_a_date_before_which_work_is_not_there_may_stand_in_another_clause(text, end):
    place = Locator("report.md", line=1, start=0, end=len(text))
    facts = Segmenter().facts(text, document_date="2026-05-04")
    statement = Statement(text, place, Block(BlockKind.PARAGRAPH, text, place), 0, (), "", facts)
    found = with_new_date(Item("I1", "Clock", place), statement).due
    assert (found.end if found else None) == end


def test_not_before_leaves_a_later_date_of_the_plan():
    place = Locator("plan.md", line=1, end=5)
    plan = Item("I1", "Locks", place, due=DateSpan("2030-09-30", 0, 10, "2030-09-30", "2030-09-30"))
    told = replace(plan, due=DateSpan("before the 2029", 0, 15, None, "2028-12-31", deadline=True))
    later = replace(plan, due=DateSpan("before June 2031", 0, 16, None, "2031-05-31", deadline=True))
    assert _no_news(told, plan)
    assert not _no_news(later, plan)
    assert not _no_news(replace(told, due=DateSpan("2029", 0, 4, "2029-01-01", "2029-12-31")), plan)
