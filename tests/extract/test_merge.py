from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.domain.facts import Metric
from aligner.domain.goals import Goal, Quote
from aligner.domain.ids import content_id
from aligner.domain.text import Locator
from aligner.extract.merge import merge_goals, same_goal


class Alike:
    """Finds every two texts as similar as told."""

    name, sha256, dimension = "alike", "0" * 64, 2

    def __init__(self, cosine: float) -> None:
        self.cosine = cosine

    def encode(self, texts):
        angles = [0.0 if place == 0 else np.arccos(self.cosine) for place in range(len(texts))]
        return np.array([[np.cos(angle), np.sin(angle)] for angle in angles], dtype=np.float32)


def goal(text: str, *, file: str = "a.md", headings: tuple[str, ...] = (), parent: str | None = None) -> Goal:
    return Goal(content_id("G", file, text), text, Locator(file, line=len(text), end=len(text)), headings=headings, parent=parent)


@pytest.mark.parametrize(
    ("first", "second", "cosine", "same"),
    [
        ("Halve the wait for a permit", "Halve the wait for a permit by 2028", 0.85, True),
        ("Grow exports to Asia by 10%", "Grow exports to Europe by 10%", 0.93, False),
        ("Cut waste by 10%", "Cut waste by 20%", 0.97, False),
        ("Reach 40 harbours by 2027", "Reach 40 harbours by 2029", 0.98, False),
        ("Lead time from order to dispatch: ten days", "Train the fire brigade", 0.2, False),
        ("Dispatch orders in 10 days", "Every order leaves the works within 10 days", 0.78, True),
        ("Light every berth", "Light every berth", 1.0, True),
    ],
)
def test_numbers_and_names_keep_goals_apart(first, second, cosine, same):
    assert same_goal(first, second, cosine) is same
    assert same_goal(second, first, cosine) is same


def test_the_most_specific_wording_stays_and_children_follow():
    short, long = goal("Halve the wait for a permit"), goal("Halve the wait for a permit by 2028", file="b.md")
    child = goal("Fewer forms", file="a.md", parent=short.id)
    found = merge_goals([short, child, long], Alike(0.5))
    assert [one.text for one in found] == ["Halve the wait for a permit", "Fewer forms", "Halve the wait for a permit by 2028"]
    found = merge_goals([short, long, child], Alike(0.95))
    assert [one.text for one in found] == ["Halve the wait for a permit by 2028", "Fewer forms"]
    assert [quote.text for quote in found[0].mentions] == ["Halve the wait for a permit"]
    assert found[1].parent == found[0].id


def test_entries_of_one_list_are_never_folded_together():
    beside = [goal("Halve the wait for permits", headings=("Goals",)), goal("Halve the wait for permits and papers", headings=("Goals",))]
    assert len(merge_goals(beside, Alike(0.99))) == 2


def test_a_summary_entry_is_a_mention_of_the_goal_it_repeats_in_other_words():
    body = goal("Bring permits to the applicant within fifteen days", headings=("Service",))
    summary = goal("Quicker permits", headings=("In short",))
    found = merge_goals([summary, body], Alike(0.7))
    assert [(one.text, [quote.text for quote in one.mentions]) for one in found] == [(body.text, ["Quicker permits"])]


@given(st.text(max_size=40), st.text(max_size=40), st.floats(-1, 1))
def test_sameness_is_symmetric_and_never_raises(first, second, cosine):
    assert same_goal(first, second, cosine) is same_goal(second, first, cosine)


@pytest.mark.parametrize(
    ("summary", "cosine", "left"),
    [
        ("Make the parcel service punctual", 0.55, 1),  # a motto without a figure repeats the goal nearest to it
        ("Make the parcel service punctual", 0.4, 2),
        ("Open 3 new depots", 0.55, 2),  # a summary that gives a figure of its own says something of its own
    ],
)
def test_a_motto_of_a_summary_is_folded_into_what_it_stands_for(summary, cosine, left):
    goals = [goal(summary, headings=("Executive summary",)), goal("Deliver nearly every letter on time", headings=("Commitments",))]

    assert len(merge_goals(goals, Alike(cosine))) == left


def test_a_replaced_file_adds_mentions_and_no_goals():
    goals = [goal("Light every berth", file="draft.md"), goal("Buy a tug", file="draft.md"), goal("Light every berth by 2028")]
    found = merge_goals(goals, Alike(0.95), replaced={"draft.md"})

    assert [one.text for one in found] == ["Light every berth by 2028"]
    assert [quote.text for quote in found[0].mentions] == ["Light every berth"]


def row(text: str, amount: float, unit: str = "%", *, place: str = "B2", file: str = "a.md", parent: str | None = None) -> Goal:
    figure = f"{amount:g} {unit}"
    return Goal(
        content_id("G", file, text),
        text,
        Locator(file, paragraph=9, cell=place, end=len(text)),
        parent=parent,
        metric=Metric(figure, 0, len(figure), amount, unit),
        metric_quote=Quote(figure, Locator(file, paragraph=9, cell="C2", end=len(figure))),
    )


