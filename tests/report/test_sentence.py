from __future__ import annotations

from dataclasses import replace

import pytest

from aligner.domain.goals import Support
from aligner.domain.report import Summary
from aligner.report.sentence import sentence, work_sentence
from tests.report import factory


def report(supported, partial, unsupported, unclear, vague=0):
    goals = tuple(factory.goal(n, f"Goal {n}", support=Support.UNSUPPORTED, vague=n < vague) for n in range(unsupported))
    total = supported + partial + unsupported + unclear
    return replace(factory.empty(), goals=goals, summary=Summary(total, supported, partial, unsupported, unclear, 0, 0, 0, 0, 0))


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((6, 2, 3, 3, 2), "6 of 14 goals are supported, 2 partly; 3 have no live work (2 of these are also vague); 3 we cannot tell."),
        ((1, 0, 1, 0, 0), "1 of 2 goals is supported; 1 has no live work."),
        ((1, 1, 1, 1, 1), "1 of 4 goals is supported, 1 partly; 1 has no live work (and is also vague); 1 we cannot tell."),
        ((4, 0, 2, 0, 2), "4 of 6 goals are supported; 2 have no live work (both are also vague)."),
        ((4, 0, 3, 0, 1), "4 of 7 goals are supported; 3 have no live work (1 of these is also vague)."),
        ((4, 0, 3, 0, 3), "4 of 7 goals are supported; 3 have no live work (all of these are also vague)."),
        ((9, 0, 0, 0, 0), "All 9 goals are supported."),
        ((2, 0, 0, 0, 0), "Both goals are supported."),
        ((0, 0, 5, 0, 0), "None of the 5 goals is supported; all of them have no live work."),
        ((0, 3, 2, 0, 0), "None of the 5 goals is fully supported, 3 partly; 2 have no live work."),
        ((0, 0, 0, 2, 0), "Neither of the 2 goals is supported; all of them we cannot tell."),
        ((0, 0, 0, 0, 0), "No goals were found."),
        ((1, 0, 0, 0, 0), "The one goal found is supported."),
        ((0, 1, 0, 0, 0), "The one goal found is partly supported."),
        ((0, 0, 1, 0, 1), "The one goal found has no live work and is also vague."),
        ((0, 0, 1, 0, 0), "The one goal found has no live work."),
        ((0, 0, 0, 1, 0), "For the one goal found we cannot tell whether it is supported."),
    ],
)
def test_the_sentence_is_right_for_none_one_and_many(counts, words):
    assert sentence(report(*counts)) == words


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((0, 0, 0, 0), "No work was found."),
        ((1, 0, 0, 0), "The one piece of work serves a goal."),
        ((0, 1, 0, 0), "The one piece of work serves no goal."),
        ((0, 0, 1, 0), "The one piece of work is exempt."),
        ((0, 0, 0, 1), "The one piece of work could not be placed."),
        ((5, 0, 0, 0), "Of 5 pieces of work, 5 serve a goal."),
        ((1, 1, 1, 1), "Of 4 pieces of work, 1 serves a goal, 1 is change work that serves none, 1 is exempt and 1 we cannot tell."),
        ((0, 2, 0, 0), "Of 2 pieces of work, none serves a goal and 2 are change work that serves none."),
        ((30, 6, 12, 4), "Of 52 pieces of work, 30 serve a goal, 6 are change work that serves none, 12 are exempt and 4 we cannot tell."),
    ],
)
def test_the_sentence_about_work(counts, words):
    assert work_sentence(Summary(0, 0, 0, 0, 0, sum(counts), *counts)) == words
