from __future__ import annotations

from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from aligner.domain.facts import Owner, OwnerKind
from aligner.domain.gaps import DRAFT_KINDS, GapKind, Severity, Suppression
from aligner.domain.ids import content_id
from aligner.report.agenda import meetings, render
from aligner.report.decisions import decisions
from aligner.report.view import View
from tests.report import factory

RICH = factory.rich()


def with_owners(goal_owner, *work_owners, kind=GapKind.TARGET_CONFLICT, severity=Severity.HIGH, teams=()):
    """A report of one finding between a goal and as many items as there are work owners."""
    goal = replace(RICH.goals[1], owner=goal_owner)
    items = []
    for number, who in enumerate(work_owners):
        team = teams[number] if number < len(teams) else None
        items.append(replace(RICH.items[number], id=content_id("I", str(number)), owner=who, team=team))
    gap = factory.gap(kind, severity, "They differ.", "Which holds?", goal=goal, items=tuple(items))
    return replace(RICH, goals=(goal,), items=tuple(items), links=(), gaps=(gap,))


def title(report):
    (found,) = meetings(View(report))
    return found.title


def test_findings_are_grouped_by_the_two_who_must_talk():
    assert title(with_owners(factory.owner("Chief Digital Officer"), factory.owner("Ann Lee"))) == "Chief Digital Officer with Ann Lee"
    assert title(with_owners(factory.owner("CDO"), factory.owner("Ann"), factory.owner("Bo"))) == "CDO with Ann and Bo"


@pytest.mark.parametrize(
    ("goal", "work", "shown"),
    [
        ("Dr Lorcan Veitch", "Dr Veitch", "Dr Lorcan Veitch"),
        ("Amaury Kestle, Director of Partnerships", "A. Kestle", "Amaury Kestle, Director of Partnerships"),
        ("Digital Office.", "Digital Office", "Digital Office"),
        ("Property", "Property Department", "Property Department"),
        ("Dr Lorcan Veitch", "Dr Rookby", "Dr Lorcan Veitch with Dr Rookby"),
        ("Ann Lee", "A. Berg", "Ann Lee with A. Berg"),
        ("Ann Lee", "A.", "Ann Lee with A"),
    ],
)
def test_one_who_answers_for_both_sides_is_named_once(goal, work, shown):
    assert title(with_owners(factory.owner(goal), factory.owner(work))) == shown


def test_a_team_stands_in_for_an_owner_and_a_document_for_both():
    nobody = Owner("TBC", 0, 3, OwnerKind.NOBODY)
    assert title(with_owners(nobody, None, teams=("Platform team",))) == "whoever answers for larkfield-strategy.docx with Platform team"
    assert (
        title(with_owners(None, nobody))
        == "whoever answers for larkfield-strategy.docx with whoever answers for delivery-roadmap.xlsx, sheet Portfolio"
    )


def test_a_side_that_is_not_concerned_is_not_invited():
    assert title(with_owners(factory.owner("CDO"))) == "CDO"
    work_only = replace(with_owners(None, factory.owner("Ann")), gaps=())
    gap = factory.gap(GapKind.ORPHANED_WORK, Severity.LOW, "m", "q", items=work_only.items)
    assert title(replace(work_only, gaps=(gap,))) == "Ann"


def test_names_that_differ_in_capitals_only_are_one():
    first, second = (
        with_owners(factory.owner("Head of Rural"), factory.owner("Ann")),
        with_owners(factory.owner("head of rural"), factory.owner("ann")),
    )
    goal = replace(second.goals[0], id="Gother")
    gap = factory.gap(GapKind.TARGET_CONFLICT, Severity.LOW, "m", "q", goal=goal, items=second.items)
    report = replace(first, goals=(*first.goals, goal), gaps=(*first.gaps, gap))
    (found,) = meetings(View(report))
    assert (found.title, len(found.gaps), found.weight) == ("Head of Rural with Ann", 2, 10)


