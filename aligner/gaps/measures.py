"""Measures by their names and by their figures: what a goal is measured by, and which figures the execution documents report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from aligner.domain.analysis import Analysis
from aligner.domain.facts import Metric
from aligner.domain.goals import Quote
from aligner.domain.text import Block, BlockKind, Document, Layer
from aligner.gaps.sureness import telling_stems
from aligner.lexicon import cache, words

__all__ = ["Kind", "Names", "Reading", "kind_of", "kinds_in", "measure_rows", "names_of", "readings", "sentences"]

_ACRONYM = 4
_END = re.compile(r"(?<=[.!?;])\s+(?=[A-Z0-9“\"(])")
_COUNT = r"(?:\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|twenty|thirty|forty|fifty|sixty|ninety|hundred)"
_TIME = r"(?:ms|milliseconds?|seconds?|secs?|minutes?|mins?|hours?|h|(?:working |calendar |business )?days?|weeks?|months?|years?)"


class Kind(StrEnum):
    """What sort of figure measures something; figures of two sorts cannot be readings of one measure."""

    SHARE = "share"
    TIME = "time"
    MONEY = "money"
    SCORE = "score"
    RATE = "rate"


_KINDS = {
    Kind.SHARE: re.compile(
        rf"\d\s?%|\bper\s?cent\b|\bpercent|\b{_COUNT} (?:in|out of|of every) (?:every )?{_COUNT}\b|\b(?:half|(?:a|one|two|three|four) (?:thirds?|quarters?|fifths?|tenths?))\b|\bpoints?\b",
        re.IGNORECASE,
    ),
    Kind.TIME: re.compile(rf"\b{_COUNT}[\s-]?{_TIME}\b|\b\d{{1,2}}:\d\d\b(?! (?:am|pm))", re.IGNORECASE),
    Kind.MONEY: re.compile(
        r"[€$£]\s?\d|\b\d[\d.,]*\s?(?:[kKmM]|bn|million|billion|thousand)?\s?(?:€|\$|£|EUR|USD|GBP|CHF|euros?|dollars?|pounds?|cents?)(?!\w)"
    ),
    Kind.SCORE: re.compile(
        r"\b(?:score|index|rating|NPS|stars?)\b[^.;|]{0,30}\d|\d[\d.,]*\s?(?:stars?|points?)\b|(?<![\w+])\+\d{1,2}(?![\d%])", re.IGNORECASE
    ),
    Kind.RATE: re.compile(
        rf"\b{_COUNT}\b[^.;|]{{0,40}}\b(?:per|an?|every|each) (?:\w+ )?(?:million|thousand|hundred|[\d,]+|hour|day|week|month|quarter|year|minute|second)\b",
        re.IGNORECASE,
    ),
}
_LONE = re.compile(r"[<>~≈+–-]?\s*[€$£]?\s?\d[\d.,]*\s?(?:%|[kKmM]|bn|[a-z]{1,4}|[€$£])?")
_UNITS = {
    Kind.SHARE: {"%", "percentage points"},
    Kind.TIME: {"seconds", "minutes", "hours", "days", "weeks", "months", "years", "milliseconds"},
    Kind.SCORE: {"score", "point"},
}
_MONEY = re.compile(r"[A-Z]{3}|cent")


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage of the execution documents that states figures.

    Attributes:
        quote: the sentence or the table row.
        kinds: what sorts of figures it states; empty for bare numbers.
        names: measures that it names.
        stems: of its telling words.
    """

    quote: Quote
    kinds: frozenset[Kind]
    names: frozenset[str]
    stems: frozenset[str]


class Names:
    """Finds measures by any of their names.

    Args:
        more: other names of a measure by its name, beside those of ``metrics.toml``; a new name is a new measure.
    """

    def __init__(self, more: Mapping[str, Iterable[str]]) -> None:
        known: dict[str, str] = {}
        for name, aliases in (*words("metrics").items(), *more.items()):
            for alias in (name, *aliases):
                known.setdefault(_plain(alias), name)
        self._known = known
        exact = [alias for alias in known if alias.isupper() and len(alias) <= _ACRONYM]
        loose = [alias for alias in known if alias not in set(exact)]
        self._patterns = (_pattern(exact, 0), _pattern(loose, re.IGNORECASE))

    def find(self, text: str) -> Mapping[str, tuple[int, int]]:
        """Return the measures that a text names, each with the offsets of its first name."""
        found: dict[str, tuple[int, int]] = {}
        for pattern in self._patterns:
            for match in pattern.finditer(text):
                alias = _plain(match.group())
                name = self._known.get(alias) or self._known.get(_plain(match["name"])) or self._known.get(alias.casefold())
                if name is not None:
                    found.setdefault(name, match.span())
        return found


