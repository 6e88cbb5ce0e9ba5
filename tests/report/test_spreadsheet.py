from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aligner.report.spreadsheet import CELL_LIMIT, guarded, is_formula_like, legal


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\uff1d1"])
def test_what_a_program_could_run_is_guarded(text):
    assert is_formula_like(text)
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["1+1", "a=b", "", "'quoted'", "5-10 days"])
def test_other_text_is_left_alone(text):
    assert guarded(text) == text


@given(st.text())
@example("=")
@example("'=")
def test_a_guarded_cell_reads_back(text):
    cell = guarded(text)
    assert not is_formula_like(cell)
    assert (cell[1:] if cell.startswith("'") and is_formula_like(cell.lstrip("'")) else cell) == text


@given(st.text(alphabet=st.characters()))
def test_legal_text_holds_no_character_that_xml_forbids(text):
    assert all(char in "\t\n\r" or (char >= " " and not "\ud800" <= char <= "\udfff") for char in legal(text + "\x00\x0b\ud800"))


def test_only_text_beyond_the_limit_is_cut():
    assert legal("x" * CELL_LIMIT) == "x" * CELL_LIMIT
    cut = legal("x" * (CELL_LIMIT + 1))
    assert len(cut) == CELL_LIMIT
    assert cut.endswith("x…")
    # Excel counts a character beyond the basic plane as two.
    wide = legal("😀" * 20_000)
    assert len(wide.encode("utf-16-le")) // 2 <= CELL_LIMIT
    assert wide.endswith("😀…")
