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
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.? \d{1,2}\b|\b(?:q|fy|phase|wave|ward|level|release|version|stage|tier|quay|berth|no\.?|end(?: of)?) ?\d+",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"\s+(?:out )?of\s+(?:the |all |our )?(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?![\w.,:/%]\w)")
_DENIED = re.compile(r"(?:\bnot|\binstead of|\brather than|\bno longer)\s+(?:(?:on|at|for|to|by|the|in)\s+){0,2}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number stated for a piece of work.

    Attributes:
        metric: the number; a bare one has neither unit nor subject.
        sentence: what it stands in.
        told_by: the mention of the work that states it.
        bare: only the goal's own unit can make sense of it.
        whole: what it is said to be a part of ("190 of 212"), or None.
        against: numbers that the sentence sets it against ("92, not 80"): it measures what they measure.
    """

    metric: Metric
    sentence: Quote
    told_by: Item
    bare: bool = False
    whole: float | None = None
    against: tuple[float, ...] = ()


def figures(told: Sequence[Item], analysis: Analysis) -> Iterator[Figure]:
    """Yield the parsed quantities of all mentions first, then the numbers without a unit; what a sentence denies is no figure of it."""
    for item in told:
        for metric, quote in zip(item.metrics, item.metric_quotes, strict=True):
            sentence = sentence_around(analysis, quote)
            if not _denied(metric.text, sentence.text):
                bare = metric.unit is None and not metric.of
                yield Figure(metric, sentence, item, bare, against=_against(sentence.text))
    for item in told:
        for quote in item.description:
            yield from _bare(quote, item, analysis)


def _bare(quote: Quote, item: Item, analysis: Analysis) -> Iterator[Figure]:
    taken = [metric.text for metric in item.metrics]
    dates = [match.span() for match in _CALENDAR.finditer(quote.text)]
    wholes = [match.span("whole") for match in _WHOLE.finditer(quote.text)]
    for match in _BARE.finditer(quote.text):
        inside = any(start < match.end() and match.start() < end for start, end in (*dates, *wholes))
        if inside or any(match.group() in text for text in taken) or _DENIED.search(quote.text, 0, match.start()):
            continue
        part = _WHOLE.match(quote.text, match.end())
        here = quote.locator
        sentence = sentence_around(analysis, Quote(match.group(), here.slice(here.start + match.start(), here.start + match.end())))
        yield Figure(
            Metric(match.group(), match.start(), match.end(), _number(match.group())),
            sentence if match.group() in sentence.text and len(sentence.text) > len(match.group()) else quote,
            item,
            bare=True,
            whole=_number(part["whole"]) if part else None,
            against=_against(sentence.text),
        )


def _denied(written: str, sentence: str) -> bool:
    """Tell whether a sentence names a figure only to say that it does not hold."""
    places = [match.start() for match in re.finditer(re.escape(written), sentence)]
    return bool(places) and all(_DENIED.search(sentence, 0, start) for start in places)


def _against(sentence: str) -> tuple[float, ...]:
    return tuple(_number(match.group()) for match in _BARE.finditer(sentence) if _DENIED.search(sentence, 0, match.start()))


def _number(text: str) -> float:
    return float(text.replace(",", ""))
