"""What a stage may ask of a glossary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

__all__ = ["Hit", "Terms"]


@dataclass(frozen=True, slots=True)
class Hit:
    """A glossary term found in a text.

    Attributes:
        term: the entry's own name.
        surface: the exact characters found.
        start: code-point offset of ``surface`` in the text; ``end`` is exclusive.
        gloss: what the term is for, in business words.
        themes: broad subjects of the entry.
    """

    term: str
    surface: str
    start: int
    end: int
    gloss: str
    themes: tuple[str, ...] = ()


class Terms(Protocol):
    """Finds terms whose names alone do not say what they are for."""

    def expand(self, text: str) -> tuple[Hit, ...]:
        """Return the terms in a text by position, without overlaps."""
