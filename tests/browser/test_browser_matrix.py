from __future__ import annotations

import pytest

from aligner.domain.goals import Alignment, Support
from tests.browser.portfolio import PROGRAMMES
from tests.report import factory

REPORT = factory.rich()
ACTIVE = (
    "({text: document.activeElement.textContent, row: document.activeElement.parentNode.rowIndex, at: document.activeElement.cellIndex})"
)


def active(page):
    return page.evaluate(ACTIVE)


def visible(page, selector):
    return page.eval_on_selector_all(selector, "all => all.filter(each => each.offsetParent !== null).map(each => each.textContent)")


def test_arrow_keys_move_through_visible_cells_only(visit):
    page = visit(fragment="matrix")
    page.focus("#matrix [tabindex='0']:is(td)")
    start = active(page)
    page.keyboard.press("ArrowDown")
    below = active(page)
    assert below["row"] > start["row"]
    assert below["at"] == start["at"]
    page.keyboard.press("ArrowRight")
    assert active(page)["at"] == below["at"] + 1
    page.keyboard.press("End")
    assert active(page)["at"] == 2 + len(REPORT.goals)
    page.keyboard.press("Control+Home")
    assert active(page)["row"] == 1
    page.keyboard.press("ArrowUp")
    assert active(page)["row"] == 1
    assert page.locator("#matrix td[tabindex='0'], #matrix th[tabindex='0']").count() == 1


def test_enter_opens_a_pair_and_escape_closes_it(visit):
    page = visit(fragment="matrix")
    cell = page.locator("#matrix td.l-clash").first
    cell.focus()
    page.keyboard.press("Tab")  # leaves the matrix as a whole
    assert page.evaluate("document.activeElement.closest('.matrix')") is None
    cell.click()
    box = page.inner_text("#pair")
    assert "Chat in the customer portal: target 55% of contacts digital" in box
    assert "Move 70% of contacts to digital channels by 2028" in box
    assert "90%, linked, but figures or dates conflict" in box
    assert "share the words contacts and digital" in box
    assert "Conflicting targets" in box
    page.keyboard.press("Escape")
    assert not page.is_visible("#pair")
    page.keyboard.press("Enter")
    assert page.is_visible("#pair")
    page.click("#pair a:has-text('Conflicting targets')")
    assert page.is_visible("#findings")
    assert not page.is_visible("#pair")


def test_enter_on_a_heading_goes_to_the_goal(visit):
    page = visit(fragment="matrix")
    page.locator("#matrix td.l-direct").first.click()
    page.keyboard.press("Control+Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert page.get_attribute(".here", "id") == REPORT.goals[0].id


def test_filtered_to_the_holes(visit):
    page = visit(fragment="tab=matrix&show=holes")
    heads = visible(page, "#matrix .labels th a")
    conflicting = {gap.goal for gap in REPORT.gaps if "conflict" in gap.kind.value}
    assert len(heads) == sum(goal.support is Support.UNSUPPORTED or goal.id in conflicting for goal in REPORT.goals)
    rows = visible(page, "#matrix tbody:not(.nolink) tr:not(.band) th")
    items = {item for gap in REPORT.gaps if "conflict" in gap.kind.value for item in gap.items}
    assert len(rows) == sum((item.alignment is Alignment.ORPHANED or item.id in items) and item.same_as is None for item in REPORT.items)
    assert visible(page, "#matrix .held .band th") == ["2 of 16 pieces of work serve a goal"]
    page.click("#clear")
    assert visible(page, "#matrix .held .band th") == ["16 pieces of work serve a goal"]
    assert len(visible(page, "#matrix .labels th a")) == len(REPORT.goals)


def test_headings_of_themes_shrink_with_their_columns(visit):
    page = visit(fragment="tab=matrix&q=leakage")
    widths = page.eval_on_selector_all(
        "#matrix .themes th", "all => all.filter(each => each.offsetParent !== null).map(each => each.colSpan)"
    )
    assert sum(widths) == len(visible(page, "#matrix .labels th a"))
    assert "Acoustic logger roll-out, phase 3" in visible(page, "#matrix tbody tr th")


def test_exempt_work_unfolds_on_demand(visit):
    page = visit(fragment="matrix")
    assert visible(page, "#matrix .exempt tr:not(.band) th") == []
    page.check("#every")
    assert len(visible(page, "#matrix .exempt tr:not(.band) th")) == sum(item.alignment is Alignment.EXEMPT for item in REPORT.items)
    assert "every=1" in page.evaluate("location.hash")


MEASURE = """act => new Promise(done => {
    const began = performance.now();
    if (act.click) document.querySelector(act.click).click();
    else { const field = document.querySelector(act.field); field.value = act.value; field.dispatchEvent(new Event('input')); }
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
})"""


@pytest.mark.slow
def test_five_hundred_goals_by_five_thousand_items_stay_usable(visit):
    page = visit("large")
    timing = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
    assert timing < 3000
    for name in ("matrix", "goals", "findings", "work"):
        page.click(f'#tabs a[href="#{name}"]')
        for act in (
            {"field": "#q", "value": "wave 3"},
            {"click": "#show-orphan"},
            {"field": "#theme", "value": "Theme 3: better works services for everyone"},
        ):
            quickest = []
            for _ in range(3):
                quickest.append(page.evaluate(MEASURE, act))
                page.evaluate("document.querySelector('#clear').click()")
            assert min(quickest) < 300, (name, act, quickest)


def test_a_block_of_a_very_large_matrix_opens_and_is_restored(visit):
    page = visit("large", "matrix")
    assert page.locator("#overview tbody tr").count() == 1 + PROGRAMMES * 2
    links = "#block td:is(.l-direct, .l-indirect, .l-clash)"
    for kind in ("direct", "clash"):
        cell = page.locator(f"#overview td.l-{kind}").first
        number = int(cell.inner_text().removesuffix(" ≠"))
        cell.click()
        assert page.locator(links).count() == number
        assert (page.locator("#block td.l-clash").count() > 0) == (kind == "clash")
    page.reload()
    assert page.locator(links).count() == number
    page.locator("#block td.l-direct").first.click()
    assert "new tooling against" in page.inner_text("#pair")
    page.locator("#overview tr[data-r] td.l-hole").first.click()
    assert page.locator("#block tbody:not(.nolink) tr").count() == int(page.locator("#overview tr[data-r] td.l-hole").first.inner_text())


def test_long_lists_come_in_parts(visit):
    page = visit("large", "work")
    assert page.locator("#work tbody tr:visible").count() == 200
    page.click("#work .further")
    assert page.locator("#work tbody tr:visible").count() == 600
    last = page.evaluate("[...document.querySelectorAll('#work tbody tr')].at(-1).id")
    page.evaluate("ident => { location.hash = ident }", last)
    page.wait_for_selector(f"#{last}.here")
    assert page.is_visible(f"#{last}")
