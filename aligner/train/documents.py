"""The judge of kinds of documents: ``aligner train documents``.

A softmax regression over marks (``aligner.classify.marks``), each document as a whole and as its opening alone, with and without
what was found in it. Probabilities are calibrated by one temperature on documents of organisations that the weights have not seen;
figures come from a further layer of folds, by organisation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from aligner.classify.judge import KindModel, voices
from aligner.classify.marks import marks
from aligner.domain.classification import DocumentKind
from aligner.domain.encoding import Encoder
from aligner.extract.classifier import LinearClassifier, data_hash
from aligner.extract.goals import extract_goals
from aligner.extract.items import extract_items
from aligner.segment import Segmenter
from aligner.train.document_labels import Labelled, labelled_documents
from aligner.train.regressions import fit_weighted

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["train"]

SEED = 7
_FOLDS, _INNER = 5, 3
_PENALTY = 20.0
_OPENING_BLOCKS = (4, 8)
_TEMPERATURES = np.geomspace(0.2, 5.0, 81)
_BINS = 10
_ORGANISATIONS = 3
"""A mark must stand in documents of so many organisations: what one alone writes is its topic, not the kind of the document."""
_CARD = (
    "Tells strategies, roadmaps and portfolios, status reports, minutes, budgets, policies and other documents apart: softmax regression over words of "
    "title, headings, columns and first paragraphs and over how the document is built. Trained on invented documents only."
)


@dataclass(frozen=True, slots=True)
class _Told:
    """One form of a labelled document: its marks, kind, organisation and how much it counts; ``whole`` for the form that is scored."""

    organisation: str
    kind: str
    marks: tuple[str, ...]
    weight: float
    whole: bool


def train(corpus: Path, out: Path, encoder: Encoder) -> dict[str, object]:
    """Write the model under ``out`` and return figures held out by organisation.

    Args:
        corpus: folder with organisations, ``documents``, ``passages`` and ``reports``.
        out: folder of the model.
        encoder: the shipped one.
    """
    labelled = list(labelled_documents(corpus))
    told = [form for one in labelled for form in _forms(one, encoder)]
    figures = _figures(told)
    model = _calibrated(told)
    about: dict[str, object] = {
        "card": _CARD,
        "licence": "Apache-2.0",
        "seed": SEED,
        "documents": len(labelled),
        "data_sha256": data_hash([f"{one.organisation}\t{one.kind}\t{' '.join(b.text for b in one.document.blocks)}" for one in labelled]),
        "held out by organisation": figures,
        "recipe": "aligner train documents --corpus corpora --out models",
    }
    classifier = model.classifier
    KindModel(LinearClassifier(classifier.labels, classifier.weights, classifier.bias, about), model.rows).save(out)
    return figures


def _forms(labelled: Labelled, encoder: Encoder) -> Iterator[_Told]:
    """Yield a document whole and as its opening, with and without its name and what was found in it."""
    document = labelled.document
    segmenter = Segmenter()
    segmenter.learn_calendar([document])
    statements = segmenter.statements(document)
    said = {document.path: statements}
    goals = extract_goals([document], said, encoder=encoder, segmenter=segmenter)
    items = extract_items([document], said, encoder=encoder, segmenter=segmenter)
    unnamed = replace(document, path="")
    found = [marks(document, statements, goals, items), marks(unnamed, statements, None, None)]
    for length in _OPENING_BLOCKS:
        short = replace(unnamed, blocks=document.blocks[:length])
        found.append(marks(short, [one for one in statements if one.block_index < length], None, None))
    for number, one in enumerate(found):
        yield _Told(labelled.organisation, labelled.kind, tuple(sorted(one)), 1 / len(found), number == 0)


def _figures(told: Sequence[_Told]) -> dict[str, object]:
    truth: list[str] = []
    chances: list[NDArray[np.float64]] = []
    labels: tuple[str, ...] = ()
    for held, rest in _folds(told, _FOLDS):
        model = _calibrated(rest)
        labels = model.classifier.labels
        scored = [one for one in held if one.whole]
        truth.extend(one.kind for one in scored)
        chances.append(model.chances([one.marks for one in scored]))
    table = np.vstack(chances)
    guess = [labels[column] for column in table.argmax(axis=1)]
    right = np.array([one == other for one, other in zip(truth, guess, strict=True)])
    by_kind = {kind.value: _scores(truth, guess, kind.value) for kind in DocumentKind}
    return {
        "folds": _FOLDS,
        "documents": len(truth),
        "accuracy": round(float(right.mean()), 3),
        "expected calibration error": round(_calibration(table.max(axis=1), right), 3),
        "kinds": by_kind,
    }


def _scores(truth: Sequence[str], guess: Sequence[str], kind: str) -> dict[str, float]:
    hits = sum(one == other == kind for one, other in zip(truth, guess, strict=True))
    wanted, guessed = truth.count(kind), guess.count(kind)
    return {"documents": wanted, "precision": round(hits / max(1, guessed), 3), "recall": round(hits / max(1, wanted), 3)}


def _calibration(sure: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    bins = np.minimum((sure * _BINS).astype(int), _BINS - 1)
    return float(
        sum((bins == one).mean() * abs(sure[bins == one].mean() - right[bins == one].mean()) for one in range(_BINS) if (bins == one).any())
    )


def _folds(told: Sequence[_Told], count: int) -> list[tuple[list[_Told], list[_Told]]]:
    place = {name: number % count for number, name in enumerate(sorted({one.organisation for one in told}))}
    return [
        ([one for one in told if place[one.organisation] == fold], [one for one in told if place[one.organisation] != fold])
        for fold in range(count)
    ]


def _fit(told: Sequence[_Told]) -> KindModel:
    seen: dict[str, set[str]] = defaultdict(set)
    for one in told:
        for mark in one.marks:
            seen[mark].add(one.organisation)
    rows = {mark: row for row, mark in enumerate(sorted(mark for mark, known in seen.items() if len(known) >= _ORGANISATIONS))}
    marked = [[mark for mark in one.marks if mark in rows] for one in told]
    values = [voices(known) for known in marked]
    places = [[rows[mark] for mark in known] for known in marked]
    return KindModel(fit_weighted(places, values, len(rows), [one.kind for one in told], [one.weight for one in told], _PENALTY), rows)


def _calibrated(told: Sequence[_Told]) -> KindModel:
    """Return weights divided by the temperature at which held-out organisations are least surprising."""
    logits: list[NDArray[np.float64]] = []
    truth: list[int] = []
    for held, rest in _folds(told, _INNER):
        model = _fit(rest)
        chances = model.chances([one.marks for one in held])
        logits.append(np.log(np.maximum(chances, 1e-12)).astype(np.float64))
        truth.extend(model.classifier.labels.index(one.kind) for one in held)
    table, rows = np.vstack(logits), np.arange(len(truth))

    def surprise(temperature: float) -> float:
        scaled = table / temperature
        return float((np.log(np.exp(scaled).sum(axis=1)) - scaled[rows, truth]).mean())

    best = min((float(one) for one in _TEMPERATURES), key=surprise)
    whole = _fit(told)
    known = whole.classifier
    return KindModel(
        LinearClassifier(known.labels, (known.weights / best).astype(np.float32), (known.bias / best).astype(np.float32), {}), whole.rows
    )
