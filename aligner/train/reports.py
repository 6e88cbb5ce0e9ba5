"""The judges of work in prose: ``aligner train reports``.

As for goals, one regression upon another: how a sentence is built, then wording and place. A third tells the state of the work where
no word of state does. Figures are held out by organisation.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from aligner.domain.encoding import Encoder
from aligner.domain.text import Document
from aligner.evaluate.pairing import similarity
from aligner.extract.classifier import LinearClassifier, data_hash
from aligner.extract.grams import GramModel, grams
from aligner.extract.item_draft import Page
from aligner.extract.item_headings import heading_drafts
from aligner.extract.item_known import Known
from aligner.extract.item_lists import list_drafts
from aligner.extract.item_people import people_of
from aligner.extract.item_prose import Reading, Sentence, sentences_of, told_of_work
from aligner.extract.prose_class import work_chances
from aligner.extract.report_place import REPORT_FEATURES, Told, patterns, report_features, state_features
from aligner.readers import read_document
from aligner.segment import Segmenter
from aligner.train.goal_nodes import apart
from aligner.train.linear import read_lines
from aligner.train.passages import load_passage
from aligner.train.regressions import fit_grams, fit_standardised

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["train"]

SEED = 7
_FOLDS, _INNER = 5, 3
_LINE_WEIGHT = 0.5
_PATTERN_PENALTY, _PLACE_PENALTY, _STATE_PENALTY = 1.0, 0.05, 1.0
_SAME, _EVEN = 0.6, 0.5
_PROSE = frozenset({"docx", "md", "txt", "pdf", "html", "pptx"})
_CARD = (
    "Tells which sentences of reports, minutes and mails speak of a piece of work, and its state: logistic regressions over the build of the sentence "
    "(patterns, states) and over wording and place (places). Trained on invented documents only; no text of any real organisation is in it."
)


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence of a labelled report: what is known of it, whether it tells of work, and in what state ("" when not labelled)."""

    organisation: str
    sort: str
    place: int
    told: Told
    work: bool
    state: str


def train(corpus: Path, out: Path, encoder: Encoder) -> dict[str, object]:
    """Write ``patterns``, ``places`` and ``states`` under ``out`` and return figures held out by organisation.

    Args:
        corpus: folder with organisations, ``reports`` and ``work-prose``.
        out: folder of the model.
        encoder: the shipped one.
    """
    lines = list(_load(corpus, encoder))
    further = [(str(line["text"]), bool(line["work"])) for line in read_lines(corpus / "work-prose")]
    figures = _figures(lines, further)
    about: dict[str, object] = {
        "card": _CARD,
        "licence": "Apache-2.0",
        "seed": SEED,
        "sentences": len(lines),
        "data_sha256": data_hash([*(f"{one.organisation}\t{one.work}\t{one.told.text}" for one in lines), *(text for text, _ in further)]),
        "encoder_sha256": encoder.sha256,
        "held out by organisation": figures,
        "recipe": "aligner train reports --corpus corpora --out models",
    }
    for name, model in (("patterns", _fit_patterns(lines, further)), ("states", _fit_states(lines))):
        GramModel(_about(model.classifier, about), model.rows).save(out / name)
    _about(_fit_places(*_cross_fitted(lines, further)), {**about, "features": list(REPORT_FEATURES)}).save(out / "places")
    return figures


def _about(model: LinearClassifier, about: dict[str, object]) -> LinearClassifier:
    return LinearClassifier(model.labels, model.weights, model.bias, about)


def _load(corpus: Path, encoder: Encoder) -> Iterator[_Line]:
    for path in sorted((corpus / "reports").glob("*.json")):
        data = json.loads(path.read_text("utf-8"))
        labels = [label for block in data["blocks"] for label in block.get("labels", ()) if label["kind"] == "item"]
        yield from _lines(path.stem, "report", load_passage(path).document, labels, encoder)
    out = apart(corpus)
    for path in sorted(corpus.glob("*/gold.json")):
        if path.parent.name in out:
            continue
        data = json.loads(path.read_text("utf-8"))
        for name in data["execution"]:
            document = read_document(path.parent / name)
            if document.format in _PROSE:
                yield from _lines(path.parent.name, "organisation", document, data["items"], encoder)


def _lines(organisation: str, sort: str, document: Document, labels: Sequence[dict[str, str]], encoder: Encoder) -> Iterator[_Line]:
    segmenter = Segmenter()
    segmenter.learn_calendar([document])
    page = Page.build(document, segmenter.statements(document), segmenter)
    _, used = heading_drafts(page, {})
    _, listed = list_drafts(page, used)
    sentences = [one for unit in page.units if unit.index not in used | listed for one in sentences_of(unit, reports=True)]
    reading = Reading(page, people_of(page), Known(()))
    chances = work_chances([one.statement.text for one in sentences], encoder)
    for place, (sentence, chance) in enumerate(zip(sentences, chances, strict=True)):
        label = _label(sentence, labels)
        told = told_of_work(sentence, float(chance), reading)
        yield _Line(organisation, sort, place, told, label is not None, str(label.get("status") or "") if label else "")


