from __future__ import annotations

import pytest

from aligner.domain.facts import Polarity, Tense
from aligner.segment import Segmenter


@pytest.mark.parametrize(
    "text",
    [
        "We will not build a data centre",
        "We won't renew the licence",
        "The tool is no longer supported",
        "Buy rather than build",
        "Run the ports without paper",
        "Stop printing invoices",
        "We will stop printing invoices",
        "Mobile apps are out of scope",
        "This plan does not cover pensions",
        "NOT building: a chat tool",
        "De-prioritise the kiosk",
    ],
)
def test_denials(text):
    assert Segmenter().facts(text).polarity is Polarity.NEGATIVE


@pytest.mark.parametrize(
    "text",
    [
        "Not only faster but cheaper",
        "No more than 5 outages, not later than June",
        "Costs must not exceed EUR 2m",
        "Help people who do not travel",
        "Deliver faster without compromising quality",
        "Open a one-stop shop and an exit survey",
        "Reduce noise and notify owners",
        "Knot tables are noted",
    ],
)
def test_affirmations(text):
    assert Segmenter().facts(text).polarity is Polarity.POSITIVE


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("We have delivered the portal", Tense.PAST),
        ("The portal was launched in May", Tense.PAST),
        ("We achieved our target", Tense.PAST),
        ("Launched the portal", Tense.PAST),
        ("Completed migration of payroll", Tense.PAST),
        ("We built three labs", Tense.PAST),
        ("We will deliver the portal", Tense.FUTURE),
        ("The team plans to deliver it", Tense.FUTURE),
        ("We'll deliver the portal", Tense.FUTURE),
        ("Portal live by 2027", Tense.FUTURE),
        ("Departments are to publish plans", Tense.FUTURE),
        ("Reduce waste", Tense.IMPERATIVE),
        ("1. Deliver the portal", Tense.IMPERATIVE),
        ("To reduce waste at sea", Tense.IMPERATIVE),
        ("Continue to fund it", Tense.IMPERATIVE),
        ("The portal is slow", Tense.PRESENT),
        ("Services that were built in 1990 are slow", Tense.PRESENT),
        ("Cloud migration", Tense.NONE),
        ("Improved services", Tense.NONE),
        ("", Tense.NONE),
    ],
)
def test_tense_of_the_main_verb(text, tense):
    assert Segmenter().facts(text).tense is tense
