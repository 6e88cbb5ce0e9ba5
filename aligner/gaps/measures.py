"""Measures by their names and by their figures: what a goal is measured by, and which figures the execution documents report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from aligner.domain.analysis import Analysis
from aligner.domain.facts import Metric
from aligner.domain.goals import Quote
from aligner.domain.text import Block, BlockKind, Document, Layer
from aligner.gaps.sureness import telling_stems
from aligner.lexicon import cache, words

__all__ = ["Kind", "Names", "Reading", "kind_of", "kinds_in", "measure_rows", "names_of", "readings", "sentences"]

_ACRONYM = 4
_WORD = re.compile(r"\w+")
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
        # By first word, so that most words of a text are passed over with one look; the longest name first.
        self._known: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}
        for name, aliases in (*words("metrics").items(), *more.items()):
            for alias in (name, *aliases):
                exact = alias.isupper() and len(alias) <= _ACRONYM
                parts = tuple(_WORD.findall(alias if exact else alias.casefold()))
                if parts:
                    self._known.setdefault(_singular(parts[0].casefold()), []).append((parts, name, exact))
        for entries in self._known.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def find(self, text: str) -> Mapping[str, tuple[int, int]]:
        """Return the measures that a text names, each with the offsets of its first name."""
        found: dict[str, tuple[int, int]] = {}
        tokens = [(match.group(), match.start(), match.end()) for match in _WORD.finditer(text)]
        for index, (word, start, _) in enumerate(tokens):
            for parts, name, exact in self._known.get(_singular(word.casefold()), ()):
                run = tokens[index : index + len(parts)]
                if len(run) == len(parts) and _says([token for token, _, _ in run], parts, exact=exact):
                    found.setdefault(name, (start, run[-1][2]))
                    break
        return found


def _says(run: Sequence[str], parts: Sequence[str], *, exact: bool) -> bool:
    """Tell whether words are those of a name; its last word may stand in the plural."""
    plain = run if exact else [word.casefold() for word in run]
    return tuple(plain[:-1]) == tuple(parts[:-1]) and plain[-1] in {parts[-1], f"{parts[-1]}s"}


def _singular(word: str) -> str:
    return word.removesuffix("s")


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


@lru_cache(maxsize=8192)
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
            if kinds or any(map(str.isdigit, quote.text)):
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
