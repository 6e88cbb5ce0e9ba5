from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.segment import Segmenter
from aligner.segment.dates import parse_date_cell
from aligner.segment.owners import parse_owner_cell
from aligner.segment.text import fold

PIECES = [
    "reduce", "cost", "by", "25%", "from", "12", "to", "8 days", "Q3", "2026", "FY26", "/", "-", "–", "the", "end", "of", "CIO", "will", "Owner:", "Jane Okafor", "[", "]", "(", ")", "TBD%", "€", "2.4m", "between", "and",
    "a half", "under", "20", "a year", "per week", "Easter", "Christmas 2026", "mid-2027", "second half of", "answers for", "with the", "in charge", "\t", "\u2003", "\xa0",
    "1.7", "billion", "not", "within", "18 months", "March", "3", ",", ".", "one in four", "half", "double", "@lqd", "|", "\0", "İ", "٣", "²", "¾", "2026-13-45", "99/99/9999", "#12", "https://", "'",
]  # fmt: skip
texts = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=15).map("".join),
)


@settings(max_examples=600, deadline=None)
@given(texts, st.sampled_from([None, "2026-03-12", "9999-12-31", "0001-01-01", "2199-12-31", "1900-01-01", "soon"]), st.integers(1, 12))
def test_any_text_parses_and_every_offset_slices_back(text, day, month):
    facts = Segmenter(fiscal_year_start=month).facts(text, document_date=day)
    for metric in facts.metrics:
        assert text[metric.start : metric.end] == metric.text == metric.text.strip() != ""
        assert metric.of is None or metric.of == metric.of.strip()
        assert metric.of is None or metric.of in text
    for span in facts.dates:
        assert text[span.start_offset : span.end_offset] == span.text == span.text.strip() != ""
        assert None in (span.start, span.end) or span.start <= span.end
    for owner in facts.owners:
        assert text[owner.start : owner.end] == owner.text == owner.text.strip() != ""
    ends = [span.end_offset for span in facts.dates]
    assert all(end <= span.start_offset for end, span in zip(ends, facts.dates[1:], strict=False))


@pytest.mark.parametrize("opening", ["", ", ", "(", "— ", "| ", "2026 ", "\n", ".\u2003"])
@pytest.mark.parametrize(
    "amount", ["half of claims", "a third of claims", "25% of claims", "under 30 a week", "€ 5 m", "two thirds of staff"]
)
def test_a_quote_never_takes_the_space_before_it(opening, amount):
    found = Segmenter().facts(opening + amount).metrics
    assert found
    assert all(metric.text == metric.text.strip() for metric in found)


@settings(max_examples=300, deadline=None)
@given(texts)
def test_any_cell_parses(text):
    for owner in parse_owner_cell(text):
        assert text[owner.start : owner.end] == owner.text == owner.text.strip() != ""
    parse_date_cell(text, document_date="2026-03-12")


RELATIVE = ["within 18 months", "within 999 years", "in 999 months", "within 900 days", "this decade", "next quarter", "next year", "this financial year", "after 31 December", "before 1 January", "by Q1", "EOY", "by winter", "next month"]  # fmt: skip


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2199-12-31", "1900-01-01", "soon", "2026-03-12T08:00:00Z"])
@pytest.mark.parametrize("text", RELATIVE)
def test_document_dates_at_the_ends_of_the_calendar_do_no_harm(text, day):
    for month in (1, 4, 12):
        found = Segmenter(fiscal_year_start=month).facts(text, document_date=day).dates
        assert [span.text for span in found] == [text]


@given(st.text())
def test_folding_keeps_the_length(text):
    assert len(fold(text)) == len(text)


@given(
    st.dates(date(1950, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d.%m.%Y", "%Y/%m/%d", "%d-%b-%Y", "%b %d %Y"]),
)
def test_formatted_days_parse_back(day, form):
    found = Segmenter().facts(f"Done on {day.strftime(form)} in full").dates
    assert [(span.start, span.end) for span in found] == [(day.isoformat(), day.isoformat())]


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.booleans())
def test_slashed_days_parse_back_when_the_order_is_set(day, day_first):
    text = day.strftime("%d/%m/%Y" if day_first else "%m/%d/%Y")
    found = Segmenter(day_first=day_first).facts(f"due {text}").dates
    assert [span.end for span in found] == [day.isoformat()]


@given(st.integers(1, 9_999_999), st.sampled_from(["EUR", "USD", "GBP"]))
def test_amounts_of_money_parse_back(amount, currency):
    found = Segmenter().facts(f"a fund of {currency} {amount:,} for ports").metrics
    assert [(metric.value, metric.unit) for metric in found] == [(amount, currency)]


@given(st.decimals(min_value="0.01", max_value="100", places=2))
def test_percentages_parse_back(value):
    found = Segmenter().facts(f"Reduce waste by {value}%").metrics
    assert [(metric.value, metric.unit, metric.of) for metric in found] == [(float(value), "%", "waste")]


HOSTILE = ["1 1 1 ", "(((", "by by by ", "1", "a", "1,", "1.", "by 1 ", "Q", "@a", "[", "xx ", "from 1 to ", "the end of ", "Owner: ", " ", "-", "1-", "https://", "A. ", "half of ", "1 in 4 ", "$", "within 1 ", "2026", "2026-", "A b, ", "not ", "\0", "one hundred "]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_linearly_with_hostile_texts(piece):
    """A hundred thousand characters finish far below what a quadratic parser would need (minutes)."""
    code = (
        "import sys, time\n"
        "from aligner.segment import Segmenter\n"
        "from aligner.segment.owners import parse_owner_cell\n"
        "piece = sys.argv[1].replace('NUL', chr(0))\n"
        "text = (piece * (100_000 // len(piece) + 1))[:100_000]\n"
        "start = time.process_time()\n"
        "Segmenter().facts(text, document_date='2026-03-12')\n"
        "parse_owner_cell(text)\n"
        "print(time.process_time() - start)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, piece.replace("\0", "NUL")], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert float(done.stdout) < 20
