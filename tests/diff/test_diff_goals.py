from __future__ import annotations

import pytest

from aligner.diff import diff, worst
from aligner.diff.strictness import modal, target
from aligner.diff.types import Effect, Subject, Verdict
from aligner.domain.facts import Direction
from aligner.domain.gaps import Severity
from aligner.domain.goals import Support
from tests.diff.reports import day, goal, metric, owner, report


def changes(old, new):
    return [change for change in diff(report(old), report(new)).changes if change.subject is Subject.GOAL]


def only(old, new):
    (change,) = changes(old, new)
    return change


def effects(change):
    return {aspect.name: aspect.effect for aspect in change.aspects}


def test_equal_reports_do_not_differ():
    same = [goal("G1", "Open a ferry line to Osk", deadline=day("by 2027", "2027-12-31"))]
    assert changes(same, same) == []
    assert worst(diff(report(same), report(same))) is None


def test_a_reworded_goal_is_changed_and_not_gone_and_new():
    change = only([goal("G1", "Open a second ferry line to the island of Osk")], [goal("G2", "Open another ferry line to Osk island")])
    assert change.verdict is Verdict.CHANGED
    assert (change.old.text, change.new.text) == ("Open a second ferry line to the island of Osk", "Open another ferry line to Osk island")


def test_goals_about_other_things_are_gone_and_new():
    found = changes([goal("G1", "Open a second ferry line to Osk")], [goal("G2", "Train every captain in rescue at sea")])
    assert [change.verdict for change in found] == [Verdict.DROPPED, Verdict.ADDED]
    assert found[0].severity is Severity.HIGH


def test_the_same_words_elsewhere_are_the_same_goal():
    assert changes([goal("G1", "Open a ferry line")], [goal("G7", "Open a ferry line")]) == []


@pytest.mark.parametrize(("end", "verdict"), [("2028-06-30", Verdict.WEAKENED), ("2027-06-30", Verdict.IMPROVED)])
def test_a_later_date_weakens_and_an_earlier_one_improves(end, verdict):
    old, new = (goal("G1", "Open a ferry line", deadline=day(last, last)) for last in ("2027-12-31", end))
    assert only([old], [new]).verdict is verdict


def test_a_figure_an_owner_and_a_date_that_are_dropped_weaken():
    old = goal("G1", "Grow freight by 9%", metric=metric("9%", 9.0), owner=owner("Harbour Master"), deadline=day("by 2027", "2027-12-31"))
    change = only([old], [goal("G1", "Grow freight")])
    assert change.verdict is Verdict.WEAKENED
    assert change.severity is Severity.HIGH
    assert {name for name, effect in effects(change).items() if effect is Effect.WEAKER} == {"target", "owner", "deadline"}


@pytest.mark.parametrize(
    ("before", "after", "text", "effect"),
    [
        (metric("90%", 90.0), metric("80%", 80.0), "Arrive on time for {} of sailings", Effect.WEAKER),
        (
            metric("5%", 5.0, direction=Direction.DECREASE),
            metric("8%", 8.0, direction=Direction.DECREASE),
            "Reduce losses to {}",
            Effect.WEAKER,
        ),
        (
            metric("25%", 25.0, direction=Direction.DECREASE),
            metric("20%", 20.0, direction=Direction.DECREASE),
            "Cut losses by {}",
            Effect.WEAKER,
        ),
        (
            metric("20%", 20.0, direction=Direction.DECREASE),
            metric("25%", 25.0, direction=Direction.DECREASE),
            "Cut losses by {}",
            Effect.STRONGER,
        ),
        (metric("48 hours", 48.0, "hours"), metric("3 days", 3.0, "days"), "Answer within {}", Effect.WEAKER),
        (metric("40 boats", 40.0, "boat"), metric("30 boats", 30.0, "boat"), "Keep no more than {}", Effect.STRONGER),
        (metric("9%", 9.0), metric("9 ferries", 9.0, "ferry"), "Grow by {}", Effect.NEUTRAL),
    ],
)
def test_what_counts_as_softer_follows_the_wanted_direction(before, after, text, effect):
    old, new = (goal("G1", text.format(one.text), metric=one) for one in (before, after))
    found = target(old, new)
    if found is None:
        assert before.value == after.value
    else:
        assert found.effect is effect


def test_two_days_are_forty_eight_hours():
    old, new = (goal("G1", "Answer soon", metric=one) for one in (metric("48 hours", 48.0, "hours"), metric("two days", 2.0, "days")))
    assert target(old, new) is None


@pytest.mark.parametrize(
    ("old", "new", "effect"),
    [
        ("We will open a line", "We aim to open a line", Effect.WEAKER),
        ("Open a line", "Open a line where possible", Effect.WEAKER),
        ("We may open a line", "We shall open a line", Effect.STRONGER),
    ],
)
def test_a_softer_verb_is_noticed(old, new, effect):
    assert modal(old, new).effect is effect


def test_the_month_of_may_promises_as_firmly_as_any():
    assert modal("We will open in April", "We will open by May 2028") is None


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        (Support.SUPPORTED, Support.UNSUPPORTED, Verdict.BROKE),
        (Support.PARTIAL, Support.SUPPORTED, Verdict.FIXED),
        (Support.SUPPORTED, Support.UNCLEAR, Verdict.CHANGED),
    ],
)
def test_lost_support_breaks_and_new_support_fixes(before, after, verdict):
    assert only([goal("G1", "Open a line", support=before)], [goal("G1", "Open a line", support=after)]).verdict is verdict


def test_a_goal_that_is_still_spoken_of_is_not_dropped_silently():
    kept = goal("G2", "Renew the harbour", told="We no longer plan to open the ferry line to Osk")
    change = next(
        one for one in changes([goal("G1", "Open the ferry line to Osk"), goal("G2", "Renew the harbour")], [kept]) if one.old.id == "G1"
    )
    assert change.verdict is Verdict.ENDED
    assert "ferry line to Osk" in change.new.text


def test_what_a_theme_has_from_its_part_is_told_of_the_part_alone():
    def both(value):
        figure = metric(f"{value}%", float(value))
        return [goal("G1", "Freight", metric=figure), goal("G2", f"Grow freight by {value}%", metric=figure, parent="G1")]

    assert [change.old.id for change in changes(both(9), both(7))] == ["G2"]
