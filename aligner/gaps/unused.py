"""Measures that the execution documents report and no goal uses."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from aligner.domain.analysis import Analysis
from aligner.domain.text import Block
from aligner.gaps.measures import Names, Reading, measure_rows
from aligner.gaps.sureness import telling_stems
from aligner.lexicon import cache, words

__all__ = ["unused"]

# A figure further from the name of a measure is no reading of it.
_NEAR = 40
_NUMBER = re.compile(
    r"\d|\bper\s?cent\b|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|half)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"[-+–]?[€$£]?\s?\d[\d.,:]*\s?(?:%|[kKmM]|bn|pts?|points|days|h|min|[€$£])?")
_FEWEST = 2


def unused(analysis: Analysis, names: Names, reported: Sequence[Reading]) -> tuple[tuple[str, Reading], ...]:
    """Return the measures that no goal uses, each once, with what it is called and where it is first read, in document order."""
    goals = [
        telling_stems(" ".join((goal.text, *(quote.text for quote in (*goal.description, *goal.mentions))))) for goal in analysis.goals
    ]
    told = frozenset(name for document in analysis.strategy for block in document.blocks for name in names.find(block.text))
    rows = measure_rows(analysis)
    found: dict[str, Reading] = {}
    for reading in reported:
        called = _called(reading, names, told, goals) or _listed(reading, rows, told, goals, analysis)
        if called is not None:
            found.setdefault(called, reading)
    return tuple(found.items())


def _called(reading: Reading, names: Names, told: frozenset[str], goals: Sequence[frozenset[str]]) -> str | None:
    """Return the name under which an operational measure is read here that neither strategy nor goals speak of."""
    for name, (start, end) in names.find(reading.quote.text).items():
        text = reading.quote.text
        if name not in _operational() or name in told:
            continue
        near = text[max(0, start - _NEAR) : start].split("|")[-1] + " " + text[end : end + _NEAR]
        if _NUMBER.search(near) and not _spoken_of(text[start:end], goals):
            return name
    return None


def _spoken_of(name: str, goals: Sequence[frozenset[str]]) -> bool:
    stems = telling_stems(name)
    return bool(stems) and any(stems <= goal for goal in goals)


def _listed(
    reading: Reading, rows: Mapping[object, Block], told: frozenset[str], goals: Sequence[frozenset[str]], analysis: Analysis
) -> str | None:
    """Return the name of a row in a table of measures that shares no word with any goal and belongs to no linked work."""
    block = rows.get(reading.quote.locator.place)
    if block is None or reading.names & told:
        return None
    name, *rest = (cell.text for cell in block.cells)
    figures = [text for text in rest if _FIGURE.fullmatch(text.strip())]
    stems = telling_stems(name)
    linked = any(
        item.locator.place in {cell.locator.place for cell in block.cells} and _is_linked(item.id, analysis) for item in analysis.items
    )
    if len(figures) < _FEWEST or len(name.split()) < _FEWEST or linked or not stems or any(stems & goal for goal in goals):
        return None
    return name


def _is_linked(item: str, analysis: Analysis) -> bool:
    return any(link.accepted for link in analysis.links_of_item.get(item, ()))


@cache
def _operational() -> frozenset[str]:
    return frozenset(words("metric_gap")["operational"])
