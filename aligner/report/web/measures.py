"""How far the stated probabilities may be trusted, and how evenly the links are spread: small plots for the methods section."""

from __future__ import annotations

from collections.abc import Sequence

from aligner.report.reliability import trusted
from aligner.report.view import View
from aligner.report.web.markup import Markup, el, join
from aligner.report.wording import count, shorten

__all__ = ["measures"]

_SIDE = 220
_LEFT = 44
_BINS = 10
_HUBS = 5


def measures(view: View) -> Markup:
    """Return the plots: reliability as measured on labelled documents, probabilities of this report, links per goal."""
    return join(
        el("h3", "How far the numbers may be trusted"),
        el("div", _reliability(view), _probabilities(view), _hubs(view), class_="figures"),
    )


def _reliability(view: View) -> Markup:
    measured = trusted(view.report.tool)
    if measured is None:
        return _figure("Stated against observed", el("p", "Not measured for this model.", class_="muted"), "")
    most = max(size for _, _, size in measured.bins)
    dots = (
        el(
            "circle",
            el("title", f"stated {stated:.0%}, observed {seen:.0%}, {size} pairs"),
            cx=f"{_LEFT + stated * _SIDE:.1f}",
            cy=f"{10 + (1 - seen) * _SIDE:.1f}",
            r=f"{3 + 7 * (size / most) ** 0.25:.1f}",
            class_="dot",
        )
        for stated, seen, size in measured.bins
    )
    told = "; ".join(f"stated {stated:.0%}, observed {seen:.0%}" for stated, seen, _ in measured.bins)
    even = el("line", x1=_LEFT, y1=10 + _SIDE, x2=_LEFT + _SIDE, y2=10, class_="even")
    drawn = _axes("stated probability", ("0%", "50%", "100%"), even, *dots, label=f"Reliability: {told}")
    words = (
        f"On {count(measured.organisations, 'labelled organisation')} ({measured.pairs} pairs): how often pairs given a probability are true links. "
        f"On the dashed line both agree. {measured.note}"
    )
    return _figure("Stated against observed", drawn, words)


def _probabilities(view: View) -> Markup:
    bins = [0] * _BINS
    for link in view.report.links:
        bins[min(int(link.probability * _BINS), _BINS - 1)] += 1
    label = "; ".join(f"{place * 10} to {place * 10 + 10}%: {number}" for place, number in enumerate(bins) if number)
    drawn = _axes(
        "probability of a link", ("0%", "50%", "100%"), *_bars(bins), label=f"Pairs by probability: {label or 'none'}", top=max(bins)
    )
    return _figure("Pairs in this report by probability", drawn, "Pairs below the band in which no verdict is given are not kept.")


def _hubs(view: View) -> Markup:
    numbers = [len(view.links_of_goal.get(goal.id, ())) for goal in view.report.goals]
    most = max(numbers, default=0)
    width = max(-(-(most + 1) // _BINS), 1)
    bins = [0] * _BINS
    for number in numbers:
        bins[number // width] += 1
    busiest = sorted(view.report.goals, key=lambda goal: -len(view.links_of_goal.get(goal.id, ())))[:_HUBS]
    rows = (
        el("li", el("a", shorten(goal.text, 60), href=f"#{goal.id}"), f": {len(view.links_of_goal[goal.id])}")
        for goal in busiest
        if goal.id in view.links_of_goal
    )
    label = "; ".join(f"{place * width} to {place * width + width - 1} links: {number}" for place, number in enumerate(bins) if number)
    axis = ("0", str(width * _BINS // 2), str(width * _BINS))
    drawn = _axes("links per goal", axis, *_bars(bins), label=f"Goals by number of links: {label or 'none'}", top=max(bins))
    listed = el("details", el("summary", "Goals with most links"), el("ul", *rows), class_="listed") if busiest else Markup("")
    return _figure("Goals by number of links", drawn, "A goal that matches most of the work would be too general to steer it.", listed)


def _bars(bins: Sequence[int]) -> list[Markup]:
    most, width = max(bins) or 1, _SIDE / len(bins)
    return [
        el(
            "rect",
            x=f"{_LEFT + place * width + 1:.1f}",
            y=f"{10 + (1 - number / most) * _SIDE:.1f}",
            width=f"{width - 2:.1f}",
            height=f"{number / most * _SIDE:.1f}",
            class_="dot",
        )
        for place, number in enumerate(bins)
        if number
    ]


def _axes(title: str, across: tuple[str, str, str], *drawn: Markup, label: str, top: int | None = None) -> Markup:
    up = ("0%", "50%", "100%") if top is None else ("0", "", str(top))
    texts = [
        join(
            el("text", across[place], x=_LEFT + place * _SIDE // 2, y=_SIDE + 26, text_anchor="middle"),
            el("text", up[place], x=_LEFT - 6, y=14 + _SIDE - place * _SIDE // 2, text_anchor="end"),
        )
        for place in range(3)
    ]
    frame = el("rect", x=_LEFT, y=10, width=_SIDE, height=_SIDE, class_="frame")
    name = el("text", title, x=_LEFT + _SIDE // 2, y=_SIDE + 42, text_anchor="middle")
    size = f"0 0 {_LEFT + _SIDE + 20} {_SIDE + 48}"
    return el("svg", frame, *drawn, *texts, name, viewBox=size, role="img", aria_label=label, class_="chart")


def _figure(title: str, drawn: Markup, words: str, *more: Markup) -> Markup:
    return el(
        "div", el("p", title, class_="tile-title"), drawn, *([el("p", words, class_="place")] if words else []), *more, class_="figure"
    )
