from __future__ import annotations

import pytest

from aligner.domain.goals import Item, WorkClass
from aligner.domain.text import Locator
from aligner.encode import load_encoder
from aligner.extract.item_draft import Carrier, Draft
from aligner.extract.work_class import classify_work, cue_features, cues_in


@pytest.fixture(scope="module")
def encoder():
    return load_encoder(cache=None)


def _draft(text: str, *, kind: str = "", headings: tuple[str, ...] = ()) -> Draft:
    return Draft(Item(id="", text=text, locator=Locator("plan.csv", line=2, end=len(text)), headings=headings), Carrier.TABLE, kind=kind)


def _classes(encoder, *drafts: Draft):
    return classify_work(drafts, encoder.encode([draft.item.text for draft in drafts]), encoder.sha256)


CLEAR = {
    "Renewal of the spreadsheet licences": WorkClass.RUN,
    "On-call rota for the summer": WorkClass.RUN,
    "Close audit finding 12 on access logs": WorkClass.COMPLIANCE,
    "GDPR records of processing brought up to date": WorkClass.COMPLIANCE,
    "Patch the mail servers": WorkClass.SECURITY_UPKEEP,
    "Fix penetration test findings": WorkClass.SECURITY_UPKEEP,
    "Refactor the invoice module and raise test coverage": WorkClass.DEBT,
    "Decommission the legacy order database": WorkClass.DEBT,
    "API gateway for all departments": WorkClass.ENABLER,
    "Customers book a berth on their phone": WorkClass.CHANGE,
    "Open twelve repair cafes": WorkClass.CHANGE,
    "Same-day answers to tenants": WorkClass.CHANGE,
}


@pytest.mark.parametrize(("text", "expected"), CLEAR.items())
def test_clear_cases(encoder, text, expected):
    (finding,) = _classes(encoder, _draft(text))
    assert finding.work_class is expected
    assert 0.0 <= finding.confidence <= 1.0
    assert finding.reason


def test_the_reason_quotes_the_words(encoder):
    (finding,) = _classes(encoder, _draft("Spring licence renewal for the drawing office"))
    assert finding.reason == "the words 'licence renewal'"


def test_the_documents_own_word_decides(encoder):
    (finding,) = _classes(encoder, _draft("New counters for the ticket hall", kind="Run"))
    assert (finding.work_class, finding.reason) == (WorkClass.RUN, "the document files it under 'Run'")
    (finding,) = _classes(encoder, _draft("New counters for the ticket hall", headings=("Plan", "BAU activities")))
    assert finding.work_class is WorkClass.RUN


def test_a_part_takes_the_class_of_its_whole(encoder):
    whole = _draft("ISO 27001 surveillance audit")
    part = _draft("Asset list", headings=("ISO 27001 surveillance audit",))
    assert {finding.work_class for finding in _classes(encoder, whole, part)} == {WorkClass.COMPLIANCE}


def test_another_encoder_leaves_it_to_the_words(encoder):
    drafts = [_draft("Patch the mail servers"), _draft("Open twelve repair cafes")]
    vectors = encoder.encode([draft.item.text for draft in drafts])
    patch, cafes = classify_work(drafts, vectors, "another")
    assert patch.work_class is WorkClass.SECURITY_UPKEEP
    assert cafes.work_class is WorkClass.CHANGE


def test_cues_are_whole_words_and_stand_as_written():
    assert cues_in("Patches and patching, dispatch", WorkClass.SECURITY_UPKEEP) == ("patching", "Patches")
    assert cue_features(["Dispatch desk"])[0].sum() == 0
