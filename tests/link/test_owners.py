"""Goals and items that name the same person or unit."""

from __future__ import annotations

import numpy as np

from aligner.domain.facts import Owner, OwnerKind
from aligner.domain.goals import Goal, Item
from aligner.domain.text import Locator
from aligner.link.owners import owner_odds

PLACE = Locator("x")


def owner(text):
    return Owner(text, 0, len(text), OwnerKind.ROLE) if text else None


def goals(*owners):
    return [Goal(f"G{place}", f"goal {place}", PLACE, owner=owner(text)) for place, text in enumerate(owners)]


def items(*owners):
    return [Item(f"I{place}", f"work {place}", PLACE, owner=owner(text)) for place, text in enumerate(owners)]


def test_a_shared_name_or_field_speaks_for_a_pair_and_others_slightly_against():
    odds = owner_odds(goals("Isbel Garrowby, Director of Claims"), items("Garrowby", "Claims team", "P. Nield", "", *["Q. Orr"] * 20))
    assert odds.shape == (1, 24)
    assert odds[0, 0] == odds[0, 1] > 0.5
    assert odds[0, 2] < 0
    assert odds[0, 3] == 0


def test_ranks_alone_are_no_names():
    assert not owner_odds(goals("Chief Executive Officer"), items("Project Officer", "The Executive Director")).any()


def test_owners_that_everybody_shares_tell_nothing():
    assert not owner_odds(goals("Harbour Office", "Harbour Office"), items("Harbour team", "Harbour unit", "Harbour")).any()


def test_without_owners_nothing_is_added():
    assert np.array_equal(owner_odds(goals("", ""), items("", "")), np.zeros((2, 2), np.float32))
