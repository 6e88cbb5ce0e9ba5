from __future__ import annotations

import pytest

from aligner.domain.encoding import Encoders
from aligner.domain.goals import Goal, Item, Level, Quote
from aligner.domain.links import Side, Strength
from aligner.domain.text import Locator
from aligner.encode import load_encoder
from aligner.encode.glossary import Glossary
from aligner.link import link

ENCODERS = Encoders(load_encoder(), load_encoder("fast"))
TERMS = Glossary.load()


def place(file, text):
    return Locator(file, paragraph=1 + sum(map(ord, text)), start=0, end=len(text))


def goal(ident, text, **more):
    return Goal(ident, text, place("strategy.md", text), **more)


def item(ident, text, **more):
    return Item(ident, text, place("plan.md", text), **more)


def quote(text):
    return Quote(text, place("plan.md", text))


GOALS = (
    goal("G1", "Protect our customers from fraud and cyber-crime"),
    goal("G2", "Halve the carbon emissions of our vehicle fleet by 2030"),
    goal("G3", "Make this the best place to work in the region"),
    goal("G4", "Answer every customer call within one minute"),
)
ITEMS = (
    item("I1", "FIDO2 security keys for branch staff"),
    item("I2", "Replace 140 diesel vans with electric ones"),
    item("I3", "Leadership training and mentoring for team leads"),
    item("I4", "Call-back option and intelligent routing in the contact centre"),
    item("I5", "Real-time screening of card payments for fraud"),
    item("I6", "Repaint the car park markings"),
    item("I7", "Charging points at the six depots"),
)


def run(goals=GOALS, items=ITEMS, **more):
    return link(goals, items, encoders=ENCODERS, glossary=TERMS, **more)


def accepted(links):
    return {(one.goal, one.item) for one in links if one.accepted}


def test_clear_pairs_are_linked_and_unrelated_work_is_not():
    pairs = accepted(run())
    assert {("G1", "I5"), ("G2", "I2"), ("G4", "I4")} <= pairs
    assert not {pair for pair in pairs if pair[1] == "I6"}
    assert not pairs & {("G2", "I3"), ("G3", "I2"), ("G4", "I7"), ("G3", "I5")}


def test_links_come_by_goal_and_falling_probability():
    links = run()
    order = [goal.id for goal in GOALS]
    assert list(links) == sorted(links, key=lambda one: (order.index(one.goal), -one.probability))
    assert all(0 <= one.probability <= 1 for one in links)


def test_the_same_input_gives_the_same_links():
    assert run() == run()


def test_no_pair_depends_on_the_order_of_the_items():
    forward = {(one.goal, one.item): one for one in run()}
    backward = {(one.goal, one.item): one for one in run(items=ITEMS[::-1])}
    assert forward.keys() == backward.keys()
    assert all(abs(forward[pair].probability - backward[pair].probability) < 2e-3 for pair in forward)


def test_every_quote_is_the_text_it_points_to():
    texts = {one.locator: one.text for one in (*GOALS, *ITEMS)}
    for one in run():
        assert [evidence.side for evidence in one.evidence] == [Side.GOAL, Side.ITEM]
        assert all(texts[evidence.locator] == evidence.quote for evidence in one.evidence)


def test_thresholds_given_by_the_caller_are_obeyed():
    links = run(accept=0.9, reject=0.2)
    assert all(one.probability >= 0.2 and one.accepted == (one.probability >= 0.9) for one in links)
    assert run(accept=0.0, reject=0.0)[0].accepted
    assert len(run(accept=0.0, reject=0.0)) == len(GOALS) * len(ITEMS)


def test_nothing_on_a_side_gives_no_links():
    assert run(goals=()) == ()
    assert run(items=()) == ()


def test_a_single_pair_can_be_judged():
    assert accepted(run(goals=GOALS[1:2], items=ITEMS[1:2])) == {("G2", "I2")}


def test_reasons_name_shared_words_and_glosses():
    why = {(one.goal, one.item): one.why for one in run(reject=0.0, accept=0.0)}
    assert 'share the word "fraud"' in why["G1", "I5"]
    assert any(reason.startswith("FIDO2: ") for reason in why["G1", "I1"])
    assert not any("share the word" in reason for reason in why["G3", "I6"])


def test_a_named_goal_is_linked_and_said_to_be_named():
    goals = (goal("G1", "Delight travellers", reference=("pillar 1",)), goal("G2", "Punctual trains", reference=("pillar 2",)))
    silent = item("I9", "Renew the signal boxes on the coastal line")
    stated = item("I9", "Renew the signal boxes on the coastal line", goal_reference=quote("Pillar 2"))
    before = {one.goal: one.probability for one in run(goals, (silent, *ITEMS), accept=0.0, reject=0.0) if one.item == "I9"}
    links = {one.goal: one for one in run(goals, (stated, *ITEMS)) if one.item == "I9"}
    assert links["G2"].accepted
    assert links["G2"].probability > before["G2"]
    assert links["G2"].why[0] == 'the document names this goal: "Pillar 2"'
    assert "Pillar 2" in [evidence.quote for evidence in links["G2"].evidence]
    assert not links.get("G1") or links["G1"].probability < before["G1"]


def test_a_named_goal_far_from_the_text_asks_for_a_check():
    goals = (goal("G1", "Halve carbon emissions", reference=("goal 1",)), goal("G2", "Grow exports", reference=("goal 2",)))
    links = run(goals, (item("I1", "Payroll calendar", goal_reference=quote("Goal 1")), *ITEMS))
    found = next(one for one in links if (one.goal, one.item) == ("G1", "I1"))
    assert found.why[0].endswith("check the reference")


def test_a_link_to_a_child_is_not_repeated_for_its_parent():
    family = (
        goal("G1", "Cut the carbon emissions of our vehicles", level=Level.GOAL),
        goal("G2", "Replace diesel vans with electric vans", parent="G1", level=Level.OBJECTIVE),
        *GOALS[2:],
    )
    pairs = accepted(run(family))
    assert ("G2", "I2") in pairs
    assert ("G1", "I2") not in pairs


def test_a_description_carries_a_link_that_the_title_hides():
    hidden = item("I9", "Project Kestrel")
    told = item("I9", "Project Kestrel", description=(quote("Electric vans replace the diesel fleet to halve carbon emissions."),))
    before = {one.goal: one.probability for one in run(items=(*ITEMS, hidden), accept=0.0, reject=0.0) if one.item == "I9"}
    after = {one.goal: one for one in run(items=(*ITEMS, told), accept=0.0, reject=0.0) if one.item == "I9"}
    assert after["G2"].probability > 2 * before["G2"]
    assert after["G2"].evidence[-1].quote.startswith("Electric vans")


def test_strength_follows_probability():
    links = run(accept=0.0, reject=0.0)
    direct = [one.probability for one in links if one.strength is Strength.DIRECT]
    indirect = [one.probability for one in links if one.strength is Strength.INDIRECT]
    assert direct
    assert indirect
    assert min(direct) > max(indirect)


@pytest.mark.parametrize("copies", [1, 40])
def test_a_run_of_any_size_keeps_the_clear_pairs(copies):
    filler = tuple(item(f"F{number}", f"Renew software licence number {number}") for number in range(copies))
    assert {("G2", "I2"), ("G4", "I4")} <= accepted(run(items=(*ITEMS, *filler)))