def test_the_weightiest_come_first_and_nothing_is_left_out():
    found = meetings(View(RICH))
    weights = [meeting.weight for meeting in found]
    assert weights == sorted(weights, reverse=True)
    spoken = [gap for meeting in found for gap in meeting.gaps]
    assert sorted(gap.id for gap in spoken) == sorted(gap.id for gap in RICH.gaps if gap.kind is not GapKind.NOT_ANALYSABLE)
    order = list(Severity)
    for meeting in found:
        ranks = [order.index(gap.severity) for gap in meeting.gaps]
        assert ranks == sorted(ranks)


def test_each_point_has_its_question_quotes_places_and_what_would_clear_it():
    text = render(with_owners(factory.owner("CDO"), factory.owner("Ann"))).decode()
    assert "## 1. CDO with Ann\n\n1 finding: 1 high.\n\n### 1.1 Conflicting targets (high, `TC" in text
    assert "**Which holds?**\n\nThey differ.\n" in text
    assert "> Strategy: larkfield-strategy.docx, paragraph" in text
    assert "> Work: delivery-roadmap.xlsx, sheet Portfolio, cell B5" in text
    assert "What would clear it: Say so in the next version." in text
    assert "Agreed: " in text


@pytest.mark.parametrize("make", [factory.rich, factory.empty, factory.small, factory.large])
def test_quoted_text_never_becomes_markup(make):
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(render(make()).decode())
    kinds = {token.type for token in tokens} | {child.type for token in tokens for child in token.children or ()}
    assert not kinds & {"html_block", "html_inline", "link_open", "image", "fence", "hr"}


def test_a_report_without_findings_has_nothing_to_settle():
    text = render(factory.small()).decode()
    assert "No findings in no conversations" in text
    assert "## 1." not in text


def test_accepted_findings_are_left_out_and_counted():
    one = RICH.gaps[0]
    text = render(replace(RICH, gaps=(replace(one, suppressed=Suppression("known", None, "aligner.toml:3")), *RICH.gaps[1:]))).decode()
    assert one.id not in text
    assert "1 accepted finding is left out." in text


def test_what_was_not_read_is_said_before_the_meeting():
    assert "## Before the meeting\n\nNot read: 4 images in larkfield-strategy.docx" in render(RICH).decode()


def make(kind, severity, number):
    return replace(RICH.gaps[0], id=f"X-{number}", kind=kind, severity=severity)


def test_decisions_go_by_severity_and_count_their_findings():
    gaps = [
        make(GapKind.VAGUE_GOAL, Severity.LOW, 1),
        make(GapKind.UNSUPPORTED_GOAL, Severity.HIGH, 2),
        make(GapKind.UNSUPPORTED_GOAL, Severity.LOW, 3),
        make(GapKind.DUPLICATED_WORK, Severity.MEDIUM, 4),
        make(GapKind.TARGET_CONFLICT, Severity.QUESTION, 5),
        make(GapKind.NOT_ANALYSABLE, Severity.HIGH, 6),
    ]
    assert decisions(gaps, gaps[1:3], 9) == (
        "Fund, assign or withdraw 2 goals without live work (see 1 and 2).",
        "Merge, or clearly divide, one pair of duplicated work.",
        "Set a measure, a target and a date for one vague goal.",
    )
    assert len(decisions(gaps, [], 2)) == 2
    assert decisions([], [], 4) == ()


@pytest.mark.parametrize("kind", [kind for kind in GapKind if kind not in {GapKind.NOT_ANALYSABLE, *DRAFT_KINDS}])
@pytest.mark.parametrize("number", [1, 3])
def test_every_kind_that_a_board_can_settle_has_a_decision(kind, number):
    found = decisions([make(kind, Severity.MEDIUM, one) for one in range(number)], [], 4)
    asked_alone = {GapKind.HUB}
    if kind in asked_alone:
        assert found == ()
    else:
        (text,) = found
        assert "{" not in text
        assert number == 1 or str(number) in text
