"""Work filed under the name of a paper of the strategy is no orphan."""

from __future__ import annotations

from aligner.domain.goals import Alignment
from aligner.domain.text import Document
from aligner.gaps import judge
from tests.gaps.factory import analysis, goal, item

PAPERS = [
    "Lindqvist Port strategy on night berths.docx",
    "Lindqvist Port strategy for shore power.docx",
    "Lindqvist Port strategy for pilots.docx",
]
GOAL = goal("G1", "Light every quay by 2031")


def aligned(headings, papers=PAPERS):
    works = [item("I1", "Order two lamps and a mast", headings=headings), *(item(f"I{number}") for number in range(2, 6))]
    documents = [Document(name, "0" * 64, "docx", ()) for name in papers]
    return judge(analysis([GOAL], works, strategy=documents)).items[0].alignment


def test_work_filed_under_a_papers_name_is_left_open():
    assert aligned(("Night berths: second part",)) is Alignment.UNCLEAR
    assert aligned(("Shore power",)) is Alignment.UNCLEAR


def test_other_headings_and_the_organisations_name_say_nothing():
    assert aligned(("Canteen and kiosks",)) is Alignment.ORPHANED
    assert aligned(("Lindqvist Port",)) is Alignment.ORPHANED


def test_one_paper_alone_names_everything_and_so_nothing():
    assert aligned(("Night berths",), PAPERS[:1]) is Alignment.ORPHANED
