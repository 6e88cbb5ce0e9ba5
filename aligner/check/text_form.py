"""A check for the terminal: findings by kind, each with its place first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from aligner.check.places import line_of, place
from aligner.check.types import Checked
from aligner.domain.gaps import Gap, GapKind
from aligner.report.accepted import decision
from aligner.report.kinds import KINDS, SEVERITIES
from aligner.report.lines import BLANK, Line, Look, severity_look
from aligner.report.terminal import layout
from aligner.report.wording import count, listing, names, printable, unread

__all__ = ["lines", "render"]

_LONG = 40
# Kinds whose remedy is a wording made for the goal at hand; the remedy of others says the same every time.
_REWORDED = frozenset({GapKind.VAGUE_GOAL, GapKind.VAGUE_UNSUPPORTED_GOAL})


def render(checked: Checked, *, fail_on: str | None) -> str:
    """Return plain text of 80 columns."""
    del fail_on  # the exit code says it
    return layout(lines(checked), width=80).plain


def lines(checked: Checked) -> Iterator[Line]:
    """Yield the page: what the draft was read as, findings by kind in headline order, what was accepted, and the counts."""
    yield Line(f"{printable(checked.draft.path)} read as {_role(checked)}: {checked.guess.because}.", Look.MUTED)
    if checked.against:
        yield Line(f"Checked against {names([printable(info.path) for info in checked.against], 'files')}.", Look.MUTED)
    if checked.draft.unread:
        yield Line(f"Not read: {unread(checked.draft.unread)}.", Look.MUTED)
    for info in checked.against:
        if not info.blocks:
            yield Line(f"Not read: {printable(info.path)}.", Look.WARN)
    for kind, text in KINDS.items():
        group = [gap for gap in checked.live if gap.kind is kind]
        if group:
            yield BLANK
            yield Line(f"{text.plural} ({_severities(group)})", Look.HEADING)
        for gap in group:
            yield from _finding(checked, gap)
    yield from _accepted(checked)
    yield BLANK
    yield Line(_total(checked), Look.TITLE)


def _role(checked: Checked) -> str:
    return "a strategy" if checked.draft.role == "strategy" else "an execution document"


def _finding(checked: Checked, gap: Gap) -> Iterator[Line]:
    yield Line(_head(checked, gap), severity_look(gap.severity), tail=gap.id)
    yield Line(gap.message, indent=4)
    if elsewhere := _elsewhere(checked, gap):
        yield Line(f"See {elsewhere}.", Look.MUTED, indent=4)
    yield Line(gap.question, Look.MUTED, indent=4)
    if gap.kind in _REWORDED and gap.remedy:
        yield Line(gap.remedy, indent=4)
    if gap.lapsed is not None:
        yield Line(f"Suppressed {decision(gap.lapsed)}; that is over.", Look.WARN, indent=4)


def _head(checked: Checked, gap: Gap) -> str:
    """Return ``draft.md:12: high target-conflict``; a long path is shortened to the file's name, the whole one stands above."""
    locator = checked.place(gap)
    file = locator.file if len(locator.file) <= _LONG else PurePosixPath(locator.file).name
    where = printable(":".join(part for part in (file, place(locator)) if part))
    return f"{where}: {SEVERITIES[gap.severity].label.lower()} {gap.kind.value}"


def _elsewhere(checked: Checked, gap: Gap) -> str:
    """Return where else the finding has quotes: the first place in another file, or the next one in the draft."""
    here = checked.place(gap)
    others = [piece.locator for piece in gap.evidence if piece.locator.place != here.place]
    first = next((one for one in others if one.file != here.file), others[0] if others else None)
    if first is None:
        return ""
    if first.file != here.file:
        return printable(f"{PurePosixPath(first.file).name}:{place(first)}")
    return printable(f"also {'line ' if line_of(first) is not None else ''}{place(first)}")


def _accepted(checked: Checked) -> Iterator[Line]:
    accepted = [gap for gap in checked.findings if gap.suppressed is not None]
    if accepted:
        yield BLANK
        yield Line(f"Suppressed ({len(accepted)})", Look.HEADING)
    for gap in accepted:
        assert gap.suppressed is not None
        yield Line(_head(checked, gap), tail=gap.id)
        yield Line(decision(gap.suppressed), Look.MUTED, indent=4)


def _severities(group: Sequence[Gap]) -> str:
    counts = Counter(gap.severity for gap in group)
    parts = [
        f"{counts[one]} {text.label.lower()}{'s' if one.value == 'question' and counts[one] > 1 else ''}"
        for one, text in SEVERITIES.items()
        if counts[one]
    ]
    return listing(parts)


def _total(checked: Checked) -> str:
    accepted = len(checked.findings) - len(checked.live)
    lapsed = sum(gap.lapsed is not None for gap in checked.live)
    parts = [f"{count(len(checked.live), 'finding').capitalize()}{': ' + _severities(checked.live) if checked.live else ''}."]
    if accepted:
        parts.append(f"{count(accepted, 'finding')} suppressed.")
    if lapsed:
        parts.append(f"{count(lapsed, 'suppression')} expired{f' before {checked.as_of}' if checked.as_of else ''}.")
    return " ".join(parts)
