"""Lines that stand beside reports of work."""

from __future__ import annotations

import pytest

from aligner.domain.text import Block, BlockKind, Document, Locator
from aligner.extract.item_asides import is_foreign, is_other_paper, speaks_to_reader, tells_of_people


@pytest.mark.parametrize(
    "text",
    [
        "For more information about the berth plan, see the port's pages.",
        "All changes to the timetable can be viewed on the notice board.",
        "Source of data: harbour census",
        "Quay services = cranes, lamps and water",
    ],
)
def test_guidance_sources_and_definitions_speak_to_the_reader(text: str) -> None:
    assert speaks_to_reader(text)


@pytest.mark.parametrize(
    "text", ["The lamps were found faulty and are being replaced", "Quay 4 = done, quay 5 = 60 % laid", "Note the tide"]
)
def test_work_does_not_speak_to_the_reader(text: str) -> None:
    assert not speaks_to_reader(text)


def test_who_is_away_or_takes_over_is_no_work() -> None:
    assert tells_of_people("Mirre is out this week, Toben will run the stand-up")
    assert not tells_of_people("The lamps on quay 4 go out this week")


def test_a_sentence_in_another_language_is_told_from_one_that_quotes_it() -> None:
    assert is_foreign("Le port a remplacé les lampes sur les quais pour que les bateaux du nord y accostent avec plus de sécurité")
    assert not is_foreign("The campaign 'Les lampes du port' was launched in May and has reached all of the crews")
    assert not is_foreign("Replace lamps, quay 4")


@pytest.mark.parametrize(("title", "other"), [("Speaking notes for the harbour master", True), ("Status of the berth works", False)])
def test_papers_that_tell_of_no_work_say_so_in_their_title(title: str, other: bool) -> None:  # noqa: FBT001 - a table of cases
    block = Block(BlockKind.HEADING, title, Locator("paper.md", line=1, start=0, end=len(title)))
    assert is_other_paper(Document("paper.md", "0" * 64, "md", (block,))) is other
