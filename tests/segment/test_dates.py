from __future__ import annotations

from datetime import date

import pytest

from aligner.segment.context import Context, YearHint
from aligner.segment.dates import find_dates, parse_date_cell
from aligner.segment.text import Scan
from aligner.segment.years import year_hint

TODAY = date(2026, 3, 12)


def spans(text, *, today=TODAY, start=1, day_first=None, year=None):
    found = find_dates(Scan.of(text), Context(today, start, day_first, year=year))
    for span in found:
        assert text[span.start_offset : span.end_offset] == span.text
    return [(span.text, span.start, span.end, span.deadline) for span in found]


NAMED = [
    ("2026-03-01", "2026-03-01", "2026-03-01"),
    ("2026/03/01", "2026-03-01", "2026-03-01"),
    ("2026-03-01T10:00:00Z", "2026-03-01", "2026-03-01"),
    ("31.12.2026", "2026-12-31", "2026-12-31"),
    ("3 March 2026", "2026-03-03", "2026-03-03"),
    ("3rd of March 2026", "2026-03-03", "2026-03-03"),
    ("March 3, 2026", "2026-03-03", "2026-03-03"),
    ("March 3rd, 2026", "2026-03-03", "2026-03-03"),
    ("1-Mar-26", "2026-03-01", "2026-03-01"),
    ("1-5 March 2026", "2026-03-01", "2026-03-05"),
    ("March 1-5, 2026", "2026-03-01", "2026-03-05"),
    ("13/4/2026", "2026-04-13", "2026-04-13"),
    ("4/13/26", "2026-04-13", "2026-04-13"),
    ("March 2026", "2026-03-01", "2026-03-31"),
    ("Sept. 2026", "2026-09-01", "2026-09-30"),
    ("Mar-26", "2026-03-01", "2026-03-31"),
    ("Dec '25", "2025-12-01", "2025-12-31"),
    ("2025-12", "2025-12-01", "2025-12-31"),
    ("03/2026", "2026-03-01", "2026-03-31"),
    ("Q3 2026", "2026-07-01", "2026-09-30"),
    ("Q3/2026", "2026-07-01", "2026-09-30"),
    ("Q3'26", "2026-07-01", "2026-09-30"),
    ("2026 Q3", "2026-07-01", "2026-09-30"),
    ("2019Q2", "2019-04-01", "2019-06-30"),
    ("3Q26", "2026-07-01", "2026-09-30"),
    ("third quarter of 2027", "2027-07-01", "2027-09-30"),
    ("H1 2026", "2026-01-01", "2026-06-30"),
    ("2025H1", "2025-01-01", "2025-06-30"),
    ("2025h2", "2025-07-01", "2025-12-31"),
    ("first half of 2027", "2027-01-01", "2027-06-30"),
    ("FY26", "2026-01-01", "2026-12-31"),
    ("fiscal 2026", "2026-01-01", "2026-12-31"),
    ("fiscal year 2026", "2026-01-01", "2026-12-31"),
    ("FY24-26", "2024-01-01", "2026-12-31"),
    ("Q3 FY26", "2026-07-01", "2026-09-30"),
    ("FY26 Q3", "2026-07-01", "2026-09-30"),
    ("mid-2026", "2026-06-01", "2026-06-30"),
    ("middle of Q3 2026", "2026-08-01", "2026-08-15"),
    ("second half of March 2026", "2026-03-16", "2026-03-31"),
    ("first half of Q3 2026", "2026-07-01", "2026-08-15"),
    ("March-May 2026", "2026-03-01", "2026-05-31"),
    ("New Year 2027", "2027-01-01", "2027-01-01"),
    ("Good Friday 2027", "2027-03-26", "2027-03-26"),
    ("Thanksgiving 2026", "2026-11-26", "2026-11-26"),
    ("summer holidays 2026", "2026-07-01", "2026-08-31"),
    ("Christmas break 2026", "2026-12-24", "2027-01-01"),
    ("2026 Christmas shutdown", "2026-12-24", "2027-01-01"),
    ("autumn term 2026", "2026-09-01", "2026-12-31"),
    ("academic year 2026/27", "2026-09-01", "2027-08-31"),
    ("2026/27 school year", "2026-09-01", "2027-08-31"),
    ("start of the school year 2027", "2027-09-01", "2027-09-30"),
    ("Easter 2026 to Christmas 2026", "2026-04-05", "2026-12-25"),
    ("early 2027", "2027-01-01", "2027-04-30"),
    ("late 2027", "2027-09-01", "2027-12-31"),
    ("late March 2027", "2027-03-21", "2027-03-31"),
    ("summer 2013", "2013-06-01", "2013-08-31"),
    ("spring of 2027", "2027-03-01", "2027-05-31"),
    ("winter 2026", "2026-12-01", "2027-02-28"),
    ("2020-2025", "2020-01-01", "2025-12-31"),
    ("2020–25", "2020-01-01", "2025-12-31"),
    ("2027", "2027-01-01", "2027-12-31"),
    ("the 2020s", "2020-01-01", "2029-12-31"),
    ("Q1-Q3 2026", "2026-01-01", "2026-09-30"),
    ("Jan–Mar 2026", "2026-01-01", "2026-03-31"),
    ("between Q1 and Q3 2026", "2026-01-01", "2026-09-30"),
    ("from 2025 to 2030", "2025-01-01", "2030-12-31"),
    ("Nov 2026 - Feb", "2026-11-01", "2027-02-28"),
    ("03-27-2024 - 04-09-2024", "2024-03-27", "2024-04-09"),
]


