"""The portfolio as one self-contained page without scripts: organisations by periods, worst gaps, findings over time, what was not read."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.resources import files
from itertools import islice

from aligner.domain.portfolio import Cell, Found, OrganisationTrend, Portfolio
from aligner.report.kinds import KINDS
from aligner.report.portfolio import TREND_TITLES, coverage
from aligner.report.web.markup import Markup, el, join
from aligner.report.web.parts import severity
from aligner.report.wording import count, listing, percent, shorten

__all__ = ["page"]

_MOST = 200
"""Findings that the page shows; the workbook and the table hold all."""
_MOST_ORGANISATIONS, _MOST_PERIODS, _MOST_UNREAD = 300, 40, 2_000
"""As much as a browser shows without delay: the organisations with the most high findings, the newest periods."""
_QUOTES = 6
_QUOTE = 220


def page(portfolio: Portfolio) -> bytes:
    """Return the page as UTF-8."""
    style = "".join(
        files("aligner.report").joinpath("templates", name).read_text("utf-8") for name in ("base.css", "portfolio.css", "print.css")
    )
    style = style.replace("\r\n", "\n")
    digest = b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    title = f"Portfolio of {portfolio.archive}" if portfolio.archive else "Portfolio"
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el(
            "meta",
            http_equiv="Content-Security-Policy",
            content=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
        ),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="referrer", content="no-referrer"),
        el("title", title),
        el("style", Markup(style)),
    )
    sections = (
        _overview(portfolio, title),
        _matrix(portfolio),
        _worst(portfolio),
        _over_time(portfolio),
        _unread(portfolio),
        _method(portfolio),
    )
    body = el("body", el("a", "Skip to the content", href="#main", class_="skip"), el("main", *sections, id_="main", tabindex=-1))
    return join(Markup("<!doctype html>\n"), el("html", head, Markup("\n"), body, lang="en"), Markup("\n")).encode("utf-8")


def _overview(portfolio: Portfolio, title: str) -> Markup:
    organisations = len({cell.organisation for cell in portfolio.cells})
    goals = sum(cell.summary.goals for cell in _newest(portfolio))
    carried = sum(cell.summary.supported + cell.summary.partial for cell in _newest(portfolio))
    high = sum(cell.high for cell in portfolio.cells)
    sentence = f"{count(organisations, 'organisation')}: in the newest period of each, work carries {carried} of {count(goals, 'goal')}."
    states = listing([f"{number} {state}" for state, number in portfolio.files]) or "none"
    kinds = listing([f"{number} {kind}" for kind, number in portfolio.kinds]) or "none"
    return el(
        "section",
        el("h1", title),
        el("p", sentence, class_="sentence"),
        el(
            "p",
            f"{count(len(portfolio.found), 'finding')}, {high or 'none'} of them high; {count(len(portfolio.trends), 'finding')} over time.",
        ),
        el("p", f"Files: {states}. Documents: {kinds}.", class_="muted"),
        id_="brief",
    )


def _newest(portfolio: Portfolio) -> Iterable[Cell]:
    return {cell.organisation: cell for cell in portfolio.cells}.values()


def _matrix(portfolio: Portfolio) -> Markup:
    """Organisations down, periods across; each cell tells how many goals work carries and how many high findings there are."""
    cells = portfolio.cells
    high: Counter[str] = Counter()
    for cell in cells:
        high[cell.organisation] += cell.high
    worst = {name for name, _ in high.most_common(_MOST_ORGANISATIONS)}
    names = list(dict.fromkeys(cell.organisation for cell in cells if cell.organisation in worst))
    periods = [label for _, label in sorted({(cell.start, cell.period) for cell in cells if cell.organisation in worst})][-_MOST_PERIODS:]
    by_place = {(cell.organisation, cell.period): cell for cell in cells}
    if not names:
        return el("section", el("h2", "Organisations by period"), el("p", "Nothing was compared.", class_="absent"))
    head = el("tr", el("th", "Organisation", scope="col"), *(el("th", period, scope="col") for period in periods))
    rows = [
        el("tr", el("th", shorten(name, 60), scope="row"), *(_place(by_place.get((name, period))) for period in periods)) for name in names
    ]
    table = el("table", el("thead", head), el("tbody", *rows))
    note = "Goals that work carries whole or in part, of all goals; then findings by severity."
    left = len(cells) - sum((name, period) in by_place for name in names for period in periods)
    if left:
        shown = f"{count(len(names), 'organisation')} with the most high findings and the newest {count(len(periods), 'period')}"
        note += f" Shown are the {shown}; {count(left, 'more cell')} in the workbook and the table."
    return el(
        "section",
        el("h2", "Organisations by period"),
        el("p", note, class_="muted"),
        el("div", table, class_="wide", tabindex=0),
        id_="matrix",
    )


def _place(cell: Cell | None) -> Markup:
    if cell is None:
        return el("td", el("span", "–", class_="muted"))
    share = coverage(cell)
    shade = "none" if share is None else f"q{min(4, int(share * 5))}"
    carried = cell.summary.supported + cell.summary.partial
    text = "no goals" if share is None else f"{carried} of {cell.summary.goals} ({percent(share)})"
    worst = listing([f"{number} {name}" for number, name in ((cell.high, "high"), (cell.medium, "medium"), (cell.low, "low")) if number])
    return el(
        "td",
        el("strong", text),
        el("br"),
        el("small", worst or "no findings"),
        class_=shade,
        title=", ".join((*cell.strategy, *cell.execution)),
    )


def _worst(portfolio: Portfolio) -> Markup:
    shown = [*islice(portfolio.found, _MOST)]
    rest = len(portfolio.found) - len(shown)
    more = el("p", f"and {rest} more in the workbook and the table", class_="muted") if rest else Markup("")
    body = el("ol", *map(_finding, shown)) if shown else el("p", "None.", class_="absent")
    return el("section", el("h2", "Worst gaps"), body, more, id_="findings")


def _finding(one: Found) -> Markup:
    gap = one.gap
    quotes = [_quote(piece.quote, f"{piece.locator.file}, {piece.locator.describe()}") for piece in gap.evidence[:_QUOTES]]
    head = el("h3", severity(gap.severity), " ", KINDS[gap.kind].title, " ", el("code", gap.id))
    return el(
        "li",
        head,
        el("p", f"{one.organisation}, {one.period}", class_="muted"),
        el("p", gap.message),
        *quotes,
        el("p", gap.question, class_="ask"),
    )


def _quote(words: str, place: str) -> Markup:
    return el("figure", el("blockquote", el("p", shorten(words, _QUOTE))), el("figcaption", place))


def _over_time(portfolio: Portfolio) -> Markup:
    shown = [*islice(portfolio.trends, _MOST)]
    rest = len(portfolio.trends) - len(shown)
    more = el("p", f"and {rest} more in the workbook and the table", class_="muted") if rest else Markup("")
    body = el("ol", *map(_trend, shown)) if shown else el("p", "None.", class_="absent")
    return el("section", el("h2", "Over time"), body, more, id_="over-time")


def _trend(one: OrganisationTrend) -> Markup:
    trend = one.trend
    quotes = [
        _quote(told.quote, f"{told.period}{f': {told.locator.file}, {told.locator.describe()}' if told.locator else ''}")
        for told in trend.evidence[:_QUOTES]
    ]
    head = el("h3", severity(trend.severity), " ", TREND_TITLES[trend.kind], " ", el("code", trend.id))
    return el("li", head, el("p", one.organisation, class_="muted"), el("p", trend.message), *quotes, el("p", trend.question, class_="ask"))


def _unread(portfolio: Portfolio) -> Markup:
    rows = [*islice(_failed(portfolio), _MOST_UNREAD)]
    rest = len(portfolio.failures) + len(portfolio.unpaired) - len(rows)
    more = el("p", f"and {rest} more in the workbook and the table", class_="muted") if rest else Markup("")
    if not rows:
        return el("section", el("h2", "Not read or not compared"), el("p", "Everything was read.", class_="absent"), id_="unread")
    head = el("tr", *(el("th", title, scope="col") for title in ("Path", "Stage", "Kind", "Reason")))
    table = el("table", el("thead", head), el("tbody", *rows))
    return el("section", el("h2", "Not read or not compared"), el("div", table, class_="wide", tabindex=0), more, id_="unread")


def _failed(portfolio: Portfolio) -> Iterator[Markup]:
    for one in portfolio.failures:
        yield el("tr", *(el("td", text) for text in (one.path, one.stage, one.kind, one.reason)))
    for path in portfolio.unpaired:
        yield el(
            "tr",
            *(
                el("td", text)
                for text in (
                    path,
                    "pair",
                    "strategy",
                    "no execution document of the same organisation and period, or other strategies were nearer",
                )
            ),
        )


def _method(portfolio: Portfolio) -> Markup:
    text = (
        f"Made by {portfolio.program}. Documents of one organisation and period are shown together: a goal counts as carried where any of their "
        "comparisons finds work for it. Findings are claims about documents, to be checked against them; every quote is verbatim."
    )
    return el("section", el("h2", "How to read this"), el("p", text), id_="methods")
