"""Every finding with its quotes and places, filtered by style rules alone."""

from __future__ import annotations

from aligner.domain.gaps import Gap
from aligner.report.kinds import KINDS, SEVERITIES
from aligner.report.view import View
from aligner.report.web.markup import Markup, el, join
from aligner.report.web.parts import chooser, link_to, section, severity, side

__all__ = ["filter_rules", "findings"]

_INTRO = "Each finding sets what the strategy says beside what the work says, in their own words, and asks one question."


def findings(view: View) -> Markup:
    """Return the section with all findings, in the order of the report."""
    if not view.report.gaps:
        return section("findings", "Findings", "No findings were made.")
    severities = [("all", f"All {len(view.report.gaps)}")]
    severities += [
        (key.value, f"{text.label} {view.severity_counts[key]}") for key, text in SEVERITIES.items() if view.severity_counts[key]
    ]
    kinds = [("all", "All kinds")]
    kinds += [(key.value, f"{text.plural} {view.gap_counts[key]}") for key, text in KINDS.items() if view.gap_counts[key]]
    tools = el("div", chooser("severity", "Severity", severities), chooser("kind", "Kind", kinds), class_="tools")
    return section("findings", "Findings", _INTRO, tools, *(_finding(view, gap) for gap in view.report.gaps))


def filter_rules() -> str:
    """Return the style rules that hide what a chosen radio button leaves out; no script is needed for it."""
    rules = [
        f"#findings:has(#{group}-{value}:checked) .finding:not(.{letter}-{value})"
        for group, letter, values in (("severity", "v", SEVERITIES), ("kind", "k", KINDS))
        for value in values
    ]
    return ",".join(rules) + "{display:none}\n"


def _finding(view: View, gap: Gap) -> Markup:
    kind, sides = KINDS[gap.kind], view.sides(gap)
    owners = view.owners(gap)
    facts = [el("dt", "Ask"), el("dd", gap.question, class_="question")]
    if gap.remedy:
        facts += [el("dt", "To clear it"), el("dd", gap.remedy)]
    if owners:
        facts += [el("dt", "Owners"), el("dd", owners)]
    concerned = _concerned(view, gap)
    if concerned:
        facts += [el("dt", "See"), el("dd", concerned)]
    rule = el("details", el("summary", "Why this is reported"), el("p", kind.when), el("p", f"Checked first: {kind.guard}"), class_="rule")
    return el(
        "article",
        el("div", el("h3", kind.title), severity(gap.severity), el("a", gap.id, href=f"#{gap.id}", class_="ident"), class_="row-head"),
        el("p", gap.message, class_="why"),
        el(
            "div",
            side(view, "The strategy says", sides.goal, sides.goal_absent),
            side(view, "The work says", sides.item, sides.item_absent),
            class_="pair",
        ),
        el("dl", *facts),
        rule,
        id_=gap.id,
        class_=f"finding v-{gap.severity.value} k-{gap.kind.value}",
    )


def _concerned(view: View, gap: Gap) -> Markup:
    goal = view.goal_by_id.get(gap.goal or "")
    items = [item for ident in gap.items if (item := view.item_by_id.get(ident))]
    parts = [link_to(goal.id, "the goal")] if goal else []
    # A single piece of work is quoted right above; several need their names to be told apart.
    parts += [link_to(item.id, item.text if len(items) > 1 else "the work") for item in items]
    separated = [piece for part in parts for piece in (part, Markup("; "))][:-1]
    return join(*separated)
