"""Methods and provenance: what was read, with what, and what every number means."""

from __future__ import annotations

import json

from aligner.report.definitions import definitions
from aligner.report.kinds import KINDS, SEVERITIES
from aligner.report.view import View
from aligner.report.web.markup import Markup, el, join
from aligner.report.web.measures import measures
from aligner.report.web.parts import section
from aligner.report.wording import unread

__all__ = ["methods"]


def methods(view: View) -> Markup:
    """Return the section that lets another person repeat the analysis."""
    intro = "The same files, version, model and settings give the same bytes again. Nothing was sent anywhere."
    return section("methods", "Methods and provenance", intro, _inputs(view), _tool(view), measures(view), _definitions(view), _kinds(view))


def _inputs(view: View) -> Markup:
    head = el(
        "thead", el("tr", *(el("th", name, scope="col") for name in ("Document", "Role", "Format", "Blocks read", "Not read", "SHA-256")))
    )
    rows = (
        el(
            "tr",
            el("th", info.path, scope="row"),
            el("td", info.role, data_label="Role"),
            el("td", info.format, data_label="Format"),
            el("td", str(info.blocks), data_label="Blocks read"),
            el("td", unread(info.unread) or "nothing left out", data_label="Not read"),
            el("td", el("code", info.sha256), data_label="SHA-256"),
        )
        for info in view.report.inputs
    )
    return join(
        el("h3", "What was read"),
        el(
            "div",
            el("table", head, el("tbody", *rows), class_="grid"),
            class_="wide",
            tabindex=0,
            role="region",
            aria_label="What was read, scrollable",
        ),
    )


def _tool(view: View) -> Markup:
    tool = view.report.tool
    facts = [
        ("Tool", f"{tool.name} {tool.version}"),
        ("Model", tool.model.name),
        ("Model SHA-256", tool.model.sha256),
        ("Report schema", view.report.schema),
    ]
    facts += [(key, json.dumps(value, ensure_ascii=False)) for key, value in tool.config]
    return join(
        el("h3", "With what"),
        el("dl", *(part for key, value in facts for part in (el("dt", key), el("dd", el("code", value)))), class_="facts"),
    )


def _definitions(view: View) -> Markup:
    rows = [*definitions(view.report.tool), *((f"Severity: {text.label.lower()}", text.meaning) for text in SEVERITIES.values())]
    return join(
        el("h3", "What every number means"),
        el("dl", *(part for key, value in rows for part in (el("dt", key), el("dd", value))), class_="facts"),
    )


def _kinds(view: View) -> Markup:
    head = el("thead", el("tr", *(el("th", name, scope="col") for name in ("Finding", "Here", "Raised when", "Checked first"))))
    rows = (
        el(
            "tr",
            el("th", text.title, el("span", kind.value, class_="place"), scope="row"),
            el("td", str(view.gap_counts[kind]), data_label="Here"),
            el("td", text.when, data_label="Raised when"),
            el("td", text.guard, data_label="Checked first"),
            id_=f"kind-{kind.value}",
        )
        for kind, text in KINDS.items()
    )
    return join(
        el("h3", "What was looked for"),
        el(
            "div",
            el("table", head, el("tbody", *rows), class_="grid"),
            class_="wide",
            tabindex=0,
            role="region",
            aria_label="What was looked for, scrollable",
        ),
    )
