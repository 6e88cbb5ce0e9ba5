from __future__ import annotations

import pytest

from aligner.check.placeholders import find
from aligner.domain.links import Side
from aligner.domain.text import Block, BlockKind, Cell, Document, Layer, Locator


def document(*blocks):
    return Document("draft.docx", "0", "docx", tuple(blocks))


def paragraph(text, number=1, layer=Layer.BODY):
    return Block(BlockKind.PARAGRAPH, text, Locator("draft.docx", paragraph=number, end=len(text)), layer=layer)


def row(**cells):
    made = tuple(
        Cell(text, column, header, Locator("draft.docx", paragraph=3, cell=f"{'ABCDEF'[column]}2", end=len(text)))
        for column, (header, text) in enumerate(cells.items())
        if text
    )
    text = " | ".join(cell.text for cell in made)
    return Block(BlockKind.ROW, text, Locator("draft.docx", paragraph=3, cell="A2:F2", end=len(text)), cells=made)


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("Reach XX% of homes by TBC.", ["XX%", "TBC"]),
        ("Reach [XX]% of homes by [date].", ["[XX]%", "[date]"]),
        ("Owner: to be confirmed", ["to be confirmed"]),
        ("The budget (to be agreed) is kept.", ["to be agreed"]),
        ("Cut cost by ___ by 2027.", ["by ___"]),
        ("Save £xx a year", ["£xx"]),
        ("Done in 20XX", ["20XX"]),
        ("Raise it from [insert baseline] to [target]", ["[insert baseline]", "[target]"]),
        ("Why ???", ["???"]),
        ("Lorem ipsum dolor sit amet", ["Lorem ipsum"]),
    ],
)
def test_what_stands_for_something_missing_is_found_and_quoted_exactly(text, marks):
    made = document(paragraph(text))
    (gap,) = find(made, Side.GOAL)
    assert [piece.quote for piece in gap.evidence] == marks
    assert all(made.text_at(piece.locator) == piece.quote for piece in gap.evidence)
    assert gap.message.endswith(".")


@pytest.mark.parametrize(
    "text",
    [
        "The scope is to be agreed with the unions by May.",
        "See [3] and [1, p. 4].",
        "[x] Booked the room",
        "Why? Really?",
        "Signed: ______",
        "TBC stands for to be confirmed in the glossary.",
        "Replace the placeholder TBD in all letter templates.",
        "XXL jackets for the crew",
        "In Division XX of the code",
        "An OTBC licence",
    ],
)
def test_what_says_something_is_left_alone(text):
    assert list(find(document(paragraph(text)), Side.GOAL)) == []


def test_an_empty_promise_in_a_cell_names_its_column_and_row():
    (gap,) = find(document(row(Ref="W-1", Task="Move the mail servers", Owner="tbc")), Side.ITEM)
    assert gap.message == "“tbc” stands for what is still missing as “Owner” of “Move the mail servers”."
    assert gap.evidence[0].locator.cell == "C2"


def test_comments_and_deleted_text_are_not_the_draft():
    assert list(find(document(paragraph("TBC", layer=Layer.COMMENT), paragraph("TBC", 2, Layer.DELETED)), Side.GOAL)) == []


def test_ids_are_stable_and_differ_by_place():
    one = [gap.id for gap in find(document(paragraph("Reach XX% of homes"), paragraph("Reach XX% of boats", 2)), Side.GOAL)]
    assert len(set(one)) == 2
    assert one == [gap.id for gap in find(document(paragraph("Reach XX% of homes"), paragraph("Reach XX% of boats", 2)), Side.GOAL)]