@pytest.mark.parametrize(("text", "start", "end"), NAMED)
def test_named_periods_are_read_whole(text, start, end):
    assert spans(text) == [(text, start, end, False)]


LIMITS = [
    ("by the end of 2027", "2027-12-31"),
    ("by 2027", "2027-12-31"),
    ("by March 2015", "2015-03-31"),
    ("by Q3 2026", "2026-09-30"),
    ("By June 30, 2026", "2026-06-30"),
    ("before 2030", "2029-12-31"),
    ("prior to 1 July 2026", "2026-06-30"),
    ("no later than 30 June 2026", "2026-06-30"),
    ("until the end of June 2026", "2026-06-30"),
    ("due: 2026-05-01", "2026-05-01"),
    ("deadline: 3 May 2026", "2026-05-03"),
    ("by year-end", "2026-12-31"),
    ("by the end of the year", "2026-12-31"),
    ("by the end of the decade", "2030-12-31"),
    ("By the end of Q1", "2026-03-31"),
    ("by March", "2026-03-31"),
    ("by early 2027", "2027-04-30"),
    ("by mid-2027", "2027-06-30"),
    ("before mid-2027", "2027-05-31"),
    ("by the middle of March 2027", "2027-03-15"),
    ("by year end 2026", "2026-12-31"),
    ("by calendar year end 2026", "2026-12-31"),
    ("before Christmas 2026", "2026-12-24"),
    ("by Christmas", "2026-12-25"),
    ("by Easter 2027", "2027-03-28"),
    ("before the summer break", "2026-06-30"),
    ("by New Year", "2027-01-01"),
    ("by the end of the school year 2027", "2027-08-31"),
    ("by the end of the school year", "2026-08-31"),
    ("by the start of the new school year", "2026-09-30"),
]


@pytest.mark.parametrize(("text", "end"), LIMITS)
def test_a_limit_is_open_at_its_start(text, end):
    assert spans(text) == [(text, None, end, True)]


RELATIVE = [
    ("within 18 months", "2027-09-12"),
    ("within 90 days", "2026-06-10"),
    ("within two years", "2028-03-12"),
    ("within a year", "2027-03-12"),
    ("within 12-18 months", "2027-09-12"),
    ("in the next two years", "2028-03-12"),
    ("over the next three years", "2029-03-12"),
    ("in 18 months", "2027-09-12"),
    ("within the next 6 weeks", "2026-04-23"),
    ("six months from now", "2026-09-12"),
]


