"""constraint: fires on limits that the strategy does not know of, stays silent where it does or where they are over."""

from __future__ import annotations

import pytest

from aligner.domain.gaps import GapKind, Severity
from aligner.domain.goals import State
from aligner.gaps.constraint import find
from tests.gaps.factory import link
from tests.gaps.remarked import PLAN, STRATEGY, aim, analysed, exact, noted, prose, table, work


@pytest.mark.parametrize(
    "note",
    [
        "Two of five control engineers' posts are vacant.",
        "hiring freeze until 2027, one programmer for nine lines",
        "Conveyor motors are on a 40 week lead time from every maker.",
        "Only two firms in the country are licensed to test the lifts.",
        "needs the new warehouse software, which is late",
        "The grid operator gives the site no further power before 2031.",
        "A change freeze from October to January stops every switch-over.",
        "Floor can be cast only from May to September here.",
        "Three of the four contractors have gone bankrupt, no successor found.",
    ],
)
def test_limits_are_found(note):
    analysis = noted(note)
    (gap,) = find(analysis)
    assert gap.kind is GapKind.CONSTRAINT
    assert gap.severity is Severity.MEDIUM
    assert gap.goal == "G1"
    assert gap.items == ("I0",)
    assert exact(analysis, gap)


@pytest.mark.parametrize(
    ("note", "more"),
    [
        ("14 of 30 conveyors are running.", {}),
        ("Vacant posts have been filled since March.", {}),
        ("Lead time of conveyor motors is 40 weeks.", {"aims": ["Long lead times for conveyor motors are a risk to this plan."]}),
        ("Two of five control engineers' posts are vacant.", {"state": State.DONE}),
        ("Two of five control engineers' posts are vacant.", {"state": State.CANCELLED}),
        ("Nine of 40 driver posts are vacant.", {"goal": "Halve the vacancies among our drivers by 2028."}),
    ],
)
def test_silence(note, more):
    assert list(find(noted(note, **more))) == []


@pytest.mark.parametrize("note", ["lead times", "Cannot start before the lease is signed off by both"])
def test_thin_words_are_asked_about(note):
    (gap,) = find(noted(note))
    assert gap.severity is Severity.QUESTION


def register(risk: str, mitigation: str = "", status: str = "open", goal: str = "Every conveyor in the depot is automated by 2028."):
    strategy = prose([goal], STRATEGY)
    plan = table([{"Project": "Depot conveyor automation", "Note": "phase two"}])
    risks = table([{"Risk": risk, "Likelihood": "high", "Impact": "high", "Mitigation": mitigation, "Status": status}], "risks.xlsx")
    one, other = aim(strategy, goal), work(plan)
    return analysed([strategy], [plan, risks], [one], [other], [link(one, other, 0.8)])


def test_an_open_risk_of_a_register_finds_its_work_by_its_words():
    analysis = register("The maker of the depot conveyor automation may fail", "look for a second firm")
    (gap,) = find(analysis)
    assert gap.items == ("I0",)
    assert exact(analysis, gap)


@pytest.mark.parametrize(("mitigation", "status"), [("", "Closed"), ("contract secured until 2029", "open"), ("hedged to June", "open")])
def test_a_risk_that_is_dealt_with_is_left_alone(mitigation, status):
    assert list(find(register("The maker of the depot conveyor automation may fail", mitigation, status))) == []


def test_a_sentence_elsewhere_is_joined_by_the_title_it_repeats():
    strategy = prose(["Every order leaves the depot within one day by the end of 2028."], STRATEGY)
    plan = table([{"Project": "Night shift sorter", "Note": ""}, {"Project": "Yard gates", "Note": ""}])
    report = prose(["# Logistics", "The night shift sorter lacks people: six of nine posts are vacant."], "report.docx")
    one, items = aim(strategy, "Every order leaves the depot"), [work(plan, 0), work(plan, 1)]
    analysis = analysed([strategy], [plan, report], [one], items, [link(one, items[0], 0.7), link(one, items[1], 0.7)])
    (gap,) = find(analysis)
    assert gap.items == ("I0",)
    assert gap.evidence[1].locator.file == "report.docx"
    assert PLAN in {piece.locator.file for piece in gap.evidence}


def test_a_faint_link_is_only_asked_about():
    strategy = prose(["Every order leaves the depot within one day by the end of 2028."], STRATEGY)
    plan = table([{"Project": "Yard gates", "Note": "Both gate fitters left, no successor in sight."}])
    one, other = aim(strategy, "Every order leaves the depot"), work(plan)

    def severity(chance):
        (gap,) = find(analysed([strategy], [plan], [one], [other], [link(one, other, chance)]))
        return gap.severity

    assert (severity(0.08), severity(0.2), severity(0.4)) == (Severity.QUESTION, Severity.LOW, Severity.MEDIUM)
