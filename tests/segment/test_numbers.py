from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.segment.number_words import number_word
from aligner.segment.numbers import find_numbers, parse_digits
from aligner.segment.text import Scan


@pytest.mark.parametrize(
    ("text", "comma", "value"),
    [
        ("12", None, 12),
        ("1,234", None, 1234),
        ("1.234", None, 1.234),
        ("1.234", True, 1234),
        ("1,234", True, 1.234),
        ("1,234.5", None, 1234.5),
        ("1.234,5", None, 1234.5),
        ("1 234 567", None, 1_234_567),
        ("1'250", None, 1250),
        ("1,234,567", None, 1_234_567),
        ("12,5", None, 12.5),
        ("0.125", None, 0.125),
        ("0,125", None, 0.125),
        (".5", None, 0.5),
        ("1.2.3", None, None),
        ("12,34,56", None, None),
    ],
)
def test_digits_with_either_mark(text, comma, value):
    assert parse_digits(text, decimal_comma=comma) == value


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("2.4m and 300k and 1.7bn", [2.4e6, 3e5, 1.7e9]),
        ("five million", [5e6]),
        ("two hundred and fifty", [250]),
        ("a hundred", [100]),
        ("one thousand two hundred", [1200]),
        ("twenty-five", [25]),
        ("two dozen", [24]),
        ("ten-point", [10]),
        ("15-20", [15, 20]),
        ("555-10-20", [555, 10]),
        ("v2.1 3.1.4 10:30 24/7 x-12 #12 §4", []),
    ],
)
def test_numbers_in_text(text, values):
    assert [number.value for number in find_numbers(Scan.of(text), decimal_comma=None)] == values


def test_only_number_words_are_numbers():
    assert number_word("nineteen") == 19
    assert number_word("ninety-nine") == 99
    assert number_word("tenant") is None
    assert number_word("ten-one") is None


@given(st.integers(0, 10**11), st.sampled_from([",", "'", " "]))
def test_grouped_integers_parse_back(value, mark):
    text = f"{value:,}".replace(",", mark)
    assert parse_digits(text, decimal_comma=None) == value


@given(st.integers(0, 10**8), st.integers(0, 99))
def test_both_decimal_marks_parse_back(whole, cents):
    english = f"{whole:,}.{cents:02}"
    continental = english.translate(str.maketrans(",.", ".,"))
    expected = float(f"{whole}.{cents:02}")
    assert parse_digits(english, decimal_comma=False) == expected
    assert parse_digits(continental, decimal_comma=True) == expected
