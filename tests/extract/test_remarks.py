"""Remarks: what documents say besides goals and work, each an exact slice with the work it is said of."""

from __future__ import annotations

import pytest

from aligner.domain.remarks import RemarkKind
from aligner.domain.text import Block, BlockKind, Document, Layer, Locator
from aligner.extract.remarks import extract_remarks
from aligner.segment import Segmenter
from tests.gaps.remarked import PLAN, STRATEGY, aim, analysed, prose, table, work

GOAL = "Every ferry sails on time by 2029."


def read(strategy=(), execution=(), rows=()):
    """Kinds and texts of the remarks of both sides."""
    aims = prose([GOAL, *strategy], STRATEGY)
    plans = [prose(["# Report", *execution], "report.docx"), table(rows or [{"Project": "Yard gates", "Note": ""}])]
    analysis = analysed([aims], plans, [aim(aims, GOAL)], [work(plans[1])])
    for remark in analysis.remarks:
        assert analysis.document_by_path[remark.quote.locator.file].text_at(remark.quote.locator) == remark.quote.text
    return [(remark.role, remark.kind, remark.quote.text) for remark in analysis.remarks]


@pytest.mark.parametrize(
    "text",
    [
        "We will not build a third pier.",
        "There will be no night ferry in this term.",
        "No port will be closed before 2030.",
        "A bridge to the island is not planned before 2040.",
        "Passenger data are not for sale.",
    ],
)
def test_refusals(text):
    assert ("strategy", RemarkKind.EXCLUSION, text) in read([text])


@pytest.mark.parametrize(
    "text",
    [
        "Nobody shall wait longer than ten minutes at the gate.",
        "We did not close a port last year.",
        "Why will we not build a third pier?",
        "The new gates will not require a second card.",
        "If a port is not safe we say so.",
        "We build a third pier.",
    ],
)
def test_what_is_no_refusal(text):
    assert not [one for one in read([text]) if one[1] is RemarkKind.EXCLUSION]


@pytest.mark.parametrize("heading", ["# Out of scope", "# What we will not do", "# Not now", "# Exclusions"])
def test_everything_below_such_a_heading_is_refused(heading):
    assert ("strategy", RemarkKind.EXCLUSION, "Cruise hotels and casinos") in read([heading, "Cruise hotels and casinos"])


def test_a_question_as_heading_refuses_nothing():
    assert not [one for one in read(["# Won't this be slow?", "Cruise hotels and casinos"]) if one[1] is RemarkKind.EXCLUSION]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("If money is short the order is: safety first, then piers.", RemarkKind.PRIORITY),
        ("Adopted by the Council on 12 March 2027.", RemarkKind.DATED),
        ("Port Ellan, 14 January 2027", RemarkKind.DATED),
        ("Steel prices are the largest risk to this plan.", RemarkKind.RISK),
    ],
)
def test_other_remarks_of_a_strategy(text, kind):
    assert ("strategy", kind, text) in read([text])


@pytest.mark.parametrize(
    "text", ["The plan runs from 1 July 2026 to the end of 2030.", "Fiscal years run July 1 to June 30.", "FY27 ends June 30, 2027."]
)
def test_calendars_date_no_document(text):
    assert not [one for one in read([text]) if one[1] is RemarkKind.DATED]


def test_sentences_of_a_cell_are_told_apart():
    rows = [{"Project": "Yard gates", "Note": "9 of 14 gates up. Both fitters left, no successor. Paint is grey"}]
    found = read(rows=rows)
    assert found == [("execution", RemarkKind.LIMIT, "Both fitters left, no successor.")]


@pytest.mark.parametrize(
    ("heading", "text", "count"),
    [
        ("# Risks", "The slipway could fail before the new one stands.", 1),
        ("# What stands in the way", "Nobody has found a second dry dock so far.", 1),
        ("# Risks", "Steel: prices firm.", 0),
        ("# Risks", "Could the slipway fail before autumn comes?", 0),
        ("# Progress", "The slipway could fail before the new one stands.", 0),
    ],
)
def test_sections_of_risks(heading, text, count):
    assert sum(kind is RemarkKind.RISK for _, kind, _ in read(execution=[heading, text])) == count


def test_remarks_know_their_row_and_their_sentence():
    plan = table([{"Project": "Yard gates", "Note": "no successor for the fitter yet"}, {"Project": "Pier lights", "Note": ""}])
    aims = prose([GOAL], STRATEGY)
    (remark,) = analysed([aims], [plan], [aim(aims, GOAL)], [work(plan, 0), work(plan, 1)]).remarks
    assert remark.items == ("I0",)
    assert remark.quote.locator.file == PLAN


def test_the_name_of_work_is_no_remark():
    assert read(rows=[{"Project": "Hiring freeze tracker for the ports", "Note": ""}]) == []


def test_only_what_is_shown_counts():
    text = "We will not build a third pier."
    hidden = Block(BlockKind.PARAGRAPH, text, Locator(STRATEGY, paragraph=1, start=0, end=len(text)), layer=Layer.DELETED)
    document = Document(STRATEGY, "0" * 64, "docx", (hidden,))
    segmenter = Segmenter()
    assert extract_remarks([document], [], {STRATEGY: segmenter.statements(document)}, (), (), segmenter=segmenter) == ()


def test_ids_are_stable_and_distinct():
    aims = prose([GOAL, "We will not build a third pier.", "We will not build a third pier."], STRATEGY)
    first, second = (analysed([aims], [], [aim(aims, GOAL)], []).remarks for _ in range(2))
    assert first == second
    assert len({remark.id for remark in first}) == len(first) > 1