def _plain(alias: str) -> str:
    told = re.sub(r"[\s-]+", " ", alias).strip()
    return told if told.isupper() and len(told) <= _ACRONYM else told.casefold()


def _pattern(aliases: Iterable[str], flags: int) -> re.Pattern[str]:
    listed = "|".join(re.escape(alias).replace(r"\ ", r"[\s-]+") for alias in sorted(aliases, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?P<name>{listed})s?(?!\w)", flags)


def names_of(analysis: Analysis) -> Names:
    """Return the names of measures with those that the settings add."""
    more = analysis.settings.get("metric_aliases")
    table = tuple((str(name), tuple(map(str, aliases))) for name, aliases in more.items()) if isinstance(more, Mapping) else ()
    return _named(table)


@cache
def _named(more: tuple[tuple[str, tuple[str, ...]], ...]) -> Names:
    return Names(dict(more))


def kind_of(metric: Metric) -> Kind | None:
    """Return the sort of a parsed figure; None for counted things."""
    unit = metric.unit or ""
    for kind, units in _UNITS.items():
        if unit in units:
            return kind
    return Kind.MONEY if _MONEY.fullmatch(unit) else None


def kinds_in(text: str) -> frozenset[Kind]:
    """Return the sorts of figures that a text states."""
    return frozenset(kind for kind, pattern in _KINDS.items() if pattern.search(text))


def readings(analysis: Analysis, names: Names) -> tuple[Reading, ...]:
    """Return every sentence and table row of the execution documents that states a figure, in document order."""
    found = []
    tables = measure_rows(analysis)
    for document in analysis.execution:
        for quote, told in _passages(document, tables):
            kinds = kinds_in(told)
            if kinds or any(letter.isdigit() for letter in quote.text):
                found.append(Reading(quote, kinds, frozenset(names.find(quote.text)), telling_stems(quote.text)))
    return tuple(found)


def _passages(document: Document, tables: Mapping[object, Block]) -> Iterator[tuple[Quote, str]]:
    """Yield sentences and rows, each with what to read figures from: the lone figures of a plan's columns tell progress and money."""
    for block in document.blocks:
        if block.layer not in (Layer.BODY, Layer.NOTE):
            continue
        if not block.cells:
            yield from ((quote, quote.text) for quote in sentences(block))
        elif block.locator.place in tables:
            yield Quote(block.text, block.locator), block.text
        else:
            yield Quote(block.text, block.locator), " | ".join(cell.text for cell in block.cells if not _LONE.fullmatch(cell.text))


def sentences(block: Block) -> Iterator[Quote]:
    """Yield the sentences of a block."""
    start = 0
    for match in _END.finditer(block.text):
        yield Quote(block.text[start : match.start()], block.locator.slice(start, match.start()))
        start = match.end()
    yield Quote(block.text[start:], block.locator.slice(start, len(block.text)))


def measure_rows(analysis: Analysis) -> Mapping[object, Block]:
    """Return the rows of tables that report measures, by place: the sheet, caption or heading above says so."""
    found: dict[object, Block] = {}
    for document in analysis.execution:
        heading = ""
        for block in document.blocks:
            if block.cells:
                titles = (block.caption, heading, block.locator.sheet or "", block.cells[0].header)
                if any(_titled().search(title) for title in titles):
                    found[block.locator.place] = block
            elif block.kind is BlockKind.HEADING:
                heading = block.text
    return found


@cache
def _titled() -> re.Pattern[str]:
    listed = "|".join(re.escape(word) for word in sorted(words("metric_gap")["tables"], key=len, reverse=True))
    return re.compile(rf"^\W*(?:\d+\.?\d* )?(?:{listed})\W*$|\b(?:key figures|kpis?|indicators|scorecard)\b", re.IGNORECASE)
