"""Pieces that several sections of the page share."""

from __future__ import annotations

from collections.abc import Sequence

from aligner.domain.gaps import GapKind, Severity
from aligner.domain.goals import Support
from aligner.domain.links import Evidence
from aligner.report.kinds import KINDS, SEVERITIES
from aligner.report.view import View
from aligner.report.web.markup import Markup, el
from aligner.report.wording import SUPPORT, printable, shorten

__all__ = ["SUPPORT_GLYPH", "kind_class", "link_to", "nothing", "quote", "section", "severity", "side", "support"]

_NAME = 36  # characters of a file's name on the brief

# A glyph beside every colour, so that the page reads the same in grey and to colour-blind eyes.
SUPPORT_GLYPH = {Support.SUPPORTED: "●", Support.PARTIAL: "◐", Support.UNSUPPORTED: "✕", Support.UNCLEAR: "?"}


def support(value: Support) -> Markup:
    """Return a goal's support as glyph and words."""
    return el("span", el("span", SUPPORT_GLYPH[value], class_="glyph", aria_hidden="true"), SUPPORT[value], class_=f"tag s-{value.value}")


def severity(value: Severity) -> Markup:
    """Return a severity as glyph and word."""
    shown = SEVERITIES[value]
    return el(
        "span", el("span", shown.glyph, class_="glyph", aria_hidden="true"), shown.label, class_=f"tag v-{value.value}", title=shown.meaning
    )


def quote(view: View, piece: Evidence, *, limit: int = 0) -> Markup:
    """Return a verbatim quote and its place; a positive ``limit`` shortens it between words, and the file's name with it."""
    words = shorten(piece.quote, limit) if limit else printable(piece.quote)
    return el("figure", el("blockquote", el("p", words)), el("figcaption", view.place(piece.locator, limit=_NAME if limit else 0)))


def side(view: View, title: str, pieces: Sequence[Evidence], absent: str, *, limit: int = 0, most: int = 1) -> Markup:
    """Return one side of a finding: its quotes, or why there are none. With a limit only the first ``most`` quotes are shown."""
    shown = pieces[:most] if limit else pieces
    body = [quote(view, piece, limit=limit) for piece in shown]
    if len(shown) < len(pieces):
        body.append(el("p", f"and {len(pieces) - len(shown)} more", class_="muted"))
    if not body:
        body = [el("p", absent or "Nothing to quote.", class_="absent")]
    return el("div", el("p", title, class_="side-title"), *body, class_="side")


def link_to(ident: str, words: str, *, limit: int = 90) -> Markup:
    """Return a link to the place on the page where the thing with this id is shown."""
    return el("a", shorten(words, limit), href=f"#{ident}")


def nothing() -> Markup:
    """Return the line that the script shows when no row is left."""
    return el(
        "p",
        "Nothing here fits the filters. ",
        el("button", "Clear the filters", type_="button", class_="clear"),
        class_="nothing",
        hidden=True,
    )


def kind_class(kind: GapKind) -> str:
    """Return the style class of a kind: "one-sided" where it is no hole that one side has nothing to quote."""
    text = KINDS[kind]
    # A text that names the documents says that something should stand there.
    return "hole-kind" if "{" in text.goal_absent + text.item_absent else "one-sided"


def section(ident: str, title: str, intro: str, *children: str) -> Markup:
    """Return a section with a heading that the navigation points at."""
    return el(
        "section",
        el("h2", title, id_=f"{ident}-title"),
        el("p", intro, class_="intro"),
        *children,
        id_=ident,
        aria_labelledby=f"{ident}-title",
    )
