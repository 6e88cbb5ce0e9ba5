from __future__ import annotations

import pytest

from aligner.classify.period import document_day, period
from aligner.domain.classification import DocumentKind
from aligner.segment import Segmenter
from tests.classify.documents import document

STRATEGY, ROADMAP, STATUS, MINUTES = DocumentKind.STRATEGY, DocumentKind.ROADMAP, DocumentKind.STATUS, DocumentKind.MINUTES


def told(kind, *lines, path="a/file.docx"):
    one = document(*lines, path=path)
    reader = Segmenter()
    statements = reader.statements(one)
    day = document_day(one, statements, reader)
    span = period(one, statements, kind, day, reader)
    if day and day.quote:
        assert one.text_at(day.quote.locator) == day.quote.text
    if span and span.quote:
        assert one.text_at(span.quote.locator) == span.quote.text
    return (day.value if day else None), ((span.start, span.end) if span else None)


@pytest.mark.parametrize(
    ("kind", "lines", "day", "span"),
    [
        (
            STRATEGY,
            ("# Steady Cold", "Corporate strategy 2027 to 2030. Adopted by the board on 8 October 2026."),
            "2026-10-08",
            ("2027-01-01", "2030-12-31"),
        ),
        (STRATEGY, ("# The house in 2030", "Lindholm, 14 January 2027", "Dear all,"), "2027-01-14", ("2027-01-14", "2030-12-31")),
        (STRATEGY, ("# Where we go", "We will grow."), None, None),
        (STATUS, ("# Quarterly report III/2026", "to the board, 30 October 2026"), "2026-10-30", ("2026-07-01", "2026-09-30")),
        (
            STATUS,
            ("# Report", "Second quarter FY2027 (October to December 2026), written 26 January 2027"),
            "2027-01-26",
            ("2026-10-01", "2026-12-31"),
        ),
        (ROADMAP, ("# Roadmap 26–30", "State of 30 October 2026"), "2026-10-30", ("2026-01-01", "2030-12-31")),
        (ROADMAP, ("# Project list, position at 6 November 2026", "All is well."), "2026-11-06", ("2026-10-01", "2026-12-31")),
        (
            MINUTES,
            ('# Steering group "Lines 2030": minutes no. 4', "Thursday 21 January 2027, 13:30 to 15:10"),
            "2027-01-21",
            ("2027-01-01", "2027-03-31"),
        ),
    ],
)
def test_days_and_periods(kind, lines, day, span):
    assert told(kind, *lines) == (day, span)


def test_the_name_of_a_file_that_looks_ahead_tells_its_year():
    lines = ("# Road map, version of 8 January 2027", "Everything we do.")
    assert told(ROADMAP, *lines, path="roadmap-2027.xlsx") == ("2027-01-08", ("2027-01-01", "2027-12-31"))
    assert told(STATUS, *lines, path="status-2027.xlsx") == ("2027-01-08", ("2027-01-01", "2027-03-31"))


def test_the_first_day_of_a_plan_is_not_the_day_of_the_document():
    assert told(STRATEGY, "# Strategy 2027–2031", "We will grow.")[0] is None
