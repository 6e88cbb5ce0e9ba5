"""One self-contained page that opens on a board brief; it works without scripts and never asks the network for anything."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from importlib.resources import files

from aligner.domain.report import Report
from aligner.report.view import View
from aligner.report.web import findings, work
from aligner.report.web.brief import brief
from aligner.report.web.ladder import ladder
from aligner.report.web.markup import Markup, el, join
from aligner.report.web.matrix import matrix
from aligner.report.web.methods import methods

__all__ = ["render"]

_SECTIONS = (
    ("brief", "Brief"),
    ("matrix", "Matrix"),
    ("goals", "Goals"),
    ("findings", "Findings"),
    ("work", "Work"),
    ("methods", "Methods"),
)


def render(report: Report) -> bytes:
    """Return the page as UTF-8."""
    view = View(report)
    style = _template("report.css") + findings.filter_rules() + work.filter_rules()
    script = _template("report.js")
    # Only the very style and script written here may run: anything that slipped into the page would be refused by the browser.
    policy = f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; base-uri 'none'; form-action 'none'"
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=policy),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="color-scheme", content="light dark"),
        el("meta", name="referrer", content="no-referrer"),
        el("title", f"Strategy and execution: {view.files('strategy')} against {view.files('execution')}"),
        el("style", Markup(style)),
    )
    navigation = el("nav", *(el("a", name, href=f"#{ident}") for ident, name in _SECTIONS), aria_label="Sections")
    sections = (brief(view), matrix(view), ladder(view), findings.findings(view), work.work(view), methods(view))
    skip = el("a", "Skip to the brief", href="#brief", class_="skip")
    body = el("body", skip, navigation, el("main", *(join(Markup("\n"), part) for part in sections)), el("script", Markup(script)))
    page = join(Markup("<!doctype html>\n"), el("html", head, Markup("\n"), body, lang="en"), Markup("\n"))
    return page.encode("utf-8")


def _template(name: str) -> str:
    return files("aligner.report").joinpath("templates", name).read_text("utf-8").replace("\r\n", "\n")


def _digest(source: str) -> str:
    return f"sha256-{b64encode(hashlib.sha256(source.encode('utf-8')).digest()).decode('ascii')}"
