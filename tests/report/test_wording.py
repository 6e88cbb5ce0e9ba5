from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.domain.facts import DateSpan, Direction, Metric
from aligner.domain.gaps import GapKind, Severity
from aligner.domain.goals import Alignment, Level, State, Support, WorkClass
from aligner.domain.links import Strength
from aligner.domain.text import Unread
from aligner.report import wording
from aligner.report.kinds import KINDS, SEVERITIES


@given(st.text(), st.integers(1, 60))
def test_shortened_text_fits_and_begins_as_the_text_does(text, limit):
    short = wording.shorten(text, limit)
    assert len(short) <= limit
    assert wording.printable(text).startswith(short.removesuffix("…").rstrip())
    assert (short == wording.printable(text)) == (len(wording.printable(text)) <= limit)


def test_text_is_cut_between_words():
    assert wording.shorten("one two three four", 12) == "one two…"
    assert wording.shorten("one two three", 13) == "one two three"
    assert wording.shorten("a Donaudampfschifffahrt", 12) == "a Donaudamp…"


@given(st.text())
def test_printable_text_moves_no_cursor_and_turns_no_letters(text):
    clean = wording.printable(text + "\x1b[2J\u202e\x07\r\n")
    assert not {"\x1b", "\u202e", "\x07", "\r", "\n"} & set(clean)


@pytest.mark.parametrize(("number", "words"), [(0, "no goals"), (1, "1 goal"), (2, "2 goals")])
def test_count(number, words):
    assert wording.count(number, "goal") == words


@pytest.mark.parametrize(("parts", "words"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")])
def test_listing(parts, words):
    assert wording.listing(parts) == words


def test_many_names_become_a_number():
    assert wording.names(["a", "b", "c"], "files") == "a, b and c"
    assert wording.names(["a", "b", "c", "d"], "files") == "the 4 files"


@pytest.mark.parametrize(("probability", "words"), [(0.0, "0%"), (0.125, "13%"), (0.996, "99%"), (1.0, "100%")])
def test_percent_never_rounds_up_to_certainty(probability, words):
    assert wording.percent(probability) == words


@pytest.mark.parametrize(
    ("iso", "words"),
    [("2027-12-31", "31 Dec 2027"), ("2027-01-02", "2 Jan 2027"), ("2027", "2027"), (None, ""), ("2027-13-01", "2027-13-01")],
)
def test_day(iso, words):
    assert wording.day(iso) == words


def test_date_adds_the_last_day_unless_the_text_says_it():
    assert wording.date(DateSpan("by the end of 2027", 0, 18, None, "2027-12-31")) == "by the end of 2027 (31 Dec 2027)"
    assert wording.date(DateSpan("31 Dec 2027", 0, 11, None, "2027-12-31")) == "31 Dec 2027"
    assert wording.date(DateSpan("TBC", 0, 3, None, None)) == "TBC"
    assert wording.date(None) == ""


def test_goal_measure():
    assert wording.goal_measure(Metric("25%", 0, 3, 25.0, "%", "cost", Direction.DECREASE)) == ("cost", "25% (decrease)")
    assert wording.goal_measure(Metric("25%", 0, 3, 25.0)) == ("", "25%")
    assert wording.goal_measure(None) == ("", "")


def test_unread_content_is_counted_in_plain_words():
    assert wording.unread([Unread("chart", 1), Unread("image", 2), Unread("macros", 1)]) == "1 chart, 2 images and 1 macros"


def test_every_name_of_the_contract_has_words():
    for table, names in [
        (KINDS, GapKind), (SEVERITIES, Severity), (wording.SUPPORT, Support), (wording.ALIGNMENT, Alignment), (wording.STATE, State),
        (wording.WORK_CLASS, WorkClass), (wording.LEVEL, Level), (wording.STRENGTH, Strength),
    ]:  # fmt: skip
        assert set(table) == set(names)


def test_glyphs_tell_severities_apart_without_colour():
    assert len({text.glyph for text in SEVERITIES.values()}) == len(SEVERITIES)
