from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.conftest import SECTIONS

ALL = "axe.run(document, { resultTypes: ['violations'] })"
COLOURS = "axe.run(document, { resultTypes: ['violations'], runOnly: ['color-contrast'] })"


@pytest.fixture(scope="session")
def axe():
    package = pytest.importorskip("axe_core_python", reason="axe-core-python is not installed: pip install 'aligner[test]'")
    return next(Path(package.__file__).parent.rglob("axe.min.js")).read_text("utf-8")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("width", "scheme", "run"), [(1280, "light", ALL), (400, "light", ALL), (1280, "dark", COLOURS), (400, "dark", COLOURS)]
)
def test_axe_finds_nothing_to_complain_about(visit, axe, width, scheme, run):
    page = visit(color_scheme=scheme, viewport={"width": width, "height": 900})
    page.evaluate(axe)
    for section in SECTIONS:
        page.click(f'#tabs a[href="#{section}"]')
        if section == "matrix":
            page.locator("#matrix td.l-clash").first.click()
        found = page.evaluate(run)["violations"]
        assert [(each["id"], each["nodes"][0]["html"], each["nodes"][0]["failureSummary"]) for each in found] == [], section


def test_the_first_key_offers_to_skip_to_the_content(visit):
    page = visit()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    box = page.locator(".skip").bounding_box()
    assert box["x"] >= 0
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    assert page.is_visible("#brief")


def test_focus_is_always_visible(visit):
    page = visit(fragment="findings")
    seen = set()
    for _ in range(24):
        page.keyboard.press("Tab")
        told = page.evaluate(
            """() => {
                const at = document.activeElement;
                const shown = at.matches('.chooser input') ? at.nextElementSibling : at;
                const style = getComputedStyle(shown);
                return [at.tagName, at.id, style.outlineStyle, parseFloat(style.outlineWidth)];
            }"""
        )
        seen.add(told[0])
        assert told[2] != "none", told
        assert told[3] >= 1, told
    assert {"A", "BUTTON", "INPUT", "SELECT"} <= seen


CONTRAST = """() => {
    const light = text => {
        const [r, g, b] = text.match(/[\\d.]+/g).map(Number).map(v => v / 255).map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
        return .2126 * r + .7152 * g + .0722 * b;
    };
    const probe = document.body.appendChild(document.createElement('p'));
    const colour = name => { probe.style.color = `var(--${name})`; return light(getComputedStyle(probe).color); };
    const found = [];
    const check = (fore, back, least) => {
        const [a, b] = [colour(fore), colour(back)].sort((x, y) => y - x);
        const ratio = (a + .05) / (b + .05);
        if (ratio < least) found.push([fore, back, ratio]);
    };
    for (const back of ['paper', 'wash']) for (const fore of ['ink', 'soft', 'accent', 'hole']) check(fore, back, 4.5);
    check('accent', 'accent-wash', 4.5);
    check('ink', 'accent-wash', 4.5);
    check('soft', 'accent-wash', 4.5);
    check('hole', 'hole-wash', 4.5);
    check('paper', 'accent', 4.5);
    check('paper', 'hole', 4.5);
    check('edge', 'paper', 3);
    return found;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_pair_of_colours_can_be_told_apart(visit, scheme):
    page = visit(color_scheme=scheme)
    assert page.evaluate(CONTRAST) == []
