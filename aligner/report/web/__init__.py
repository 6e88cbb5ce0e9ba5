"""One self-contained page that opens on a board brief; it works without scripts and never asks the network for anything."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import replace
from importlib.resources import files

from aligner.domain.gaps import Gap
from aligner.domain.report import Report
from aligner.report.view import View
from aligner.report.web.brief import brief
from aligner.report.web.facets import Facets, filters
from aligner.report.web.findings import findings
from aligner.report.web.ladder import ladder
from aligner.report.web.markup import Markup, el, join
from aligner.report.web.matrix import empty, matrix
from aligner.report.web.methods import methods
from aligner.report.web.overview import overview
from aligner.report.web.sankey import sankey
from aligner.report.web.timeline import timeline
from aligner.report.web.work import work

__all__ = ["render"]

_SECTIONS = (
    ("brief", "Brief"),
    ("matrix", "Matrix"),
    ("goals", "Goals"),
    ("flow", "Flow"),
    ("timeline", "Timeline"),
    ("findings", "Findings"),
    ("work", "Work"),
    ("methods", "Methods"),
)
_STYLES = ("base.css", "lists.css", "plots.css", "narrow.css", "print.css")
_SCRIPTS = ("state.js", "matrix.js", "start.js")
_CELLS = 30_000  # most cells of a matrix that a browser lays out without a wait
_BEGIN = "document.documentElement.classList.add('js')"


def render(report: Report) -> bytes:
    """Return the page as UTF-8."""
    accepted = tuple(gap for gap in report.gaps if gap.suppressed)
    view = View(replace(report, gaps=tuple(gap for gap in report.gaps if not gap.suppressed)))
    facets = Facets(view)
    style = "".join(_template(name) for name in _STYLES)
    # One function around all parts keeps their names to themselves.
    script = '"use strict";\n(() => {\n' + "".join(_template(name) for name in _SCRIPTS) + "})();\n"
    title = f"Strategy and execution: {view.files('strategy')} against {view.files('execution')}"
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=_policy(style, _BEGIN, script)),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="color-scheme", content="light dark"),
        el("meta", name="referrer", content="no-referrer"),
        el("title", title),
        el("style", Markup(style)),
        el("script", Markup(_BEGIN)),
    )
    tabs = (el("a", name, href=f"#{ident}") for ident, name in _SECTIONS)
    look = el(
        "button", "◐", type_="button", id_="look", class_="js-only", aria_label="Switch between light and dark", title="Light or dark"
    )
    bar = el("header", el("h1", title, class_="visually-hidden"), el("nav", *tabs, id_="tabs", aria_label="Sections"), look, class_="bar")
    skip = el("a", "Skip to the content", href="#main", class_="skip")
    main = el(
        "main", filters(facets, accepted), *(join(Markup("\n"), part) for part in _parts(view, facets, accepted)), id_="main", tabindex=-1
    )
    body = el("body", skip, bar, main, el("script", Markup(script)))
    page = join(Markup("<!doctype html>\n"), el("html", head, Markup("\n"), body, lang="en"), Markup("\n"))
    return page.encode("utf-8")


def _parts(view: View, facets: Facets, accepted: Sequence[Gap]) -> tuple[Markup, ...]:
    goals, items = len(view.report.goals), len(view.items)
    pairs = empty() if not goals or not items else matrix(view, facets) if goals * items <= _CELLS else overview(view, facets)
    return (
        brief(view),
        pairs,
        ladder(view, facets),
        sankey(view),
        timeline(view, facets),
        findings(view, facets, accepted),
        work(view, facets),
        methods(view),
    )


def _policy(style: str, *scripts: str) -> str:
    """Return the rule that only the very style and scripts written here may run: anything that slipped in would be refused."""
    allowed = " ".join(f"'{_digest(script)}'" for script in scripts)
    return f"default-src 'none'; style-src '{_digest(style)}'; script-src {allowed}; base-uri 'none'; form-action 'none'"


def _template(name: str) -> str:
    return files("aligner.report").joinpath("templates", name).read_text("utf-8").replace("\r\n", "\n")


def _digest(source: str) -> str:
    return f"sha256-{b64encode(hashlib.sha256(source.encode('utf-8')).digest()).decode('ascii')}"
