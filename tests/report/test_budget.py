from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.report.budget import Amount, parse, weights
from tests.report import factory


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1.2 m EUR", 1.2e6, "EUR"),
        ("£450k", 450e3, "GBP"),
        ("€1.200.000", 1.2e6, "EUR"),
        ("$1,250,000", 1.25e6, "USD"),
        ("CHF 2'400'000", 2.4e6, "CHF"),
        ("0,8 Mio EUR", 800e3, "EUR"),
        ("3.5bn", 3.5e9, ""),
        ("4,200", 4200, ""),
        ("60", 60, ""),
        ("12.5", 12.5, ""),
        ("12 FTE", 12, "FTE"),
        ("about 300 thousand GBP", 300e3, "GBP"),
        ("0", 0, ""),
        ("0.125m", 125e3, ""),
        ("1,234.5 EUR", 1234.5, "EUR"),
    ],
)
def test_amounts_as_written(text, value, unit):
    assert parse(text) == Amount(pytest.approx(value), unit)


@pytest.mark.parametrize(
    "text", ["", "–", "TBC", "1.2-1.5m", "300k of 450k", "15% of opex", "see annex", "1.2.3.4", "2026 300k", "1.200.5"]
)
def test_no_guess_where_there_is_no_single_amount(text):
    assert parse(text) is None


@given(st.text(max_size=40))
def test_any_text_gives_an_amount_or_none(text):
    found = parse(text)
    assert found is None or found.value >= 0


def test_widths_follow_budgets_only_where_most_work_states_one():
    items = [replace(item, budget=None) for item in factory.rich().items[:10]]
    assert weights(items).unit is None
    assert set(weights(items).of.values()) == {1.0}
    some = [replace(item, budget="200k EUR") if place < 5 else item for place, item in enumerate(items)]
    found = weights(some)
    assert (found.unit, found.silent) == ("EUR", 5)
    assert sum(found.of.values()) == 1e6
    few = [replace(item, budget="200k EUR") if place < 4 else item for place, item in enumerate(items)]
    assert weights(few).unit is None


def test_another_currency_is_not_added_up():
    items = [replace(item, budget="1m USD" if place == 0 else "1m EUR") for place, item in enumerate(factory.rich().items[:4])]
    found = weights(items)
    assert (found.unit, found.silent) == ("EUR", 1)
    assert found.of[items[0].id] == 0
    assert weights([]).unit is None
