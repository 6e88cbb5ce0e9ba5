"""The day from which a document speaks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from aligner.domain.analysis import Analysis
from aligner.domain.facts import DateSpan
from aligner.domain.remarks import Remark, RemarkKind

__all__ = ["Day", "days", "told_of_before"]


@dataclass(frozen=True, slots=True)
class Day:
    """The day a document speaks from (ISO 8601), and the sentence that says so."""

    iso: str
    remark: Remark


def days(analysis: Analysis, role: str) -> Mapping[str, Day]:
    """Return by file the earliest day on which it can have been written; a month counts from its first day."""
    found: dict[str, Day] = {}
    for remark in analysis.remarks:
        if remark.kind is RemarkKind.DATED and remark.role == role:
            start = min((span.start for span in remark.facts.dates if span.start is not None), default=None)
            if start is not None and remark.quote.locator.file not in found:
                found[remark.quote.locator.file] = Day(start, remark)
    return found


def told_of_before(span: DateSpan, day: Day | None) -> bool:
    """Tell whether a date lies before the document was written and is not put as a limit ("by"): something happened then."""
    return day is not None and not span.deadline and span.end is not None and span.end < day.iso
