"""The board brief: everything that must be seen first, on one page."""

from __future__ import annotations

from aligner.domain.gaps import Gap, Severity
from aligner.domain.goals import Support
from aligner.report.kinds import CONFLICTS, KINDS
from aligner.report.sentence import sentence, work_sentence
from aligner.report.view import View
from aligner.report.web.markup import Markup, el, join
from aligner.report.web.parts import severity, side
from aligner.report.wording import count

__all__ = ["brief"]

_TOP = 5
_NAME = 36  # characters of a file's name
_QUOTE = 150  # characters of a quote on the brief; five findings must fit one sheet of A4


def brief(view: View) -> Markup:
    """Return the first page."""
    head = el(
        "header",
        el("p", f"{view.files('strategy', limit=60)} against {view.files('execution', limit=60)}", class_="eyebrow"),
        el("h1", sentence(view.report)),
        el("p", f"{work_sentence(view.report.summary)} {view.unread(limit=_NAME)}", class_="lede"),
    )
    return el("section", head, _tiles(view), _findings(view), _footer(view), id_="brief", aria_label="Board brief")


def _tiles(view: View) -> Markup:
    summary = view.report.summary
    vague = min(sum(goal.vague for goal in view.report.goals if goal.support is Support.UNSUPPORTED), summary.unsupported)
    clashes = [gap.severity for gap in view.report.gaps if gap.kind in CONFLICTS]
    asked = clashes.count(Severity.QUESTION)
    conflicts = len(clashes) - asked
    further = f" {asked} more to ask about." if asked else ""
    pairs = sum(link.accepted for link in view.report.links)
    partly = f"; {summary.partial} more in part" if summary.partial else ""
    doubt = f" {summary.unclear} more could turn out supported." if summary.unclear else ""
    tiles = [
        ("Goals supported", summary.supported, f"of {summary.goals}", f"Live work serves them{partly}.{doubt}", "good"),
        ("Goals without live work", summary.unsupported, f"of {summary.goals}", f"Nothing running or planned serves them{f'; {vague} also vague' if vague else ''}.", "hole"),
        ("Work without a goal", summary.orphaned, f"of {view.must_serve}", f"Change work, which should serve one{f'; {summary.exempt} exempt not counted' if summary.exempt else ''}.", "hole"),
        ("Conflicting figures", conflicts, f"in {count(pairs, 'link')}", f"A goal and its own work state different targets or dates.{further}", "hole"),
    ]  # fmt: skip
    return el(
        "div",
        *(
            el(
                "div",
                el("p", title, class_="tile-title"),
                el("p", el("span", str(number), class_="number"), " ", el("span", base, class_="base"), class_="tile-count"),
                el("p", meaning, class_="tile-note"),
                class_=f"tile {tone}" if number else "tile none",
            )
            for title, number, base, meaning, tone in tiles
        ),
        class_="tiles",
    )


def _findings(view: View) -> Markup:
    top = view.top_gaps(_TOP)
    if not top:
        return el("p", "Nothing to settle: no findings were made.", class_="calm")
    total = len(view.report.gaps)
    rest = el("a", f"All {total} findings", href="#findings") if total > len(top) else Markup("")
    title = "The finding to settle" if len(top) == 1 else f"{['Two', 'Three', 'Four', 'Five'][len(top) - 2]} findings to settle first"
    return join(
        el("div", el("h2", title), rest, class_="row-head"),
        el("ol", *(_finding(view, gap) for gap in top), class_="top"),
    )


def _finding(view: View, gap: Gap) -> Markup:
    sides = view.sides(gap, limit=_NAME)
    owners = view.owners(gap)
    most = 2 if gap.kind in CONFLICTS else 1
    return el(
        "li",
        el("div", el("h3", el("a", KINDS[gap.kind].title, href=f"#{gap.id}")), severity(gap.severity), class_="row-head"),
        el(
            "div",
            side(view, "The strategy says", sides.goal, sides.goal_absent, limit=_QUOTE, most=most),
            side(view, "The work says", sides.item, sides.item_absent, limit=_QUOTE, most=most),
            class_="pair",
        ),
        el("p", gap.message, class_="why"),
        el(
            "p",
            el("strong", "Ask "),
            gap.question,
            *([el("span", f" Owners named: {owners}.", class_="muted")] if owners else []),
            class_="ask",
        ),
    )


def _footer(view: View) -> Markup:
    tool = view.report.tool
    files = [f"{view.file(info.path, limit=_NAME)} {info.sha256[:12]}" for info in view.report.inputs[:4]]
    more = f" and {len(view.report.inputs) - 4} more" if len(view.report.inputs) > 4 else ""  # noqa: PLR2004 - four names fit the line
    words = f"{tool.name} {tool.version}, model {tool.model.name} {tool.model.sha256[:12]}. Read: {', '.join(files)}{more}."
    return el("footer", words, " ", el("a", "Methods and provenance", href="#methods"), class_="fine")
