from __future__ import annotations

from dataclasses import replace

import pytest

from aligner.check import guess
from aligner.check.alone import findings, merged
from aligner.domain.analysis import Analysis
from aligner.domain.facts import Direction
from aligner.domain.gaps import GapKind, Severity
from aligner.domain.goals import Quote, State, WorkClass
from aligner.domain.quality import RuleHit
from aligner.domain.remarks import Remark, RemarkKind
from aligner.domain.text import Block, BlockKind, Cell, Document, Locator
from tests.gaps.factory import analysis, day, goal, item, metric, owner, place


def strategy(*goals, document=None):
    return replace(analysis(goals, strategy=[document] if document else ()), execution=())


def plan(*items, remarks=(), document=None):
    return Analysis((), (document or Document("roadmap.xlsx", "1" * 64, "xlsx", ()),), (), tuple(items), (), {}, tuple(remarks))


def of(kind, gaps):
    return [gap for gap in gaps if gap.kind is kind]


def target(ident, text, value, deadline="2027-12-31", **more):
    found = metric(f"{value:g}%", value, of="leakage", direction=Direction.DECREASE)
    return goal(ident, text, metric=found, metrics=(found,), deadline=day(deadline) if deadline else None, **more)


def row(number, **more):
    text = f"Replace mains in zone {number}"
    return replace(item(f"I{number}", text, **more), locator=Locator("roadmap.xlsx", sheet="Plan", cell=f"A{number}", end=len(text)))


def test_nothing_is_said_about_work_that_was_never_shown():
    gaps = findings(strategy(goal("G1", "Be modern", vague=True, vague_because=("no measurable target",))), "strategy")
    assert {gap.kind for gap in gaps} == {GapKind.VAGUE_GOAL}
    assert gaps[0].severity is Severity.MEDIUM


def test_two_values_for_one_measure_and_day_contradict_each_other():
    one = target("G1", "Reduce leakage from the mains to 12%", 12.0)
    other = target("G2", "Reduce leakage from the mains to 10%", 10.0)
    (gap,) = of(GapKind.TARGET_CONFLICT, findings(strategy(one, other), "strategy"))
    assert {piece.quote for piece in gap.evidence} == {one.text, other.text}
    assert gap.severity is Severity.MEDIUM


@pytest.mark.parametrize(
    "other",
    [
        target("G2", "Reduce leakage from the mains to 12%", 12.0),
        target("G2", "Reduce leakage from the mains to 10%", 10.0, "2029-12-31"),
        target("G2", "Reduce leakage from the mains to 10%", 10.0, None),
        target("G2", "In the gas business the engineers keep leakage below 10%", 10.0),
        goal("G2", "Reduce late calls to 10%", metric=metric("10%", 10.0, of="late calls"), deadline=day("2027-12-31")),
        goal("G2", "Reduce leakage from the mains", deadline=day("2027-12-31")),
    ],
)
def test_other_measures_days_and_scopes_do_not(other):
    gaps = findings(strategy(target("G1", "Reduce leakage from the mains to 12%", 12.0), other), "strategy")
    assert of(GapKind.TARGET_CONFLICT, gaps) == []


def ruled_out(goal_text, sentence):
    remark = Remark("R1", "strategy", RemarkKind.EXCLUSION, Quote(sentence, place(40, sentence)))
    return of(GapKind.CONTRADICTION, findings(replace(strategy(goal("G1", goal_text)), remarks=(remark,)), "strategy"))


def test_a_goal_that_the_draft_rules_out_contradicts_it():
    (gap,) = ruled_out("Open two data centres in the north by 2028", "We will not open new data centres in this plan.")
    assert (gap.goal, gap.items, gap.severity) == ("G1", (), Severity.MEDIUM)
    assert [piece.quote for piece in gap.evidence][-1] == "We will not open new data centres in this plan."


def test_goals_about_other_things_and_refusals_themselves_do_not():
    assert ruled_out("Halve the energy that our offices use", "We will not open new data centres in this plan.") == []
    assert ruled_out("Open the centres of our towns to new data services", "We will not open new data centres in this plan.") == []
    assert ruled_out("Open no new data centres before 2030", "We will not open new data centres in this plan.") == []


def test_a_goal_without_a_date_stands_out_where_the_others_have_one():
    goals = [target(f"G{number}", f"Reach target {number} in the mains", number) for number in (1, 2, 3)]
    late = target("G4", "Bring vacancies down", 4.0, None)
    assert [gap.goal for gap in of(GapKind.MISSING_DATE, findings(strategy(*goals, late), "strategy"))] == ["G4"]
    assert of(GapKind.MISSING_DATE, findings(strategy(goals[0], late), "strategy")) == []


@pytest.mark.parametrize(
    "quiet",
    [
        {"vague": True, "vague_because": ("no deadline",)},
        {"metric": metric("95%", 95.0, direction=Direction.MAINTAIN)},
        {"parent": "G1"},
        {"quality": (RuleHit("R28", "placeholder", Quote("TBC", place(4, "TBC")), "“TBC” stands."),)},
    ],
)
def test_vague_kept_up_inherited_and_open_dates_are_no_missing_dates(quiet):
    goals = [target(f"G{number}", f"Reach target {number} in the mains", number) for number in (1, 2, 3)]
    assert of(GapKind.MISSING_DATE, findings(strategy(*goals, goal("G4", "Keep it up", **quiet)), "strategy")) == []


