"""All parsed values of one text."""

from __future__ import annotations

from aligner.domain.facts import Facts
from aligner.segment.context import Context
from aligner.segment.dates import find_dates
from aligner.segment.metrics import find_metrics
from aligner.segment.owners import find_owners
from aligner.segment.polarity import polarity_of
from aligner.segment.tense import tense_of
from aligner.segment.text import Scan

__all__ = ["parse"]


def parse(text: str, context: Context) -> Facts:
    """Return the values stated in a text; never raises, linear in the length of the text."""
    scan = Scan.of(text)
    dates = find_dates(scan, context)
    undated = scan.without([(span.start_offset, span.end_offset) for span in dates])
    metrics = find_metrics(undated, context)
    owners = find_owners(scan)
    return Facts(metrics, dates, owners, polarity_of(scan), tense_of(scan, dates))
