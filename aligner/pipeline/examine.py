"""One document by itself: its statements, and the goals or the work in it."""

from __future__ import annotations

from dataclasses import dataclass

from aligner.config import Config
from aligner.domain.goals import Goal, Item
from aligner.domain.statements import Statement
from aligner.domain.text import Document
from aligner.extract.goals import extract_goals
from aligner.extract.items import extract_items
from aligner.pipeline.tools import Tools
from aligner.segment import Segmenter

__all__ = ["Cut", "cut", "goals_of", "items_of"]


@dataclass(frozen=True, slots=True)
class Cut:
    """A document and its statements; ``segmenter`` is the one that cut it up, which knows its calendar."""

    document: Document
    statements: tuple[Statement, ...]
    segmenter: Segmenter


def cut(document: Document, config: Config) -> Cut:
    """Return the statements of a document taken alone."""
    segmenter = Segmenter(fiscal_year_start=config.fiscal_year_start, day_first=config.day_first, pipeline=config.spacy_pipeline)
    segmenter.learn_calendar((document,))
    return Cut(document, segmenter.statements(document), segmenter)


def goals_of(one: Cut, tools: Tools) -> tuple[Goal, ...]:
    """Return the goals in a document, read as a strategy: by wording, place and the fast model, as a first pass over many documents does.

    What is compared is looked at again with the default model, which also tells how concrete each goal is.
    """
    return extract_goals((one.document,), {one.document.path: one.statements}, encoder=tools.pieces, segmenter=one.segmenter)


def items_of(one: Cut, tools: Tools) -> tuple[Item, ...]:
    """Return the work in a document, read as a plan or report; a first pass, as ``goals_of``."""
    return extract_items((one.document,), {one.document.path: one.statements}, encoder=tools.pieces, segmenter=one.segmenter)
