"""Two bars that show at a glance how much of either side meets the other."""

from __future__ import annotations

from aligner.report.view import View
from aligner.report.web.markup import Markup, el, join

__all__ = ["coverage"]


def coverage(view: View) -> Markup:
    """Return a bar for the goals and one for the work, each with its parts in words and figures."""
    summary = view.report.summary
    goals = (
        ("good", "●", "supported", summary.supported),
        ("part", "◐", "partly", summary.partial),
        ("hole", "✕", "no live work", summary.unsupported),
        ("unknown", "?", "cannot tell", summary.unclear),
    )
    work = (
        ("good", "●", "serve a goal", summary.aligned),
        ("hole", "✕", "serve none", summary.orphaned),
        ("exempt", "–", "exempt", summary.exempt),
        ("unknown", "?", "cannot tell", summary.unclear_items),
    )
    return el("div", _bar("Goals", summary.goals, goals), _bar("Work", summary.items, work), class_="coverage")


def _bar(name: str, total: int, parts: tuple[tuple[str, str, str, int], ...]) -> Markup:
    if not total:
        return Markup("")
    drawn, before = [], 0
    for kind, _, _, number in parts:
        if number:
            drawn.append(el("rect", x=_share(before, total), width=_share(number, total), height=14, class_=f"c-{kind}"))
            before += number
    label = ", ".join(f"{number} {words}" for _, _, words, number in parts if number)
    keys = (
        el("li", el("span", glyph, class_=f"mark c-{kind}", aria_hidden="true"), el("strong", str(number)), f" {words}")
        for kind, glyph, words, number in parts
        if number
    )
    bar = el("svg", *drawn, role="img", aria_label=f"{name}: {label}", height=14, class_="stack")
    return join(
        el("p", f"{name} ", el("span", str(total), class_="base"), class_="bar-name"), el("div", bar, el("ul", *keys, class_="legend"))
    )


def _share(number: int, total: int) -> str:
    return f"{100 * number / total:.3f}%"
