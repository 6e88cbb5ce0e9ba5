from __future__ import annotations

from collections import Counter
from urllib.parse import parse_qs

import pytest

from aligner.domain.goals import Alignment, Support
from tests.report import factory
from tests.report.larkfield import THEMES

REPORT = factory.rich()
COUNTED = REPORT.gaps[:-1]  # the last one is suppressed in these pages
KINDS = Counter(gap.kind.value for gap in COUNTED)


def rows(page, selector):
    return page.eval_on_selector_all(selector, "all => all.filter(each => each.offsetParent !== null).map(each => each.id)")


def state(page):
    return {key: value[0] for key, value in parse_qs(page.evaluate("location.hash.slice(1)")).items()}


@pytest.mark.parametrize("kind", [kind for kind, number in KINDS.items() if number])
def test_findings_by_kind(visit, kind):
    page = visit(fragment="findings")
    page.select_option("#kind", kind)
    assert rows(page, "#findings .finding") == [gap.id for gap in COUNTED if gap.kind.value == kind]
    assert page.inner_text("#told") == f"{KINDS[kind]} of {len(REPORT.gaps)} findings"
    assert state(page) == {"tab": "findings", "kind": kind}


def test_findings_by_severity_and_hole_together(visit):
    page = visit(fragment="findings")
    page.check("#show-orphan", force=True)
    page.select_option("#severity", "medium")
    wanted = [gap.id for gap in COUNTED if gap.kind.value == "orphaned-work" and gap.severity.value == "medium"]
    assert rows(page, "#findings .finding") == wanted
    page.click("#clear")
    assert len(rows(page, "#findings .finding")) == len(REPORT.gaps)
    assert state(page) == {"tab": "findings"}


def test_suppressed_findings_stand_apart(visit):
    page = visit(fragment="findings")
    assert page.is_visible(".apart")
    page.check("#show-suppressed", force=True)
    assert rows(page, "#findings .finding") == [REPORT.gaps[-1].id]
    page.check("#show-holes", force=True)
    assert REPORT.gaps[-1].id not in rows(page, "#findings .finding")
    assert not page.is_visible(".apart")


def test_goals_without_work_and_work_without_a_goal(visit):
    page = visit(fragment="tab=goals&show=nowork")
    holes = [goal.id for goal in REPORT.goals if goal.support is Support.UNSUPPORTED]
    assert rows(page, "#goals tbody tr:not(.band)") == holes
    page.click('#tabs a[href="#work"]')
    assert rows(page, "#work tbody tr") == []
    assert page.is_visible("#work .nothing")
    page.check("#show-orphan", force=True)
    assert rows(page, "#work tbody tr") == [item.id for item in REPORT.items if item.alignment is Alignment.ORPHANED]
    assert not page.is_visible("#work .nothing")


def test_theme_owner_and_words_hold_in_every_section(visit):
    page = visit(fragment="goals")
    page.select_option("#theme", THEMES[0])
    inside = [goal.id for goal in REPORT.goals if goal.text == THEMES[0] or any(parent.id == goal.parent and parent.text == THEMES[0] for parent in REPORT.goals)]  # fmt: skip
    assert rows(page, "#goals tbody tr:not(.band)") == inside
    page.select_option("#owner", "Customer Director")
    mine = [goal.id for goal in REPORT.goals if goal.id in inside and goal.owner and goal.owner.text == "Customer Director"]
    assert rows(page, "#goals tbody tr:not(.band)") == mine
    page.fill("#q", "FIRST call")
    assert rows(page, "#goals tbody tr:not(.band)") == [goal.id for goal in REPORT.goals if "first call" in goal.text]
    page.click('#tabs a[href="#timeline"]')
    assert page.locator("#timeline .tracks > .track:visible").count() == 1
    assert state(page) == {"tab": "timeline", "theme": THEMES[0], "owner": "Customer Director", "q": "FIRST call"}


def test_a_sent_address_restores_the_whole_view(visit):
    gap = COUNTED[3]
    page = visit(fragment=f"tab=findings&show=conflict&theme={THEMES[0].replace(' ', '+')}&at={gap.id}")
    assert page.is_checked("#show-conflict")
    assert page.input_value("#theme") == THEMES[0]
    assert page.get_attribute(".here", "id") == gap.id
    before = rows(page, "#findings .finding")
    page.reload()
    assert rows(page, "#findings .finding") == before == [gap.id]


def test_a_link_to_something_hidden_lifts_the_filters(visit):
    page = visit(fragment="tab=goals&q=leakage")
    hidden = next(goal for goal in REPORT.goals if goal.text.startswith("Strengthen"))
    assert not page.is_visible(f"#{hidden.id}")
    page.evaluate("ident => { location.hash = ident }", hidden.id)
    page.wait_for_selector(f"#{hidden.id}.here")
    assert page.input_value("#q") == ""
    assert state(page) == {"tab": "goals", "at": hidden.id}


@pytest.mark.parametrize("fragment", ["tab=nowhere", "%E0%A4%A", "tab=findings&kind=none-such&show=odd", "no-such-thing", "theme=<script>"])
def test_an_odd_address_does_no_harm(visit, fragment):
    page = visit(fragment=fragment)
    assert page.locator("main > section:visible").count() == 1


def test_what_is_typed_is_never_taken_for_markup(visit):
    page = visit(fragment="work")
    page.fill("#q", "<script>alert(1)</script>")
    wanted = next(item for item in REPORT.items if item.text == factory.HOSTILE)
    assert rows(page, "#work tbody tr") == [wanted.id]
