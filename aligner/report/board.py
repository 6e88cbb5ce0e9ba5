"""The words of the board brief: one source for the page in the browser, on paper and in Word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.domain.goals import Support
from aligner.domain.links import Evidence
from aligner.domain.report import Report
from aligner.report.decisions import decisions
from aligner.report.kinds import CONFLICTS, KINDS, SEVERITIES
from aligner.report.sentence import sentence, work_sentence
from aligner.report.view import View
from aligner.report.wording import count, listing, printable, shorten

__all__ = ["NAME", "TOP", "Board", "Finding", "Said", "Tile", "board", "findings_title", "live", "most_quotes", "tiles"]

TOP = 5
NAME = 36  # characters of a file's name
_EYEBROW = 60
_MOST_DECISIONS, _MOST_CONSTRAINTS = 4, 3
_LIMIT, _TOUCHED = 90, 50  # characters of a constraint and of the goal it touches
_FILES = 4  # names of files that the last line has room for
_TITLES = {
    1: "The finding to settle",
    2: "Two findings to settle first",
    3: "Three findings to settle first",
    4: "Four findings to settle first",
}


@dataclass(frozen=True, slots=True)
class Tile:
    """One of the four counts.

    Attributes:
        base: what it is counted out of, as words.
        high: upper end of the interval that begins at ``number``: what the documents allow if every case that cannot be told went that way.
        tone: "good" or "hole".
    """

    title: str
    number: int
    base: str
    high: int
    meaning: str
    tone: str

    @property
    def interval(self) -> str:
        """The interval in words."""
        return f"{self.number} to {max(self.high, self.number)}"


@dataclass(frozen=True, slots=True)
class Said:
    """What one side says about a finding; ``absent`` stands where there is no quote."""

    quotes: tuple[str, ...]
    place: str
    absent: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of the brief."""

    id: str
    title: str
    severity: str
    strategy: Said
    work: Said
    message: str
    question: str
    owners: str


@dataclass(frozen=True, slots=True)
class Board:
    """Everything on the page, in reading order; texts are whole, whoever sets the page shortens them."""

    documents: str
    sentence: str
    lede: str
    tiles: tuple[Tile, ...]
    title: str
    total: int
    findings: tuple[Finding, ...]
    decisions: tuple[str, ...]
    constraints: tuple[str, ...]
    provenance: str


def live(report: Report) -> tuple[Report, int]:
    """Return the report without the findings that somebody accepted, and how many those are."""
    kept = tuple(gap for gap in report.gaps if gap.suppressed is None)
    return replace(report, gaps=kept), len(report.gaps) - len(kept)


def board(view: View, *, accepted: int = 0) -> Board:
    """Return the words of the brief.

    Args:
        view: of a report without accepted findings.
        accepted: how many of those there are, to be told.
    """
    report = view.report
    top = view.top_gaps(TOP)
    return Board(
        documents=f"Board brief: {view.files('strategy', limit=_EYEBROW)} against {view.files('execution', limit=_EYEBROW)}",
        sentence=sentence(report),
        lede=f"{work_sentence(report.summary)} {_made(view, accepted)}".rstrip(),
        tiles=tiles(view),
        title=findings_title(len(top)),
        total=len(report.gaps),
        findings=tuple(_finding(view, gap) for gap in top),
        decisions=decisions(report.gaps, top, _MOST_DECISIONS) or ("No decision is asked for.",),
        constraints=_constraints(view, top),
        provenance=_provenance(view),
    )


def _made(view: View, accepted: int) -> str:
    total = len(view.report.gaps)
    high = view.severity_counts[Severity.HIGH]
    found = f"{count(total, 'finding')}, {high or 'none'} of high severity" if total else ""
    more = f"{accepted} accepted earlier and not counted" if accepted else ""
    told = "; ".join(part for part in (found, more) if part)
    return f"{told}." if told else ""


