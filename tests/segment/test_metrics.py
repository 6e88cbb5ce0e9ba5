from __future__ import annotations

import pytest

from aligner.domain.facts import Comparator, Direction
from aligner.segment import Segmenter

UP, DOWN, KEEP = Direction.INCREASE, Direction.DECREASE, Direction.MAINTAIN
EXACT, LEAST, MOST, ABOUT = Comparator.EXACT, Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.ABOUT


def metrics(text):
    found = Segmenter().facts(text, document_date="2026-03-12").metrics
    for metric in found:
        assert text[metric.start : metric.end] == metric.text
        assert metric.of is None or metric.of in text
    return found


VALUES = [
    # text, exact substring, value, unit, comparator
    ("Recycle 65 percent of waste", "65 percent", 65, "%", EXACT),
    ("availability of at least 99.95 %", "99.95 %", 99.95, "%", LEAST),
    ("First-time fix ≥ 95%", "95%", 95, "%", LEAST),
    ("Response time < 1 day", "1 day", 1, "days", MOST),
    ("no more than 5 critical incidents", "5", 5, "incident", MOST),
    ("up to 40 sites", "40", 40, "site", MOST),
    ("99% or more of payments", "99%", 99, "%", LEAST),
    ("about 30% of calls", "30%", 30, "%", ABOUT),
    ("EUR 2.4m for the port", "EUR 2.4m", 2_400_000, "EUR", EXACT),
    ("a fund of $1.7 billion", "$1.7 billion", 1.7e9, "USD", EXACT),
    ("£300k of savings", "£300k", 300_000, "GBP", EXACT),
    ("1,2 Mio. € for the port", "1,2 Mio. €", 1_200_000, "EUR", EXACT),
    ("a fund of €1.234,5 and 12,5 % interest", "€1.234,5", 1234.5, "EUR", EXACT),
    ("CHF 1'250 each", "CHF 1'250", 1250, "CHF", EXACT),
    ("serve over 100,000 transactions a year", "100,000", 100_000, "transaction", LEAST),
    ("train twenty-five managers", "twenty-five", 25, "manager", EXACT),
    ("Open five new branches in Leeds", "five", 5, "branch", EXACT),
    ("Achieve an NPS of 60", "60", 60, "score", EXACT),
    ("Customer rating above 4.2", "4.2", 4.2, "score", LEAST),
    ("a 10-point rise in satisfaction", "10-point", 10, "score", EXACT),
    ("lift margin by 50 basis points", "50 basis points", 0.5, "percentage points", EXACT),
    ("reduce churn by 3 percentage points", "3 percentage points", 3, "percentage points", EXACT),
    ("2x faster releases", "2x", 2, "x", EXACT),
    ("5-10x more deployments", "5-10x", 5, "x", LEAST),
    ("use 15–20 % less energy", "15–20 %", 15, "%", LEAST),
    ("lower energy use by 15 to 20 percent", "15 to 20 percent", 15, "%", LEAST),
    ("save between 1.7 and 1.8 billion pounds", "1.7 and 1.8 billion pounds", 1.7e9, "GBP", LEAST),
    ("three quarters of residents", "three quarters", 75, "%", EXACT),
    ("one in four employees", "one in four", 25, "%", EXACT),
    ("nine out of ten calls", "nine out of ten", 90, "%", EXACT),
    ("half of all claims", "half", 50, "%", EXACT),
    ("zero major incidents", "zero", 0, "incident", EXACT),
    ("reduce incidents to zero", "zero", 0, None, EXACT),
    ("10,000 customers", "10,000", 10_000, "customer", EXACT),
    ("no guest should wait longer than ten minutes", "ten minutes", 10, "minutes", MOST),
    ("uptime must never fall below 99.5%", "99.5%", 99.5, "%", LEAST),
    ("resolve 95% of tickets within 2 days", "95%", 95, "%", EXACT),
    ("bring that below 20 a year", "20 a year", 20, None, MOST),
    ("fewer than five a month", "five a month", 5, None, MOST),
    ("fewer than five a month across sites", "five a month", 5, None, MOST),
    ("at least 400", "400", 400, None, LEAST),
    ("under 30 per week", "30 per week", 30, None, MOST),
    ("no more than 12", "12", 12, None, MOST),
    ("We hold complaints under 300 a quarter.", "300 a quarter", 300, None, MOST),
    ("more than 25 losses", "25", 25, "loss", LEAST),
    ("Stoppages: 14 per month", "14 per month", 14, None, EXACT),
    ("store 40 TB of scans", "40 TB", 40, "TB", EXACT),
]


@pytest.mark.parametrize(("text", "quote", "value", "unit", "comparator"), VALUES)
def test_values_units_and_comparators(text, quote, value, unit, comparator):
    metric = metrics(text)[0]
    assert (metric.text, metric.value, metric.unit, metric.comparator) == (quote, value, unit, comparator)


