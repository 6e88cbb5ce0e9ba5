from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.extract.goal_clauses import goal_clauses


def _parts(text: str) -> list[str]:
    return [text[start:end] for start, end in goal_clauses(text)]


@pytest.mark.parametrize(
    "text",
    [
        "We will cut the wait to eight days by March 2028 | two in five foremen are to be women by 2029.",
        "The wait for a pilot is to fall to ten minutes by 2028 | we will have fifty tugs by 2030.",
    ],
)
def test_each_half_with_a_verb_of_intent_and_an_amount_is_a_goal(text: str) -> None:
    assert _parts(text.replace(" | ", ", and ")) == text.split(" | ")


@pytest.mark.parametrize("between", ["; ", "; and ", ", and ", ", but ", ", while ", " – ", "; finally, "])
def test_the_words_between_belong_to_neither(between: str) -> None:
    first, second = "We will open ten quays by 2028", "the tugs must run on batteries by 2030."
    assert _parts(first + between + second) == [first, second]


def test_after_a_bare_and_a_further_action_needs_an_amount_and_a_date() -> None:
    assert _parts("We will cut waste by 10% by 2027 and halve the use of diesel to 40 tonnes by 2030.") == [
        "We will cut waste by 10% by 2027",
        "halve the use of diesel to 40 tonnes by 2030.",
    ]
    assert _parts("We will cut waste by 10% by 2027 and halve the use of diesel in all the yards.") == []


@pytest.mark.parametrize(
    "text",
    [
        "We will open ten quays by 2028, which will bring 200 jobs by 2030.",
        "We will open ten quays by 2028, and it must stay so until 2031.",
        "We will open ten quays by 2028, and this will take 40 people until 2030.",
        "We will open ten quays by 2028, and must pay for them by 2031.",  # the subject is that of the first half
    ],
)
def test_what_leans_on_the_half_before_stays_with_it(text: str) -> None:
    assert _parts(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "We will open ten quays by 2028.",
        "The quays were opened in 2019, and the tugs were sold in 2020.",  # nobody intends anything
        "By 2028, and no later, we will have ten quays.",
        "We will buy two, and the tugs will carry oil until 2030.",  # too short to stand alone
        "We will open ten quays by 2028, and tugs will follow.",
    ],
)
def test_one_goal_or_none_is_left_whole(text: str) -> None:
    assert goal_clauses(text) == ()


CLAUSES = st.sampled_from(
    [
        "we will open ten quays by 2028",
        "nobody must wait more than 9 days",
        "which will cost 40 crowns by 2030",
        "it rained",
        "halve waste by 9% by 2031",
    ]
)
BREAKS = st.sampled_from([", and ", "; ", " and ", ", ", " – "])


@given(CLAUSES, st.lists(st.tuples(BREAKS, CLAUSES), max_size=4))
def test_clauses_are_ordered_slices_with_nothing_hanging_over(first: str, more: list[tuple[str, str]]) -> None:
    text = first + "".join(between + clause for between, clause in more) + "."
    found = goal_clauses(text)
    assert len(found) != 1
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(one[1] < other[0] for one, other in pairwise(found))
    assert all(text[start:end] == text[start:end].strip(" ,;–") for start, end in found)
