"""The figures that a plan states for a piece of work, each with the sentence it stands in, from every mention of the work."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aligner.domain.analysis import Analysis
from aligner.domain.facts import Metric
from aligner.domain.goals import Item, Quote
from aligner.gaps.context import sentence_around

__all__ = ["Figure", "figures"]

# A number by itself: no part of a date, a clock time, a code, a price, a share or a list number.
_BARE = re.compile(r"(?<![\w.,:/#§£€$–-])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\w:/%°$€£]|[.,:/-]\d|-\w|\s?(?:%|per ?cent))")
_CALENDAR = re.compile(
    r"(?:\b(?:20\d\d|19\d\d)\b)|\b\d{1,2}(?:st|nd|rd|th)?\.? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.? \d{1,2}\b|\b(?:q|fy|phase|wave|ward|level|release|version|stage|tier|quay|berth|no\.?) ?\d+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number stated for a piece of work.

    Attributes:
        metric: the number; a bare one has neither unit nor subject.
        sentence: what it stands in.
        told_by: the mention of the work that states it.
        bare: only the goal's own unit can make sense of it.
    """

    metric: Metric
    sentence: Quote
    told_by: Item
    bare: bool = False


def figures(told: Sequence[Item], analysis: Analysis) -> Iterator[Figure]:
    """Yield the parsed quantities of all mentions first, then the numbers without a unit."""
    for item in told:
        for metric, quote in zip(item.metrics, item.metric_quotes, strict=True):
            yield Figure(metric, sentence_around(analysis, quote), item)
    for item in told:
        for quote in item.description:
            yield from _bare(quote, item)


def _bare(quote: Quote, item: Item) -> Iterator[Figure]:
    taken = [metric.text for metric in item.metrics]
    dates = [match.span() for match in _CALENDAR.finditer(quote.text)]
    for match in _BARE.finditer(quote.text):
        inside = any(start < match.end() and match.start() < end for start, end in dates)
        if not inside and not any(match.group() in text for text in taken):
            value = float(match.group().replace(",", ""))
            yield Figure(Metric(match.group(), match.start(), match.end(), value), quote, item, bare=True)
