"""Findings that somebody accepted, and decisions that have expired, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aligner.domain.gaps import Gap, Suppression
from aligner.report.kinds import KINDS
from aligner.report.lines import BLANK, Line, Look
from aligner.report.wording import count, day, printable

__all__ = ["accepted_lines", "decision", "facts", "verdict"]


def decision(found: Suppression) -> str:
    """Return a decision in words: ``until 31 Mar 2027: the board agreed (aligner.toml:12)``."""
    until = f"until {day(found.expires)}" if found.expires else "without end"
    return printable(f"{until}: {found.reason} ({found.origin})")


def facts(gap: Gap) -> list[tuple[str, str]]:
    """Return what was decided about a finding, as title and words; empty where nothing was."""
    found = [("Suppressed", gap.suppressed), ("Expired", gap.lapsed)]
    return [(title, decision(told)) for title, told in found if told is not None]


def verdict(gap: Gap) -> str:
    """Return the same for one cell: ``suppressed until ...``, or ``expired: suppressed until ...``; empty where nothing was decided."""
    if gap.suppressed is not None:
        return f"suppressed {decision(gap.suppressed)}"
    return f"expired: suppressed {decision(gap.lapsed)}" if gap.lapsed is not None else ""


def accepted_lines(gaps: Sequence[Gap]) -> Iterator[Line]:
    """Yield what is suppressed and what no longer is, each under a heading of its own; nothing where there is neither."""
    for what, found, look in (
        ("suppressed, not counted above", [(gap, gap.suppressed) for gap in gaps if gap.suppressed], Look.PLAIN),
        ("counted again: the suppression has expired", [(gap, gap.lapsed) for gap in gaps if gap.lapsed], Look.WARN),
    ):
        if found:
            yield BLANK
            yield Line(f"{count(len(found), 'finding')} {what}", Look.HEADING)
        for gap, told in found:
            yield Line(KINDS[gap.kind].title, look, 4, tail=gap.id)
            yield Line(gap.message, Look.MUTED, 4, most=2)
            yield Line(decision(told) if told else "", Look.MUTED, 4)