def test_words_that_leave_a_clear_goal_open_are_quoted():
    text = "Far fewer leaks, 12% by 2027"
    words = Quote("Far fewer", Locator("strategy.docx", paragraph=1, start=0, end=9))
    hits = (RuleHit("R12", "indefinite time or amount", words, "“Far fewer” has no edge."), RuleHit("R1", "one outcome", words, "Two."))
    (gap,) = of(GapKind.WEAK_WORDING, findings(strategy(goal("G1", text, quality=hits, metric=metric("12%", 12.0))), "strategy"))
    assert [(piece.quote, piece.locator) for piece in gap.evidence] == [(words.text, words.locator)]
    assert "indefinite time or amount in “Far fewer”" in gap.message
    vague = goal("G1", text, quality=hits, vague=True, vague_because=("no deadline",))
    assert of(GapKind.WEAK_WORDING, findings(strategy(vague), "strategy")) == []


def test_rows_without_a_date_stand_out_unless_they_need_none():
    dated = [row(number, due=day("2027-06-30")) for number in (1, 2, 3, 4, 5, 6)]
    rest = [
        row(7),
        row(8, state=State.DONE),
        replace(row(9), work_class=WorkClass.RUN),
        replace(row(10), locator=place(10, "Replace mains in zone 10", "roadmap.xlsx")),
    ]
    assert [gap.items for gap in of(GapKind.MISSING_DATE, findings(plan(*dated, *rest), "execution"))] == [("I7",)]


def test_one_piece_of_work_with_two_dates_contradicts_itself():
    first = row(1, due=day("2027-06-30"), due_quote=Quote("30 June", Locator("roadmap.xlsx", sheet="Plan", cell="C1", end=7)))
    again = row(2, due=day("2028-03-31"), same_as="I1")
    (gap,) = of(GapKind.TIMELINE_CONFLICT, findings(plan(first, again), "execution"))
    assert gap.items == ("I1",)
    assert "“30 June” here and “2028-03-31” elsewhere" in gap.message
    for calm in (replace(again, due=day("2027-06-30")), replace(again, due=None), replace(again, due=day("2028-03-31", "2027-01-01"))):
        assert of(GapKind.TIMELINE_CONFLICT, findings(plan(first, calm), "execution")) == []


def test_claims_need_no_goal():
    quote = Quote("People love it", place(5, "People love it", "roadmap.xlsx"))
    remarks = [Remark("R1", "execution", RemarkKind.CLAIM, quote), Remark("R2", "execution", RemarkKind.RISK, quote)]
    (gap,) = of(GapKind.UNEVIDENCED_CLAIM, findings(plan(row(1), remarks=remarks), "execution"))
    assert gap.evidence[0].quote == "People love it"


def cells(*texts):
    made = tuple(
        Cell(text, number, header, Locator("roadmap.xlsx", sheet="Plan", cell=f"{'ABC'[number]}7", end=len(text)))
        for number, (header, text) in enumerate(zip(("Task", "Owner", "Due"), texts, strict=True))
    )
    text = " | ".join(texts)
    block = Block(BlockKind.ROW, text, Locator("roadmap.xlsx", sheet="Plan", cell="A7:C7", end=len(text)), cells=made)
    return Document("roadmap.xlsx", "1" * 64, "xlsx", (block,))


def test_a_lack_is_told_once():
    dated = [row(number, due=day("2027-06-30"), owner=owner(), owner_slot=True, state=State.ON_TRACK) for number in (1, 2, 3, 4)]
    open_date = replace(row(7, state=State.ON_TRACK), owner=owner(), owner_slot=True)
    gaps = findings(plan(*dated, open_date, document=cells(open_date.text, "Jo Ames", "tbc")), "execution")
    assert [gap.kind for gap in gaps] == [GapKind.PLACEHOLDER]


def test_together_wins_over_alone_and_only_the_draft_counts():
    vague = strategy(goal("G1", "Be modern", vague=True, vague_because=("no measurable target",)))
    alone = findings(vague, "strategy")
    headline = replace(alone[0], id="VUG-1", kind=GapKind.VAGUE_UNSUPPORTED_GOAL)
    elsewhere = replace(alone[0], id="OW-1", kind=GapKind.ORPHANED_WORK, evidence=())
    assert [gap.id for gap in merged(alone, [headline, elsewhere], "strategy.docx")] == ["VUG-1"]
    assert merged(alone, [alone[0]], "strategy.docx") == alone
    assert merged(alone, [], "strategy.docx") == alone


def draft(*texts, title=""):
    blocks = tuple(Block(BlockKind.PARAGRAPH, text, place(number, text)) for number, text in enumerate(texts, 1))
    return Document("draft.docx", "0", "docx", blocks, title=title)


@pytest.mark.parametrize(
    ("goals", "going", "planned", "title", "role"),
    [
        (8, 0, 3, "", "strategy"),
        (8, 2, 0, "Our strategy to 2030", "strategy"),
        (1, 9, 0, "", "execution"),
        (3, 1, 4, "Minutes of the steering group", "execution"),
        (3, 4, 0, "Strategy 2030", "strategy"),
        (0, 0, 5, "", "execution"),
        (2, 0, 0, "", "strategy"),
        (0, 0, 2, "Our strategy to 2030", "execution"),
        (2, 0, 0, "Status report", "strategy"),
        (20, 6, 0, "Delivery strategy", "strategy"),
    ],
)
def test_a_draft_is_told_by_goals_against_work_that_goes_on(goals, going, planned, title, role):
    items = [item(f"I{number}", state=State.ON_TRACK) for number in range(going)] + [
        item(f"I{number}") for number in range(90, 90 + planned)
    ]
    found = guess(draft(title), [goal(f"G{number}") for number in range(goals)], items)
    assert found.role == role
    assert found.because.startswith(f"{goals or 'no'} goal")


def test_the_reason_names_the_title_only_where_it_speaks_for_the_role():
    assert "“Strategy”" in guess(draft("Strategy 2030"), [goal("G1")], []).because
    assert "title" not in guess(draft("Status report"), [goal(f"G{number}") for number in range(9)], []).because
