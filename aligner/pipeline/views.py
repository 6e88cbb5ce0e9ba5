"""Documents that stand in several comparisons, each cut up and searched once for each role it has."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

from aligner.config import Config
from aligner.domain.goals import Goal, Item
from aligner.domain.report import Report
from aligner.domain.statements import Statement
from aligner.domain.text import Document
from aligner.extract.goals import extract_goals
from aligner.extract.items import extract_items
from aligner.pipeline.compare import Findings, compare_found, complain
from aligner.pipeline.sides import Side
from aligner.pipeline.tools import Tools
from aligner.segment import Segmenter

__all__ = ["Kept", "Views"]

T = TypeVar("T")

_BLOCKS = 20_000
_CALENDARS = 8


class Kept(Generic[T]):
    """The values used last, as many as their sizes allow; one that is too large for that is kept until the next one.

    Args:
        most: sum of sizes.
    """

    def __init__(self, most: int) -> None:
        self._most, self._size = most, 0
        self._values: OrderedDict[Hashable, tuple[T, int]] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], T], size: Callable[[T], int]) -> T:
        """Return the value of a key, made when it is not there."""
        if key in self._values:
            self._values.move_to_end(key)
            return self._values[key][0]
        made = make()
        self._values[key] = (made, size(made))
        self._size += self._values[key][1]
        while self._size > self._most and len(self._values) > 1:
            self._size -= self._values.popitem(last=False)[1][1]
        return made


@dataclass(frozen=True, slots=True)
class _View(Generic[T]):
    """A document in one role: its statements, and the goals or items in them."""

    statements: tuple[Statement, ...]
    found: tuple[T, ...]


class Views:
    """Compares documents by twos, as ``compare`` does, and remembers what it found in each.

    Args:
        config: settings of all comparisons.
        tools: what ``loaded`` gave for them.
        most: how many blocks of documents to remember, in all.
    """

    def __init__(self, config: Config, tools: Tools, most: int = _BLOCKS) -> None:
        self._config, self._tools = config, tools
        self._goals: Kept[_View[Goal]] = Kept(most)
        self._items: Kept[_View[Item]] = Kept(most)
        self._segmenters: Kept[Segmenter] = Kept(_CALENDARS)

    def compare(self, strategy: Document, execution: Document) -> Report:
        """Return what ``compare_read`` gives for two documents.

        Raises:
            NothingFoundError: the one holds no goals, or the other no items.
        """
        sides = Side("strategy", (strategy,)), Side("execution", (execution,))
        segmenter = self._segmenter(strategy, execution)
        stated = self._goals.get(_key(strategy, segmenter), lambda: self._strategy(strategy, segmenter), _size(strategy))
        complain(sides, stated.found, None)
        told = self._items.get(_key(execution, segmenter), lambda: self._execution(execution, segmenter), _size(execution))
        statements = {strategy.path: stated.statements, execution.path: told.statements}
        return compare_found(sides, Findings(statements, stated.found, told.found, segmenter), self._config, self._tools)

    def _segmenter(self, strategy: Document, execution: Document) -> Segmenter:
        """Return the segmenter for the calendar that both documents share; one that was used before knows their days."""
        config = self._config
        fresh = Segmenter(fiscal_year_start=config.fiscal_year_start, day_first=config.day_first, pipeline=config.spacy_pipeline)
        fresh.learn_calendar((strategy, execution))
        return self._segmenters.get(fresh.calendar, lambda: fresh, lambda _: 1)

    def _strategy(self, document: Document, segmenter: Segmenter) -> _View[Goal]:
        statements = segmenter.statements(document)
        found = extract_goals((document,), {document.path: statements}, encoder=self._tools.shipped, segmenter=segmenter)
        return _View(statements, found)

    def _execution(self, document: Document, segmenter: Segmenter) -> _View[Item]:
        statements = segmenter.statements(document)
        found = extract_items((document,), {document.path: statements}, encoder=self._tools.shipped, segmenter=segmenter)
        return _View(statements, found)


def _key(document: Document, segmenter: Segmenter) -> Hashable:
    return document.path, document.sha256, segmenter.calendar


def _size(document: Document) -> Callable[[object], int]:
    return lambda _: len(document.blocks)