def measured(text: str, *amounts: float, unit: str = "%") -> Goal:
    metrics = tuple(Metric(f"{amount:g} {unit}", 0, 1, amount, unit) for amount in amounts)
    return replace(goal(text), metrics=metrics, metric=metrics[0] if metrics else None)


def test_a_row_with_the_amount_of_a_goal_told_elsewhere_is_a_mention_of_it():
    told, figure = measured("Nine in ten ferries cast off on time", 90), row("Ferries punctual", 90)
    found = merge_goals([told, figure], Alike(0.25))
    assert [(one.text, [quote.text for quote in one.mentions]) for one in found] == [(told.text, ["Ferries punctual"])]
    assert found[0].mentions[0].locator.cell == "B2"


def test_a_row_gives_its_figure_to_the_goal_that_names_none():
    told, figure = goal("Our ferries cast off on time, whatever the weather"), row("Ferries punctual", 90)
    found = merge_goals([told, figure], Alike(0.5))
    assert [sorted((one.text, *(quote.text for quote in one.mentions))) for one in found] == [["Ferries punctual", told.text]]
    assert found[0].metric == figure.metric
    assert found[0].metric_quote == figure.metric_quote
    assert len(merge_goals([told, figure], Alike(0.49))) == 2


@pytest.mark.parametrize(
    ("told", "figure", "cosine"),
    [
        (measured("Nine in ten ferries cast off on time", 90), row("Ferries punctual", 95), 0.6),  # another amount
        (measured("Nine in ten ferries cast off on time", 90), row("Ferries sold", 90, "days"), 0.6),  # another unit
        (measured("Nine in ten ferries cast off on time", 90), row("Crews trained", 90), 0.2),  # the same amount of something else
        (goal("Our ferries cast off on time"), row("Crews trained", 90), 0.6),  # no word in common
        (goal("Our ferries cast off on time"), row("Ferries punctual", 90, file="b.md"), 0.6),  # another document
        (goal("Our ferries cast off on time"), row("Ferries punctual", 90, parent=goal("Our ferries cast off on time").id), 0.6),
    ],
)
def test_a_row_that_measures_nothing_told_elsewhere_stays(told, figure, cosine):
    found = merge_goals([told, figure], Alike(cosine))
    assert [one.text for one in found] == [told.text, figure.text]


def test_a_goal_is_measured_by_one_row_and_the_one_with_its_amount_comes_first():
    told = measured("Nine in ten ferries cast off on time", 90)
    other, right = row("Ferries late", 5, place="B2"), row("Ferries punctual", 90, place="B3")
    found = merge_goals([told, other, right], Alike(0.6))
    assert [(one.text, [quote.text for quote in one.mentions]) for one in found] == [
        (told.text, ["Ferries punctual"]),
        ("Ferries late", []),
    ]
    twins = [goal("Our ferries cast off on time"), row("Ferries on time, spring", 90), row("Ferries on time, autumn", 80, place="B3")]
    assert len(merge_goals(twins, Alike(0.6))) == 2


def test_children_of_a_row_follow_to_the_goal_that_it_measures():
    told, figure = measured("Nine in ten ferries cast off on time", 90), row("Ferries punctual", 90)
    child = goal("Fewer ropes", file="a.md", parent=figure.id)
    found = merge_goals([told, figure, child], Alike(0.25))
    assert [(one.text, one.parent) for one in found] == [(told.text, None), ("Fewer ropes", told.id)]


def numbered(text: str, number: str, cell: str) -> Goal:
    return replace(goal(text), locator=Locator("a.xlsx", sheet="Wants", cell=cell, end=len(text)), headings=("Wants",), reference=(number,))


def test_a_list_that_starts_over_in_one_sheet_words_the_same_goals_anew():
    first = [numbered("Ferry tickets on the phone", "1", "B2"), numbered("Berths are lit at night", "2", "B3")]
    again = [numbered("Sell every ferry ticket on the phone, without a counter", "1", "B9"), numbered("Pay crews weekly", "2", "B10")]
    found = merge_goals([*first, *again], Alike(0.7))
    assert [one.text for one in found] == [again[0].text, "Berths are lit at night", "Pay crews weekly"]
    assert [quote.text for quote in found[0].mentions] == ["Ferry tickets on the phone"]


def test_a_summary_sums_up_its_own_paper_and_gives_way_to_the_body():
    other = goal("Sell tickets on every ferry", file="ferries.md")
    own = goal("Moor in any fog", file="port.md")
    summary = goal("Ultimately ships of every size and flag reach their berths safely", file="port.md", headings=("Summary",))
    found = merge_goals([other, own, summary], Alike(0.6))
    assert [one.text for one in found] == [other.text, own.text]
    assert [quote.text for quote in found[1].mentions] == [summary.text]
    assert found[0].mentions == ()
