"""The model that tells verifiable wording from mere directions: ``aligner train vagueness``."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold

from aligner.domain.encoding import Encoder
from aligner.extract.classifier import LinearClassifier, data_hash
from aligner.extract.concrete import VERIFIABLE, without_deadline

__all__ = ["read_lines", "train"]

_LABELS = ("open", VERIFIABLE)
_STRENGTH = 4.0
_FOLDS = 5
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    verifiable: bool
    industry: str
    measured: bool


def train(corpus: Path, out: Path, encoder: Encoder) -> dict[str, object]:
    """Measure held out by industry, write the model folder, and return the figures."""
    lines = read_lines(corpus / "pairs")
    vectors = encoder.encode([line.text for line in lines])
    wanted = np.array([line.verifiable for line in lines])
    held_out = _held_out(vectors, wanted, [line.industry for line in lines])
    bare = np.array([not line.measured for line in lines])
    figures: dict[str, object] = {
        "lines": len(lines),
        "auc": round(float(roc_auc_score(wanted, held_out)), 4),
        "auc without a metric": round(float(roc_auc_score(wanted[bare], held_out[bare])), 4),
        "accuracy without a metric": round(float(((held_out[bare] > _HALF) == wanted[bare]).mean()), 4),
    }
    model = _fit(vectors, wanted)
    weights = np.stack([np.zeros(vectors.shape[1]), model.coef_[0]], axis=1).astype(np.float32)
    bias = np.array([0.0, model.intercept_[0]], dtype=np.float32)
    manifest = {
        "name": "vagueness",
        "licence": "Apache-2.0",
        "card": "Logistic regression on vectors of the default encoder; says whether a goal's wording names a verifiable outcome. English only.",
        "data": {"folder": "corpora/pairs", "sha256": data_hash([line.text for line in lines])},
        "encoder": encoder.sha256,
        "held out by industry": figures,
        "recipe": "aligner train vagueness --corpus corpora --out models",
    }
    LinearClassifier(_LABELS, weights, bias, manifest).save(out)
    return figures


def read_lines(folder: Path) -> list[_Line]:
    """Read labelled goal statements, and goals labelled vague or measurable, from every file of the folder in name order."""
    found: list[_Line] = []
    for path in sorted(folder.glob("*.jsonl")):
        for raw in map(json.loads, path.read_text("utf-8").splitlines()):
            if raw.get("statement_kind") == "goal":
                text = without_deadline(raw["statement"], raw.get("deadline"))
                found.append(_Line(text, not raw["vague"], path.stem, bool(raw.get("metric"))))
            elif raw.get("goal_style") in {"vague", "measurable"}:
                measured = raw["goal_style"] == "measurable"
                found.append(_Line(raw["goal"], measured, path.stem, measured and bool(re.search(r"\d", raw["goal"]))))
    return found


def _fit(vectors: NDArray[np.float32], wanted: NDArray[np.bool_]) -> LogisticRegression:
    return LogisticRegression(C=_STRENGTH, class_weight="balanced", max_iter=2000).fit(vectors, wanted)


def _held_out(vectors: NDArray[np.float32], wanted: NDArray[np.bool_], industries: list[str]) -> NDArray[np.float64]:
    scores = np.zeros(len(wanted))
    for inside, outside in GroupKFold(_FOLDS).split(vectors, wanted, industries):
        scores[outside] = _fit(vectors[inside], wanted[inside]).predict_proba(vectors[outside])[:, 1]
    return scores
