"""Draws the flow from themes through goals to work as inline SVG; positions follow from the values alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aligner.report.view import View
from aligner.report.web.flow import Flow, Node, Stream, flow
from aligner.report.web.markup import Markup, el, join
from aligner.report.web.parts import section
from aligner.report.wording import count, shorten

__all__ = ["sankey"]

_WIDTH = 1180
_BAR = 10
_ROW = 17.0  # height that a line of text needs
_GAP = 5.0
_EDGES = (200.0, 580.0, 930.0)  # left edges of the bars by column
_LETTERS = (27, 54, 34)  # characters of a label by column
_THIN = 1.4  # least width of a ribbon, so that nothing disappears


@dataclass(frozen=True, slots=True)
class _Bar:
    node: Node
    top: float
    height: float
    value: float


def sankey(view: View) -> Markup:
    """Return the section with the drawing and the same streams as a table."""
    if not view.items or not view.report.goals:
        return section("flow", "From themes to work", "There is nothing to draw: goals or work were not found.")
    found = flow(view)
    bars = _place(found)
    drawing = el(
        "svg",
        _stripes(),
        *(_ribbon(stream, bars, offset) for stream, offset in _offsets(found, bars)),
        *(_bar(bar, found) for bar in bars.values()),
        viewBox=f"0 0 {_WIDTH} {_number(max(bar.top + bar.height for bar in bars.values()) + 8)}",
        role="group",
        aria_label="Flow from themes through goals to groups of work; the same as a table below",
        class_="sankey",
    )
    wide = el("div", drawing, class_="wide", tabindex=0, role="region", aria_label="Flow, scrollable")
    return section("flow", "From themes to work", _intro(found), _keys(found), wide, _table(found))


def _intro(found: Flow) -> str:
    weight = found.weights
    if weight.unit is None:
        widths = "Widths count pieces of work, because budgets are not stated for most of them."
    else:
        unit = f" ({weight.unit})" if weight.unit else ", as written, without a currency"
        silent = (
            f" {count(weight.silent, 'piece', 'pieces')} of work without a stated budget are drawn as hairlines." if weight.silent else ""
        )
        widths = f"Widths follow the stated budgets{unit}.{silent}"
    middle = " There are too many goals to draw one by one; themes are joined to work directly." if found.by_theme else ""
    return f"{widths} Work that serves several goals is shared out evenly among them.{middle}"


def _keys(found: Flow) -> Markup:
    kinds = {stream.kind for stream in found.streams.values()}
    entries = (
        ("held", "serves a goal"),
        ("orphan", "change work that serves no goal"),
        ("exempt", "exempt work"),
        ("unclear", "cannot tell"),
        ("idle", "goal without live work"),
    )
    swatch = {
        kind: el("svg", el("rect", width=22, height=12, class_=f"r-{kind}", **_hatched(kind)), width=22, height=12, aria_hidden="true")
        for kind, _ in entries
    }
    return el("ul", *(el("li", swatch[kind], " ", words) for kind, words in entries if kind in kinds), class_="legend")


def _place(found: Flow) -> dict[str, _Bar]:
    """Stack the bars of each column in order; every column is spread over the same height."""
    value = {key: max(_sum(found, key, out=True), _sum(found, key, out=False)) for key in found.nodes}
    columns = [[node for node in found.nodes.values() if node.column == column] for column in range(3)]
    columns[2].sort(key=lambda node: (_centre(found, node, columns), node.key))
    total = max(sum(value[node.key] for node in column) for column in columns) or 1.0
    scale = max(360.0, 9.0 * max(len(column) for column in columns)) / total
    slots = [[max(value[node.key] * scale, _ROW) + _GAP for node in column] for column in columns]
    full = max(sum(column) for column in slots)
    bars: dict[str, _Bar] = {}
    for column, heights in zip(columns, slots, strict=True):
        extra = (full - sum(heights)) / max(len(column), 1)
        top = 0.0
        for node, slot in zip(column, heights, strict=True):
            height = max(value[node.key] * scale, 3.0)
            bars[node.key] = _Bar(node, top + (slot + extra - height) / 2, height, value[node.key])
            top += slot + extra
    return bars


def _centre(found: Flow, node: Node, columns: Sequence[Sequence[Node]]) -> float:
    """Return where a group of work's ribbons come from on average, so that ribbons cross less."""
    if node.kind == "nothing":
        return float("inf")
    rank = {each.key: place / len(column) for column in columns[:2] for place, each in enumerate(column)}
    pulls = [(rank[stream.source], stream.value) for stream in found.streams.values() if stream.target == node.key]
    weight = sum(value for _, value in pulls)
    return round(sum(place * value for place, value in pulls) / weight, 6) if weight else 1.0


def _sum(found: Flow, key: str, *, out: bool) -> float:
    return sum(stream.value for stream in found.streams.values() if (stream.source if out else stream.target) == key)


