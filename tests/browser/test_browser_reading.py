from __future__ import annotations

import pypdfium2
import pytest

from tests.browser.conftest import SECTIONS
from tests.report import factory


def shown(page):
    return page.eval_on_selector_all("main > section", "all => all.filter(each => each.offsetParent !== null).map(each => each.id)")


def test_it_opens_on_the_brief_and_every_section_opens_alone(visit):
    page = visit()
    assert shown(page) == ["brief"]
    assert not page.is_visible("#filters")
    for name in SECTIONS:
        page.click(f'#tabs a[href="#{name}"]')
        assert shown(page) == [name]
        assert page.get_attribute("#tabs [aria-current=page]", "href") == f"#{name}"
        assert page.is_visible("#filters") == (name in {"matrix", "goals", "timeline", "findings", "work"})


def test_going_back_returns_to_the_section_before(visit):
    page = visit()
    page.click('#tabs a[href="#goals"]')
    page.click('#tabs a[href="#work"]')
    page.go_back()
    assert shown(page) == ["goals"]
    page.go_back()
    assert shown(page) == ["brief"]


def test_a_section_named_in_the_address_is_shown_from_the_top(visit):
    page = visit(fragment="findings")
    page.wait_for_load_state("load")
    assert shown(page) == ["findings"]
    assert page.evaluate("scrollY") == 0
    assert page.is_visible("#filters")


def test_a_finding_of_the_brief_leads_to_the_whole_finding(visit):
    page = visit()
    href = page.get_attribute("#brief .top h3 a", "href")
    page.click("#brief .top h3 a")
    assert shown(page) == ["findings"]
    assert page.get_attribute(".here", "id") == href[1:]
    assert page.evaluate("document.activeElement.id") == href[1:]


def test_without_scripts_everything_is_there_to_read(visit):
    page = visit(java_script_enabled=False)
    for name in SECTIONS:
        assert page.is_visible(f"#{name}")
    assert not page.is_visible("#filters")
    assert not page.is_visible("#look")
    assert page.locator("#findings .finding:visible").count() == len(factory.rich().gaps)
    kept = [item for item in factory.rich().items if item.same_as is None]
    assert page.locator("#matrix tbody:not(.nolink) tr:not(.band):visible").count() == len(kept)


@pytest.mark.parametrize("name", ["rich", "small", "empty", "large"])
@pytest.mark.parametrize("width", [400, 1280])
def test_no_section_is_wider_than_the_screen(visit, name, width):
    page = visit(name, viewport={"width": width, "height": 800})
    for section in SECTIONS:
        page.click(f'#tabs a[href="#{section}"]')
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, section


def test_filters_are_folded_away_on_a_narrow_screen(visit):
    page = visit(fragment="findings", viewport={"width": 400, "height": 800})
    assert not page.is_visible("#kind")
    page.click("#fold summary")
    assert page.is_visible("#kind")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_look_follows_the_system_and_can_be_switched(visit, scheme):
    page = visit(color_scheme=scheme)
    paper = "getComputedStyle(document.body).backgroundColor"
    before = page.evaluate(paper)
    assert (before == "rgb(255, 255, 255)") == (scheme == "light")
    page.click("#look")
    after = page.evaluate(paper)
    assert (after == "rgb(255, 255, 255)") == (scheme == "dark")
    page.reload()
    assert page.evaluate(paper) == after
    page.click("#look")
    assert page.evaluate(paper) == before


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_paper_the_first_sheet_is_the_brief(visit, tmp_path, scheme):
    page = visit(fragment="tab=work", color_scheme=scheme)
    target = tmp_path / "report.pdf"
    page.pdf(path=str(target), prefer_css_page_size=True, print_background=True)
    document = pypdfium2.PdfDocument(target)
    width, height = document[0].get_size()
    assert (round(width), round(height)) == (595, 842)
    texts = [" ".join(document[number].get_textpage().get_text_range().split()) for number in range(len(document))]
    assert "6 of 14 goals are supported" in texts[0]
    assert "Decisions asked of the board" in texts[0]
    assert "Methods and provenance" in texts[0]
    assert texts[0].count("Ask ") >= 4
    assert texts[1].startswith("Goals and work")
    whole = " ".join(texts)
    for goal in factory.rich().goals:
        assert goal.text in whole
    # Paper is white whatever the screen shows.
    bitmap = document[0].render(scale=0.2).to_pil().convert("L")
    assert bitmap.getpixel((2, 2)) == 255


def test_filters_hold_on_paper_too(visit, tmp_path):
    page = visit(fragment="tab=findings&kind=target-conflict")
    target = tmp_path / "report.pdf"
    page.pdf(path=str(target))
    document = pypdfium2.PdfDocument(target)
    whole = " ".join(" ".join(document[number].get_textpage().get_text_range().split()) for number in range(len(document)))
    listed = whole[whole.index("and asks one question") : whole.index("Every piece of work found")]
    assert "Conflicting targets" in listed
    assert "Virtual reality tour" not in listed
