"""The board brief: everything that must be seen first, on one page."""

from __future__ import annotations

from collections.abc import Sequence

from aligner.domain.gaps import Gap, Severity
from aligner.report.board import TOP, Board, Finding, Said, Tile, board
from aligner.report.kinds import SEVERITIES
from aligner.report.view import View
from aligner.report.web.coverage import coverage
from aligner.report.web.markup import Markup, el, join
from aligner.report.web.parts import kind_class, severity
from aligner.report.wording import count, listing, shorten

__all__ = ["brief"]

# Characters that leave room for five findings on one sheet of A4.
_QUOTE = 140
_MESSAGE = 210
_OWNERS = 90
_LINE = 115
_LIMIT = 220

_COULD = "From what the documents show to what they allow, if all that we cannot tell went that way"


def brief(view: View) -> Markup:
    """Return the first page."""
    words = board(view)
    head = el(
        "header",
        el("p", words.documents, class_="eyebrow"),
        el("h2", words.sentence, class_="sentence"),
        el("p", _lede(view), class_="lede"),
    )
    foot = el("footer", words.provenance, " ", el("a", "Methods and provenance", href="#methods"), class_="fine")
    tiles = el("div", *(_tile(tile) for tile in words.tiles), class_="tiles")
    return el(
        "section", head, coverage(view), tiles, _findings(view, words), _asked(words), foot, id_="brief", aria_label="Board brief"
    )  # fmt: skip


def _lede(view: View) -> str:
    if not view.report.gaps:
        return "No findings were made."
    claims = [f"{view.severity_counts[key]} {text.label.lower()}" for key, text in SEVERITIES.items() if key is not Severity.QUESTION]
    asked = view.severity_counts[Severity.QUESTION]
    parts = [claim for claim in claims if not claim.startswith("0 ")] + ([count(asked, "question")] if asked else [])
    return f"{count(len(view.report.gaps), 'finding')}: {listing(parts)}."


def _tile(tile: Tile) -> Markup:
    could = el("span", f"(up to {tile.high})", class_="base", title=_COULD) if tile.high > tile.number else ""
    return el(
        "div",
        el("p", tile.title, class_="tile-title"),
        el("p", el("span", str(tile.number), class_="number"), " ", el("span", tile.base, class_="base"), " ", could),
        el("p", tile.meaning, class_="tile-note"),
        class_=f"tile {tile.tone}" if tile.number else "tile none",
    )


def _findings(view: View, words: Board) -> Markup:
    top = view.top_gaps(TOP)
    if not top:
        return el("p", "Nothing to settle: no findings were made.", class_="calm")
    rest = el("a", f"All {words.total} findings", href="#findings") if words.total > len(top) else Markup("")
    # No number here: on paper a finding that does not fit the sheet as a whole is left to the list.
    title = "The finding to settle" if len(top) == 1 else "Findings to settle first"
    return join(
        el("div", el("h2", title), rest, class_="row-head"),
        el("ol", *(_finding(gap, finding) for gap, finding in zip(top, words.findings, strict=True)), class_="top"),
    )


def _finding(gap: Gap, finding: Finding) -> Markup:
    owners = [el("span", f" Owners named: {shorten(finding.owners, _OWNERS)}.", class_="muted")] if finding.owners else []
    return el(
        "li",
        el("div", el("h3", el("a", finding.title, href=f"#{finding.id}")), severity(gap.severity), class_="row-head"),
        el("div", _said("The strategy says", finding.strategy), _said("The work says", finding.work), class_="pair"),
        el("p", shorten(finding.message, _MESSAGE), class_="why"),
        el("p", el("strong", "Ask "), shorten(finding.question, _MESSAGE), *owners, class_="ask"),
        class_=kind_class(gap.kind),
    )


def _said(title: str, said: Said) -> Markup:
    if not said.quotes:
        return el("div", el("p", title, class_="side-title"), el("p", said.absent, class_="absent"), class_="side")
    quotes = (el("p", shorten(quote, _QUOTE)) for quote in said.quotes)
    figure = el("figure", el("blockquote", *quotes), el("figcaption", said.place))
    return el("div", el("p", title, class_="side-title"), figure, class_="side")


def _asked(words: Board) -> Markup:
    return el(
        "div",
        _list("Decisions asked of the board", words.decisions, _LINE),
        _list("Constraints disclosed", words.constraints, _LIMIT),
        class_="asked",
    )


def _list(title: str, lines: Sequence[str], most: int) -> Markup:
    return el("div", el("h3", title), el("ul", *(el("li", shorten(line, most)) for line in lines)))
