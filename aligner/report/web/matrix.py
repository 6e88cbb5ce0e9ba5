"""The goal x work matrix: work down, goals across by theme, with a row and a column for what has no link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aligner.domain.goals import Alignment, Goal, Item, Support
from aligner.domain.links import Link, Strength
from aligner.report.view import View
from aligner.report.web.markup import Markup, el, join, text
from aligner.report.web.parts import SUPPORT_GLYPH, chooser, link_to, section
from aligner.report.wording import STATE, SUPPORT, count, percent, shorten

__all__ = ["matrix"]

_EMPTY = Markup("<td></td>")
_NO_STATE = Markup('<td class="state"></td>')
_EMPTY_HELD = Markup('<td class="k"></td>')  # in the column of a goal that is not a hole
_BANDS = (
    (Alignment.ALIGNED, "held", "serves a goal", "serve a goal"),
    (Alignment.ORPHANED, "open", "serves no goal", "serve no goal"),
    (Alignment.UNCLEAR, "unclear", "where we cannot tell", "where we cannot tell"),
    (Alignment.EXEMPT, "exempt", "exempt from serving a goal", "exempt from serving a goal"),
)
_PAPER = 24  # most goals whose columns fit the width of a printed sheet
_INTRO = (
    "Work runs down, goals run across, grouped by theme. The first row shows goals that no live work serves; "
    "the first column shows work that serves no goal."
)


def matrix(view: View) -> Markup:
    """Return the section with the matrix, its legend and its filter."""
    goals = [goal for group in view.groups for goal in group.goals]
    if not goals or not view.items:
        return section("matrix", "Goals and work", "There is nothing to set against each other: goals or work were not found.")
    choice = chooser("show", "Show", [("all", "Goals and change work"), ("holes", "Only the holes"), ("every", "Everything")])
    shape = "matrix" if any(item.status for item in view.items) else "matrix stateless"
    table = el(
        "table",
        el("caption", "Which work serves which goal", class_="visually-hidden"),
        _head(view),
        *_bodies(view, goals),
        class_=shape,
    )
    large = len(goals) > _PAPER
    scroll = el(
        "div", table, class_="scroll large" if large else "scroll", tabindex=0, role="region", aria_label="Goals and work, scrollable"
    )
    note = el(
        "p", f"A matrix of {len(goals)} goals is too wide for paper; goals and work are listed with their links below.", class_="paper"
    )
    return section("matrix", "Goals and work", _INTRO, el("div", choice, _legend(), class_="tools"), scroll, *([note] if large else []))


def _legend() -> Markup:
    entries = [
        ("l-direct", "●", "serves directly"),
        ("l-indirect", "○", "serves indirectly"),
        ("l-maybe", "?", "cannot tell"),
        ("l-hole", "✕", "no link"),
    ]
    return el("ul", *(el("li", el("span", glyph, class_=f"mark {cls}"), words) for cls, glyph, words in entries), class_="legend")


def _held(goal: Goal) -> bool:
    return goal.support in {Support.SUPPORTED, Support.PARTIAL}


def _head(view: View) -> Markup:
    themes: list[str] = [el("td", class_="corner"), _NO_STATE, _EMPTY]
    labels: list[str] = [
        el("th", "Work", scope="col", class_="corner"),
        el("th", "Status", scope="col", class_="state"),
        el("th", el("span", "No goal"), scope="col", class_="lone"),
    ]
    for group in view.groups:
        themes.append(
            el(
                "th",
                shorten(group.title, 12 * max(len(group.goals), 2)),
                colspan=len(group.goals),
                scope="colgroup",
                title=group.title,
                class_="first",
            )
        )
        for number, goal in enumerate(group.goals):
            mark = el("span", SUPPORT_GLYPH[goal.support], class_=f"mark s-{goal.support.value}")
            name = el("a", shorten(goal.text, 64), href=f"#{goal.id}", title=f"{goal.text} ({SUPPORT[goal.support].lower()})")
            classes = " ".join(name for name, on in (("k", _held(goal)), ("first", number == 0), ("theme", goal.id in view.children)) if on)
            labels.append(el("th", el("span", name), mark, scope="col", class_=classes))
    return el("thead", el("tr", *themes, class_="themes"), el("tr", *labels, class_="labels"))


def _bodies(view: View, goals: Sequence[Goal]) -> list[Markup]:
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
        bodies += [_body(view, cls, one if len(items) == 1 else many, items, goals, pairs) for cls, one, many, items in split if items]
    return bodies


def _body(
    view: View, cls: str, words: str, items: Sequence[Item], goals: Sequence[Goal], pairs: Mapping[str, Mapping[str, Link]]
) -> Markup:
    title = [el("span", f"{count(len(items), 'piece', 'pieces')} of work {words}")]
    if cls in {"bare", "exempt"}:
        title.append(el("span", " (listed under Everything)", class_="hint"))
    head = el("tr", el("th", *title, colspan=3, scope="rowgroup"), el("td", colspan=len(goals)), class_="band")
    return el("tbody", head, *(_row(view, item, goals, pairs.get(item.id, {})) for item in items), class_=cls)


def _no_link_row(view: View, goals: Sequence[Goal]) -> Markup:
    cells = []
    for goal in goals:
        if goal.support is Support.UNSUPPORTED:
            cells.append(el("td", "✕", class_="l-hole", title=f"No live work serves: {goal.text}"))
        elif goal.id in view.links_of_goal:
            cells.append(_EMPTY_HELD if _held(goal) else _EMPTY)
        elif view.carried_below(goal):
            cells.append(el("td", "↓", class_="below k" if _held(goal) else "below", title="Served through its sub-goals"))
        else:
            cells.append(
                el("td", "?", class_="l-maybe k" if _held(goal) else "l-maybe", title=f"Cannot tell whether work serves: {goal.text}")
            )
    return el("tr", el("th", "No live work", scope="row"), _NO_STATE, _EMPTY, *cells)


def _row(view: View, item: Item, goals: Sequence[Goal], links: Mapping[str, Link]) -> Markup:
    status = STATE[item.state] if item.status else ""
    lone = {
        Alignment.ALIGNED: _EMPTY,
        Alignment.ORPHANED: el("td", "✕", class_="l-hole", title="Serves no goal"),
        Alignment.UNCLEAR: el("td", "?", class_="l-maybe", title="Cannot tell whether it serves a goal"),
        Alignment.EXEMPT: el("td", "–", class_="below", title=f"Exempt: {view.exempt_reason(item)}"),
    }[item.alignment]
    cells = [_cell(links.get(goal.id), goal) for goal in goals]
    return el(
        "tr",
        el("th", link_to(item.id, item.text, limit=70), scope="row", title=" > ".join((*item.headings, item.text))),
        el("td", status, class_="state"),
        lone,
        *cells,
    )


def _cell(link: Link | None, goal: Goal) -> Markup:
    if link is None:
        return _EMPTY_HELD if _held(goal) else _EMPTY
    if not link.accepted:
        kind, glyph, words = "l-maybe", "?", "cannot tell"
    elif link.strength is Strength.DIRECT:
        kind, glyph, words = "l-direct", "●", "direct"
    else:
        kind, glyph, words = "l-indirect", "○", "indirect"
    cls = f"{kind} k" if _held(goal) else kind
    return join(Markup(f'<td class="{cls}" title="{percent(link.probability)} {words}">'), text(glyph), Markup("</td>"))
