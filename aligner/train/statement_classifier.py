"""Train the statement classifier: ``python -m aligner.train.statement_classifier --corpus corpora --out models/statements``.

Two sets of weights come out: one over encoder vectors and wording features for the shipped encoder, one over wording features alone for any
other. Figures are held out by industry: no statement of an organisation is judged by weights that have seen that industry.
"""

from __future__ import annotations

import argparse
import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.encode import load_encoder
from aligner.extract.classifier import LinearClassifier, data_hash
from aligner.extract.goal_features import text_features

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Example", "evaluate", "fit", "load_examples", "main"]

_SEED = 7
_FOLDS = 5
_VECTOR_SCALE = 5.0
"""Encoder components are some .05 in size, features 0 or 1: without this the penalty would keep the vectors from being heard."""
_PENALTY = 0.3
_MAPPED = {"negation": "exclusion"}
_ITEMS_PER_GOAL = 2
_PARAPHRASE_WEIGHT = 0.3
"""Paraphrases were written for matching: as statements they are odder than what documents hold."""
_CARD = (
    "Softmax regression that tells what a statement of a strategy document does: goal, item, vision, achievement, context, rationale, values, boilerplate, "
    "exclusion, risk, metric definition or other. Trained on invented statements only; no text of any real organisation is in it."
)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Example:
    """A statement with its kind, the industry it was written for, and how much it counts in training."""

    text: str
    kind: str
    industry: str
    weight: float = 1.0


def load_examples(corpus: Path) -> tuple[Example, ...]:
    """Read ``statements/*.jsonl`` and ``pairs/*.jsonl`` under a folder, in file order, each text once.

    Raises:
        FileNotFoundError: the folder holds no statements.
    """
    found: dict[str, Example] = {}
    for path in sorted([*corpus.glob("statements/*.jsonl"), *corpus.glob("pairs/*.jsonl")]):
        for line in path.read_text("utf-8").splitlines():
            for example in _examples(json.loads(line)):
                found.setdefault(example.text, example)
    if not found:
        message = f"no statements/*.jsonl or pairs/*.jsonl under {corpus}"
        raise FileNotFoundError(message)
    return tuple(found.values())


def fit(rows: NDArray[np.float32], examples: Sequence[Example], *, scaled: int) -> LinearClassifier:
    """Fit softmax regression with classes partly balanced.

    Args:
        rows: shape ``(n, d)``.
        examples: one per row.
        scaled: how many leading columns are encoder components.
    """
    import numpy as np  # noqa: PLC0415 - training only
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - training only

    scale = np.ones(rows.shape[1], dtype=np.float32)
    scale[:scaled] = _VECTOR_SCALE
    kinds = [example.kind for example in examples]
    counts = {kind: kinds.count(kind) for kind in sorted(set(kinds))}
    # The square root tempers the balance: goals outnumber definitions forty to one here, and by far less in documents.
    weights = np.array([example.weight * (len(kinds) / counts[example.kind]) ** 0.5 for example in examples])
    model = LogisticRegression(C=_PENALTY, max_iter=400, random_state=_SEED)
    model.fit(rows * scale, kinds, sample_weight=weights)
    coefficients, intercepts = model.coef_, model.intercept_
    if len(coefficients) == 1:  # two classes are stored as one: the first is the reference
        coefficients = np.vstack([np.zeros_like(coefficients), coefficients])
        intercepts = np.array([0.0, intercepts[0]])
    return LinearClassifier(tuple(model.classes_), (coefficients * scale).T.astype(np.float32), intercepts.astype(np.float32), {})


def evaluate(rows: NDArray[np.float32], examples: Sequence[Example], *, scaled: int) -> dict[str, object]:
    """Return accuracy, F1 per kind, and how many goals are found and other statements taken for goals, held out by industry."""
    import numpy as np  # noqa: PLC0415 - training only
    from sklearn.metrics import f1_score  # noqa: PLC0415 - training only
    from sklearn.model_selection import GroupKFold  # noqa: PLC0415 - training only

    kinds = np.array([example.kind for example in examples])
    guessed = np.empty(len(kinds), dtype=kinds.dtype)
    groups = [example.industry for example in examples]
    for train, test in GroupKFold(_FOLDS).split(rows, kinds, groups):
        model = fit(rows[train], [examples[index] for index in train], scaled=scaled)
        guessed[test] = np.array(model.labels)[model.probabilities(rows[test]).argmax(axis=1)]
    labels = sorted(set(kinds.tolist()))
    scores = f1_score(kinds, guessed, labels=labels, average=None)
    return {
        "folds": _FOLDS,
        "accuracy": round(float((kinds == guessed).mean()), 3),
        "f1": {label: round(float(score), 3) for label, score in zip(labels, scores, strict=True)},
        "goals found": round(float((guessed[kinds == "goal"] == "goal").mean()), 3),
        "others taken for goals": round(float((guessed[kinds != "goal"] == "goal").mean()), 3),
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Train on a corpus and write both model folders."""
    import numpy as np  # noqa: PLC0415 - training only

    parser = argparse.ArgumentParser(description="Train the statement classifier.")
    parser.add_argument("--corpus", type=Path, default=Path("corpora"))
    parser.add_argument("--out", type=Path, default=Path("models/statements"))
    parser.add_argument("--model", default="default", help="encoder; the shipped one unless named")
    parser.add_argument("--cache", type=Path, default=None, help="folder that keeps embeddings between runs")
    chosen = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    examples = load_examples(chosen.corpus)
    texts = [example.text for example in examples]
    encoder = load_encoder(chosen.model, cache=chosen.cache)
    wording = text_features(texts)
    encoded = np.hstack([encoder.encode(texts), wording])
    about = {"card": _CARD, "licence": "Apache-2.0", "seed": _SEED, "examples": len(examples), "data_sha256": _hash(examples)}
    _train(
        chosen.out / "encoded", encoded, examples, encoder.dimension, {**about, "encoder": encoder.name, "encoder_sha256": encoder.sha256}
    )
    _train(chosen.out / "wording", wording, examples, 0, about)


def _train(out: Path, rows: NDArray[np.float32], examples: Sequence[Example], scaled: int, about: Mapping[str, object]) -> None:
    figures = evaluate(rows, examples, scaled=scaled)
    _log.info("%s %s", out, json.dumps(figures))
    model = fit(rows, examples, scaled=scaled)
    LinearClassifier(model.labels, model.weights, model.bias, {**about, "held out by industry": figures}).save(out)


def _hash(examples: Sequence[Example]) -> str:
    return data_hash([f"{example.industry}\t{example.kind}\t{example.text}" for example in examples])


def _examples(line: Mapping[str, object]) -> Iterator[Example]:
    industry = str(line["industry"])
    if "kind" in line:
        yield Example(str(line["text"]), str(line["kind"]), industry)
    if "statement" in line:
        kind = str(line["statement_kind"])
        yield Example(str(line["statement"]), _MAPPED.get(kind, kind), industry)
    if "goal" in line:
        yield Example(str(line["goal"]), "goal", industry)
        yield Example(str(line["paraphrase"]), "goal", industry, _PARAPHRASE_WEIGHT)
        direct = line["direct"]
        for item in direct[:_ITEMS_PER_GOAL] if isinstance(direct, list) else ():
            yield Example(str(item), "item", industry)
    if "orphan" in line:
        yield Example(str(line["orphan"]), "item", industry)


if __name__ == "__main__":
    main()
