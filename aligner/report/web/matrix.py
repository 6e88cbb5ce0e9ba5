"""The goal x work matrix: work down, goals across by theme, with a row and a column for what has no link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aligner.domain.goals import Alignment, Goal, Item, Support
from aligner.domain.links import Link, Strength
from aligner.report.view import View
from aligner.report.web.facets import Facets
from aligner.report.web.markup import Markup, el, join
from aligner.report.web.parts import SUPPORT_GLYPH, link_to, section
from aligner.report.wording import STATE, SUPPORT, count, percent, shorten

__all__ = ["CELL", "cell_kind", "empty", "legend", "matrix", "pair_box"]

CELL = {
    "direct": ("l-direct", "●", "serves directly"),
    "indirect": ("l-indirect", "○", "serves indirectly"),
    "clash": ("l-clash", "≠", "linked, but figures or dates conflict"),
    "maybe": ("l-maybe", "?", "cannot tell"),
    "hole": ("l-hole", "✕", "no link"),
}
"""What a cell can hold: style class, glyph, and what it means."""

_EMPTY = Markup("<td></td>")
_NO_STATE = Markup('<td class="state"></td>')
_BANDS = (
    (Alignment.ALIGNED, "held", "serves a goal", "serve a goal"),
    (Alignment.ORPHANED, "open", "serves no goal", "serve no goal"),
    (Alignment.UNCLEAR, "unclear", "where we cannot tell", "where we cannot tell"),
    (Alignment.EXEMPT, "exempt", "exempt from serving a goal", "exempt from serving a goal"),
)
_PAPER = 36  # most goals whose columns fit the width of a printed sheet
_INTRO = (
    "Work runs down, goals run across, grouped by theme. The first row shows goals that no live work serves; "
    "the first column shows work that serves no goal."
)


def matrix(view: View, facets: Facets) -> Markup:
    """Return the section with the matrix and its legend, for as many pairs as a browser can lay out at once."""
    goals = [goal for group in view.groups for goal in group.goals]
    shape = "matrix" if any(item.status for item in view.items) else "matrix stateless"
    table = el(
        "table",
        el("caption", "Which work serves which goal", class_="visually-hidden"),
        _head(view, facets),
        *_bodies(view, facets, goals),
        class_=shape,
    )
    large = len(goals) > _PAPER
    scroll = el(
        "div", table, class_="scroll large" if large else "scroll", tabindex=0, role="region", aria_label="Goals and work, scrollable"
    )
    words = f"A matrix of {len(goals)} goals is too wide for paper; goals and work are listed with their links below."
    note = [el("p", words, class_="paper")] if large else []
    return section("matrix", "Goals and work", _INTRO, legend(), scroll, pair_box(), *note)


def empty() -> Markup:
    """Return the section for documents in which one side was not found."""
    return section("matrix", "Goals and work", "There is nothing to set against each other: goals or work were not found.")


def legend() -> Markup:
    """Return what the glyphs mean."""
    entries = (el("li", el("span", glyph, class_=f"mark {cls}"), words) for cls, glyph, words in CELL.values())
    keys = el("li", "Arrow keys move, Enter opens a pair.", class_="js-only")
    return el("ul", *entries, keys, class_="legend")


def pair_box() -> Markup:
    """Return the empty place where the script shows one goal-item pair."""
    return el("div", id_="pair", class_="pairbox", role="region", aria_live="polite", aria_label="Selected pair", hidden=True)


def cell_kind(link: Link, facets: Facets) -> str:
    """Return which entry of ``CELL`` a pair shows."""
    if not link.accepted:
        return "maybe"
    if (link.goal, link.item) in facets.conflicting:
        return "clash"
    return "direct" if link.strength is Strength.DIRECT else "indirect"


def _head(view: View, facets: Facets) -> Markup:
    themes: list[str] = [el("td", class_="corner"), _NO_STATE, _EMPTY]
    labels: list[str] = [
        el("th", "Work", scope="col", class_="corner"),
        el("th", "Status", scope="col", class_="state"),
        el("th", el("span", "No goal"), scope="col", class_="lone"),
    ]
    for group in view.groups:
        title = shorten(group.title, 12 * max(len(group.goals), 2))
        themes.append(el("th", title, colspan=len(group.goals), scope="colgroup", title=group.title, class_="first"))
        for number, goal in enumerate(group.goals):
            mark = el("span", SUPPORT_GLYPH[goal.support], class_=f"mark s-{goal.support.value}")
            name = el("a", shorten(goal.text, 64), href=f"#{goal.id}", title=f"{goal.text} ({SUPPORT[goal.support].lower()})")
            classes = " ".join(name for name, on in (("first", number == 0), ("theme", goal.id in view.children)) if on)
            labels.append(el("th", el("span", name), mark, scope="col", class_=classes, **facets.goal(goal)))
    return el("thead", el("tr", *themes, class_="themes"), el("tr", *labels, class_="labels"))


def _bodies(view: View, facets: Facets, goals: Sequence[Goal]) -> list[Markup]:
    place = {goal.id: number for number, goal in enumerate(goals)}
    pairs: dict[str, dict[str, Link]] = {}
    for link in view.report.links:
        pairs.setdefault(link.item, {})[link.goal] = link
    rows: dict[Alignment, list[tuple[tuple[int, int], Item]]] = {alignment: [] for alignment in Alignment}
    for number, item in enumerate(view.items):
        links = view.links_of_item.get(item.id, ())
        # Ordered by the strongest goal, so that links gather along the diagonal, theme by theme.
        first = min((place[link.goal] for link in links[:1]), default=len(goals))
        rows[item.alignment].append(((first, number), item))
    bodies = [el("tbody", _no_link_row(view, goals), class_="nolink")]
    for alignment, cls, one, many in _BANDS:
        found = [item for _, item in sorted(rows[alignment], key=lambda row: row[0])]
        # Rows that could only be empty are listed on demand, so that a long portfolio stays readable.
        split = [(cls, one, many, found)]
        if alignment is Alignment.UNCLEAR:
            split = [
                (cls, one, many, [item for item in found if item.id in pairs]),
                ("bare", f"{one}, with no likely goal", f"{many}, with no likely goal", [item for item in found if item.id not in pairs]),
            ]
        for name, single, several, items in split:
            if items:
                band = _band(f"{count(len(items), 'piece', 'pieces')} of work {single if len(items) == 1 else several}")
                bodies.append(el("tbody", band, *(_row(view, facets, item, goals, pairs.get(item.id, {})) for item in items), class_=name))
    return bodies


def _band(words: str) -> Markup:
    # One cell that its words may leave: a span of columns would shift where the column of states is not shown.
    return el("tr", el("th", el("span", words), scope="rowgroup"), class_="band")


def _no_link_row(view: View, goals: Sequence[Goal]) -> Markup:
    cells = []
    for goal in goals:
        if goal.support is Support.UNSUPPORTED:
            cells.append(el("td", "✕", class_="l-hole", title=f"No live work serves: {goal.text}"))
        elif goal.id in view.links_of_goal:
            cells.append(_EMPTY)
        elif view.carried_below(goal):
            cells.append(el("td", "↓", class_="below", title="Served through its sub-goals"))
        else:
            cells.append(el("td", "?", class_="l-maybe", title=f"Cannot tell whether work serves: {goal.text}"))
    return el("tr", el("th", "No live work", scope="row"), _NO_STATE, _EMPTY, *cells)


def _row(view: View, facets: Facets, item: Item, goals: Sequence[Goal], links: Mapping[str, Link]) -> Markup:
    status = STATE[item.state] if item.status else ""
    lone = {
        Alignment.ALIGNED: _EMPTY,
        Alignment.ORPHANED: el("td", "✕", class_="l-hole", title="Serves no goal"),
        Alignment.UNCLEAR: el("td", "?", class_="l-maybe", title="Cannot tell whether it serves a goal"),
        Alignment.EXEMPT: el("td", "–", class_="below", title=f"Exempt: {view.exempt_reason(item)}"),
    }[item.alignment]
    return el(
        "tr",
        el("th", link_to(item.id, item.text, limit=70), scope="row", title=" > ".join((*item.headings, item.text))),
        el("td", status, class_="state"),
        lone,
        *(_cell(links.get(goal.id), facets) for goal in goals),
        **facets.item(item),
    )


def _cell(link: Link | None, facets: Facets) -> Markup:
    if link is None:
        return _EMPTY
    cls, glyph, words = CELL[cell_kind(link, facets)]
    return join(Markup(f'<td class="{cls}" title="{percent(link.probability)}, '), words, Markup('">'), glyph, Markup("</td>"))