def tiles(view: View) -> tuple[Tile, ...]:
    """Return the four counts with what they are counted out of and how far they could go."""
    summary = view.report.summary
    vague = min(sum(goal.vague for goal in view.report.goals if goal.support is Support.UNSUPPORTED), summary.unsupported)
    clashes = [gap.severity for gap in view.report.gaps if gap.kind in CONFLICTS]
    asked = clashes.count(Severity.QUESTION)
    conflicts = len(clashes) - asked
    pairs = sum(link.accepted for link in view.report.links)
    partly = f"; {summary.partial} more in part" if summary.partial else ""
    doubt = f" {summary.unclear} more could turn out supported." if summary.unclear else ""
    further = f" {asked} more to ask about." if asked else ""
    exempt = f"; {summary.exempt} exempt not counted" if summary.exempt else ""
    also = f"; {vague} also vague" if vague else ""
    idle = summary.orphaned - sum(gap.kind is GapKind.ORPHANED_WORK for gap in view.report.gaps)
    let_be = f" {idle} of it parked, stopped or accepted." if idle > 0 else ""
    return (
        Tile("Goals supported", summary.supported, f"of {summary.goals}", summary.supported + summary.unclear, f"Live work serves them{partly}.{doubt}", "good"),
        Tile("Goals without live work", summary.unsupported, f"of {summary.goals}", summary.unsupported + summary.unclear, f"Nothing running or planned serves them{also}.", "hole"),
        Tile("Work without a goal", summary.orphaned, f"of {view.must_serve}", summary.orphaned + summary.unclear_items, f"Change work, which should serve one{exempt}.{let_be}", "hole"),
        Tile("Conflicting figures", conflicts, f"in {count(pairs, 'link')}", conflicts + asked, f"A goal and its own work state different targets or dates.{further}", "hole"),
    )  # fmt: skip


def findings_title(shown: int) -> str:
    """Return the heading above the findings."""
    return "Nothing to settle" if not shown else _TITLES.get(shown, "Five findings to settle first")


def most_quotes(kind: GapKind) -> int:
    """Return how many quotes a side of a finding shows on the brief."""
    return 2 if kind in CONFLICTS else 1


def _finding(view: View, gap: Gap) -> Finding:
    sides = view.sides(gap, limit=NAME)
    most = most_quotes(gap.kind)
    return Finding(
        id=gap.id,
        title=KINDS[gap.kind].title,
        severity=SEVERITIES[gap.severity].label,
        strategy=_said(view, sides.goal, sides.goal_absent, most),
        work=_said(view, sides.item, sides.item_absent, most),
        message=gap.message,
        question=gap.question,
        owners=view.owners(gap),
    )


def _said(view: View, pieces: Sequence[Evidence], absent: str, most: int) -> Said:
    shown = pieces[:most]
    more = f", and {count(len(pieces) - len(shown), 'more quote')}" if len(pieces) > len(shown) else ""
    places = list(dict.fromkeys(view.place(piece.locator, limit=NAME) for piece in shown))
    return Said(tuple(printable(piece.quote) for piece in shown), "; ".join(_shared(places)) + more, absent or "Nothing to quote.")


def _shared(places: Sequence[str]) -> list[str]:
    """Later places of the same file and sheet without what they share with the first."""
    if not places:
        return []
    head = places[0].rpartition(", ")[0]
    return [places[0], *(place.removeprefix(f"{head}, ") if head else place for place in places[1:])]


def _constraints(view: View, top: Sequence[Gap]) -> tuple[str, ...]:
    found = [gap for gap in view.report.gaps if gap.kind is GapKind.CONSTRAINT]
    if not found:
        return ("No stated risk, shortage or dependency was found that touches a goal on which the strategy is silent.",)
    lines = [_constraint(view, gap, top) for gap in found[:_MOST_CONSTRAINTS]]
    rest = len(found) - len(lines)
    return (*lines, f"And {rest} more in the full report.") if rest else tuple(lines)


def _constraint(view: View, gap: Gap, top: Sequence[Gap]) -> str:
    """Return what the plan says and which goal it touches; the heading above says the rest."""
    quotes = view.sides(gap, limit=NAME).item
    goal = view.goal_by_id.get(gap.goal or "")
    told = (
        f"“{printable(shorten(quotes[0].quote, _LIMIT))}” touches “{printable(shorten(goal.text, _TOUCHED))}”"
        if quotes and goal
        else gap.message
    )
    if gap in top:
        return f"{told} (see {top.index(gap) + 1})"
    return f"{told} ({view.place(quotes[0].locator, limit=NAME)})" if quotes else told


def _provenance(view: View) -> str:
    tool = view.report.tool
    inputs = view.report.inputs
    files = [f"{view.file(info.path, limit=NAME)} {info.sha256[:12] or 'not read'}" for info in inputs[:_FILES]]
    files += [f"{len(inputs) - _FILES} more"] if len(inputs) > _FILES else []
    read = sum(info.blocks > 0 for info in inputs)
    unread = sum(part.count for info in inputs for part in info.unread)
    passages = sum(info.blocks for info in inputs)
    share = f"Read: {read} of {count(len(inputs), 'document')}, {count(passages, 'passage')}; left unread: {count(unread, 'part')}."
    tooling = f"{tool.name} {tool.version}, model {tool.model.name} {tool.model.sha256[:12]}."
    interval = "In brackets: from what the documents show to what they allow, if all that we cannot tell went that way."
    return f"{interval} Documents (SHA-256): {listing(files)}. {tooling} {share} {view.unread(limit=NAME)}".rstrip()
