from __future__ import annotations

import pytest

from aligner.domain.facts import Comparator, Direction
from aligner.gaps.metrics import Verdict, compare_metrics
from tests.gaps.factory import metric


def compare(one, other, goal_text="", item_text=""):
    return compare_metrics(one, other, goal_text=goal_text, item_text=item_text)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (metric("25%", 25.0, of="operating cost"), metric("25 %", 25.0, of="operating costs"), Verdict.AGREES),
        (metric("25%", 25.0, of="operating cost"), metric("15%", 15.0, of="cost of operating"), Verdict.SHORT),
        (metric("25%", 25.0, of="operating cost"), metric("35%", 35.0, of="operating cost"), Verdict.BEYOND),
        (metric("25%", 25.0, of="operating cost"), metric("15%", 15.0, of="staff turnover"), Verdict.UNRELATED),
        (metric("8 days", 8.0, "days", of="claim settlement"), metric("two weeks", 2.0, "weeks", of="claim settlement"), Verdict.SHORT),
        (metric("48 hours", 48.0, "hours", of="first payment"), metric("2 days", 2.0, "days", of="first payment"), Verdict.AGREES),
        (metric("5%", 5.0, of="churn", direction=Direction.DECREASE), metric("7%", 7.0, of="churn"), Verdict.SHORT),
        (metric("5%", 5.0, of="churn", direction=Direction.DECREASE), metric("4%", 4.0, of="churn"), Verdict.BEYOND),
        (
            metric("at most 20", 20.0, None, of="outages", comparator=Comparator.AT_MOST),
            metric("30", 30.0, None, of="outages"),
            Verdict.SHORT,
        ),
        (metric("about 100", 100.0, None, of="sites", comparator=Comparator.ABOUT), metric("95", 95.0, None, of="sites"), Verdict.AGREES),
        (metric("5%", 5.0, of="margin"), metric("5 points", 5.0, "percentage points", of="margin"), Verdict.OTHER_UNIT),
        (metric("TBD%", None, of="margin"), metric("5%", 5.0, of="margin"), Verdict.UNRELATED),
        (metric("by 5%", 5.0, of="margin", relative=True), metric("12%", 12.0, of="margin"), Verdict.UNRELATED),
    ],
)
def test_numbers_of_a_stated_measure(one, other, expected):
    assert compare(one, other).verdict is expected


def test_a_change_may_be_written_like_a_level():
    one, other = metric("30 per cent", 30.0, of="energy", relative=True), metric("20 %", 20.0)
    found = compare(one, other, "30 per cent less energy for heating", "Warm buildings, heating minus 20 %")
    assert (found.verdict, found.same_measure) == (Verdict.SHORT, False)
    assert compare(one, other, "30 per cent less energy for heating", "Heating covers 20 % of buildings").verdict is Verdict.UNRELATED


def test_counted_nouns_are_a_measure():
    one, other = metric("400", 400.0, "practice"), metric("350", 350.0, "practice")
    found = compare(one, other, "400 practices take card payments", "350 practices live on cards")
    assert (found.verdict, found.same_measure) == (Verdict.SHORT, True)
    assert compare(one, other, "400 practices take card payments", "350 kennels visited").verdict is Verdict.UNRELATED


def test_without_a_subject_the_sentences_must_meet_and_the_values_be_near():
    one = metric("48 hours", 48.0, "hours", of="wait")
    near, far = metric("72h", 72.0, "hours"), metric("30 days", 30.0, "days")
    text = "Nobody waits longer than 48 hours for a first payment"
    found = compare(one, near, text, "Payment rail, money within 72h")
    assert (found.verdict, found.same_measure) == (Verdict.SHORT, False)
    assert compare(one, near, text, "Printer toner within 72h").verdict is Verdict.UNRELATED
    assert compare(one, far, text, "Payment rail, invoices within 30 days").verdict is Verdict.UNRELATED
