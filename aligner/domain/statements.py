"""Statements: the sentences, bullets and rows of a document, with their headings and parsed facts."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from aligner.domain.facts import Facts
from aligner.domain.text import Block, Locator

__all__ = ["Statement", "StatementKind"]


class StatementKind(StrEnum):
    """What a statement does in its document."""

    GOAL = "goal"
    ITEM = "item"
    VISION = "vision"
    ACHIEVEMENT = "achievement"
    CONTEXT = "context"
    RATIONALE = "rationale"
    VALUES = "values"
    BOILERPLATE = "boilerplate"
    EXCLUSION = "exclusion"
    RISK = "risk"
    METRIC = "metric-definition"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence, a heading, a whole bullet, or a table row.

    Attributes:
        text: the exact slice of the block that ``locator`` names.
        locator: block place plus code-point offsets of ``text`` in the block.
        block: the block it was cut from.
        block_index: position of that block in ``Document.blocks``.
        headings: heading path from the outermost to the nearest, without the statement itself.
        lead: text of the line that introduces the list the statement stands in ("We will:"), or an empty string.
        facts: parsed values of ``text``.
    """

    text: str
    locator: Locator
    block: Block
    block_index: int
    headings: tuple[str, ...] = ()
    lead: str = ""
    facts: Facts = field(default_factory=Facts)
