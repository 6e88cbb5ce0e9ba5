"""cascade-break: levels that the document states, and parts that do not fit the whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aligner.domain.facts import Direction
from aligner.domain.gaps import GapKind, Severity
from aligner.domain.goals import Level, Quote
from aligner.gaps.cascade_break import find
from tests.gaps.factory import analysis, day, goal, metric, with_kids


def timed(ident: str, end: str, level: Level = Level.KEY_RESULT, **more):
    made = goal(ident, level=level, deadline=day(end, None, deadline=True), **more)
    return replace(made, deadline_quote=Quote(made.text, made.locator))


def measured(ident: str, value: float, level: Level, *, of: str = "operating cost", relative: bool = False, **more):
    number = metric(f"{value:g}%", value, of=of, direction=Direction.INCREASE, relative=relative)
    made = goal(ident, f"Raise {of} to {value:g}%", level=level, metric=number, metrics=(number,), **more)
    return replace(made, metric_quote=Quote(made.text, made.locator))


def test_a_theme_without_an_objective_beside_others_that_have_some():
    full = with_kids(goal("G1", level=Level.THEME), goal("G2", level=Level.OBJECTIVE))
    (gap,) = find(analysis([*full, goal("G3", level=Level.THEME)]))
    assert (gap.kind, gap.severity, gap.goal) == (GapKind.CASCADE_BREAK, Severity.LOW, "G3")


def test_when_most_themes_are_bare_it_is_a_question():
    full = with_kids(goal("G1", level=Level.THEME), goal("G2", level=Level.OBJECTIVE))
    bare = [goal("G3", level=Level.THEME), goal("G4", level=Level.THEME)]
    assert {gap.severity for gap in find(analysis([*full, *bare]))} == {Severity.QUESTION}


@pytest.mark.parametrize(
    "goals",
    [
        [goal("G1", level=Level.THEME), goal("G2", level=Level.THEME)],
        [goal("G1", level=Level.THEME)],
        [goal("G1"), goal("G2")],
        with_kids(goal("G1", level=Level.THEME), goal("G2", level=Level.OBJECTIVE)),
        with_kids(timed("G1", "2028-12-31", Level.OBJECTIVE), timed("G2", "2028-12-31")),
        with_kids(timed("G1", "2028-12-31", Level.OBJECTIVE), timed("G2", "2027-06-30")),
        with_kids(goal("G1", level=Level.OBJECTIVE), timed("G2", "2029-06-30")),
        with_kids(measured("G1", 40, Level.OBJECTIVE), measured("G2", 40, Level.KEY_RESULT)),
        with_kids(measured("G1", 40, Level.OBJECTIVE), measured("G2", 12, Level.KEY_RESULT, of="staff turnover")),
    ],
)
def test_silence(goals):
    assert list(find(analysis(goals))) == []


def test_a_part_that_is_due_after_the_whole():
    (gap,) = find(
        analysis(with_kids(timed("G1", "2028-12-31", Level.OBJECTIVE), replace(timed("G2", "2029-06-30"), deadline=day("2029-06-30"))))
    )
    assert (gap.severity, gap.goal) == (Severity.MEDIUM, "G2")
    assert len(gap.evidence) > 1


def test_a_date_taken_from_the_part_binds_nobody():
    part = replace(timed("G2", "2029-06-30"), deadline=day("2029-06-30"))
    whole = replace(goal("G1", level=Level.OBJECTIVE, deadline=day("2028-12-31")), deadline_quote=part.deadline_quote)
    assert list(find(analysis(with_kids(whole, part)))) == []


def test_levels_that_do_not_rise_make_it_a_question():
    whole, part = timed("G1", "2028-12-31", Level.GOAL), replace(timed("G2", "2029-06-30", Level.GOAL), deadline=day("2029-06-30"))
    (gap,) = find(analysis(with_kids(whole, part)))
    assert gap.severity is Severity.QUESTION


def test_a_part_that_promises_less_than_the_whole():
    (gap,) = find(analysis(with_kids(measured("G1", 40, Level.OBJECTIVE), measured("G2", 25, Level.KEY_RESULT))))
    assert gap.severity is Severity.MEDIUM
    assert "25%" in gap.message


def test_a_step_on_the_way_is_no_break():
    whole = replace(measured("G1", 40, Level.OBJECTIVE), deadline=day("2028-12-31"))
    step = replace(measured("G2", 25, Level.KEY_RESULT), deadline=day("2027-12-31"))
    assert list(find(analysis(with_kids(whole, step)))) == []
