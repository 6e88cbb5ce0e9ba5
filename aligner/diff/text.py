"""The differences as a person reads them in a terminal."""

from __future__ import annotations

from aligner.diff.types import Aspect, Change, Diff, Effect, Side, Subject, Verdict
from aligner.diff.wording import NOUNS, TITLES, aspect_words, counted, headline, kind_title, shown
from aligner.report.lines import BLANK, Line, Look, severity_look
from aligner.report.wording import listing

__all__ = ["text"]

_LOOKS = {
    Verdict.BROKE: Look.BAD,
    Verdict.WEAKENED: Look.WARN,
    Verdict.DROPPED: Look.BAD,
    Verdict.FIXED: Look.GOOD,
    Verdict.IMPROVED: Look.GOOD,
}
_EFFECTS = {Effect.WEAKER: Look.BAD, Effect.STRONGER: Look.GOOD, Effect.NEUTRAL: Look.PLAIN}
_LABEL = 9
_HEADS = {Subject.GOAL: ("Goals", 7), Subject.ITEM: ("Work", 6), Subject.GAP: ("Findings", 10)}
_NARROWEST, _WIDEST = 40, 60


def text(diff: Diff, names: tuple[str, str], *, width: int = 80, top: int = 5) -> list[Line]:
    """Return the differences as lines for ``aligner.report.terminal.layout``.

    Args:
        diff: what to show.
        names: how the old and the new report are called.
        width: columns, at least 40.
        top: how many changes of each sort to show; the counts always tell all.
    """
    lines = [
        Line(f"{names[0]} → {names[1]}", Look.MUTED),
        BLANK,
        Line(headline(diff), Look.TITLE),
        *(Line(note, Look.WARN) for note in diff.notes),
    ]
    for label, paths in (("Read only before: ", diff.old), ("Read only now: ", diff.new)):
        if paths:
            lines.append(Line(f"{label}{listing(list(paths))}.", Look.MUTED))
    lines += [BLANK, *_table(diff, width)]
    for verdict in Verdict:
        changes = shown(diff, verdict) if verdict is not Verdict.SAME else ()
        if changes:
            lines += _section(verdict, changes, top)
    return lines


def _table(diff: Diff, width: int) -> list[Line]:
    numbers = counted(diff)
    room = max(min(width, _WIDEST), _NARROWEST) - sum(columns for _, columns in _HEADS.values())
    lines = [Line("", label="".join([" " * room, *(f"{head:>{columns}}" for head, columns in _HEADS.values())]))]
    for verdict, title in TITLES.items():
        if any(numbers[subject, verdict] for subject in _HEADS):
            cells = "".join(f"{numbers[subject, verdict] or '-':>{columns}}" for subject, (_, columns) in _HEADS.items())
            lines.append(Line("", label=f"{title:<{room}}{cells}", label_look=_LOOKS.get(verdict, Look.PLAIN)))
    return lines


def _section(verdict: Verdict, changes: tuple[Change, ...], top: int) -> list[Line]:
    lines = [BLANK, Line(f"{TITLES[verdict]} ({len(changes)})", Look.HEADING)]
    for change in changes[:top]:
        lines += _change(change)
    if len(changes) > top:
        lines += [BLANK, Line(f"and {len(changes) - top} more; --top {len(changes)} shows all.", Look.MUTED, 2)]
    return lines


def _change(change: Change) -> list[Line]:
    side = change.new or change.old
    assert side is not None
    severity = f"{change.severity.value.upper():<8}  " if change.severity else ""
    look = severity_look(change.severity) if change.severity else Look.MUTED
    lines = [BLANK, Line(kind_title(change), Look.TITLE, 2, severity, look, tail=side.id)]
    reworded = change.old is not None and change.new is not None and change.old.text != change.new.text
    quotes = change.subject is not Subject.GAP
    if reworded and quotes:
        lines += [*_quote("Old", change.old), *_quote("New", change.new)]
    elif quotes:
        lines += _quote(NOUNS[change.subject].split()[-1].capitalize(), side)
    else:
        lines.append(Line(side.text, indent=4, label=f"{'Why':<{_LABEL}}", most=3))
    lines += [_aspect(aspect) for aspect in change.aspects if aspect.name != "wording"]
    if change.note:
        lines.append(Line(change.note, indent=4, label=f"{'Note':<{_LABEL}}"))
    return lines


def _aspect(aspect: Aspect) -> Line:
    return Line(aspect_words(aspect), _EFFECTS[aspect.effect], 4, f"{aspect.name.capitalize():<{_LABEL}}", most=3)


def _quote(label: str, side: Side | None) -> list[Line]:
    if side is None:
        return []
    place = side.locator
    where = f"{place.file.rsplit('/', 1)[-1]}, {place.describe()}" if place is not None else ""
    return [Line(side.text, Look.QUOTE, 4, f"{label:<{_LABEL}}", most=2), *([Line(where, Look.MUTED, 4 + _LABEL)] if where else [])]
