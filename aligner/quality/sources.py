"""What the documents say around goals and in their tables: where it speaks, nothing is claimed to be absent."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from aligner.domain.goals import Goal
from aligner.domain.text import Block, BlockKind, Document
from aligner.quality.numbers import has_number
from aligner.quality.tokens import stems

__all__ = ["Sources"]

_FOLLOWING = 240  # characters after a goal in its paragraph that may still speak of it


@dataclass(frozen=True)
class Sources:
    """The documents in which goals stand."""

    goals: tuple[Goal, ...]
    documents: tuple[Document, ...]

    def after(self, goal: Goal) -> str:
        """Return what follows a goal in its own paragraph, up to the next goal there."""
        document = self._by_path.get(goal.locator.file)
        text = document.places().get(goal.locator.place, "") if document is not None else ""
        following = [start for start in self._starts[goal.locator.place] if start >= goal.locator.end]
        return text[goal.locator.end : min(following, default=goal.locator.end + _FOLLOWING)][:_FOLLOWING]

    @cached_property
    def rows(self) -> tuple[frozenset[str], ...]:
        """Stems of the words of every table row with a number."""
        return tuple(stems(block.text) for block in self._numbered)

    @cached_property
    def row_names(self) -> frozenset[str]:
        """First cells of those rows: where goals have references, such a row gives the figures of one."""
        return frozenset(block.cells[0].text.strip(" .").casefold() for block in self._numbered if block.cells[1:])

    @cached_property
    def _numbered(self) -> tuple[Block, ...]:
        rows = (block for document in self.documents for block in document.blocks if block.kind is BlockKind.ROW)
        return tuple(block for block in rows if has_number(block.text))

    @cached_property
    def _by_path(self) -> dict[str, Document]:
        return {document.path: document for document in self.documents}

    @cached_property
    def _starts(self) -> dict[object, list[int]]:
        """Where goals begin in each block or cell."""
        found: dict[object, list[int]] = {}
        for goal in self.goals:
            found.setdefault(goal.locator.place, []).append(goal.locator.start)
        return found