@pytest.mark.parametrize(("text", "end"), RELATIVE)
def test_relative_limits_count_from_the_document(text, end):
    assert spans(text) == [(text, "2026-03-12", end, True)]
    assert spans(text, today=None) == [(text, None, None, True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("end of Q1", ("2026-03-01", "2026-03-31", True)),
        ("EOY", ("2026-12-01", "2026-12-31", True)),
        ("30 June 2026 at the latest", ("2026-06-30", "2026-06-30", True)),
        ("from April 2014", ("2014-04-01", None, False)),
        ("since 2019", ("2019-01-01", None, False)),
        ("after 2027", ("2028-01-01", None, False)),
        ("after the summer break 2026", ("2026-09-01", None, False)),
        ("next quarter", ("2026-04-01", "2026-06-30", False)),
        ("this year", ("2026-01-01", "2026-12-31", False)),
        ("this decade", ("2020-01-01", "2030-12-31", False)),
    ],
)
def test_other_introductions(text, expected):
    assert spans(text) == [(text, *expected)]


@pytest.mark.parametrize(
    "text",
    [
        "our Vision 2030 guides us",
        "the Public Records Act 1998",
        "the Records Act of 1998",
        "it was shown (Smith, 2019) that",
        "as found by Diaz et al. 2019",
        "the 2030 Agenda for growth",
        "train 2000 managers",
        "at least 2000 households",
        "ISO 9001:2015",
        "ticket PRJ-2026 is open",
        "we may march on",
        "the second half was better",
        "a spring in the step",
        "answer requests within 10 days",
        "pay invoices within 20 days of receipt",
        "version 3.11.2 of the tool",
        "call 020 7946 0958",
        "see https://example.org/2026/03/01/plan",
        "H2 production",
        "the Christmas campaign sold well",
        "before the Christmas sales begin",
        "a happy new year to all",
        "Easter eggs",
        "by Chinese New Year",
        "on the 99/99/2026 list",
        "31 February 2026x",
    ],
)
def test_names_citations_counts_and_levels_of_service_are_no_dates(text):
    assert spans(text) == []


@pytest.mark.parametrize(
    ("text", "start_month", "expected"),
    [
        ("FY2026", 4, ("2025-04-01", "2026-03-31")),
        ("FY26", 10, ("2025-10-01", "2026-09-30")),
        ("FY2025/26", 4, ("2025-04-01", "2026-03-31")),
        ("2025/26", 7, ("2025-07-01", "2026-06-30")),
        ("financial year 2026/27", 4, ("2026-04-01", "2027-03-31")),
        ("Q3 FY26", 4, ("2025-10-01", "2025-12-31")),
        ("Q1 FY2025/26", 4, ("2025-04-01", "2025-06-30")),
        ("Q3 2026", 4, ("2026-07-01", "2026-09-30")),
        ("this financial year", 4, ("2025-04-01", "2026-03-31")),
        ("2025/26", 1, ("2025-01-01", "2026-12-31")),
        ("Q3 FY27", 2, ("2026-08-01", "2026-10-31")),
        ("mid-FY27", 2, ("2026-07-01", "2026-07-31")),
    ],
)
def test_fiscal_years_follow_their_first_month(text, start_month, expected):
    assert spans(text, start=start_month) == [(text, *expected, False)]


def test_slashed_days_are_an_interval_unless_the_order_is_known():
    assert spans("3/4/2026") == [("3/4/2026", "2026-03-04", "2026-04-03", False)]
    assert spans("3/4/2026", day_first=True)[0][1:3] == ("2026-04-03", "2026-04-03")
    assert spans("3/4/2026", day_first=False)[0][1:3] == ("2026-03-04", "2026-03-04")
    assert [span[1] for span in spans("13/4/2026 and 3/4/2026")] == ["2026-04-13", "2026-04-03"]


