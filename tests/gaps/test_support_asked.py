from __future__ import annotations

from dataclasses import replace

from aligner.domain.gaps import GapKind, Severity
from aligner.domain.goals import Quote
from aligner.domain.links import Strength
from aligner.gaps import judge
from aligner.gaps.unsupported_goal import find
from tests.gaps.factory import analysis, goal, item, link, metric, with_kids

GOAL = goal("G1", "Cut operating cost by 25%", metrics=(metric("25%", 25.0, of="operating cost"),))
WORK = item("I1", "Repaint the canteen")


def told(case):
    return [(gap.kind, gap.severity) for gap in find(judge(case))]


def faint(probability, one=GOAL):
    return link(one, WORK, probability, Strength.INDIRECT, accepted=False)


def test_a_goal_that_only_faint_links_speak_for_is_asked_about():
    case = analysis([GOAL], [WORK], [faint(0.2)])
    assert told(case) == [(GapKind.UNSUPPORTED_GOAL, Severity.QUESTION)]
    (gap,) = find(judge(case))
    assert "“Repaint the canteen”" in gap.message
    assert [piece.quote for piece in gap.evidence] == [GOAL.text, WORK.text]


def test_a_likely_link_answers_the_question():
    assert told(analysis([GOAL], [WORK], [faint(0.6)])) == []


def test_a_part_of_a_goal_that_work_names_as_a_whole_is_not_asked_about():
    above = goal("G2", "Be leaner")
    family = with_kids(above, GOAL)
    links = [link(above, WORK), faint(0.2, family[1])]
    assert told(analysis(family, [WORK], links)) == []


def test_that_a_goal_put_off_by_the_strategy_has_no_work_is_asked_not_held_against_it():
    served = goal("G5", "Light every berth", metrics=(metric("25%", 25.0, of="berths"),))
    later = replace(GOAL, description=(Quote("Future", GOAL.locator),))
    (usual,) = find(judge(analysis([GOAL, served], [WORK], [link(served, WORK)])))
    (asked,) = find(judge(analysis([later, served], [WORK], [link(served, WORK)])))
    assert (usual.severity, asked.severity) == (Severity.HIGH, Severity.QUESTION)
    assert "“Future”" in asked.message
