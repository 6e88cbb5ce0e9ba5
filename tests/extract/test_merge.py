from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.domain.goals import Goal
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