MOVES = [
    # text, of, direction, relative, baseline, value
    ("Reduce operating cost per customer by 25%", "operating cost per customer", DOWN, True, None, 25),
    ("Cut onboarding time from 12 to 8 days", "onboarding time", DOWN, False, 12, 8),
    ("Raise availability to at least 99.95 %", "availability", UP, False, None, 99.95),
    ("Grow revenue 12% year on year", "revenue", UP, True, None, 12),
    ("Increase digital share to 80%, up from 55%", "digital share", UP, False, 55, 80),
    ("Increase digital share to 80% (currently 55%)", "digital share", UP, False, 55, 80),
    ("Churn from 6% to 3%", "Churn", DOWN, False, 6, 3),
    ("25% reduction in energy use", "energy use", DOWN, True, None, 25),
    ("12% revenue growth", "revenue", UP, True, None, 12),
    ("30% fewer complaints", "complaints", DOWN, True, None, 30),
    ("Improve lead time by 20%", "lead time", DOWN, True, None, 20),
    ("Improve retention by 20%", "retention", UP, True, None, 20),
    ("Keep churn below 3%", "churn", KEEP, False, None, 3),
    ("Maintain availability at 99.9%", "availability", KEEP, False, None, 99.9),
    ("double the number of digital customers", "number of digital customers", UP, True, None, 2),
    ("halve the carbon footprint by 2030", "carbon footprint", DOWN, True, None, 50),
    ("cut waiting times by half", "waiting times", DOWN, True, None, 50),
    ("reduce time to hire to 30 days", "time to hire", DOWN, False, None, 30),
    ("reduce handling to 3-5 days", "handling", DOWN, False, None, 5),
    ("costs reduced by 10-15%", "costs", DOWN, True, None, 10),
    ("Increase active users to 2 million by 2027", "active users", UP, False, None, 2_000_000),
    ("95% customer satisfaction", "customer satisfaction", None, False, None, 95),
    ("80% of workloads in the cloud", "workloads", None, False, None, 80),
    ("Availability: 99.9%", "Availability", None, False, None, 99.9),
    ("Churn below 3%", "Churn", None, False, None, 3),
    ("three quarters of residents use the portal", "residents", None, False, None, 75),
    ("Customer rating from 3.9 to 4.5", "Customer rating", UP, False, 3.9, 4.5),
    ("Open five new branches", "new branches", None, False, None, 5),
    ("bring that below 20 a year", None, DOWN, False, None, 20),
    ("drive output over 900 a shift", "output", UP, False, None, 900),
    ("Complaints should be no more than 12", "Complaints", None, False, None, 12),
    ("Bring outages down to fewer than two a month", "outages", DOWN, False, None, 2),
]


@pytest.mark.parametrize(("text", "of", "direction", "relative", "baseline", "value"), MOVES)
def test_what_moves_where_and_from_what(text, of, direction, relative, baseline, value):
    metric = metrics(text)[0]
    assert (metric.of, metric.direction, metric.relative, metric.baseline, metric.value) == (of, direction, relative, baseline, value)


def test_a_baseline_is_part_of_the_quote():
    assert [metric.text for metric in metrics("Cut onboarding from 12 days to 8 days")] == ["from 12 days to 8 days"]
    assert [metric.text for metric in metrics("80%, up from 55%")] == ["80%, up from 55%"]


def test_two_metrics_keep_their_own_verbs():
    first, second = metrics("Grow revenue by 12% and reduce cost by 5%")
    assert (first.of, first.direction, second.of, second.direction) == ("revenue", UP, "cost", DOWN)


@pytest.mark.parametrize(
    ("text", "quote", "unit"),
    [
        ("Train TBD% of staff", "TBD%", "%"),
        ("xx % of claims automated", "xx %", "%"),
        ("Raise it to ?? %", "?? %", "%"),
        ("[To be added.]", "[To be added.]", None),
        ("Serve [_N5_] ports", "[_N5_]", "port"),
        ("Target: TBD", "TBD", None),
        ("Save $xx next year", "xx", None),
    ],
)
def test_placeholders_have_no_value(text, quote, unit):
    assert [(metric.text, metric.value, metric.unit) for metric in metrics(text)] == [(quote, None, unit)]


@pytest.mark.parametrize(
    "text",
    [
        "all new services meet the standard",
        "Upgrade to v2.1 and version 3.4",
        "Python 3.11 on Windows 11 under ISO 27001 and M-19-23",
        "Call +44 20 7946 0958 or 020 7946 0958 or (202) 555-0143",
        "Fix #2697, PRJ-104 and R65",
        "Action 05: reorganise the archive",
        "Phase 2 of the roll-out",
        "24/7 support and 24x7 cover",
        "a Top 10 list for Industry 4.0",
        "Move to Microsoft 365",
        "see page 12 and Figure 3",
        "1. Reduce waste",
        "2.1 Customer experience",
        "Our five pillars",
        "the three agencies agreed",
        "In 2027 we start, by 3 March 2027 we end",
        "within 18 months",
        "a 5-year plan for two-factor sign-in",
        "over the last three years",
        "every two weeks",
        "two years ago",
        "open 24 hours a day, 7 days a week",
        "at 10:30 or 9 am",
        "double-entry accounts and a double room",
        "the second quarter and the first half",
        "one platform, one team",
        "zero trust network",
        "Universal 3D and 5G",
        "0% 10% 20% 30%",
        "Owner: TBC",
        "Welcome (10 minutes)",
        "as shown before (4) and [12]",
        "No. 5 on the list",
        "two teams work on it",
        "the three systems that came to us",
        "children under 5 and people over 65",
        "pupils above 16",
        "a floor above 12",
        "over 2026 and beyond",
        "Python at least 3.11",
        "version must be at least 2.4",
        "they meet twice a year",
        "one a day",
        "the sum of 1 + 2 + 10 more",
        "shared by two or more agencies",
    ],
)
def test_names_numbering_structure_and_periods_measure_nothing(text):
    assert metrics(text) == ()
