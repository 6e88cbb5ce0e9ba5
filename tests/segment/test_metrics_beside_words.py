from __future__ import annotations

import pytest

from aligner.segment import Segmenter


def metrics(text):
    return Segmenter().facts(text, document_date="2026-03-12").metrics


FOUND = [
    # text, exact substring, value, unit
    ("In nineteen loaves out of twenty the crust shall hold.", "nineteen loaves out of twenty", 95, "%"),
    ("Seventeen in twenty guests come back.", "Seventeen in twenty", 85, "%"),
    ("Thirty working days from the first sketch to the signed order.", "Thirty working days", 30, "days"),
    ("Frame agreement: five days from call to visit", "five days", 5, "days"),
    ("Acceptance criterion: 10 weeks, order to first loaf", "10 weeks", 10, "weeks"),
    ("Certify six bakeries to mill their own flour.", "six", 6, "bakery"),
    ("Scope: four ovens in total, to be lit in spring", "four", 4, "oven"),
    ("4,000 square metres of leased floor go back", "4,000 square metres", 4000, "m2"),
    ("Forty of our oldest ovens will be relined by 2028.", "Forty", 40, "oven"),
    ("90,000 of our insured use the card.", "90,000", 90_000, None),
    ("We tidy up: from 40 sheds to 25 by 2029.", "from 40 sheds to 25", 25, "shed"),
]


@pytest.mark.parametrize(("text", "quote", "value", "unit"), FOUND)
def test_amounts_that_words_beside_them_make_measures(text, quote, value, unit):
    metric = metrics(text)[0]
    assert (metric.text, metric.value, metric.unit) == (quote, value, unit)


@pytest.mark.parametrize(
    "text",
    [
        "Thirty working days from now to New Year",  # counted from today: a date
        "Four ovens stand in the yard.",
        "Six of our bakers sing.",
        "nineteen bakers in twenty villages",
    ],
)
def test_what_passes_or_stands_by_is_no_measure(text):
    assert not [metric for metric in metrics(text) if metric.unit in {"days", "%", "oven"}]
