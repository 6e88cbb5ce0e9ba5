"""Train the judge of report sentences: ``python -m aligner.train.work_prose --corpus corpora --out models/work-prose``.

Sentences of invented status reports are labelled one by one: do they tell of a piece of work or not. Statements of strategies that
are no work stand beside them as further counter-examples, at a lower weight. Figures are held out by industry, on report sentences only.
"""

from __future__ import annotations

import argparse
import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.encode import load_encoder
from aligner.extract.classifier import LinearClassifier, data_hash
from aligner.extract.prose_class import prose_features

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Example", "evaluate", "fit", "load_examples", "main"]

_SEED = 7
_FOLDS = 5
_VECTOR_SCALE = 5.0
_PENALTY = 0.3
_FURTHER_WEIGHT = 0.15
_FURTHER_WORDS = 6
_NO_WORK = {"context", "values", "vision", "boilerplate", "rationale", "risk", "metric-definition", "exclusion", "goal"}
_CARD = "Logistic regression that tells whether a sentence of a status report tells of a piece of work. Trained on invented sentences only; no text of any real organisation is in it."

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence, whether it tells of work ("work") or not ("other"), its industry, and whether it is from a report."""

    text: str
    label: str
    industry: str
    report: bool


def load_examples(corpus: Path) -> tuple[Example, ...]:
    """Read ``work-prose/*.jsonl``, then counter-examples from ``statements/*.jsonl``, in file order.

    Raises:
        FileNotFoundError: the folder holds no report sentences.
    """
    found = [
        Example(line["text"], "work" if line["work"] else "other", line["industry"], report=True)
        for path in sorted(corpus.glob("work-prose/*.jsonl"))
        for line in map(json.loads, path.read_text("utf-8").splitlines())
    ]
    if not found:
        message = f"no work-prose/*.jsonl under {corpus}"
        raise FileNotFoundError(message)
    for path in sorted(corpus.glob("statements/*.jsonl")):
        further = map(json.loads, path.read_text("utf-8").splitlines())
        found.extend(
            Example(line["text"], "other", line["industry"], report=False)
            for line in further
            if line["kind"] in _NO_WORK and len(line["text"].split()) >= _FURTHER_WORDS
        )
    return tuple(found)


def fit(rows: NDArray[np.float32], examples: Sequence[Example], *, scaled: int) -> LinearClassifier:
    """Fit logistic regression; ``scaled`` leading columns are encoder components."""
    import numpy as np  # noqa: PLC0415 - training only
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - training only

    scale = np.ones(rows.shape[1], dtype=np.float32)
    scale[:scaled] = _VECTOR_SCALE
    weights = [1.0 if example.report else _FURTHER_WEIGHT for example in examples]
    model = LogisticRegression(C=_PENALTY, max_iter=400, random_state=_SEED)
    model.fit(rows * scale, [example.label for example in examples], sample_weight=weights)
    half = (model.coef_[0] * scale).astype(np.float32) / 2
    bias = np.float32(model.intercept_[0] / 2)
    return LinearClassifier(
        tuple(str(name) for name in model.classes_), np.stack([-half, half], axis=1), np.array([-bias, bias], dtype=np.float32), {}
    )


def evaluate(rows: NDArray[np.float32], examples: Sequence[Example], *, scaled: int) -> dict[str, object]:
    """Return precision and recall of "work" on report sentences, held out by industry."""
    import numpy as np  # noqa: PLC0415 - training only
    from sklearn.model_selection import GroupKFold  # noqa: PLC0415 - training only

    truth = np.array([example.label for example in examples])
    guessed = np.empty_like(truth)
    for train, test in GroupKFold(_FOLDS).split(rows, truth, [example.industry for example in examples]):
        model = fit(rows[train], [examples[index] for index in train], scaled=scaled)
        guessed[test] = np.array(model.labels)[model.probabilities(rows[test]).argmax(axis=1)]
    report = np.array([example.report for example in examples])
    hits = float(((truth == "work") & (guessed == "work") & report).sum())
    return {
        "folds": _FOLDS,
        "precision": round(hits / max(1.0, float(((guessed == "work") & report).sum())), 3),
        "recall": round(hits / max(1.0, float(((truth == "work") & report).sum())), 3),
        "further taken for work": round(float((guessed[~report] == "work").mean()), 3) if (~report).any() else None,
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Train on a corpus and write both model folders: one for the shipped encoder, one for the wording alone."""
    import numpy as np  # noqa: PLC0415 - training only

    parser = argparse.ArgumentParser(description="Train the judge of report sentences.")
    parser.add_argument("--corpus", type=Path, default=Path("corpora"))
    parser.add_argument("--out", type=Path, default=Path("models/work-prose"))
    parser.add_argument("--model", default="default", help="encoder; the shipped one unless named")
    parser.add_argument("--cache", type=Path, default=None, help="folder that keeps embeddings between runs")
    chosen = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    examples = load_examples(chosen.corpus)
    texts = [example.text for example in examples]
    encoder = load_encoder(chosen.model, cache=chosen.cache)
    wording = prose_features(texts)
    about = {
        "card": _CARD,
        "licence": "Apache-2.0",
        "seed": _SEED,
        "examples": len(examples),
        "data_sha256": data_hash([f"{example.label}\t{example.text}" for example in examples]),
    }
    encoded = np.hstack([encoder.encode(texts), wording]).astype(np.float32)
    _train(
        chosen.out / "encoded", encoded, examples, encoder.dimension, {**about, "encoder": encoder.name, "encoder_sha256": encoder.sha256}
    )
    _train(chosen.out / "wording", wording, examples, 0, about)


def _train(out: Path, rows: NDArray[np.float32], examples: Sequence[Example], scaled: int, about: Mapping[str, object]) -> None:
    figures = evaluate(rows, examples, scaled=scaled)
    _log.info("%s %s", out, json.dumps(figures))
    model = fit(rows, examples, scaled=scaled)
    LinearClassifier(model.labels, model.weights, model.bias, {**about, "held out by industry": figures}).save(out)


if __name__ == "__main__":
    main()
