"""One document by itself: its statements, goals and work, whichever of the two it is about."""

from __future__ import annotations

from dataclasses import dataclass

from aligner.config import Config
from aligner.domain.goals import Goal, Item
from aligner.domain.statements import Statement
from aligner.domain.text import Document
from aligner.extract.concrete import judge_wording
from aligner.extract.goals import extract_goals
from aligner.extract.items import extract_items
from aligner.pipeline.tools import Tools
from aligner.segment import Segmenter

__all__ = ["Examined", "examine"]


@dataclass(frozen=True, slots=True)
class Examined:
    """What one document holds when it is read both as a strategy and as a plan.

    Attributes:
        date: ISO day it speaks from, or None.
        segmenter: the one that cut it up, which knows its calendar.
    """

    statements: tuple[Statement, ...]
    goals: tuple[Goal, ...]
    items: tuple[Item, ...]
    date: str | None
    segmenter: Segmenter


def examine(document: Document, config: Config, tools: Tools) -> Examined:
    """Return what a document holds, taken alone."""
    segmenter = Segmenter(fiscal_year_start=config.fiscal_year_start, day_first=config.day_first, pipeline=config.spacy_pipeline)
    segmenter.learn_calendar((document,))
    statements = segmenter.statements(document)
    told = {document.path: statements}
    items = extract_items((document,), told, encoder=tools.shipped, segmenter=segmenter)
    goals = judge_wording(extract_goals((document,), told, encoder=tools.shipped, segmenter=segmenter), encoder=tools.shipped)
    return Examined(statements, goals, items, segmenter.document_date(document), segmenter)
