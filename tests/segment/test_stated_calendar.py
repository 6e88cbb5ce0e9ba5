from __future__ import annotations

import pytest

from aligner.domain.text import Block, BlockKind, Document, Layer, Locator
from aligner.segment import Segmenter
from aligner.segment.stated_calendar import StatedCalendar, learn, speaks_fiscally


def document(*texts, path="plan.md", layer=Layer.BODY, kind=BlockKind.PARAGRAPH, day="2026-03-12"):
    blocks = [Block(kind, text, Locator(path, line=line, end=len(text)), layer=layer) for line, text in enumerate(texts, 1)]
    return Document(path, "0" * 64, "md", tuple(blocks), date=day)


def last_dates(segmenter, made):
    return [span.end for statement in segmenter.statements(made) for span in statement.facts.dates]


@pytest.mark.parametrize(
    ("text", "start", "label_first"),
    [
        ("Our financial year starts in February.", 2, None),
        ("Our fiscal year begins on 1 July.", 7, None),
        ("We count in financial years, which begin in October.", 10, None),
        ("FY27 runs from February 2026 to January 2027.", 2, False),
        ("FY2026: July 2026 – June 2027", 7, True),
        ("FY27 (Feb 26 – Jan 27)", 2, False),
        ("FY27 is the year from 1 February 2026 to 31 January 2027.", 2, False),
        ("The board set a budget for the financial year (1 April to 31 March).", 4, None),
        ("Financial year | 1 April – 31 March", 4, None),
        ("Fiscal year (Oct-Sep)", 10, None),
        ("(FY27 for newcomers: 1 February 2026 to 31 January 2027.)", 2, False),
        ("Financial years start on April 1.", 4, None),
        ("The financial year ends on 31 March.", 4, None),
        ("Financial year-end: 30 June", 7, None),
        ("Figures are for the year ending 31 March 2027.", 4, None),
        ("FY27 covers the twelve months to 31 January 2027.", 2, None),
        ("Q1 (Feb–Apr), Q2 (May–Jul)", 2, None),
        ("Q3 = Oct-Dec", 4, None),
        ("The business year is April to March.", 4, None),
        ("Our financial year is the calendar year, January to December.", 1, None),
    ],
)
def test_ways_to_say_how_the_year_runs(text, start, label_first):
    assert learn([document(text)]) == StatedCalendar(start, label_first)


@pytest.mark.parametrize(
    "text",
    [
        "FY27 targets in May and June",
        "A good fiscal year. In March we may rest.",
        "The budget for FY27 (January to March) is spent.",
        "By the end of FY27 we open the gate.",
        "The year to come ends in tears.",
        "The year ending 14 March was dry.",
        "The season runs from April to March.",
        "Q3 (July) was wet.",
    ],
)
def test_other_months_beside_a_year_state_no_calendar(text):
    assert learn([document(text)]) is None


def test_most_statements_win_and_the_outright_ones_beat_the_passing_ones():
    assert learn(
        [
            document(
                "The ministry's fiscal year starts in October.",
                "FY27 runs from February 2026 to January 2027.",
                "Our fiscal year starts in February.",
            )
        ]
    ) == StatedCalendar(2, False)
    assert learn([document("In the year ended 30 June 2025 trade grew.", "Our financial year starts in April.")]) == StatedCalendar(4)


def test_a_document_that_says_how_its_year_runs_is_read_that_way():
    made = document("Our financial year starts in February.", "Open the gate by the end of Q3 FY27.", "Close the yard in Q1 FY27.")
    assert last_dates(Segmenter(), made)[1:] == ["2026-10-31", "2026-04-30"]
    assert last_dates(Segmenter(fiscal_year_start=4), made)[1:] == ["2026-12-31", "2026-06-30"]
    assert last_dates(Segmenter(), document("Open the gate by the end of Q3 FY27.")) == ["2027-09-30"]


def test_a_label_may_name_the_year_in_which_it_begins():
    assert last_dates(Segmenter(), document("FY2026: July 2026 – June 2027", "Open the gate by the end of FY2026."))[-1] == "2027-06-30"


def test_footnotes_count_and_quoted_mail_does_not():
    text = "FY27 is the year from 1 February 2026 to 31 January 2027."
    assert learn([document(text, layer=Layer.FOOTNOTE)]) == StatedCalendar(2, False)
    assert learn([document(text, layer=Layer.QUOTED)]) is None


def test_a_run_shares_the_calendar_that_one_of_its_documents_states():
    strategy = document("FY27 runs from February 2026 to January 2027.", path="strategy.md")
    plan = document("Open the gate by Q3 FY27.", "Close the yard by Q2.", path="plan.md", kind=BlockKind.ROW)
    segmenter = Segmenter()
    segmenter.learn_calendar([strategy, plan])
    assert last_dates(segmenter, plan) == ["2026-10-31", "2026-07-31"]
    assert [span.end for span in segmenter.facts("Q3 FY27", document_date="2026-03-12").dates] == ["2026-10-31"]
    segmenter.learn_calendar([plan])
    assert last_dates(segmenter, plan)[0] == "2027-09-30"


def test_plain_quarters_are_fiscal_where_the_document_speaks_of_fiscal_years():
    stated = "Our financial year starts in February."
    assert last_dates(Segmenter(), document(stated, "Open the gate by Q3."))[-1] == "2026-10-31"
    assert last_dates(Segmenter(), document(stated, "We ended Q2 2026 well.", "Open the gate by Q3."))[-1] == "2026-09-30"
    assert last_dates(Segmenter(), document("Open the gate by Q3."))[-1] == "2026-09-30"
    assert [span.start for span in Segmenter(fiscal_year_start=4).facts("next quarter", document_date="2026-03-12").dates] == ["2026-04-01"]
    assert last_dates(Segmenter(), document(stated, "We open next quarter."))[-1] == "2026-07-31"


def test_what_a_document_says_of_its_quarters():
    assert speaks_fiscally([document("Q3 FY27 and FY27 Q4")]) is True
    assert speaks_fiscally([document("Q3 2026 in the fiscal year")]) is False
    assert speaks_fiscally([document("the financial year")]) is True
    assert speaks_fiscally([document("Q3")]) is None
