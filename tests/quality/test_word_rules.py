"""Rules about the words of one goal: what each fires on, and what it leaves alone."""

from __future__ import annotations

import pytest

from aligner.domain.goals import Goal
from tests.quality.factory import goal, words

FIRES = [
    ("R1", "Cut waste in our kitchens and hire forty bakers", "and hire"),
    ("R1", "The depot will open in May, and the old yard will be sold.", "and the old yard will"),
    ("R2", "Complaints should be halved by 2028.", "be halved"),
    ("R2", "It is intended that counters close earlier.", "It is intended"),
    ("R3", "Improve how we talk to tenants", "Improve"),
    ("R3", "Offer a seamless journey to every guest", "seamless"),
    ("R3", "We will strengthen our ties with growers", "strengthen"),
    ("R3", "Become a more resilient operator", "resilient"),
    ("R4", "Recycle oil where possible", "where possible"),
    ("R4", "We may open a second bakery", "may"),
    ("R5", "Renew ovens, mixers, etc.", "etc"),
    ("R5", "Renew ovens, mixers and so on", "and so on"),
    ("R5", "Renew ovens, mixers ...", "..."),
    ("R6", "We aim to open a second bakery", "aim to"),
    ("R6", "Our ambition is to feed the valley", "Our ambition is to"),
    ("R6", "Explore new markets", "Explore"),
    ("R6", "Bakers should be able to talk to buyers", "be able to"),
    ("R7", "Delight every guest", "every"),
    ("R9", "Sell about 40% of bread before noon by 2028", "about"),
    ("R12", "Open several bakeries in the valley", "several"),
    ("R12", "Answer letters in due course", "in due course"),
    ("R18", "Become the bakery of choice", "of choice"),
    ("R23", "They will be sold before the summer", "They"),
    ("R23", "This will be sold before the summer", "This"),
    ("R25", "Give growers better contracts", "better"),
    ("R25", "More bread from our own mill", "More"),
    ("R26", "We will not open a new mill", "We will not open a new mill"),
    ("R28", "Sell xx% of bread before noon by [date]", "xx%"),
    ("R28", "Waste per loaf: TBD", "TBD"),
]

SILENT = [
    ("R1", "Design and build a school kitchen"),
    ("R1", "Reach the upper third of growers and stay there"),
    ("R1", "Phase out old mixers and replace them by 2028"),
    ("R1", "By 2028 the depot will be open, and Mira Toll, our Director of Sites, will answer for it."),
    ("R2", "Open a second bakery by 2028"),
    ("R2", "Complaints should be halved by the Director of Service."),
    ("R2", "We want complaints to be halved."),
    ("R3", "Improve on-time deliveries from 81% to 95% by 2028"),
    ("R3", "Replace all smart meters in the valley"),
    ("R3", "Join the Smart Harbour alliance"),
    ("R3", "Support calls answered at night"),
    ("R3", "Make bread robust as defined in ISO 22000"),
    ("R3", "Users with appropriate rights can order flour"),
    ("R4", "Open the second bakery in May 2027"),
    ("R4", "Any part that a guest may need is kept in stock"),
    ("R5", "Sell more bread and more trains of flour"),
    ("R6", "Open a second bakery"),
    ("R6", "Seek planning consent for the new mill"),
    ("R7", "Answer every letter within five days"),
    ("R7", "Every lead pipe is gone by 2030"),
    ("R7", "Delight guests after all"),
    ("R9", "Sell 40% of bread before noon by 2028"),
    ("R9", "Guests who spend about 40 euros get a loaf within 5 days"),
    ("R12", "Open 4 bakeries in due course"),
    ("R12", "Deepen our culture of continuous improvement"),
    ("R12", "Serve the villages that some other mill has left"),
    ("R18", "Become the bakery of choice in the yearly guest survey"),
    ("R18", "Keep the preferred supplier list under 40 names"),
    ("R23", "It is our aim to sell the mill"),
    ("R23", "IT will be one team"),
    ("R23", "Those who bake at night get a lift home"),
    ("R25", "Answer faster than in 2024"),
    ("R25", "Fewer than 10 complaints a year"),
    ("R25", "Publish our best practice"),
    ("R26", "The queue shall not be longer than the counter"),
    ("R26", "No guest waits longer than 5 minutes"),
    ("R28", "Bread for all of the valley"),
]


@pytest.mark.parametrize(("rule", "text", "expected"), FIRES)
def test_a_rule_fires_on_the_words(rule: str, text: str, expected: str):
    assert expected in words(rule, [goal(text)])


@pytest.mark.parametrize(("rule", "text"), SILENT)
def test_a_rule_leaves_sound_words_alone(rule: str, text: str):
    assert words(rule, [goal(text)]) == []


def test_an_output_is_told_from_an_outcome():
    made = goal("Launch a portal for growers", concrete=0.9)
    assert words("R14", [made]) == ["Launch"]
    for text, judged in (
        ("Launch a portal so that growers order in a minute", 0.9),
        ("Launch no portal that growers have not asked for", 0.9),
        ("Build a kinder trade", 0.1),
        ("Publish the audit report", 0.9),
    ):
        assert words("R14", [goal(text, concrete=judged)]) == []
    assert words("R14", [goal("Launch a portal for growers", "It is used by 80% of them.", concrete=0.9, metrics=_measured())]) == []


def _measured():
    return goal("80% of growers").metrics


def test_a_quantity_beneath_clears_vague_words():
    parent = goal("Strengthen our ties with growers", line=1)
    child = goal("90% of growers renew by 2028", line=2, parent="G1")
    assert words("R3", [parent]) == ["Strengthen"]
    assert words("R3", [parent, child]) == []


def test_a_date_alone_does_not_clear_vague_words():
    assert words("R3", [goal("Strengthen our ties with growers by 2028")]) == ["Strengthen"]


def test_an_exclusion_is_not_called_vague():
    excluded = goal("We will not strengthen our ties with better growers")
    assert words("R26", [excluded]) == [excluded.text]
    for rule in ("R3", "R8", "R11", "R12", "R25"):
        assert words(rule, [excluded]) == []


def test_placeholders_are_found_in_what_explains_a_goal():
    described: Goal = goal("Feed the valley", "Owner: tbc", "Target: to be agreed")
    assert words("R28", [described]) == ["tbc", "to be agreed"]
