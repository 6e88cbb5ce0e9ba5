"""The judges of goals in prose and unannounced lists: ``aligner train goals``.

Two regressions, one upon the other: how a sentence is built (patterns of function words, ``aligner.extract.grams``), then wording and
place together. The second one is fitted on what the first says of documents it has not seen; figures come from a further
layer of folds, by organisation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from aligner.domain.encoding import Encoder
from aligner.extract.classifier import LinearClassifier, data_hash
from aligner.extract.goal_nodes import Carrier
from aligner.extract.goal_place import PLACE_FEATURES
from aligner.extract.grams import GramModel, grams
from aligner.train.goal_nodes import Labelled, load_labelled, rows
from aligner.train.linear import read_lines
from aligner.train.regressions import fit_grams, fit_standardised

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["train"]

SEED = 7
_FOLDS, _INNER = 5, 3
_LINE_WEIGHT = 0.3
"""Single lines stand outside any document, and most of them were written to be told apart easily."""
_PATTERN_PENALTY, _PLACE_PENALTY = 1.0, 0.05
_EVEN = 0.5
_CARD = (
    "Tells which sentences of a strategy set goals where no heading, label or column says so: logistic regression over the build of the sentence "
    "(patterns), then over wording and place (places). Trained on invented documents only; no text of any real organisation is in it."
)


@dataclass(frozen=True, slots=True)
class _Sentences:
    texts: tuple[str, ...]
    goals: tuple[bool, ...]
    weights: tuple[float, ...]


def train(corpus: Path, out: Path, encoder: Encoder) -> dict[str, object]:
    """Write ``patterns`` and ``places`` under ``out`` and return figures held out by organisation.

    Args:
        corpus: folder with organisations, ``passages`` and ``statements``.
        out: folder of the model.
        encoder: the shipped one.
    """
    documents = load_labelled(corpus, encoder)
    lines = list(read_lines(corpus / "statements"))
    further = _Sentences(
        tuple(line["text"] for line in lines), tuple(line["kind"] == "goal" for line in lines), (_LINE_WEIGHT,) * len(lines)
    )
    figures = _figures(documents, further)
    patterns = _fit_patterns(documents, further)
    places = _fit_places(*_cross_fitted(documents, further))
    told = [f"{one.organisation}\t{node.accepted}\t{node.text}" for one in documents for node in one.nodes]
    about: dict[str, object] = {
        "card": _CARD,
        "licence": "Apache-2.0",
        "seed": SEED,
        "documents": len(documents),
        "data_sha256": data_hash([*told, *further.texts]),
        "encoder_sha256": encoder.sha256,
        "held out by organisation": figures,
        "recipe": "aligner train goals --corpus corpora --out models",
    }
    GramModel(_about(patterns.classifier, about), patterns.rows).save(out / "patterns")
    _about(places, {**about, "features": list(PLACE_FEATURES)}).save(out / "places")
    return figures


def _about(model: LinearClassifier, about: dict[str, object]) -> LinearClassifier:
    return LinearClassifier(model.labels, model.weights, model.bias, about)


def _figures(documents: Sequence[Labelled], further: _Sentences) -> dict[str, object]:
    """Return precision, recall and F1 per sort of document, from judges that have not seen the organisation."""
    found: dict[str, list[tuple[bool, bool]]] = {}
    for held, rest in _folds(documents, _FOLDS):
        places = _fit_places(*_cross_fitted(rest, further))
        patterns = _fit_patterns(rest, further)
        column = places.column("goal")
        for one in held:
            told = list(rows(one, patterns))
            if told:
                chances = places.probabilities(np.array([row for _, row in told], dtype=np.float32))[:, column]
                found.setdefault(one.sort, []).extend(
                    (node.accepted, bool(chance > _EVEN)) for (node, _), chance in zip(told, chances, strict=True)
                )
    return {"folds": _FOLDS, **{sort: _scores(pairs) for sort, pairs in sorted(found.items())}}


def _scores(pairs: Sequence[tuple[bool, bool]]) -> dict[str, float]:
    hits = sum(truth and guess for truth, guess in pairs)
    wanted, guessed = sum(truth for truth, _ in pairs), sum(guess for _, guess in pairs)
    return {
        "statements": len(pairs),
        "goals": wanted,
        "precision": round(hits / max(1, guessed), 3),
        "recall": round(hits / max(1, wanted), 3),
        "f1": round(2 * hits / max(1, guessed + wanted), 3),
    }


def _folds(documents: Sequence[Labelled], count: int) -> list[tuple[list[Labelled], list[Labelled]]]:
    """Split by organisation, both sorts spread evenly."""
    order: list[str] = []
    for sort in ("organisation", "passage"):
        order.extend(sorted({one.organisation for one in documents if one.sort == sort}))
    place = {name: index % count for index, name in enumerate(order)}
    return [
        ([one for one in documents if place[one.organisation] == fold], [one for one in documents if place[one.organisation] != fold])
        for fold in range(count)
    ]


def _cross_fitted(documents: Sequence[Labelled], further: _Sentences) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Return features and truth of all open statements, their patterns judged by what has not seen their organisation."""
    features: list[list[float]] = []
    truth: list[bool] = []
    for held, rest in _folds(documents, _INNER):
        patterns = _fit_patterns(rest, further)
        for one in held:
            for node, row in rows(one, patterns):
                features.append(row)
                truth.append(node.accepted)
    return np.array(features, dtype=np.float32), np.array(truth)


def _fit_patterns(documents: Sequence[Labelled], further: _Sentences) -> GramModel:
    nodes = [node for one in documents for node in one.nodes if node.carrier is not Carrier.CELL and id(node) in one.known]
    told = [sorted(grams(text)) for text in (*(node.text for node in nodes), *further.texts)]
    truth = ["goal" if goal else "other" for goal in (*(node.accepted for node in nodes), *further.goals)]
    return fit_grams(told, truth, [*(1.0 for _ in nodes), *further.weights], _PATTERN_PENALTY)


def _fit_places(features: NDArray[np.float32], truth: NDArray[np.bool_]) -> LinearClassifier:
    return fit_standardised(features, truth, ("goal", "other"), _PLACE_PENALTY)
