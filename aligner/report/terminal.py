"""What an executive reads in the terminal; the only module here that knows rich."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from aligner.domain.gaps import Gap
from aligner.domain.report import Report
from aligner.report.accepted import accepted_lines
from aligner.report.kinds import CONFLICTS, KINDS, SEVERITIES
from aligner.report.lines import BLANK, Line, Look, severity_look
from aligner.report.sentence import sentence, work_sentence
from aligner.report.view import View
from aligner.report.wording import count, listing, printable, shorten

__all__ = ["layout", "summary"]

_STYLES = {
    Look.PLAIN: "",
    Look.TITLE: "bold",
    Look.HEADING: "bold cyan",
    Look.QUOTE: "italic",
    Look.MUTED: "dim",
    Look.GOOD: "green",
    Look.BAD: "bold red",
    Look.WARN: "yellow",
}
_NARROWEST = 40
_TABLE = 72  # columns from which the table of findings has room for one column per severity
_COLUMN = 9


def summary(report: Report, *, width: int = 80, top: int = 5, saved: Sequence[str] = ()) -> Text:
    """Return the first screen of a report.

    Args:
        report: what to show.
        width: columns; no line is longer. Narrower than 40 is laid out as 40.
        top: how many findings to show.
        saved: files that the report was written to, named as where to read on.

    Returns:
        Text whose ``plain`` form is complete without colour; print it without wrapping.
    """
    everything, report = report.gaps, replace(report, gaps=tuple(gap for gap in report.gaps if gap.suppressed is None))
    view = View(report)
    lines = [Line(f"{view.files('strategy')} against {view.files('execution')}", Look.MUTED), BLANK]
    lines += [Line(sentence(report), Look.TITLE), Line(work_sentence(report.summary))]
    shown = view.top_gaps(top)
    lines += [BLANK, Line(_findings(view), Look.HEADING)]
    for number, gap in enumerate(shown, start=1):
        lines += [BLANK, *_finding(view, gap, number)]
    lines += [
        *_table(view, len(shown), width),
        *accepted_lines(everything),
        BLANK,
        *([Line(view.unread())] if view.unread() else []),
        *_pointers(shown, saved),
    ]
    return layout(lines, width=width)


def layout(lines: Iterable[Line], *, width: int = 80) -> Text:
    """Return the lines wrapped to ``width`` columns (at least 40), with a final line feed."""
    text = Text(no_wrap=True, end="")
    for line in lines:
        _place(text, line, max(width, _NARROWEST))
    return text


def _place(text: Text, line: Line, width: int) -> None:
    lead = " " * line.indent + line.label
    room = width - cell_len(lead)
    for number, part in enumerate(_parts(line, room)):
        if number == 0:
            text.append(" " * line.indent).append(line.label, _STYLES[line.label_look])
        elif part:
            text.append(" " * cell_len(lead))
        text.append(part, _STYLES[line.look])
        free = room - cell_len(part) - cell_len(line.tail)
        if number == 0 and line.tail and free > 0:
            text.append(" " * free).append(line.tail, _STYLES[Look.MUTED])
        text.append("\n")


def _parts(line: Line, room: int) -> list[str]:
    words = printable(line.text)
    mark = '"' if line.look is Look.QUOTE else ""
    found = _wrap(f"{mark}{words}{mark}", room)
    limit = min(len(words), room * line.most) if line.most else 0
    # Where lines break decides how much text fits, so that the length is found by trying.
    while line.most and len(found) > line.most and limit > 1:
        found = _wrap(f"{mark}{shorten(words, limit)}{mark}", room)
        limit -= 1
    return found


def _wrap(words: str, room: int) -> list[str]:
    found = [""]
    for word in words.split():
        candidate = f"{found[-1]} {word}" if found[-1] else word
        if cell_len(candidate) <= room:
            found[-1] = candidate
            continue
        if found[-1]:
            found.append("")
        rest = word
        while cell_len(rest) > room:
            piece = set_cell_size(rest, room).rstrip() or rest[:1]
            found[-1] = piece
            found.append("")
            rest = rest[len(piece) :]
        found[-1] = rest
    return found


def _findings(view: View) -> str:
    if not view.report.gaps:
        return "No findings."
    by_severity = [
        f"{view.severity_counts[severity]} {text.label.lower()}{'s' if severity.value == 'question' and view.severity_counts[severity] > 1 else ''}"
        for severity, text in SEVERITIES.items()
        if view.severity_counts[severity]
    ]
    return f"{count(len(view.report.gaps), 'finding')}: {listing(by_severity)}"


def _finding(view: View, gap: Gap, number: int) -> list[Line]:
    severity = SEVERITIES[gap.severity].label.upper()
    lines = [Line(KINDS[gap.kind].title, Look.TITLE, 0, f"{number:>2}  {severity:<8}  ", severity_look(gap.severity), tail=gap.id)]
    sides = view.sides(gap)
    for label, pieces, absent in (("Goal  ", sides.goal, sides.goal_absent), ("Work  ", sides.item, sides.item_absent)):
        if pieces:
            most = 2 if gap.kind in CONFLICTS else 1
            for place, piece in enumerate(pieces[:most]):
                lines.append(Line(piece.quote, Look.QUOTE, 4, label if place == 0 else "      ", most=2))
                more = f" (and {len(pieces) - most} more)" if len(pieces) > most and place == most - 1 else ""
                lines.append(Line(view.place(piece.locator) + more, Look.MUTED, 10))
        elif absent:
            lines.append(Line(absent, Look.MUTED, 4, label))
    return [*lines, Line(gap.message, indent=4, label="Why   "), Line(gap.question, indent=4, label="Ask   ")]


def _table(view: View, shown: int, width: int) -> list[Line]:
    """Return how many findings there are by kind and severity, unless all of them have been shown; narrow screens get totals only."""
    if len(view.report.gaps) <= shown:
        return []
    severities = [severity for severity in SEVERITIES if view.severity_counts[severity]] if width >= _TABLE else []
    heads = [SEVERITIES[severity].label for severity in severities] or ["All"]
    room = max(width, _NARROWEST) - _COLUMN * len(heads)
    lines = [BLANK, Line("", label="".join([f"{'Findings by kind':<{room}}", *(f"{head:>{_COLUMN}}" for head in heads)]))]
    for kind, text in KINDS.items():
        if view.gap_counts[kind]:
            numbers = Counter(gap.severity for gap in view.report.gaps if gap.kind is kind)
            cells = [numbers[severity] for severity in severities] or [view.gap_counts[kind]]
            row = "".join([f"{shorten(text.plural, room):<{room}}", *(f"{cell or '-':>{_COLUMN}}" for cell in cells)])
            lines.append(Line("", label=row, label_look=Look.PLAIN))
    return lines


def _pointers(shown: Sequence[Gap], saved: Sequence[str]) -> list[Line]:
    lines = [
        Line(
            f"The whole report: {listing(list(saved))}."
            if saved
            else "The whole report: add -o report.html or -o report.json (also .xlsx, .csv, .md)."
        )
    ]
    if shown:
        held = next((path for path in saved if path.lower().endswith(".json")), "report.json")
        lines.append(Line(f"One finding in full: aligner explain {held} {shown[0].id}"))
    return lines
