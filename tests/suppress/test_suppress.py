from __future__ import annotations

import pytest

from aligner.config import SuppressRule
from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.domain.links import Evidence, Side
from aligner.domain.text import Block, BlockKind, Document, Layer, Locator
from aligner.errors import ConfigError
from aligner.suppress import markers, suppress

PLACE = Locator("plans/draft.docx", paragraph=4, start=0, end=10)
ROW = Locator("plan.xlsx", sheet="Plan", cell="B7", start=0, end=4)


def gap(kind=GapKind.VAGUE_GOAL, ident="VG-1234abcd", place=PLACE, quote="Delight our  members"):
    return Gap(
        ident, kind, Severity.MEDIUM, None, (), "It does not say when it is met.", "When?", evidence=(Evidence(Side.GOAL, quote, place),)
    )


def rule(**conditions):
    return SuppressRule(**{"reason": "agreed", "origin": "aligner.toml:3", **conditions})


def marked(text, place=PLACE):
    cell = " ".join(part for part in (place.cell, "marker1") if part)
    locator = Locator(place.file, place.paragraph, place.page, place.slide, place.sheet, cell, place.line, 0, len(text))
    return Document(place.file, "0", "docx", (Block(BlockKind.PARAGRAPH, text, locator, layer=Layer.COMMENT),))


@pytest.mark.parametrize(
    "conditions",
    [
        {"kind": "vague-goal"},
        {"id": "VG-1234abcd"},
        {"id": "vg-12"},
        {"text": "delight our members"},
        {"text": "when it is met"},
        {"file": "draft.docx"},
        {"file": "plans/*"},
        {"kind": "vague-goal", "file": "draft*", "text": "members"},
    ],
)
def test_every_condition_given_must_hold(conditions):
    (found,) = suppress([gap()], [rule(**conditions)], (), today=None)
    assert found.suppressed.reason == "agreed"
    assert found.suppressed.origin == "aligner.toml:3"
    assert found.lapsed is None


@pytest.mark.parametrize(
    "conditions",
    [{"kind": "unowned-goal"}, {"id": "VG-99"}, {"text": "staff"}, {"file": "other.docx"}, {"kind": "vague-goal", "text": "staff"}],
)
def test_a_condition_that_does_not_hold_keeps_the_finding(conditions):
    assert suppress([gap()], [rule(**conditions)], (), today=None) == (gap(),)


@pytest.mark.parametrize(("today", "live"), [("2027-03-30", True), ("2027-03-31", True), ("2027-04-01", False), (None, True)])
def test_a_decision_counts_through_its_last_day(today, live):
    (found,) = suppress([gap()], [rule(kind="vague-goal", expires="2027-03-31")], (), today=today)
    assert (found.suppressed is not None) is live
    assert (found.lapsed is not None) is not live


def test_of_several_decisions_the_longest_counts():
    rules = [rule(kind="vague-goal", expires="2026-01-01"), rule(id="VG-", expires="2028-01-01", reason="later")]
    (found,) = suppress([gap()], rules, (), today="2027-01-01")
    assert (found.suppressed.reason, found.lapsed) == ("later", None)


def test_a_marker_covers_its_own_paragraph_and_kinds_only():
    document = marked("aligner: ignore vague-goal, unowned-goal until 2027-03-31 because the board agreed in May.")
    others = [gap(place=Locator("plans/draft.docx", paragraph=5)), gap(kind=GapKind.STALE_GOAL)]
    found = suppress([gap(), *others], (), (document,), today=None)
    assert [one.suppressed is not None for one in found] == [True, False, False]
    assert found[0].suppressed.reason == "the board agreed in May"
    assert (found[0].suppressed.expires, found[0].suppressed.origin) == ("2027-03-31", "plans/draft.docx, paragraph 4")


@pytest.mark.parametrize(("cell", "covered"), [("B7", True), ("A7", True), ("A7:F7", True), ("A77", False), ("B8", False)])
def test_a_marker_at_a_cell_covers_the_row(cell, covered):
    place = Locator("plan.xlsx", sheet="Plan", cell=cell)
    (found,) = suppress([gap(place=place)], (), (marked("aligner: ignore all because it is parked", ROW),), today=None)
    assert (found.suppressed is not None) is covered


def test_a_marker_needs_no_day_and_no_reason():
    (found,) = markers(marked("Jo: aligner: ignore ALL"))
    assert (found.kinds, found.suppression.expires, found.suppression.reason) == (None, None, "no reason given")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "aligner: ignore vague-gaol",
            "plans/draft.docx, paragraph 4: the marker names an unknown kind of finding 'vague-gaol'; known are all,",
        ),
        ("aligner: ignore vague-goal until 2027-02-30", "the marker's day 2027-02-30 does not exist"),
        ("aligner: ignore vague-goal till May", "cannot read the marker 'aligner: ignore vague-goal till May'"),
    ],
)
def test_a_marker_that_cannot_be_read_is_named_with_its_place(text, message):
    with pytest.raises(ConfigError) as caught:
        list(markers(marked(text)))
    assert message in caught.value.message
