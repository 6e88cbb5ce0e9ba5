"""The goal ladder: for every goal its metric, target, date, owner and support."""

from __future__ import annotations

from aligner.domain.goals import Goal, State
from aligner.report.view import View
from aligner.report.web.facets import Facets
from aligner.report.web.markup import Markup, el, join
from aligner.report.web.parts import link_to, nothing, section, support
from aligner.report.wording import STATE, count, date, goal_measure, percent, printable

__all__ = ["ladder"]

_INTRO = "Every goal with what it measures, its target, its date, its owner and the work behind it. A goal's own sub-goals and description count as its own."
_DEEPEST = 4  # levels of indentation that the style sheet knows


TICKS = {
    State.ON_TRACK: "●",
    State.DONE: "✓",
    State.NOT_STARTED: "○",
    State.UNKNOWN: "·",
    State.AT_RISK: "▲",
    State.OFF_TRACK: "✕",
    State.BLOCKED: "✕",
    State.ON_HOLD: "‖",
    State.CANCELLED: "‖",
}
"""A glyph for each state of work."""


def ladder(view: View, facets: Facets) -> Markup:
    """Return the section with one row per goal, theme by theme."""
    if not view.report.goals:
        return section("goals", "Goal ladder", "No goals were found.")
    head = el("thead", el("tr", *(el("th", name, scope="col") for name in ("Goal", "Metric", "Target", "Date", "Owner", "Support"))))
    bodies = []
    for group in view.groups:
        # A group that a goal leads is titled by that goal's own row.
        title = (
            []
            if group.goals[0].text == group.title or not group.title
            else [el("tr", el("th", group.title, colspan=6, scope="rowgroup"), class_="band")]
        )
        bodies.append(el("tbody", *title, *(_row(view, facets, goal) for goal in group.goals)))
    return section(
        "goals",
        "Goal ladder",
        _INTRO,
        _keys(),
        el(
            "div",
            el("table", head, *bodies, class_="grid ladder"),
            class_="wide",
            tabindex=0,
            role="region",
            aria_label="Goal ladder, scrollable",
        ),
        nothing(),
    )


def _row(view: View, facets: Facets, goal: Goal) -> Markup:
    measure, target = goal_measure(goal.metric)
    leads = goal.id in view.children
    cells = [
        _stated("Metric", measure, optional=leads or goal.metric is not None),
        _stated("Target", target, optional=leads),
        _stated("Date", date(goal.deadline), optional=leads),
    ]
    cells.append(_stated("Owner", goal.owner.text if goal.owner else "", optional=leads))
    return el(
        "tr",
        el("th", _goal(view, goal), scope="row", class_=f"d{min(view.depth(goal), _DEEPEST)}"),
        *cells,
        el("td", support(goal.support), _work(view, goal), data_label="Support"),
        id_=goal.id,
        class_=" ".join(name for name, on in (("leads", leads), ("vague", goal.vague)) if on),
        **facets.goal(goal),
    )


def _goal(view: View, goal: Goal) -> Markup:
    places = [view.place(goal.locator), *(view.place(quote.locator) for quote in goal.mentions)]
    parts = [el("span", printable(goal.text), class_="goal-text"), el("span", "; also at ".join(places), class_="place")]
    if goal.description:
        parts.append(el("details", el("summary", "Described as"), *(el("p", quote.text, class_="said") for quote in goal.description)))
    gaps = view.gaps_of.get(goal.id, ())
    if gaps:
        parts.append(el("a", count(len(gaps), "finding"), href=f"#{gaps[0].id}", class_="more"))
    return join(*parts)


def _stated(label: str, words: str, *, optional: bool) -> Markup:
    if words:
        return el("td", words, data_label=label)
    # A theme's numbers live in its sub-goals, so that an empty cell there is no hole.
    return el("td", data_label=label) if optional else el("td", el("span", "none stated", class_="missing"), data_label=label)


def _work(view: View, goal: Goal) -> Markup:
    links = view.links_of_goal.get(goal.id, ())
    if not links:
        words = "through its sub-goals" if view.carried_below(goal) else ""
        return el("span", words, class_="place") if words else Markup("")
    ticks = [_tick(view, link.item) for link in links]
    rows = (
        el("li", link_to(link.item, view.item_by_id[link.item].text), f" {percent(link.probability)}, {link.strength.value}")
        for link in links
    )
    return join(
        el("span", *ticks, class_="ticks", aria_hidden="true"),
        el("details", el("summary", count(len(links), "piece", "pieces"), " of work"), el("ul", *rows), class_="listed"),
    )


def _tick(view: View, ident: str) -> Markup:
    item = view.item_by_id[ident]
    return el("span", TICKS[item.state], class_=f"w-{item.state.value}", title=f"{STATE[item.state]}: {item.text}")


def _keys() -> Markup:
    by_glyph: dict[str, list[State]] = {}
    for state, glyph in TICKS.items():
        by_glyph.setdefault(glyph, []).append(state)
    entries = (
        el("li", el("span", glyph, class_=f"mark w-{states[0].value}"), " or ".join(STATE[state].lower() for state in states))
        for glyph, states in by_glyph.items()
    )
    return el("ul", el("li", "One tick per piece of work:"), *entries, class_="legend")
