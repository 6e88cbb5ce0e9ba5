"""Train the work-class classifier: ``python -m aligner.train.work_class --corpus corpora --out models/work-class``.

Hand-labelled lines teach all six classes. The pairs add work that serves a goal, pet projects (both ``change``) and work that
runs the business; which of the exempt classes the last belongs to is not labelled, so weights trained on the labelled lines
choose among those five. Figures are held out by industry and count hand-labelled lines and pairs apart.
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
from aligner.extract.work_class import cue_features

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Example", "evaluate", "fit", "load_examples", "main"]

_SEED = 7
_FOLDS = 5
_VECTOR_SCALE = 5.0
"""Encoder components are some .05 in size, cues 0 or 1: without this the penalty would keep the vectors from being heard."""
_PENALTY = 0.3
_CHANGE = "change"
_EXEMPT = "exempt"
_DIRECT_PER_GOAL = 1
_HAND_WEIGHT = 2.0
_CARD = (
    "Softmax regression that tells why a piece of work exists: change, run, compliance, security upkeep, debt or enabler. "
    "Trained on invented work titles only; no text of any real organisation is in it."
)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Example:
    """A work title with its class ("exempt" where only that is known) and the industry it was written for.

    Attributes:
        by_hand: the class was labelled line by line.
    """

    text: str
    work_class: str
    industry: str
    by_hand: bool


def load_examples(corpus: Path) -> tuple[Example, ...]:
    """Read ``work-class/*.jsonl`` and ``pairs/*.jsonl`` under a folder, in file order, each text once.

    Raises:
        FileNotFoundError: the folder holds no labelled work titles.
    """
    found: dict[str, Example] = {}
    for path in sorted(corpus.glob("work-class/*.jsonl")):
        for line in map(json.loads, path.read_text("utf-8").splitlines()):
            found.setdefault(line["text"], Example(line["text"], line["work_class"], line["industry"], by_hand=True))
    if not found:
        message = f"no work-class/*.jsonl under {corpus}"
        raise FileNotFoundError(message)
    for path in sorted(corpus.glob("pairs/*.jsonl")):
        for line in map(json.loads, path.read_text("utf-8").splitlines()):
            for text, label in _from_pair(line):
                found.setdefault(text, Example(text, label, line["industry"], by_hand=False))
    return tuple(found.values())


def _from_pair(line: Mapping[str, object]) -> list[tuple[str, str]]:
    direct = line.get("direct")
    pairs = [(str(text), _CHANGE) for text in direct[:_DIRECT_PER_GOAL]] if isinstance(direct, list) else []
    if "orphan" in line:
        pairs.append((str(line["orphan"]), _EXEMPT if line["orphan_kind"] == "run-the-business" else _CHANGE))
    return pairs


def fit(rows: NDArray[np.float32], examples: Sequence[Example], *, scaled: int) -> LinearClassifier:
    """Fit softmax regression in two rounds: the second takes in the lines known only to be exempt.

    Args:
        rows: shape ``(n, d)``.
        examples: one per row.
        scaled: how many leading columns are encoder components.
    """
    import numpy as np  # noqa: PLC0415 - training only

    labels = np.array([example.work_class for example in examples], dtype="<U20")
    known = labels != _EXEMPT
    weights = np.array([_HAND_WEIGHT if example.by_hand else 1.0 for example in examples])
    first = _fit(rows[known], labels[known], weights[known], scaled)
    if not known.all():
        chances = first.probabilities(rows[~known])
        chances[:, first.column(_CHANGE)] = 0.0
        labels[~known] = np.array(first.labels)[chances.argmax(axis=1)]
    return _fit(rows, labels, weights, scaled)


def _fit(rows: NDArray[np.float32], labels: NDArray[np.str_], weights: NDArray[np.float64], scaled: int) -> LinearClassifier:
    import numpy as np  # noqa: PLC0415 - training only
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - training only

    scale = np.ones(rows.shape[1], dtype=np.float32)
    scale[:scaled] = _VECTOR_SCALE
    model = LogisticRegression(C=_PENALTY, max_iter=400, random_state=_SEED)
    model.fit(rows * scale, labels, sample_weight=weights)
    return LinearClassifier(
        tuple(str(name) for name in model.classes_), (model.coef_ * scale).T.astype(np.float32), model.intercept_.astype(np.float32), {}
    )


def evaluate(rows: NDArray[np.float32], examples: Sequence[Example], *, scaled: int) -> dict[str, object]:
    """Return per-class figures on the labelled lines, and how often change and exempt work is taken for the other, held out by industry."""
    import numpy as np  # noqa: PLC0415 - training only
    from sklearn.metrics import precision_recall_fscore_support  # noqa: PLC0415 - training only
    from sklearn.model_selection import GroupKFold  # noqa: PLC0415 - training only

    truth = np.array([example.work_class for example in examples])
    guessed = np.empty(len(truth), dtype="<U20")
    for train, test in GroupKFold(_FOLDS).split(rows, truth, [example.industry for example in examples]):
        model = fit(rows[train], [examples[index] for index in train], scaled=scaled)
        guessed[test] = np.array(model.labels)[model.probabilities(rows[test]).argmax(axis=1)]
    hand = np.array([example.by_hand for example in examples])
    names = sorted(set(truth[hand].tolist()))
    precision, recall, f1, _ = precision_recall_fscore_support(truth[hand], guessed[hand], labels=names, zero_division=0)
    pairs = ~hand
    return {
        "folds": _FOLDS,
        "accuracy by hand": round(float((truth[hand] == guessed[hand]).mean()), 3),
        "by class": {name: {"precision": _r(precision[k]), "recall": _r(recall[k]), "f1": _r(f1[k])} for k, name in enumerate(names)},
        "change taken for exempt": {
            "by hand": _share(truth, guessed, hand, change=True),
            "pairs": _share(truth, guessed, pairs, change=True),
        },
        "exempt taken for change": {
            "by hand": _share(truth, guessed, hand, change=False),
            "pairs": _share(truth, guessed, pairs, change=False),
        },
    }


def _share(truth: NDArray[np.str_], guessed: NDArray[np.str_], among: NDArray[np.bool_], *, change: bool) -> float | None:
    chosen = among & ((truth == _CHANGE) == change)
    return _r(((guessed[chosen] == _CHANGE) != change).mean()) if chosen.any() else None


def _r(value: float) -> float:
    return round(float(value), 3)


def main(arguments: Sequence[str] | None = None) -> None:
    """Train on a corpus and write both model folders: one for the shipped encoder, one for telling words alone."""
    import numpy as np  # noqa: PLC0415 - training only

    parser = argparse.ArgumentParser(description="Train the work-class classifier.")
    parser.add_argument("--corpus", type=Path, default=Path("corpora"))
    parser.add_argument("--out", type=Path, default=Path("models/work-class"))
    parser.add_argument("--model", default="default", help="encoder; the shipped one unless named")
    parser.add_argument("--cache", type=Path, default=None, help="folder that keeps embeddings between runs")
    chosen = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    examples = load_examples(chosen.corpus)
    texts = [example.text for example in examples]
    encoder = load_encoder(chosen.model, cache=chosen.cache)
    cues = cue_features(texts)
    about = {"card": _CARD, "licence": "Apache-2.0", "seed": _SEED, "examples": len(examples), "data_sha256": _hash(examples)}
    encoded = np.hstack([encoder.encode(texts), cues]).astype(np.float32)
    _train(
        chosen.out / "encoded", encoded, examples, encoder.dimension, {**about, "encoder": encoder.name, "encoder_sha256": encoder.sha256}
    )
    _train(chosen.out / "cues", cues, examples, 0, about)


def _train(out: Path, rows: NDArray[np.float32], examples: Sequence[Example], scaled: int, about: Mapping[str, object]) -> None:
    figures = evaluate(rows, examples, scaled=scaled)
    _log.info("%s %s", out, json.dumps(figures))
    model = fit(rows, examples, scaled=scaled)
    LinearClassifier(model.labels, model.weights, model.bias, {**about, "held out by industry": figures}).save(out)


def _hash(examples: Sequence[Example]) -> str:
    return data_hash([f"{example.industry}\t{example.work_class}\t{example.text}" for example in examples])


if __name__ == "__main__":
    main()
