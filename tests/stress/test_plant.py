from __future__ import annotations

from datetime import date

import pytest

from aligner.domain.facts import DateSpan
from aligner.stress.plant.amounts import other_figure
from aligner.stress.plant.redate import later
from aligner.stress.plant.wording import opposite, paraphrase


@pytest.mark.parametrize(
    "text", ["25%", "1,200 homes", "from 8 to 12 days", "£4.5 million", "two", "four out of five", "100 per cent", "1"]
)
@pytest.mark.parametrize("seed", range(6))
def test_another_figure_differs_and_keeps_its_style(text, seed):
    other = other_figure(text, seed)
    assert other != text
    assert len(other.split()) == len(text.split())


@pytest.mark.parametrize("seed", range(8))
def test_a_share_never_exceeds_the_whole(seed):
    assert float(other_figure("96%", seed).rstrip("%")) <= 100


def test_the_baseline_stays():
    assert other_figure("from 41 to 60", 0).startswith("from 41 to ")


def test_words_without_a_number_give_none():
    assert other_figure("some ships", 0) is None


def test_the_same_seed_gives_the_same_figure():
    assert [other_figure("25%", seed) for seed in range(9)] == [other_figure("25%", seed) for seed in range(9)]


@pytest.mark.parametrize(
    ("text", "start", "end", "wanted"),
    [
        ("Q3 2026", "2026-07-01", "2026-09-30", "Q3 2028"),
        ("Sep 26", "2026-09-01", "2026-09-30", "Sep 28"),
        ("31/12/2026", "2026-12-31", "2026-12-31", "31/12/2028"),
        ("end of FY27", "2027-12-31", "2027-12-31", "end of FY28"),
        ("2026", "2026-01-01", "2026-12-31", "2029"),
        ("Q3", "2026-07-01", "2026-09-30", None),
    ],
)
def test_a_date_moves_by_whole_years_well_past_the_limit(text, start, end, wanted):
    assert later(DateSpan(text, 0, len(text), start, end), date(2027, 12, 31)) == wanted


@pytest.mark.parametrize(
    ("text", "turned"),
    [
        ("Open a second quay", "Close a second quay"),
        ("We will open a second quay", "We will not open a second quay"),
        ("Reduction of waiting times", "Increase in waiting times"),
        ("Harbour radar", None),
    ],
)
def test_a_promise_is_turned_round(text, turned):
    assert opposite(text) == turned


@pytest.mark.parametrize("text", ["Booking portal for skippers", "Roll out new tide gauges", "Harbour radar"])
def test_a_paraphrase_says_it_otherwise_and_keeps_a_name(text):
    other = paraphrase(text)
    assert other != text
    assert set(other.casefold().split()) & set(text.casefold().split())