def _offsets(found: Flow, bars: Mapping[str, _Bar]) -> list[tuple[Stream, tuple[float, float]]]:
    """Return where each ribbon leaves its source and meets its target, as shares of the two bars."""
    used: dict[tuple[str, bool], float] = {}
    placed = []
    order = sorted(found.streams.values(), key=lambda stream: (bars[stream.source].top, bars[stream.target].top))
    for stream in order:
        ends = []
        for key, out in ((stream.source, True), (stream.target, False)):
            ends.append(used.get((key, out), 0.0))
            used[key, out] = ends[-1] + stream.value
        placed.append((stream, (ends[0], ends[1])))
    return placed


def _ribbon(stream: Stream, bars: Mapping[str, _Bar], start: tuple[float, float]) -> Markup:
    source, target = bars[stream.source], bars[stream.target]
    x0, x1 = _EDGES[source.node.column] + _BAR, _EDGES[target.node.column]
    bend = (x0 + x1) / 2
    (a0, a1), (b0, b1) = _span(source, start[0], stream.value), _span(target, start[1], stream.value)
    n = _number
    shape = (
        f"M{n(x0)} {n(a0)}C{n(bend)} {n(a0)} {n(bend)} {n(b0)} {n(x1)} {n(b0)}V{n(b1)}C{n(bend)} {n(b1)} {n(bend)} {n(a1)} {n(x0)} {n(a1)}Z"
    )
    return el("path", el("title", f"{source.node.title}: {target.node.title}"), d=shape, class_=f"r-{stream.kind}", **_hatched(stream.kind))


def _hatched(kind: str) -> dict[str, str]:
    return {"fill": "url(#hatch)"} if kind in {"orphan", "idle"} else {}


def _span(bar: _Bar, start: float, value: float) -> tuple[float, float]:
    scale = bar.height / bar.value if bar.value else 0.0
    middle, half = bar.top + (start + value / 2) * scale, max(value * scale, _THIN) / 2
    if not bar.value:
        middle = bar.top + bar.height / 2
    return middle - half, middle + half


def _bar(bar: _Bar, found: Flow) -> Markup:
    node, x = bar.node, _EDGES[bar.node.column]
    drawn = el("rect", x=_number(x), y=_number(bar.top), width=_BAR, height=_number(bar.height), class_=f"b-{node.kind}")
    before = node.column < 2  # noqa: PLR2004 - the last column has its labels after the bar
    middle = _number(bar.top + bar.height / 2)
    words = shorten(node.title, _LETTERS[node.column])
    value = f" {_told(bar.value, found)}" if bar.value else ""
    label = el(
        "text",
        el("title", node.title),
        el("tspan", words),
        el("tspan", value, class_="amount") if node.column != 1 or node.key in {"orphan", "exempt", "unclear"} else "",
        x=_number(x - 6 if before else x + _BAR + 6),
        y=middle,
        dy="0.34em",
        text_anchor="end" if before else "start",
        class_=f"n-{node.kind}",
    )
    return join(drawn, el("a", label, href=f"#{node.href}") if node.href else label)


def _told(value: float, found: Flow) -> str:
    if found.weights.unit is None:
        return f"{value:.0f}" if abs(value - round(value)) < 0.05 else f"{value:.1f}"  # noqa: PLR2004 - a tenth of a piece
    for size, letter in ((1e9, "bn"), (1e6, "m"), (1e3, "k")):
        if value >= size:
            return f"{value / size:.3g}{letter}"
    return f"{value:.3g}"


def _stripes() -> Markup:
    """Return the hatching that marks unlinked work, readable without colour."""
    line = el("path", d="M0 6L6 0M-1 1L1 -1M5 7L7 5", class_="hatch")
    back = el("rect", width=6, height=6, class_="hatch-back")
    return el("defs", el("pattern", back, line, id_="hatch", width=6, height=6, patternUnits="userSpaceOnUse"))


def _table(found: Flow) -> Markup:
    unit = "Pieces of work" if found.weights.unit is None else f"Budget{f' ({found.weights.unit})' if found.weights.unit else ''}"
    head = el("thead", el("tr", *(el("th", name, scope="col") for name in ("From", "To", unit))))
    rows = (
        el(
            "tr",
            el("th", found.nodes[stream.source].title, scope="row"),
            el("td", found.nodes[stream.target].title, data_label="To"),
            el("td", _told(stream.value, found), data_label=unit),
        )
        for stream in found.streams.values()
    )
    return el(
        "details", el("summary", "The same as a table"), el("table", head, el("tbody", *rows), class_="grid"), class_="as-table listed"
    )


def _number(value: float) -> str:
    """Return a coordinate with one decimal, the same on every machine."""
    return f"{value + 0.0:.1f}".removesuffix(".0")
