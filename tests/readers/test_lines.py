"""Typed list markers, and amounts that only look like them."""

from __future__ import annotations

import pytest

from aligner.readers.lines import marked


@pytest.mark.parametrize("line", ["1.2 billion euros of new loans a year", "3.5 % of sales for research", "2,5 hours less at the desk", "0.8 points above the index"])  # fmt: skip
def test_an_amount_is_no_numbering(line):
    assert marked(line) is None


@pytest.mark.parametrize(
    ("line", "marker"), [("1.2 Billing on one system", "1.2"), ("3) hire two pilots", "3)"), ("2.1. million-euro loans", "2.1.")]
)
def test_numbering_is_taken_off(line, marker):
    found = marked(line)
    assert found is not None
    assert found.marker == marker
