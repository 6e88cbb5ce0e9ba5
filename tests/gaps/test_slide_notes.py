"""Owners named in speaker's notes and beside goals in words that do not call them owners."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aligner.domain.gaps import GapKind, Severity
from aligner.domain.goals import Goal, Quote
from aligner.domain.text import Block, BlockKind, Document, Layer, Locator
from aligner.gaps import find, judge
from aligner.gaps.slide_notes import left_open, noted
from aligner.gaps.surroundings import somebody_named
from tests.gaps.factory import analysis, owner

LOAVES, OVENS, BAKERS = "Every loaf leaves on time", "Fewer ovens stand cold", "Bakers stay with us"


def line(slide, number, text, layer=Layer.BODY):
    return Block(BlockKind.LIST_ITEM, text, Locator("deck.pptx", paragraph=number, slide=slide, end=len(text)), layer=layer)


def deck(*notes, texts=(LOAVES, OVENS, BAKERS)):
    lines = [line(4, number, text) for number, text in enumerate(texts, 2)]
    spoken = [line(4, 90 + number, text, Layer.NOTE) for number, text in enumerate(notes)]
    goals = [Goal(f"G{number}", block.text, block.locator) for number, block in enumerate(lines)]
    return analysis(goals, strategy=[Document("deck.pptx", "0" * 64, "pptx", (*lines, *spoken))])


def owned(case):
    return [goal.text for goal in case.goals if noted(goal, case)]


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        ("First two: Ines Aske, Head of Baking.", [LOAVES, OVENS]),
        ("Packing is in charge of the third one.", [BAKERS]),
        ("All three are with the Plant Manager.", [LOAVES, OVENS, BAKERS]),
        ("One and two are mine, says the Plant Manager.", [LOAVES, OVENS]),
        ("Ovens: Ines Aske, Plant.", [OVENS]),
        ("Ines Aske runs the ovens and owns that they are warm.", [OVENS]),
        ("Punctuality: Ines Aske.", [LOAVES, OVENS, BAKERS]),  # somebody is named for something here: nothing is known of any
        ("On time: Ines Aske. Heat: Tor Velde. People: Ida Brun.", [LOAVES, OVENS, BAKERS]),  # as many as there are goals
        ("Who has this one? Nobody raised a hand for the ovens.", []),
        ("Do not read the slide aloud.", []),
        ("", []),
    ],
)
def test_notes_tell_whose_goals_are(notes, expected):
    assert owned(deck(notes)) == expected


def test_notes_of_another_slide_tell_nothing():
    case = deck()
    other = line(5, 99, "All three are with the Plant Manager.", Layer.NOTE)
    document = replace(case.strategy[0], blocks=(*case.strategy[0].blocks, other))
    assert owned(replace(case, strategy=(document,))) == []


def test_notes_that_leave_a_goal_open():
    assert left_open(deck("Who has this one? Nobody raised a hand.").goals[0], deck("Who has this one? Nobody raised a hand."))
    assert not left_open(deck("Do not read aloud.").goals[0], deck("Do not read aloud."))


def paragraph(text, goal_text):
    start = text.index(goal_text)
    place = Locator("letter.docx", paragraph=7, start=start, end=start + len(goal_text))
    block = Block(BlockKind.PARAGRAPH, text, Locator("letter.docx", paragraph=7, end=len(text)))
    case = analysis([Goal("G1", goal_text, place)], strategy=[Document("letter.docx", "0" * 64, "docx", (block,))])
    return case.goals[0], case


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ("Packing has the lead; all bakeries help.", True),
        ("This one belongs to Ines, too.", True),
        ("Tor, again.", True),
        ("Leakage fell, under Mr Velde.", True),
        ("Nobody loses work over it.", False),
        ("The ovens are with the neighbours for repair.", False),
        ("A shop is a promise with a door in it.", False),
    ],
)
def test_words_beside_a_goal_that_say_whose_it_is(rest, expected):
    goal, case = paragraph(f"It was a long year. {OVENS}. {rest}", f"{OVENS}.")
    assert somebody_named(goal, case, frozenset({"Tor Velde"})) is expected


@pytest.mark.parametrize(
    ("told", "expected"), [("patron: Chancellor", True), ("Owner: tbc", False), ("a mark in week nine teaches nobody", False)]
)
def test_a_short_line_that_is_a_role(told, expected):
    goal, case = paragraph(f"{OVENS}.", f"{OVENS}.")
    goal = replace(goal, description=(Quote(told, Locator("letter.docx", paragraph=8, end=len(told))),))
    assert somebody_named(goal, replace(case, goals=(goal,)), frozenset()) is expected


def test_a_slide_on_which_nobody_is_named_is_asked_about_only():
    case = deck("First two: Ines Aske, Head of Baking.")
    facts = line(2, 2, "Every third loaf in the city is ours")
    stray = Goal("G9", facts.text, facts.locator)
    document = replace(case.strategy[0], blocks=(facts, *case.strategy[0].blocks))
    held = replace(case.goals[0], owner=owner())
    told = replace(case, goals=(held, *case.goals[1:], stray), strategy=(document,))
    found = {gap.goal: gap.severity for gap in find(judge(told)) if gap.kind is GapKind.UNOWNED_GOAL}
    assert found == {"G2": Severity.MEDIUM, "G9": Severity.QUESTION}


def test_roles_that_merely_stand_nearby_are_no_habit_of_naming_owners():
    """Words that say whose a goal is make the missing ones a finding; a role in passing does not."""

    def unowned(rest):
        lines = [f"{LOAVES}. {rest}", f"{OVENS}. {rest}", f"{BAKERS}."]
        blocks = tuple(
            Block(BlockKind.PARAGRAPH, text, Locator("letter.docx", paragraph=number, end=len(text)))
            for number, text in enumerate(lines, 7)
        )
        goals = [
            Goal(f"G{number}", text, replace(block.locator, end=len(text)))
            for number, (text, block) in enumerate(zip((f"{LOAVES}.", f"{OVENS}.", f"{BAKERS}."), blocks, strict=True))
        ]
        case = analysis(goals, strategy=[Document("letter.docx", "0" * 64, "docx", blocks)])
        return [gap.goal for gap in find(judge(case)) if gap.kind is GapKind.UNOWNED_GOAL]

    assert unowned("Packing has the lead.") == ["G2"]
    assert unowned("We met the Chief Technology Officer.") == []
