from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.readers.xlsx_formats import show_number


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [
        ('"$"#,##0.00', 1234.5, "$1,234.50"),
        ("[$€-407]#,##0", 1200, "€1,200"),
        ("#,##0;[Red](#,##0)", -12, "(12)"),
        ("0;-0;;@", 0, ""),
        ('0.0,,"M"', 1_500_000, "1.5M"),
        ("[h]:mm", 1.5, "36:00"),
        ("h:mm AM/PM", 0.75, "18:00"),
        ("yyyy-mm-dd hh:mm", 47000.25, "2028-09-04 06:00"),
        ("dd/mm/yyyy", 60, "1900-02-28"),
        ("dd/mm/yyyy", 1, "1900-01-01"),
        ("yyyy", 47000, "2028"),
        ("0.00", -1.5, "-1.50"),
        ("# ?/?", 2.5, "2.5"),
        ("#.##", 3.0, "3"),
    ],
)
def test_custom_formats(code: str, value: float, text: str) -> None:
    assert show_number(value, 170, code, epoch_1904=False).text == text


@given(st.floats(), st.text(max_size=40), st.integers(0, 400))
def test_any_format_shows_some_text(value: float, code: str, ident: int) -> None:
    shown = show_number(value, ident, code or None, epoch_1904=False)
    assert shown.iso_date is None or shown.text.startswith(shown.iso_date)
