"""duplicated-work: fires on the same thing made twice, stays silent on stages, places, mentions and templates."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aligner.domain.analysis import Analysis
from aligner.domain.facts import OwnerKind
from aligner.domain.gaps import GapKind, Severity
from aligner.domain.goals import Quote, State, Status, WorkClass
from aligner.gaps.duplicated_work import find
from tests.gaps.factory import day, owner
from tests.gaps.remarked import exact, prose, table, work

CRANES, BERTHS = "Harbour Cranes", "Berth Planning"


def pair(one, other, *, carriers=(CRANES, BERTHS), notes=("", ""), likeness=0.62, more=({}, {})):
    """Two rows of a plan in the hands of two units, and how like they are."""
    rows = [{"Work": title, "Note": note, "Unit": unit} for title, note, unit in zip((one, other), notes, carriers, strict=True)]
    plan = table(rows)
    items = []
    for row, (note, unit) in enumerate(zip(notes, carriers, strict=True)):
        cells = {cell.header: cell for cell in plan.blocks[row].cells}
        told = (Quote(note, cells["Note"].locator),) if note else ()
        held = {"owner": owner(unit), "owner_quote": Quote(unit, cells["Unit"].locator)} if unit else {}
        items.append(replace(work(plan, row), **{"description": told, "owner_slot": True, **held, **more[row]}))
    return Analysis((prose(["Berth ships faster."], "aims.docx"),), (plan,), (), tuple(items), (), likeness={("I0", "I1"): likeness})


def found(*args, **more):
    return list(find(pair(*args, **more)))


SAME = ("Arrival forecast for tankers", "Predicting when tankers arrive")


@pytest.mark.parametrize(
    ("one", "other", "notes", "likeness"),
    [
        (*SAME, ("", ""), 0.62),
        ("Wharf camera wall", "Video of the quay in one picture", ("wharf pictures for pilots", "pilots see the wharf"), 0.52),
        ("Mooring booking form", "Booking of moorings by phone app", ("", ""), 0.55),
        ("Upgrade of the invoice scanner", "Invoice scanner replaced", ("", ""), 0.7),
    ],
)
def test_the_same_thing_in_two_hands_is_found(one, other, notes, likeness):
    analysis = pair(one, other, notes=notes, likeness=likeness)
    (gap,) = find(analysis)
    assert gap.kind is GapKind.DUPLICATED_WORK
    assert gap.severity is Severity.MEDIUM
    assert gap.items == ("I0", "I1")
    assert exact(analysis, gap)
    assert gap.question.endswith("?")
    assert CRANES in gap.message
    assert BERTHS in gap.message


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tanker arrival forecast, phase 1", "Tanker arrival forecast, phase 2"),
        ("Tanker arrival forecast wave II", "Tanker arrival forecast wave III"),
        ("Tanker arrival forecast 2027", "Tanker arrival forecast 2028"),
        ("Tanker arrival forecast pilot", "Tanker arrival forecast roll-out"),
        ("DPIA for the tanker arrival forecast", "Tanker arrival forecast"),
        ("Tender for the tanker arrival forecast", "Tanker arrival forecast"),
        ("Tide sensors at 22 stations", "Tide sensors at 60 stations"),
        ("Export of pilot rosters", "Export of pilot invoices"),
        ("Upgrade of NAVIS", "Upgrade of TOPAZ"),
        ("Upgrade of the crane", "Upgrade of the ledger"),
    ],
)
def test_stages_turns_places_and_templates_are_no_duplicates(one, other):
    assert found(one, other, likeness=0.8) == []


@pytest.mark.parametrize(
    "more",
    [
        {"carriers": (CRANES, CRANES)},
        {"carriers": ("Head of Harbour Cranes", "Harbour Cranes team")},
        {"carriers": ("", "")},
        {"likeness": 0.4},
        {"more": ({"status": Status("done", State.DONE)}, {})},
        {"more": ({}, {"status": Status("stopped", State.CANCELLED)})},
        {"more": ({"work_class": WorkClass.RUN}, {})},
        {"more": ({"work_class": WorkClass.SECURITY_UPKEEP}, {"work_class": WorkClass.DEBT})},
        {"more": ({}, {"headings": ("Plan", "Arrival forecast for tankers")})},
        {"more": ({"headings": ("Plan", "Benefits")}, {})},
        {"more": ({"headings": ("Tankers arriving",)}, {"headings": ("Tankers arriving",)})},
    ],
)
def test_one_pair_of_hands_old_work_parts_and_upkeep_are_left_alone(more):
    assert found(*SAME, **more) == []


def test_work_that_waits_for_the_other_is_no_duplicate():
    waits = {"depends_on": (Quote("Arrival forecast for tankers", table([{"Work": "x"}]).blocks[0].locator),)}
    assert found(*SAME, more=({}, waits)) == []


def test_far_apart_in_time_is_a_question():
    more = ({"due": day("2026-06-30")}, {"due": day("2029-06-30")})
    assert [gap.severity for gap in found(*SAME, more=more)] == [Severity.QUESTION]


def test_thin_likeness_is_a_question():
    assert [gap.severity for gap in found(*SAME, likeness=0.47)] == [Severity.QUESTION]


def test_a_passage_without_owner_needs_words_that_set_it_apart():
    untold = {"carriers": (CRANES, ""), "more": ({"headings": ("Cranes",)}, {"headings": ("Pilots",), "owner_slot": False})}
    assert found(*SAME, **untold) == []
    gaps = found("Arrival forecast for tankers", "The pilots have built a tanker arrival forecast of their own", **untold)
    assert [gap.severity for gap in gaps] == [Severity.QUESTION]


def test_mentions_of_one_piece_are_not_compared():
    assert found(*SAME, more=({}, {"same_as": "I0"})) == []


def test_pairs_come_in_document_order_whatever_their_likeness():
    rows = [
        {"Work": title, "Unit": unit} for title, unit in ((SAME[0], CRANES), (SAME[1], BERTHS), ("When tankers arrive: forecast", "Pilots"))
    ]
    plan = table(rows)
    items = tuple(work(plan, row, owner=owner(cells["Unit"])) for row, cells in enumerate(rows))
    likeness = {("I1", "I2"): 0.9, ("I0", "I1"): 0.7, ("I0", "I2"): 0.8}
    analysis = Analysis((), (plan,), (), items, (), likeness=likeness)
    assert [gap.items for gap in find(analysis)] == [("I0", "I1"), ("I0", "I2"), ("I1", "I2")]


def test_persons_of_one_section_are_one_team():
    persons = {"kind": OwnerKind.PERSON}
    analysis = pair(*SAME, carriers=("Ines Aske", "Bo Tarn"))
    people = tuple(replace(item, owner=replace(item.owner, **persons)) for item in analysis.items)
    assert list(find(replace(analysis, items=people))) == []
    assert list(find(replace(analysis, items=(replace(people[0], team="Cranes"), people[1]))))
    assert list(find(replace(analysis, items=(replace(people[0], headings=("Cranes",)), people[1]))))


def test_a_few_words_of_two_long_texts_are_chance():
    long = ["Ropes hawsers bollards fenders capstans winches shackles", "Paper stamps envelopes folders drawers shelves labels"]
    assert found(*SAME, likeness=0.55, notes=(f"{long[0]} buoys ladders gangways", f"{long[1]} binders pencils erasers")) == []
    assert found(*SAME, likeness=0.55)


def test_two_owners_of_one_team_need_nearly_equal_texts():
    teams = ({"team": "Port Systems"}, {"team": "Port Systems"})
    assert found(*SAME, more=teams) == []
    assert len(found(*SAME, more=teams, likeness=0.9)) == 1
