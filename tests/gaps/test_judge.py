from __future__ import annotations

from dataclasses import replace

import pytest

from aligner.domain.goals import Alignment, Level, Quote, State, Support, WorkClass
from aligner.domain.links import Strength
from aligner.gaps import judge
from tests.gaps.factory import analysis, goal, item, link, place, with_kids


def verdict(*args, **kwargs):
    return {one.id: one.support for one in judge(analysis(*args, **kwargs)).goals}


def alignment(*args, **kwargs):
    return {one.id: one.alignment for one in judge(analysis(*args, **kwargs)).items}


def test_direct_live_work_supports():
    g, i = goal("G1"), item("I1")
    assert verdict([g], [i], [link(g, i)]) == {"G1": Support.SUPPORTED}


@pytest.mark.parametrize("state", [State.CANCELLED, State.ON_HOLD])
def test_cancelled_and_parked_work_does_not_count(state):
    g, i = goal("G1"), item("I1", state=state)
    assert verdict([g], [i], [link(g, i)]) == {"G1": Support.UNSUPPORTED}


@pytest.mark.parametrize("state", [State.DONE, State.OFF_TRACK, State.BLOCKED])
def test_finished_or_red_work_supports_in_part(state):
    g, i = goal("G1"), item("I1", state=state)
    assert verdict([g], [i], [link(g, i)]) == {"G1": Support.PARTIAL}


def test_indirect_work_supports_in_part():
    g, i = goal("G1"), item("I1")
    assert verdict([g], [i], [link(g, i, strength=Strength.INDIRECT)]) == {"G1": Support.PARTIAL}


def test_one_weak_link_gives_no_verdict_and_two_do():
    g, items = goal("G1"), [item("I1"), item("I2")]
    assert verdict([g], items, [link(g, items[0], 0.35)]) == {"G1": Support.UNCLEAR}
    assert verdict([g], items, [link(g, one, 0.4) for one in items]) == {"G1": Support.SUPPORTED}


def test_of_a_faint_link_the_strength_is_not_known():
    g, items = goal("G1"), [item("I1"), item("I2")]
    assert verdict([g], items, [link(g, one, 0.4, Strength.INDIRECT) for one in items]) == {"G1": Support.SUPPORTED}
    assert verdict([g], items, [link(g, one, 0.8, Strength.INDIRECT) for one in items]) == {"G1": Support.PARTIAL}


def test_many_faint_links_are_no_independent_witnesses():
    g, items = goal("G1"), [item(f"I{n}") for n in range(1, 9)]
    assert verdict([g], items, [link(g, one, 0.15) for one in items]) == {"G1": Support.UNCLEAR}


def test_a_doubtful_link_gives_no_verdict():
    g, i = goal("G1"), item("I1")
    assert verdict([g], [i], [link(g, i, 0.3, accepted=False)]) == {"G1": Support.UNCLEAR}
    assert verdict([g], [i], [link(g, i, 0.1, accepted=False)]) == {"G1": Support.UNCLEAR}
    assert verdict([g], [i]) == {"G1": Support.UNSUPPORTED}


def test_work_that_speaks_of_a_goal_leaves_no_verdict():
    g, rota = goal("G1", "The borrow desk opens on Saturdays"), item("I1", "Rota for desk and Saturdays")
    assert verdict([g], [rota]) == {"G1": Support.UNCLEAR}
    assert verdict([g], [item("I1", "Rota for the Saturdays")]) == {"G1": Support.UNSUPPORTED}
    assert verdict([g], [replace(rota, status=item("I1", state=State.CANCELLED).status)]) == {"G1": Support.UNSUPPORTED}


def test_work_that_carries_another_goal_speaks_of_that_one():
    g, other, rota = goal("G1", "The borrow desk opens on Saturdays"), goal("G2"), item("I1", "Rota for desk and Saturdays")
    assert verdict([g, other], [rota], [link(other, rota)])["G1"] is Support.UNSUPPORTED
    assert verdict([g], [replace(rota, work_class=WorkClass.RUN)])["G1"] is Support.UNSUPPORTED


