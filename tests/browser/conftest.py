"""Opens rendered reports in a headless Chromium; the tests say why they are skipped where it is missing."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from aligner.domain.gaps import Suppression
from aligner.report.web import render
from tests.browser.portfolio import portfolio
from tests.report import factory

SECTIONS = ("brief", "matrix", "goals", "flow", "timeline", "findings", "work", "methods")


def _rich():
    """Return the rich report with one finding that somebody accepted."""
    report = factory.rich()
    *others, last = report.gaps
    return replace(report, gaps=(*others, replace(last, suppressed=Suppression("known and agreed", None, "aligner.toml:3"))))


@pytest.fixture(scope="session")
def browser():
    driver = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install 'aligner[test]'")
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no chromium here: apt-get install chromium")
    with driver.sync_playwright() as play:
        running = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture(scope="session")
def pages(tmp_path_factory):
    """Return a function that renders a report once and gives its address."""
    folder = tmp_path_factory.mktemp("pages")
    made = {"rich": _rich, "small": factory.small, "empty": factory.empty, "large": portfolio}

    def address(name):
        path = folder / f"{name}.html"
        if not path.exists():
            path.write_bytes(render(made[name]()))
        return path.as_uri()

    return address


@pytest.fixture
def visit(browser, pages):
    """Return a function that opens a report; afterwards no script may have failed and nothing but the file been asked for."""
    contexts, failures, requests = [], [], []

    def opened(name="rich", fragment="", **options):
        context = browser.new_context(**({"viewport": {"width": 1280, "height": 900}} | options))
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: failures.append(str(error)))
        page.on("console", lambda said: failures.append(said.text) if said.type in {"error", "warning"} else None)
        page.on("request", lambda request: requests.append(request.url))
        page.goto(pages(name) + (f"#{fragment}" if fragment else ""))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert failures == []
    assert {url.partition("#")[0] for url in requests} <= {pages(name) for name in ("rich", "small", "empty", "large")}