def test_a_quarter_without_a_year_takes_it_from_the_heading_then_from_the_document():
    assert spans("Q3", today=None) == [("Q3", None, None, False)]
    assert spans("Q3")[0][1:3] == ("2026-07-01", "2026-09-30")
    assert spans("Q3", year=YearHint(2028))[0][1:3] == ("2028-07-01", "2028-09-30")
    assert spans("Q3", start=4, year=YearHint(2028, fiscal=True))[0][1:3] == ("2027-10-01", "2027-12-31")
    assert spans("by Q1", today=date(2026, 11, 20))[0][2] == "2027-03-31"
    assert spans("Q1", today=date(2026, 11, 20))[0][2] == "2026-03-31"


def test_the_middle_of_a_year_is_june_and_july_in_prose_and_ends_half_way_as_a_limit():
    assert spans("We go live in mid-2027 at last") == [("mid-2027", "2027-06-01", "2027-07-31", False)]
    assert spans("We go live by mid-2027 at last") == [("by mid-2027", None, "2027-06-30", True)]


def test_a_holiday_without_a_year_needs_one_from_heading_or_document():
    assert spans("before Christmas", today=None) == []
    assert spans("before Christmas", today=None, year=YearHint(2028)) == [("before Christmas", None, "2028-12-24", True)]
    assert spans("by Easter", today=None, start=7, year=YearHint(2028, fiscal=True)) == [("by Easter", None, "2028-04-16", True)]
    assert spans("by Easter", today=date(2026, 11, 20)) == [("by Easter", None, "2027-03-28", True)]
    assert spans("all starts in the new year") == [("new year", "2027-01-01", "2027-03-31", False)]


def test_easter_falls_where_the_almanac_says():
    days = {2000: "04-23", 2008: "03-23", 2019: "04-21", 2024: "03-31", 2025: "04-20", 2026: "04-05", 2038: "04-25"}
    assert {year: spans(f"Easter {year}")[0][1] for year in days} == {year: f"{year}-{day}" for year, day in days.items()}


def test_the_end_of_a_fiscal_quarter_is_its_last_month():
    assert spans("End of Q3 FY27", start=2) == [("End of Q3 FY27", "2026-10-01", "2026-10-31", True)]
    assert spans("by the end of Q1 FY27", start=10) == [("by the end of Q1 FY27", None, "2026-12-31", True)]


def test_a_month_under_a_fiscal_year_lies_in_that_year():
    assert spans("March", start=2, year=YearHint(2027, fiscal=True))[0][1] == "2026-03-01"
    assert spans("January", start=2, year=YearHint(2027, fiscal=True))[0][1] == "2027-01-01"


def test_the_last_of_a_list_gives_its_year_to_the_others():
    assert [span[1] for span in spans("Q1, Q3 2027", today=None)] == ["2027-01-01", "2027-07-01"]


def test_a_heading_gives_a_year_only_when_it_names_one():
    assert year_hint(("Plan 2025", "Goals for 2026")) == YearHint(2026)
    assert year_hint(("FY26", "Finance")) == YearHint(2026, fiscal=True)
    assert year_hint(("Plan 2025 to 2028",)) is None
    assert year_hint(("Our pillars", "")) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30/06/26", ("2026-06-30", "2026-06-30")),
        ("Q3", ("2026-07-01", "2026-09-30")),
        ("September", ("2026-09-01", "2026-09-30")),
        ("31/03/26 30/06/26", ("2026-06-30", "2026-06-30")),
        ("Jan - Mar 2027", ("2027-01-01", "2027-03-31")),
        ("46203", ("2026-06-30", "2026-06-30")),
        (" end of 2027 ", ("2027-12-01", "2027-12-31")),
    ],
)
def test_date_cells(text, expected):
    found = parse_date_cell(text, document_date="2026-03-12", fiscal_year_start=1, day_first=None)
    assert found is not None
    assert (found.start, found.end) == expected
    assert text[found.start_offset : found.end_offset] == found.text


@pytest.mark.parametrize("text", ["", "TBC", "ongoing", "12", "99999", "n/a"])
def test_cells_without_a_date_give_none(text):
    assert parse_date_cell(text, document_date="2026-03-12", fiscal_year_start=1, day_first=None) is None
