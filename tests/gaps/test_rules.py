"""Every rule has an example on which it fires and one, as close as can be, on which it stays silent."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from aligner.domain.facts import DateSpan, Direction, OwnerKind
from aligner.domain.gaps import DRAFT_KINDS, GapKind, Severity
from aligner.domain.goals import Quote, State, WorkClass
from aligner.domain.links import Strength
from aligner.domain.text import Document, Unread
from aligner.gaps import RULES, find, judge
from tests.gaps.factory import analysis, day, goal, item, link, metric, owner, paragraphs, place, readable, with_kids

measured = {"metrics": (metric("25%", 25.0, of="operating cost"),)}


def kinds(case):
    return [gap.kind for gap in find(judge(case))]


def only(case, kind):
    return [gap for gap in find(judge(case)) if gap.kind is kind]


def pair(g, i, **more):
    return analysis([g], [i], [link(g, i, **more)])


def cost_goal(**more):
    return goal(
        "G1", "Cut operating cost by 25% by the end of 2027", **{"deadline": day("2027-12-31", None, deadline=True), **measured, **more}
    )


def cost_item(value, **more):
    told = more.pop("told", f"Savings programme: operating cost down {value:g}%")
    return item("I1", "Savings programme", told=told, metrics=(metric(f"{value:g}%", value, of="operating cost"),), **more)


FIRES = {
    GapKind.VAGUE_UNSUPPORTED_GOAL: analysis([goal("G1", "Become world class")], [item("I1")]),
    GapKind.UNSUPPORTED_GOAL: analysis([cost_goal()], [item("I1")]),
    GapKind.VAGUE_GOAL: pair(goal("G1", "Become world class"), item("I1")),
    GapKind.THIN_SUPPORT: pair(cost_goal(), item("I1", state=State.DONE)),
    GapKind.ORPHANED_WORK: analysis(
        [cost_goal()], [item("I1"), item("I2"), item("I3")], [link(cost_goal(), item("I1")), link(cost_goal(), item("I2"))]
    ),
    GapKind.UNOWNED_GOAL: analysis([goal("G1", owner=owner()), goal("G2", owner=owner("Head of Claims")), goal("G3")]),
    GapKind.UNOWNED_ITEM: analysis(
        [cost_goal()], [item("I1", owner=owner(), owner_slot=True), item("I2", owner_slot=True, state=State.ON_TRACK)]
    ),
    GapKind.AT_RISK_SUPPORT: pair(cost_goal(), item("I1", state=State.BLOCKED)),
    GapKind.TARGET_CONFLICT: pair(cost_goal(), cost_item(15.0)),
    GapKind.TIMELINE_CONFLICT: pair(cost_goal(), item("I1", due=day("2028-06-30"))),
    GapKind.NOT_ANALYSABLE: analysis(strategy=[Document("s.docx", "0" * 64, "docx", (), (Unread("image", 2),))]),
}

SILENT = {
    GapKind.VAGUE_UNSUPPORTED_GOAL: [
        pair(goal("G1", "Become world class"), item("I1")),
        analysis([cost_goal()], [item("I1")]),
        analysis(
            with_kids(goal("G1", "Become world class"), goal("G2", "Become world class in claims"))[:1],
            [item("I1")],
            [link(goal("G1"), item("I1"))],
        ),
    ],
    GapKind.UNSUPPORTED_GOAL: [pair(cost_goal(), item("I1")), pair(cost_goal(), item("I1"), accepted=False)],
    GapKind.VAGUE_GOAL: [
        pair(cost_goal(), item("I1")),
        pair(goal("G1", "Open the second terminal by 2027", deadline=day("2027-12-31"), concrete=0.9), item("I1")),
        analysis(with_kids(goal("G1", "Be lean"), replace(cost_goal(), id="G2")), [item("I1")], [link(goal("G1"), item("I1"))]),
    ],
    GapKind.THIN_SUPPORT: [
        pair(cost_goal(), item("I1", budget="1.2 m EUR")),
        analysis([cost_goal()], [item("I1", state=State.DONE), item("I2")], [link(cost_goal(), item("I1")), link(cost_goal(), item("I2"))]),
    ],
    GapKind.ORPHANED_WORK: [
        pair(cost_goal(), item("I1")),
        analysis([cost_goal()], [item("I1", work_class=WorkClass.COMPLIANCE)]),
        analysis([cost_goal()], [item("I1", state=State.CANCELLED)]),
        analysis([cost_goal()], [item("I1", state=State.ON_HOLD)]),
        analysis([cost_goal()], [item("I1")], [link(cost_goal(), item("I1"), accepted=False)]),
    ],
    GapKind.UNOWNED_GOAL: [
        analysis([goal("G1"), goal("G2")]),
        analysis([goal("G1", owner=owner()), *with_kids(goal("G2"), goal("G3", owner=owner("Head of Claims")))]),
        analysis(
            [
                goal("G1", owner=owner()),
                goal("G2", owner=owner("CIO")),
                goal("G3", "Switch the old systems off under the Chief Information Officer"),
            ]
        ),
    ],
    GapKind.UNOWNED_ITEM: [
        analysis([cost_goal()], [item("I1"), item("I2", state=State.ON_TRACK)]),
        analysis([cost_goal()], [item("I1", owner=owner(), owner_slot=True), item("I2", owner_slot=True, state=State.ON_HOLD)]),
        analysis(
            [cost_goal()],
            [item("I1", owner=owner(), owner_slot=True), item("I2", owner_slot=True, state=State.NOT_STARTED)],
            execution=[replace(readable(), format="csv")],
        ),
        analysis([cost_goal()], [item("I1", owner=owner(), owner_slot=True), item("I2", owner_slot=True, state=State.DONE)]),
        analysis(
            [cost_goal()],
            [item("I1", owner=owner(), owner_slot=True), *(item(f"I{n}", owner_slot=True, state=State.ON_TRACK) for n in range(2, 9))],
        ),
    ],
    GapKind.AT_RISK_SUPPORT: [
        pair(cost_goal(), item("I1")),
        pair(cost_goal(), item("I1", state=State.AT_RISK)),
        analysis(
            [cost_goal()], [item("I1", state=State.BLOCKED), item("I2")], [link(cost_goal(), item("I1")), link(cost_goal(), item("I2"))]
        ),
    ],
    GapKind.TARGET_CONFLICT: [
        pair(cost_goal(), cost_item(25.0)),
        pair(cost_goal(), cost_item(15.0, told="Phase 1 brings operating cost down 15%")),
        pair(cost_goal(), cost_item(15.0, told="Operating cost is currently 15% down")),
        pair(cost_goal(), cost_item(15.0, due=day("2026-03-31"))),
        pair(cost_goal(), cost_item(15.0, told="Operating cost down 15% by the end of 2026", due=day("2027-12-31"))),
        pair(cost_goal(), cost_item(25.0), strength=Strength.INDIRECT),
        pair(cost_goal(), cost_item(15.0, state=State.DONE)),
        pair(cost_goal(), item("I1", metrics=(metric("15%", 15.0, of="staff turnover"),), told="Staff turnover down 15%")),
        pair(cost_goal(), item("I1", metrics=(metric("15", 15.0, unit="branch", of="branches"),), told="15 branches")),
    ],
    GapKind.TIMELINE_CONFLICT: [
        pair(cost_goal(), item("I1", due=day("2027-12-31"))),
        pair(cost_goal(), item("I1", due=day("2028-06-30"), state=State.DONE)),
        pair(cost_goal(), item("I1")),
        pair(cost_goal(), item("I1", "Benefits tracking of the savings programme", due=day("2028-06-30"))),
        pair(cost_goal(deadline=None), item("I1", due=day("2028-06-30"))),
        pair(cost_goal(), item("I1", due=day("2028-06-30")), accepted=False, probability=0.12),
    ],
    GapKind.NOT_ANALYSABLE: [analysis()],
}


def test_every_rule_has_examples_of_both_sorts():
    assert {name.replace("_", "-") for name in RULES} == {kind.value for kind in set(GapKind) - DRAFT_KINDS}
    # A kind has its examples here or in a file of its own.
    here = Path(__file__).parent
    elsewhere = {kind for kind in GapKind if (here / f"test_{kind.replace('-', '_')}.py").exists()}
    assert set(FIRES) == set(SILENT) == set(GapKind) - DRAFT_KINDS - elsewhere


@pytest.mark.parametrize("kind", list(FIRES))
def test_fires(kind):
    gaps = only(FIRES[kind], kind)
    assert len(gaps) == 1
    assert gaps[0].message.endswith(".")
    assert gaps[0].question.endswith("?")
    assert gaps[0].remedy.endswith(".")


@pytest.mark.parametrize(("kind", "case"), [(kind, case) for kind, cases in SILENT.items() for case in cases])
def test_stays_silent(kind, case):
    assert kind not in kinds(case)


def test_the_headline_gap_is_shown_once():
    assert kinds(FIRES[GapKind.VAGUE_UNSUPPORTED_GOAL]).count(GapKind.VAGUE_UNSUPPORTED_GOAL) == 1
    assert not {GapKind.VAGUE_GOAL, GapKind.UNSUPPORTED_GOAL} & set(kinds(FIRES[GapKind.VAGUE_UNSUPPORTED_GOAL]))


def test_a_parent_is_not_reported_beside_all_of_its_children():
    family = with_kids(goal("G1", "Be lean"), goal("G2", "Be fast"), goal("G3", "Be kind"))
    gaps = only(analysis(family, [item("I1")]), GapKind.VAGUE_UNSUPPORTED_GOAL)
    assert [gap.goal for gap in gaps] == ["G2", "G3"]


def test_overlapping_intervals_are_a_question():
    case = pair(cost_goal(deadline=day("2027-11-15")), item("I1", due=day("2027-12-31", "2027-10-01")))
    assert [gap.severity for gap in only(case, GapKind.TIMELINE_CONFLICT)] == [Severity.QUESTION]


def test_the_date_of_a_part_does_not_bind_work_for_the_whole():
    told = Quote("by 31 December 2027", place(40, "by 31 December 2027"))
    family = with_kids(cost_goal(deadline_quote=told), goal("G2", deadline=day("2027-12-31"), deadline_quote=told))
    late = item("I1", due=day("2028-06-30"))
    assert not only(analysis(family, [late], [link(family[0], late)]), GapKind.TIMELINE_CONFLICT)
    assert only(analysis(family, [late], [link(family[1], late)]), GapKind.TIMELINE_CONFLICT)


def test_a_service_promised_from_a_month_on_must_stand_in_that_month():
    start = DateSpan("From January 2027", 0, 17, "2027-01-01", None)
    g = cost_goal(deadline=None, deadlines=(start,))
    told = "Rollout that cuts operating cost"
    assert only(pair(g, item("I1", told, due=day("2027-06-25"))), GapKind.TIMELINE_CONFLICT)
    assert not only(pair(g, item("I1", due=day("2027-06-25"))), GapKind.TIMELINE_CONFLICT)
    assert not only(pair(g, item("I1", told, due=day("2027-01-31"))), GapKind.TIMELINE_CONFLICT)


def test_a_number_with_the_goals_year_is_final_whenever_the_work_ends():
    case = pair(cost_goal(), cost_item(15.0, told="Operating cost down 15% by the end of 2027", due=day("2026-03-31")))
    assert only(case, GapKind.TARGET_CONFLICT)


def test_a_late_date_on_a_weak_link_is_a_question():
    late = item("I1", "Rollout of tills", due=day("2028-06-30"))
    told = item("I1", "Rollout that cuts operating cost", due=day("2028-06-30"))

    def severity(work, **weak):
        return [gap.severity for gap in only(pair(cost_goal(), work, **weak), GapKind.TIMELINE_CONFLICT)]

    assert severity(late, probability=0.25) == severity(late, similarity=0.2) == [Severity.QUESTION]
    assert severity(late, probability=0.4) == [Severity.QUESTION]
    assert severity(told, probability=0.4) == [Severity.MEDIUM]
    assert severity(late, probability=0.9) == [Severity.HIGH]


@pytest.mark.parametrize(
    ("due", "description"),
    [
        (day("2028-01-10"), ""),
        (DateSpan("Q4", 0, 2, "2027-11-01", "2028-01-31", deadline=True), ""),
        (day("2028-06-30"), "Live in May 2027; the later months are the defects period"),
        (DateSpan("2032?", 0, 5, "2032-01-01", "2032-12-31"), ""),
    ],
)
def test_dates_that_may_yet_hold_are_a_question(due, description):
    notes = (Quote(description, place(60, description, "roadmap.xlsx")),) if description else ()
    case = pair(cost_goal(), item("I1", due=due, description=notes))
    assert [gap.severity for gap in only(case, GapKind.TIMELINE_CONFLICT)] == [Severity.QUESTION]


def test_a_later_date_in_another_mention_of_the_work_counts():
    g, plan = cost_goal(), item("I1", due=day("2027-11-30"))
    report = item("I2", "Savings: slipped to June 2028", due=day("2028-06-30"), same_as="I1")
    found = only(analysis([g], [plan, report], [link(g, plan)]), GapKind.TIMELINE_CONFLICT)
    assert [(gap.items, gap.evidence[-1].quote) for gap in found] == [(("I1",), report.text)]


@pytest.mark.parametrize("text", ["Half as much waste as in 2024", "Spend 85 per cent of each budget, beginning with 2024"])
def test_a_year_to_compare_with_or_to_begin_in_is_no_deadline(text):
    year = DateSpan("2024", 0, 4, "2024-01-01", "2024-12-31")
    g = goal("G1", text, deadline=year, deadline_quote=Quote(text, place(1, text)))
    assert not only(pair(g, item("I1", due=day("2027-06-30"))), GapKind.TIMELINE_CONFLICT)


def test_the_date_of_a_sentence_beneath_the_goal_binds_that_sentence():
    part = "An account is opened in under eight minutes by 30 June 2027"
    document = paragraphs(["What the counter does, the kitchen table does.", part])
    g = goal("G1", place=document.blocks[0].locator.slice(0, 46), text="What the counter does, the kitchen table does.")
    date = DateSpan("by 30 June 2027", 44, 59, None, "2027-06-30", deadline=True)
    g = replace(g, deadline=date, deadline_quote=Quote(part, document.blocks[1].locator))
    late = item("I1", due=day("2027-09-30"))
    assert not only(analysis([g], [late], [link(g, late)], strategy=[document]), GapKind.TIMELINE_CONFLICT)
    short = replace(g, deadline_quote=Quote("by 30 June 2027", document.blocks[1].locator.slice(44, 59)))
    assert only(analysis([short], [late], [link(short, late)], strategy=[document]), GapKind.TIMELINE_CONFLICT)


def test_help_for_a_lasting_promise_is_never_late():
    start = DateSpan("From January 2027", 0, 17, "2027-01-01", None)
    g = cost_goal(deadline=None, deadlines=(start,))
    late = item("I1", due=day("2027-06-25"))
    assert not only(pair(g, late, strength=Strength.INDIRECT), GapKind.TIMELINE_CONFLICT)
    assert not only(pair(g, replace(late, work_class=WorkClass.RUN)), GapKind.TIMELINE_CONFLICT)


def test_trouble_is_claimed_only_when_healthy_work_is_the_less_likely():
    g, red, well = cost_goal(), item("I1", state=State.BLOCKED), item("I2", state=State.ON_TRACK)

    def severity(chance):
        case = analysis([g], [red, well], [link(g, red, 0.8), link(g, well, chance, accepted=False)])
        return [gap.severity for gap in only(case, GapKind.AT_RISK_SUPPORT)]

    assert (severity(0.2), severity(0.5), severity(0.85)) == ([Severity.HIGH], [Severity.MEDIUM], [])


def test_trouble_that_does_not_outweigh_is_asked_about():
    g, other = cost_goal(), goal("G2")
    red, one, two = item("I1", state=State.BLOCKED), item("I2", state=State.ON_TRACK), item("I3", state=State.ON_TRACK)

    def found(*links):
        case = analysis([g, other], [red, one, two], links)
        return [(gap.severity, gap.message[:3]) for gap in only(case, GapKind.AT_RISK_SUPPORT) if gap.goal == g.id]

    faint = {"accepted": False}
    assert found(link(g, red, 0.4), link(g, one, 0.35, **faint), link(g, two, 0.3, **faint)) == [(Severity.QUESTION, "All")]
    assert found(link(g, red, 0.4), link(other, red, 0.6)) == [(Severity.QUESTION, "All")]  # it may carry another goal
    assert found(link(g, red, 0.6), link(g, one, 0.4, **faint)) == [(Severity.MEDIUM, "The")]
    assert found(link(g, red, 0.4)) == [(Severity.QUESTION, "All")]
    assert found(link(g, red, 0.25)) == []


def test_all_or_none_by_a_date_is_a_measure():
    dated = {"deadline": day("2028-12-31", None, deadline=True), "concrete": 0.3}
    assert not only(pair(goal("G1", "Every lead pipe is gone by the end of 2028", **dated), item("I1")), GapKind.VAGUE_GOAL)
    assert only(pair(goal("G1", "Pipes are in better shape by the end of 2028", **dated), item("I1")), GapKind.VAGUE_GOAL)


@pytest.mark.parametrize(
    ("remark", "thin"), [("Funded to the end of July only", True), ("No money for the other sites", True), ("Money is there", False)]
)
def test_remarks_tell_of_money_that_runs_out(remark, thin):
    work = item("I1", description=(Quote(remark, place(60, remark, "roadmap.xlsx")),))
    assert bool(only(pair(cost_goal(), work), GapKind.THIN_SUPPORT)) is thin


def test_opposite_directions_conflict():
    g = goal("G1", metrics=(metric("10%", 10.0, of="customer churn", direction=Direction.DECREASE),))
    i = item("I1", metrics=(metric("10%", 10.0, of="customer churn", direction=Direction.INCREASE),))
    assert only(pair(g, i), GapKind.TARGET_CONFLICT)


def test_percent_against_points_is_a_question():
    i = item("I1", metrics=(metric("25 points", 25.0, unit="percentage points", of="operating cost"),))
    assert [gap.severity for gap in only(pair(cost_goal(), i), GapKind.TARGET_CONFLICT)] == [Severity.QUESTION]


def test_orphans_become_questions_when_most_of_the_plan_seems_to_serve_nothing():
    case = analysis([cost_goal()], [item("I1"), item("I2"), item("I3")], [link(cost_goal(), item("I1"))])
    assert {gap.severity for gap in only(case, GapKind.ORPHANED_WORK)} == {Severity.QUESTION}


def test_an_owner_that_is_a_placeholder_is_no_owner():
    case = analysis([goal("G1", owner=owner()), goal("G2", owner=owner("CIO")), goal("G3", owner=owner("TBC", OwnerKind.NOBODY))])
    assert [gap.goal for gap in only(case, GapKind.UNOWNED_GOAL)] == ["G3"]


def test_a_ticket_needs_an_owner_once_it_is_begun_and_a_planned_row_from_the_start():
    rows = [item("I1", owner=owner(), owner_slot=True), item("I2", owner_slot=True, state=State.NOT_STARTED)]
    assert len(only(analysis([cost_goal()], rows), GapKind.UNOWNED_ITEM)) == 1
    begun = [rows[0], replace(rows[1], status=item("I2", state=State.BLOCKED).status)]
    assert len(only(analysis([cost_goal()], begun, execution=[replace(readable(), format="csv")]), GapKind.UNOWNED_ITEM)) == 1


def test_a_summary_row_is_owned_through_its_parts():
    head = item("I1", "Relay servers", owner_slot=True, state=State.ON_TRACK)
    parts = [item(f"I{n}", headings=("Plan", "Relay servers"), owner=owner(), owner_slot=True) for n in (2, 3)]
    assert not only(analysis([cost_goal()], [head, *parts]), GapKind.UNOWNED_ITEM)
    assert only(analysis([cost_goal()], [head, *(replace(part, headings=()) for part in parts)]), GapKind.UNOWNED_ITEM)


def test_a_row_with_nothing_but_a_name_expects_no_owner():
    rows = [item("I1", owner=owner(), owner_slot=True), item("I2", owner_slot=True)]
    assert not only(analysis([cost_goal()], rows), GapKind.UNOWNED_ITEM)


def test_somebody_named_beside_the_goal_may_own_it():
    texts = ["Cut waste. Ines Aske will report on it.", "Win back trade. Ines Aske, Estates Director, leads.", "Be kinder. It pays."]
    document = paragraphs(texts)
    goals = [
        goal("G1", place=document.blocks[0].locator.slice(0, 9), text="Cut waste"),
        goal("G2", place=document.blocks[1].locator.slice(0, 14), text="Win back trade", owner=owner("Estates Director")),
        goal("G3", place=document.blocks[2].locator.slice(0, 9), text="Be kinder"),
        goal("G4", owner=owner()),
    ]
    assert [gap.goal for gap in only(analysis(goals, strategy=[document]), GapKind.UNOWNED_GOAL)] == ["G3"]


def test_several_thin_pieces_are_thin_support():
    g, items = cost_goal(), [item("I1", state=State.DONE), item("I2", budget="unfunded")]
    assert only(analysis([g], items, [link(g, one) for one in items]), GapKind.THIN_SUPPORT)
    finished = [item("I1", state=State.DONE), item("I2", state=State.DONE)]
    assert not only(analysis([g], finished, [link(g, one) for one in finished]), GapKind.THIN_SUPPORT)
    helpers = [link(g, one, strength=Strength.INDIRECT) for one in (item("I1"), item("I2"))]
    assert not only(analysis([g], [item("I1"), item("I2")], helpers), GapKind.THIN_SUPPORT)


def test_ids_do_not_depend_on_order():
    g = cost_goal()
    items = [item("I1"), item("I2"), item("I3")]
    links = [link(g, items[0]), link(g, items[1])]
    there = {gap.id for gap in find(judge(analysis([g], items, links)))}
    back = {gap.id for gap in find(judge(analysis([g], items[::-1], links[::-1])))}
    assert there == back


def test_findings_come_by_falling_severity():
    case = analysis(
        [cost_goal(), goal("G2", "Become world class")],
        [item("I1"), item("I2", owner=owner(), owner_slot=True), item("I3", owner_slot=True, due=day("2027-01-31"))],
    )
    order = [Severity.HIGH, Severity.MEDIUM, Severity.LOW, Severity.QUESTION]
    ranks = [order.index(gap.severity) for gap in find(judge(case))]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) > 1
