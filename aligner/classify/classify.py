"""What one document is: a softmax regression over its marks, with the words that spoke most for it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from aligner.classify.judge import KindModel, voices
from aligner.classify.marks import Found, marks
from aligner.classify.names import organisation, unit
from aligner.classify.period import document_day, period
from aligner.domain.classification import Classification, DocumentKind
from aligner.domain.goals import Goal, Item
from aligner.domain.statements import Statement
from aligner.domain.text import Document, Quote
from aligner.resources import model_folder
from aligner.segment import Segmenter

__all__ = ["MODEL", "classify"]

MODEL = "documents"
"""Folder under ``models``."""
_SHOWN = 3
_PLACES = {"t": "title", "h": "headings", "w": "text", "b": "text", "r": "table", "c": "columns", "n": "file name", "p": "properties"}


def classify(
    document: Document,
    statements: Sequence[Statement],
    goals: Sequence[Goal] | None = None,
    items: Sequence[Item] | None = None,
    *,
    segmenter: Segmenter | None = None,
    folder: Path | None = None,
) -> Classification:
    """Return what a document is, whose, and for when.

    Args:
        document: as read.
        statements: of that document.
        goals: what was found in it alone, or None where nobody has looked.
        items: likewise.
        segmenter: as used for the statements; one with defaults when None.
        folder: of the model; the shipped one when None.

    Raises:
        ModelError: the installation is incomplete.
    """
    model = _load(folder or model_folder(MODEL))
    found = marks(document, statements, goals, items)
    chances = _chances(model, found)
    kind = chances[0][0]
    evidence, why = _evidence(model, found, kind)
    whose = organisation(document)
    reader = segmenter or Segmenter()
    day = document_day(document, statements, reader)
    return Classification(
        path=document.path,
        kind=kind,
        probability=chances[0][1],
        chances=chances,
        evidence=evidence,
        why=why,
        organisation=whose,
        unit=unit(document, whose),
        period=period(document, statements, kind, day, reader),
        date=day,
    )


@cache
def _load(folder: Path) -> KindModel:
    return KindModel.load(folder)


def _chances(model: KindModel, found: Found) -> tuple[tuple[DocumentKind, float], ...]:
    row = model.chances([sorted(found)])[0]
    told = [(DocumentKind(label), round(float(chance), 4)) for label, chance in zip(model.classifier.labels, row, strict=True)]
    return tuple(sorted(told, key=lambda one: (-one[1], one[0].value)))


def _evidence(model: KindModel, found: Found, kind: DocumentKind) -> tuple[tuple[Quote, ...], tuple[str, ...]]:
    """Return the quotes that spoke most for a kind against the mean of all, and the same in words."""
    column = model.classifier.column(kind.value)
    weights = model.classifier.weights
    known = model.known(tuple(found))
    told = sorted(
        (
            (loud * float(weights[model.rows[mark], column] - weights[model.rows[mark]].mean()), mark)
            for mark, loud in zip(known, voices(known), strict=True)
        ),
        key=lambda one: (-one[0], one[1]),
    )
    quotes: list[Quote] = []
    why: list[str] = []
    for weight, mark in told:
        if weight <= 0 or len(why) == _SHOWN:
            break
        sort, _, word = mark.partition(":")
        quote = found[mark]
        if quote is not None and all(quote.text.casefold() != other.text.casefold() for other in quotes):
            quotes.append(quote)
            why.append(f"{_PLACES[sort[0]]}: “{quote.text}”")
        elif quote is None and sort in {"c", "n", "p"}:
            why.append(f"{_PLACES[sort]}: {word}")
    return tuple(quotes), tuple(why)
