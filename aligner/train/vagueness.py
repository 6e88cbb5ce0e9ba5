"""Trains the model that tells verifiable wording from mere directions.

``python -m aligner.train.vagueness --pairs corpora/pairs --out models/vagueness`` writes the same bytes each time.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold

from aligner.encode import load_encoder
from aligner.extract.classifier import LinearClassifier, data_hash
from aligner.extract.concrete import VERIFIABLE, without_deadline

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


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, measure held out by industry, and write the model folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    lines = read_lines(options.pairs)
    vectors = load_encoder("default").encode([line.text for line in lines])
    wanted = np.array([line.verifiable for line in lines])
    held_out = _held_out(vectors, wanted, [line.industry for line in lines])
    bare = np.array([not line.measured for line in lines])
    figures = {
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
        "encoder": load_encoder("default").sha256,
        "held out by industry": figures,
        "recipe": "python -m aligner.train.vagueness --pairs corpora/pairs --out models/vagueness",
    }
    LinearClassifier(_LABELS, weights, bias, manifest).save(options.out)
    print(json.dumps(figures, indent=1))


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


if __name__ == "__main__":
    main()
