from __future__ import annotations

import pytest

from aligner.domain.facts import Comparator, Direction
from aligner.segment import Segmenter

UP, DOWN = Direction.INCREASE, Direction.DECREASE


def facts(text, day="2026-03-12"):
    found = Segmenter().facts(text, document_date=day)
    for metric in found.metrics:
        assert text[metric.start : metric.end] == metric.text
        assert metric.of is None or metric.of in text
    return found


SHARES = [
    # text, exact substring, value, of, relative
    ("One parcel in five of our trade by 2029", "One parcel in five", 20, "trade", False),
    ("Seven letters in ten are opened the same day.", "Seven letters in ten", 70, "letters", False),
    ("No more than three misprints in a thousand by 2029", "three misprints in a thousand", 0.3, "misprints", False),
    ("Eighty-one in every hundred would ride with us again.", "Eighty-one in every hundred", 81, None, False),
    ("Every third visitor shall come by tram.", "Every third", 33.333333, "visitor", False),
    ("Half our ferries run on shore power.", "Half", 50, "ferries", False),
    ("Vandals shall break half as many lamps as in 2024.", "half as many", 50, "lamps", True),
    ("a third as much gas by 2029", "a third as much", 66.666667, "gas", True),
    ("a quarter fewer missed bins by 2029", "a quarter", 25, "missed bins", True),
    ("The bakery will need half the flour.", "half", 50, "flour", True),
]


@pytest.mark.parametrize(("text", "quote", "value", "of", "relative"), SHARES)
def test_shares_told_in_words(text, quote, value, of, relative):
    metric = facts(text).metrics[0]
    assert (metric.text, metric.value, metric.unit, metric.relative) == (quote, value, "%", relative)
    assert of is None or metric.of == of
    assert metric.direction is (DOWN if relative else None)


@pytest.mark.parametrize(
    "text",
    [
        "every second Tuesday is free",
        "every second counts",
        "the third fewest",
        "two crews in five harbours",
        "half the year and half the battle",
        "half as much again",
        "the second half as well",
        "no doubles in the register",
    ],
)
def test_what_only_looks_like_a_share(text):
    assert facts(text).metrics == ()


BASELINES = [
    # text, value, unit, baseline, direction
    ("A new kiln takes us thirty-one weeks; I want it to take eighteen.", 18, "weeks", 31, DOWN),
    ("Our cellars hold eighty days of cheese; fifty must do by 2028.", 50, "days", 80, DOWN),
    ("forty stops by 31 December 2027 (eleven at present)", 40, "stop", 11, UP),
    ("Seven in ten claims are paid at once (52 per cent at present)", 70, "%", 52, UP),
    ("The locks stay open twenty hours a day; today it is twelve.", 20, "hours", 12, UP),
    ("No depot may have more than three spills by 2027; together we had seven.", 3, "spill", 7, DOWN),
    ("The card shall have 900,000 active holders by June 2028, from 410,000 now.", 900_000, "holder", 410_000, UP),
    ("Renewals 91% (2025: 84.5%)", 91, "%", 84.5, UP),
    ("Felling cycle 6 years to 4 years", 4, "years", 6, DOWN),
    ("In 2025 it was 4.8 litres; the goal is 3.2.", 3.2, "litre", 4.8, DOWN),
    ("bring the loss ratio to 94% by 2028, from 99.5% in 2025", 94, "%", 99.5, DOWN),
]


@pytest.mark.parametrize(("text", "value", "unit", "baseline", "direction"), BASELINES)
def test_readings_of_today_are_baselines(text, value, unit, baseline, direction):
    found = facts(text).metrics
    assert [(metric.value, metric.unit, metric.baseline, metric.direction) for metric in found] == [(value, unit, baseline, direction)]


@pytest.mark.parametrize(
    "text",
    [
        "We run forty stops; we want to close five by 2028.",
        "There are 12 depots; five must close by 2028.",
        "Raise the share to 95% (2040: 98%)",
        "Cut fuel by 25%; today we have 40 buses.",
        "Levels one to three; at present 21 per cent.",
    ],
)
def test_two_numbers_that_measure_different_things_stay_apart(text):
    assert all(metric.baseline is None for metric in facts(text).metrics)


def test_a_lone_reading_stays_a_metric():
    assert [(metric.value, metric.baseline) for metric in facts("At the moment it is 83 per cent.").metrics] == [(83, None)]


@pytest.mark.parametrize(
    ("text", "quote", "value", "unit", "comparator"),
    [
        ("The reply comes after six weeks at the latest.", "six weeks", 6, "weeks", Comparator.AT_MOST),
        ("Every tenant has a key within five weeks.", "five weeks", 5, "weeks", Comparator.AT_MOST),
        ("The wait for a berth is five weeks", "five weeks", 5, "weeks", Comparator.EXACT),
        ("Buyers get ten years of spare parts", "ten years", 10, "years", Comparator.EXACT),
        ("The first visit takes place inside two days", "two days", 2, "days", Comparator.AT_MOST),
    ],
)
def test_waits_and_limits_in_weeks_are_measured(text, quote, value, unit, comparator):
    found = facts(text)
    assert [(m.text, m.value, m.unit, m.comparator) for m in found.metrics] == [(quote, value, unit, comparator)]
    assert found.dates == ()


@pytest.mark.parametrize(
    ("text", "quote", "value", "unit"),
    [
        ("Certify six depots by June 2028", "six", 6, "depot"),
        ("Six depots by June 2028", "Six", 6, "depot"),
        ("all 31 lifeboat stations by 2030", "31", 31, "station"),
        ("350 live by 31 December 2027", "350", 350, None),
        ("about 300 at the end of 2029", "300", 300, None),
        ("SAIDI 92 at 6/30/2029", "92", 92, None),
        ("Fuel economy reaches 14 mi/yr", "14 mi/yr", 14, "mile"),
        ("a fund of 150 m €", "150 m €", 150_000_000, "EUR"),
        ("income of 193 M€", "193 M€", 193_000_000, "EUR"),
        ("2,500 bicycle racks beside schools", "2,500", 2500, "rack"),
        ("forty mergers among our members", "forty", 40, "merger"),
    ],
)
def test_counts_and_their_units(text, quote, value, unit):
    metric = facts(text).metrics[0]
    assert (metric.text, metric.value, metric.unit) == (quote, value, unit)


@pytest.mark.parametrize(
    "text",
    [
        "Two HR people join",
        "The gate shuts; 2029 closes the book",
        "The last six depots",
        "Depots six and seven",
        "Line 92 in 2029",
        "spills in a million hours",
    ],
)
def test_letters_years_and_denominators_are_no_amounts(text):
    assert facts(text).metrics == ()


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("gets us to 14 days", None),
        ("plans on 87 per cent", None),
        ("From the first sketch to the shop floor a new kiln takes us 41 hours", "new kiln"),
        ("Every retyped form costs us four minutes", "retyped form"),
        ("The cost of putting a roof right rose by 9%", "cost of putting a roof right"),
        ("Cut handling of the parcels by 9%", "handling of the parcels"),
    ],
)
def test_what_is_measured_is_a_noun_or_nothing(text, of):
    assert facts(text).metrics[0].of == of


def test_an_open_start_behind_beginning_with():
    found = facts("85 percent in that year, beginning with 2027.").dates
    assert [(span.text, span.start, span.end) for span in found] == [("beginning with 2027", "2027-01-01", None)]
