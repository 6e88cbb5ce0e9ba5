from __future__ import annotations

from dataclasses import replace

import pytest

from aligner.domain.text import Block, BlockKind, Layer, Locator, Unread
from aligner.readers.base import Limits
from aligner.readers.pptx import read
from aligner.readers.pptx_running import without_running
from tests.readers.ooxml_factory import pptx, shape, source


def _slides(*texts: str, kind: BlockKind = BlockKind.PARAGRAPH, layer: Layer = Layer.BODY, marker: str = "") -> list[Block]:
    """One line for each slide; no line for an empty text, but a body of its own on every slide."""
    found = []
    for slide, text in enumerate(texts, 1):
        own = f"Body of {'abcdefghi'[slide]}"
        found.append(Block(BlockKind.PARAGRAPH, own, Locator("deck.pptx", slide=slide, paragraph=1, end=len(own))))
        if text:
            locator = Locator("deck.pptx", slide=slide, paragraph=2, end=len(text))
            found.append(Block(kind, text, locator, layer=layer, marker=marker))
    return found


def _left(blocks: list[Block]) -> int:
    kept, out = without_running(blocks)
    assert len(kept) + out == len(blocks)
    assert kept == [block for block in blocks if block in kept]
    return out


@pytest.mark.parametrize(
    ("texts", "out"),
    [
        (("Larkfield Ferries",) * 4, 4),
        (("Larkfield Ferries", "LARKFIELD FERRIES", "Larkfield ferries", "Larkfield Ferries"), 4),
        (tuple(f"Larkfield Ferries, page {number}" for number in (8, 9, 10, 11, 12)), 5),
        (("Larkfield Ferries",) * 3, 0),  # three slides prove nothing
        (("Larkfield Ferries",) * 4 + ("",) * 4, 0),  # half of the slides
        (("Larkfield Ferries",) * 5 + ("",) * 3, 5),
        (("Larkfield", "Ferries", "Boats", "Quays", "Tugs"), 0),
    ],
)
def test_a_line_on_more_than_half_of_four_slides_or_more_runs(texts: tuple[str, ...], out: int) -> None:
    assert _left(_slides(*texts)) == out


@pytest.mark.parametrize(
    "blocks",
    [
        _slides(*["Every ferry on time"] * 5, kind=BlockKind.HEADING),
        _slides(*["Every ferry on time"] * 5, kind=BlockKind.LIST_ITEM, marker="•"),
        _slides(*["Every ferry on time"] * 5, kind=BlockKind.ROW),
        _slides(*["Every ferry on time"] * 5, marker="–"),
        _slides(*["Every ferry on time"] * 5, layer=Layer.NOTE),
    ],
)
def test_titles_bullets_rows_and_notes_stay(blocks: list[Block]) -> None:
    assert _left(blocks) == 0


def test_a_line_twice_on_one_slide_counts_once() -> None:
    blocks = _slides("Larkfield Ferries", "", "", "", "")
    again = [replace(blocks[1], locator=replace(blocks[1].locator, paragraph=place)) for place in range(3, 8)]
    assert _left([*blocks, *again]) == 0


def test_nothing_comes_of_nothing() -> None:
    assert without_running([]) == ([], 0)


def test_a_deck_tells_how_many_running_lines_were_left_out() -> None:
    titles = ("On time", "More of us", "Clean air", "Open to all")
    slides = [shape(title, kind="title") + shape(f"Half of {title.casefold()}") + shape("Larkfield · Next stop") for title in titles]
    document = read(source(pptx(slides), "deck.pptx"), Limits())
    assert [block.text for block in document.blocks] == [text for title in titles for text in (title, f"Half of {title.casefold()}")]
    assert Unread("running line", 4) in document.unread
    assert document.title == "On time"
    short = read(source(pptx(slides[:3]), "deck.pptx"), Limits())
    assert "Larkfield · Next stop" in [block.text for block in short.blocks]
    assert not [one for one in short.unread if one.what == "running line"]
