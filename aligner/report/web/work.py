"""All work with its status, class and the goals it serves."""

from __future__ import annotations

from aligner.domain.goals import Alignment, Item
from aligner.domain.links import Link
from aligner.report.view import View
from aligner.report.web.facets import Facets
from aligner.report.web.markup import Markup, el, join
from aligner.report.web.parts import link_to, nothing, section
from aligner.report.wording import ALIGNMENT, STATE, WORK_CLASS, count, date, percent, printable

__all__ = ["work"]

_INTRO = "Every piece of work found in the execution documents. Work that keeps the business running, legal, secure or maintainable need not serve a goal and is exempt."
_GLYPH = {Alignment.ALIGNED: "●", Alignment.ORPHANED: "✕", Alignment.EXEMPT: "–", Alignment.UNCLEAR: "?"}
_REASONED = 1500  # most links that each say why; beyond that the page would grow by megabytes
_COLUMNS = ("Work", "Status", "Class", "Owner", "Due", "Serves")


def work(view: View, facets: Facets) -> Markup:
    """Return the section with one row per item, in document order."""
    if not view.items:
        return section("work", "All work", "No work was found.")
    reasons = sum(len(view.links_of_item.get(item.id, ())) for item in view.items) <= _REASONED
    head = el("thead", el("tr", *(el("th", name, scope="col") for name in _COLUMNS)))
    table = el("table", head, el("tbody", *(_row(view, facets, item, reasons=reasons) for item in view.items)), class_="grid work")
    wide = el("div", table, class_="wide", tabindex=0, role="region", aria_label="All work, scrollable")
    return section("work", "All work", _INTRO, wide, nothing())


def _row(view: View, facets: Facets, item: Item, *, reasons: bool) -> Markup:
    status = STATE[item.state] if item.status else ""
    written = item.status.text if item.status else ""
    return el(
        "tr",
        el("th", _title(view, item), scope="row"),
        el(
            "td",
            status,
            el("span", f"“{printable(written)}”", class_="place") if written and written.casefold() != status.casefold() else "",
            data_label="Status",
        ),
        el(
            "td",
            WORK_CLASS[item.work_class],
            el("span", item.work_class_reason, class_="place") if item.work_class_reason else "",
            data_label="Class",
        ),
        el("td", item.owner.text if item.owner else "", data_label="Owner"),
        el("td", date(item.due), data_label="Due"),
        el("td", _serves(view, item, reasons=reasons), data_label="Serves"),
        id_=item.id,
        class_=f"a-{item.alignment.value}",
        **facets.item(item),
    )


def _title(view: View, item: Item) -> Markup:
    again = view.repeats.get(item.id, ())
    places = [view.place(item.locator), *(view.place(other.locator) for other in again)]
    parts = [el("span", printable(item.text), class_="goal-text"), el("span", "; also at ".join(places), class_="place")]
    if item.headings:
        # A title such as "Testing" means nothing without what it stands under.
        parts.append(el("span", f"Under {' > '.join(item.headings)}", class_="place"))
    if item.description:
        parts.append(el("details", el("summary", "Described as"), *(el("p", quote.text, class_="said") for quote in item.description)))
    gaps = view.gaps_of.get(item.id, ())
    if gaps:
        parts.append(el("a", count(len(gaps), "finding"), href=f"#{gaps[0].id}", class_="more"))
    return join(*parts)


def _serves(view: View, item: Item, *, reasons: bool) -> Markup:
    tag = el(
        "span",
        el("span", _GLYPH[item.alignment], class_="glyph", aria_hidden="true"),
        ALIGNMENT[item.alignment],
        class_=f"tag a-{item.alignment.value}",
    )
    rows = [_link(view, link, reasons=reasons) for link in view.links_of_item.get(item.id, ())]
    rows += [_link(view, link, reasons=reasons) for link in view.candidates_of_item.get(item.id, ())]
    return join(tag, el("ul", *rows)) if rows else tag


def _link(view: View, link: Link, *, reasons: bool) -> Markup:
    words = f" {percent(link.probability)}, {link.strength.value if link.accepted else 'cannot tell'}"
    why = (
        [el("details", el("summary", "why"), el("span", "; ".join(link.why), class_="place reason"), class_="listed")]
        if reasons and link.why
        else []
    )
    name = link_to(link.goal, view.goal_by_id[link.goal].text)
    return el("li", name, words, *why, class_="" if link.accepted else "muted")
