"""Every finding with its quotes and places."""

from __future__ import annotations

from collections.abc import Sequence

from aligner.domain.gaps import Gap
from aligner.report.accepted import decision
from aligner.report.kinds import KINDS
from aligner.report.view import View
from aligner.report.web.facets import Facets
from aligner.report.web.markup import Markup, el, join
from aligner.report.web.parts import kind_class, link_to, nothing, section, severity, side

__all__ = ["findings"]

_RULES_INLINE = 200  # most findings that each repeat their rule; beyond that they point to the table of rules
_INTRO = "Each finding sets what the strategy says beside what the work says, in their own words, and asks one question."


def findings(view: View, facets: Facets, accepted: Sequence[Gap]) -> Markup:
    """Return the section with all findings, in the order of the report, and those that somebody accepted after them."""
    if not view.report.gaps and not accepted:
        return section("findings", "Findings", "No findings were made.")
    apart = [
        el("h3", "Accepted, not counted above", class_="apart"),
        *(_finding(view, facets, gap) for gap in accepted),
    ]  # fmt: skip
    rows = (_finding(view, facets, gap) for gap in view.report.gaps)
    return section("findings", "Findings", _INTRO, *rows, *(apart if accepted else []), nothing())


def _finding(view: View, facets: Facets, gap: Gap) -> Markup:
    kind, sides = KINDS[gap.kind], view.sides(gap)
    owners = view.owners(gap)
    facts = [el("dt", "Ask"), el("dd", gap.question, class_="question")]
    if gap.remedy:
        facts += [el("dt", "To clear it"), el("dd", gap.remedy)]
    if owners:
        facts += [el("dt", "Owners"), el("dd", owners)]
    if gap.suppressed:
        facts += [el("dt", "Accepted"), el("dd", decision(gap.suppressed))]
    if gap.lapsed:
        facts += [el("dt", "Expired"), el("dd", f"Once accepted {decision(gap.lapsed)}")]
    concerned = _concerned(view, gap)
    if concerned:
        facts += [el("dt", "See"), el("dd", concerned)]
    if len(view.report.gaps) > _RULES_INLINE:
        rule = el("p", el("a", "Why this is reported", href=f"#kind-{gap.kind.value}"), class_="rule")
    else:
        rule = el(
            "details", el("summary", "Why this is reported"), el("p", kind.when), el("p", f"Checked first: {kind.guard}"), class_="rule"
        )
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
        class_=f"finding v-{gap.severity.value} {kind_class(gap.kind)}{' accepted' if gap.suppressed else ''}",
        **facets.gap(gap),
    )


def _concerned(view: View, gap: Gap) -> Markup:
    goal = view.goal_by_id.get(gap.goal or "")
    items = [item for ident in gap.items if (item := view.item_by_id.get(ident))]
    parts = [link_to(goal.id, "the goal")] if goal else []
    # A single piece of work is quoted right above; several need their names to be told apart.
    parts += [link_to(item.id, item.text if len(items) > 1 else "the work") for item in items]
    separated = [piece for part in parts for piece in (part, Markup("; "))][:-1]
    return join(*separated)
