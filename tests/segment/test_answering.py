from __future__ import annotations

import pytest

from aligner.segment import Segmenter


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("The Piers division under Ada Lindqvist answers for it.", ("Piers division", "unit")),
        ("Ada Lindqvist (Piers) answers for this.", ("Ada Lindqvist", "person")),
        ("Ada Lindqvist carries this goal.", ("Ada Lindqvist", "person")),
        ("Ada Lindqvist has the lead here.", ("Ada Lindqvist", "person")),
        ("The Director of Piers keeps it.", ("Director of Piers", "role")),
        ("The Director of Piers takes care of it.", ("Director of Piers", "role")),
    ],
)
def test_who_answers_beyond_doubt(text, owner):
    assert [(found.text, found.kind.value) for found in Segmenter().facts(text).owners] == [owner]


@pytest.mark.parametrize(
    "text",
    [
        "The Piers division keeps it running.",
        "The University of Aldermere answers for it.",
        "Ada Lindqvist keeps this in mind.",
        "A machine sees to it.",
        "The desk in the Piers division has the lead.",
        "The river carries it away.",
    ],
)
def test_others_own_nothing(text):
    assert Segmenter().facts(text).owners == ()
