from __future__ import annotations

import pytest

from aligner.classify import classify
from aligner.domain.classification import DocumentKind
from aligner.segment import Segmenter
from tests.classify.documents import document

STRATEGY = document(
    "# Kelpmoor Water Authority: Strategy 2027–2031",
    "This strategy says what the Kelpmoor Water Authority wants to reach.",
    "# Our ambition",
    "By the end of 2031 we will halve leakage. We want every customer to see their use daily.",
    "# Strategic goals",
    "We will cut our own emissions by 60% by 2030.",
)
MINUTES = document(
    "# Minutes of the Digital Steering Committee, 14 March 2028",
    "Present: Ms Orr (chair), Mr Lund. Apologies: Dr Hale.",
    "The minutes of the last meeting were approved. It was agreed to postpone the pilot. Action: Mr Lund to write to the supplier.",
)
POLICY = document(
    "# Policy on the use of mobile devices",
    "# Scope",
    "This policy applies to all employees. Devices must be locked. Passwords shall not be shared and may not be written down.",
    "# Breach",
    "Breach of this policy may lead to disciplinary action.",
)
BUDGET = document(
    "# Budget 2028/29",
    "The council is asked to approve a net revenue budget of £212.4m. Reserves fall by £3.1m; savings of £7m are set out below.",
)
INVOICE = document("# Invoice 4411", "Please pay within 14 days. Thank you for your business.")


def judged(one):
    return classify(one, Segmenter().statements(one))


@pytest.mark.parametrize(
    ("one", "kind"),
    [
        (STRATEGY, DocumentKind.STRATEGY),
        (MINUTES, DocumentKind.MINUTES),
        (POLICY, DocumentKind.POLICY),
        (BUDGET, DocumentKind.BUDGET),
        (INVOICE, DocumentKind.OTHER),
    ],
)
def test_kinds_are_told_apart(one, kind):
    assert judged(one).kind is kind


@pytest.mark.parametrize("one", [STRATEGY, MINUTES, POLICY, BUDGET, INVOICE])
def test_chances_sum_to_one_and_evidence_is_verbatim(one):
    found = judged(one)
    assert sum(chance for _, chance in found.chances) == pytest.approx(1, abs=0.001)
    assert found.probability == found.chances[0][1] == max(chance for _, chance in found.chances)
    assert len(found.chances) == len(DocumentKind)
    assert found.evidence
    for quote in found.evidence:
        assert one.text_at(quote.locator) == quote.text


def test_a_strategy_says_whose_it_is_and_for_when():
    found = judged(STRATEGY)
    assert found.organisation is not None
    assert found.organisation.value == "Kelpmoor Water Authority"
    assert STRATEGY.text_at(found.organisation.quote.locator) == "Kelpmoor Water Authority"
    assert (found.period.start, found.period.end) == ("2027-01-01", "2031-12-31")
    assert STRATEGY.text_at(found.period.quote.locator) == found.period.quote.text == "2027–2031"


def test_a_look_back_covers_the_quarter_of_its_day():
    found = judged(MINUTES)
    assert found.date.value == "2028-03-14"
    assert MINUTES.text_at(found.date.quote.locator) == found.date.quote.text
    assert (found.period.start, found.period.end) == ("2028-01-01", "2028-03-31")


def test_the_folder_names_the_organisation_where_the_text_does_not():
    found = judged(document("# Status report", "All is well.", path="archive/otterby/q1.docx"))
    assert found.organisation.value == "otterby"
    assert found.organisation.quote is None


def test_a_unit_is_read_apart_from_the_organisation():
    found = judged(document("# Claims Directorate: plan for 2028", "Otterby Mutual Insurance asks each directorate for a plan."))
    assert found.unit.value == "Claims Directorate"
    assert found.organisation.value == "Otterby Mutual Insurance"


def test_an_empty_document_is_judged_too():
    found = judged(document("...", path="x.txt"))
    assert found.organisation is None
    assert found.period is None
    assert 0 < found.probability <= 1
