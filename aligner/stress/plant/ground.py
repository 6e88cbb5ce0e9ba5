"""The documents before anything is planted, and what the program says about them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from aligner.domain.gaps import GapKind
from aligner.domain.goals import Goal, Item, State
from aligner.domain.links import Link, Strength
from aligner.domain.report import Report
from aligner.domain.text import Block, BlockKind, Cell, Document, Layer, Locator

__all__ = ["Ground", "pick"]

# What is planted must be a fault without doubt: only pairs that the unstressed run is sure of are used.
_SURE = 0.5
_OVER = frozenset({State.DONE, State.CANCELLED})
T = TypeVar("T")


@dataclass(frozen=True)
class Ground:
    """A comparison of the untouched copies.

    Attributes:
        report: what the unstressed run found.
        documents: as read, by path.
        seed: decides what is taken where there is a choice.
    """

    report: Report
    documents: Mapping[str, Document]
    seed: int = 0
    _memory: dict[str, object] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def goals(self) -> Mapping[str, Goal]:
        """Goals by id."""
        return {goal.id: goal for goal in self.report.goals}

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """Items by id."""
        return {item.id: item for item in self.report.items}

    @cached_property
    def told(self) -> Mapping[str, tuple[Item, ...]]:
        """All mentions of a piece of work by the id of the first."""
        found: dict[str, list[Item]] = {}
        for item in self.report.items:
            found.setdefault(item.same_as or item.id, []).append(item)
        return {ident: tuple(group) for ident, group in found.items()}

    @cached_property
    def parents(self) -> frozenset[str]:
        """Ids of goals that have parts."""
        return frozenset(goal.parent for goal in self.report.goals if goal.parent is not None)

    @cached_property
    def sure_pairs(self) -> tuple[tuple[Goal, Item, Link], ...]:
        """Goals and live work that surely serves them directly, in document order."""
        pairs = ((self.goals[link.goal], self.items[link.item], link) for link in self.report.links if link.accepted)
        return tuple(
            (goal, item, link)
            for goal, item, link in pairs
            if link.probability >= _SURE and link.strength is Strength.DIRECT and item.same_as is None and item.state not in _OVER
        )

    def links_of(self, goal: Goal) -> tuple[Link, ...]:
        """Return all links of a goal, those in doubt included."""
        return tuple(link for link in self.report.links if link.goal == goal.id)

    def known(self, kinds: frozenset[GapKind], goal: str | None = None, item: str | None = None) -> bool:
        """Tell whether the unstressed run has a finding of some kinds on a goal, an item, or both."""
        return any(
            gap.kind in kinds and (goal is None or gap.goal == goal) and (item is None or item in gap.items) for gap in self.report.gaps
        )

    def block(self, place: Locator) -> Block | None:
        """Return the block that a place names or lies in; only what is analysed."""
        return self._blocks.get(place.place)

    def cell(self, place: Locator) -> Cell | None:
        """Return the cell that a place names, or None."""
        block = self.block(place)
        return next((cell for cell in block.cells if cell.locator.place == place.place), None) if block is not None else None

    def text(self, place: Locator) -> str:
        """Return the whole text of the block or cell that a place names."""
        document = self.documents.get(place.file)
        return str(document.places().get(place.place, "")) if document is not None else ""

    @cached_property
    def _blocks(self) -> Mapping[object, Block]:
        found: dict[object, Block] = {}
        for document in self.documents.values():
            for block in document.blocks:
                if block.layer in {Layer.BODY, Layer.NOTE} and block.kind is not BlockKind.CODE:
                    for cell in block.cells:
                        found.setdefault(cell.locator.place, block)
                    found[block.locator.place] = block
        return found


def pick(choices: Sequence[T], *parts: object) -> T:
    """Return one of some choices, always the same for the same parts."""
    digest = hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).digest()
    return choices[int.from_bytes(digest[:4], "big") % len(choices)]