def test_unfunded_work_supports_in_part():
    g, i = goal("G1"), item("I1", budget="not funded")
    assert verdict([g], [i], [link(g, i)]) == {"G1": Support.PARTIAL}


def test_children_count_upward():
    goals = with_kids(goal("G1"), goal("G2"), goal("G3"))
    i = item("I1")
    assert verdict(goals, [i], [link(goals[1], i)])["G1"] is Support.PARTIAL
    both = [link(goals[1], i), link(goals[2], i)]
    assert verdict(goals, [i], both)["G1"] is Support.SUPPORTED


def test_a_key_result_is_carried_by_work_on_its_objective():
    goals = with_kids(goal("G1"), goal("G2", level=Level.KEY_RESULT), goal("G3", level=Level.OBJECTIVE))
    i = item("I1")
    assert verdict(goals, [i], [link(goals[0], i)]) == {"G1": Support.SUPPORTED, "G2": Support.SUPPORTED, "G3": Support.UNCLEAR}


def test_a_part_that_the_plan_leaves_out_is_not_carried_by_work_on_the_whole():
    goals = with_kids(goal("G1"), goal("G2", level=Level.KEY_RESULT), goal("G3", level=Level.KEY_RESULT))
    items = [item("I1"), item("I2")]
    found = verdict(goals, items, [link(goals[0], items[0]), link(goals[1], items[1])])
    assert found == {"G1": Support.SUPPORTED, "G2": Support.SUPPORTED, "G3": Support.UNSUPPORTED}


def test_most_parts_carried_carry_the_whole():
    goals = with_kids(goal("G1"), goal("G2"), goal("G3"), goal("G4"))
    items = [item("I1"), item("I2")]
    assert verdict(goals, items, [link(goals[1], items[0]), link(goals[2], items[1])])["G1"] is Support.SUPPORTED
    assert verdict(goals, items, [link(goals[1], items[0])])["G1"] is Support.PARTIAL


def test_items_are_aligned_orphaned_exempt_or_unclear():
    g = goal("G1")
    items = [item("I1"), item("I2"), item("I3", work_class=WorkClass.RUN), item("I4"), item("I5", "Testing"), item("I6", confidence=0.3)]
    found = alignment([g], items, [link(g, items[0]), link(g, items[3], accepted=False)])
    assert found == {
        "I1": Alignment.ALIGNED,
        "I2": Alignment.ORPHANED,
        "I3": Alignment.EXEMPT,
        "I4": Alignment.UNCLEAR,
        "I5": Alignment.UNCLEAR,
        "I6": Alignment.UNCLEAR,
    }


def test_a_repeated_mention_shares_the_verdict_of_its_original():
    g = goal("G1")
    items = [item("I1"), item("I2", same_as="I1")]
    assert alignment([g], items, [link(g, items[0])])["I2"] is Alignment.ALIGNED


def test_work_under_an_aligned_programme_is_no_orphan():
    g = goal("G1")
    items = [item("I1", "Customer portal programme"), item("I2", headings=("Roadmap", "Customer portal programme"))]
    assert alignment([g], items, [link(g, items[0])])["I2"] is Alignment.UNCLEAR


def test_a_chapter_under_which_much_is_filed_explains_nothing_by_itself():
    g = goal("G1")
    filed = [item(f"I{n}", goal_reference=Quote("Pillar 2", place(90 + n, "Pillar 2", "roadmap.xlsx"))) for n in (1, 2, 3)]
    assert alignment([g], filed, [link(g, filed[0]), link(g, filed[1])])["I3"] is Alignment.ORPHANED
    assert alignment([g], filed, [link(g, filed[0])])["I3"] is Alignment.UNCLEAR


def test_work_that_names_a_goal_nobody_knows_is_no_orphan():
    g = goal("G1")
    named = item("I1", goal_reference=Quote("Pillar 9", place(9, "Pillar 9", "roadmap.xlsx")))
    assert alignment([g], [named, item("I2")]) == {"I1": Alignment.UNCLEAR, "I2": Alignment.ORPHANED}
    assert alignment([g], [named], [link(g, named)]) == {"I1": Alignment.ALIGNED}