def _label(sentence: Sentence, labels: Sequence[dict[str, str]]) -> dict[str, str] | None:
    text = sentence.statement.text

    def fit(label: dict[str, str]) -> float:
        stated = label["text"].rstrip(". ")
        return 1.0 if stated in text else max(similarity(text, stated), similarity(text, label.get("name") or stated))

    best = max(labels, key=fit, default=None)
    return best if best is not None and fit(best) >= _SAME else None


def _figures(lines: Sequence[_Line], further: Sequence[tuple[str, bool]]) -> dict[str, object]:
    found: dict[str, list[tuple[bool, bool]]] = {}
    states: list[bool] = []
    for held, rest in _folds(lines, _FOLDS):
        places = _fit_places(*_cross_fitted(rest, further))
        judged = _fit_states(rest)
        built = _built(held, _fit_patterns(rest, further))
        rows = np.array([report_features(one.told, three) for one, three in zip(held, built, strict=True)], dtype=np.float32)
        for one, chance in zip(held, places.probabilities(rows)[:, places.column("work")], strict=True):
            found.setdefault(one.sort, []).append((one.work, bool(chance > _EVEN)))
        for one in held:
            if one.state:
                chances = judged.chances([one.told.text], [state_features(one.told.text, one.told.section)])[0]
                states.append(judged.classifier.labels[int(chances.argmax())] == one.state)
    told = {sort: _scores(pairs) for sort, pairs in sorted(found.items())}
    return {"folds": _FOLDS, **told, "states": {"labelled": len(states), "accuracy": round(sum(states) / max(1, len(states)), 3)}}


def _scores(pairs: Sequence[tuple[bool, bool]]) -> dict[str, float]:
    hits = sum(truth and guess for truth, guess in pairs)
    wanted, guessed = sum(truth for truth, _ in pairs), sum(guess for _, guess in pairs)
    return {
        "sentences": len(pairs),
        "work": wanted,
        "precision": round(hits / max(1, guessed), 3),
        "recall": round(hits / max(1, wanted), 3),
        "f1": round(2 * hits / max(1, guessed + wanted), 3),
    }


def _folds(lines: Sequence[_Line], count: int) -> list[tuple[list[_Line], list[_Line]]]:
    order = [name for sort in ("organisation", "report") for name in sorted({one.organisation for one in lines if one.sort == sort})]
    place = {name: index % count for index, name in enumerate(order)}
    return [
        ([one for one in lines if place[one.organisation] == fold], [one for one in lines if place[one.organisation] != fold])
        for fold in sorted(set(place.values()))
    ]


def _built(lines: Sequence[_Line], model: GramModel) -> list[tuple[float, float, float]]:
    """Return for every line its own pattern and those of its neighbours in the same document."""
    odds = patterns([one.told.text for one in lines], model)

    def beside(place: int, step: int) -> float:
        other = place + step
        inside = 0 <= other < len(lines) and lines[other].place == lines[place].place + step
        return odds[other] if inside else 0.0

    return [(one, beside(place, -1), beside(place, 1)) for place, one in enumerate(odds)]


def _cross_fitted(lines: Sequence[_Line], further: Sequence[tuple[str, bool]]) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    features: list[list[float]] = []
    truth: list[bool] = []
    for held, rest in _folds(lines, _INNER):
        built = _built(held, _fit_patterns(rest, further))
        features.extend(report_features(one.told, three) for one, three in zip(held, built, strict=True))
        truth.extend(one.work for one in held)
    return np.array(features, dtype=np.float32), np.array(truth)


def _fit_patterns(lines: Sequence[_Line], further: Sequence[tuple[str, bool]]) -> GramModel:
    told = [sorted(grams(text)) for text in (*(one.told.text for one in lines), *(text for text, _ in further))]
    truth = [("work" if work else "other") for work in (*(one.work for one in lines), *(work for _, work in further))]
    weights = [*(1.0 for _ in lines), *(_LINE_WEIGHT for _ in further)]
    return fit_grams(told, truth, weights, _PATTERN_PENALTY)


def _fit_states(lines: Sequence[_Line]) -> GramModel:
    known = [one for one in lines if one.state]
    told = [sorted((*grams(one.told.text), *state_features(one.told.text, one.told.section))) for one in known]
    return fit_grams(told, [one.state for one in known], [1.0 for _ in known], _STATE_PENALTY)


def _fit_places(features: NDArray[np.float32], truth: NDArray[np.bool_]) -> LinearClassifier:
    return fit_standardised(features, truth, ("work", "other"), _PLACE_PENALTY)
