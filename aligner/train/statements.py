"""The statement classifier: ``aligner train statements``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.extract.goal_features import text_features
from aligner.train.linear import Recipe, read_lines, softmax

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from aligner.extract.classifier import LinearClassifier

__all__ = ["RECIPE", "Example", "fit", "load_examples"]

_MAPPED = {"negation": "exclusion"}
_ITEMS_PER_GOAL = 2
_PARAPHRASE_WEIGHT = 0.3
"""Paraphrases were written for matching: as statements they are odder than what documents hold."""
_CARD = (
    "Softmax regression that tells what a statement of a strategy document does: goal, item, vision, achievement, context, rationale, values, boilerplate, "
    "exclusion, risk, metric definition or other. Trained on invented statements only; no text of any real organisation is in it."
)


@dataclass(frozen=True, slots=True)
class Example:
    """A statement with its kind, the industry it was written for, and how much it counts in training."""

    text: str
    label: str
    industry: str
    weight: float = 1.0


def load_examples(corpus: Path) -> tuple[Example, ...]:
    """Read ``statements/*.jsonl`` and ``pairs/*.jsonl`` under a folder, in file order, each text once.

    Raises:
        FileNotFoundError: the folder holds no statements.
    """
    found: dict[str, Example] = {}
    for folder in ("pairs", "statements"):
        for line in read_lines(corpus / folder):
            for example in _examples(line):
                found.setdefault(example.text, example)
    if not found:
        message = f"no statements/*.jsonl or pairs/*.jsonl under {corpus}"
        raise FileNotFoundError(message)
    return tuple(found.values())


def fit(rows: NDArray[np.float32], examples: Sequence[Example], scaled: int) -> LinearClassifier:
    """Fit with classes partly balanced; see ``aligner.train.linear.Recipe``."""
    kinds = [example.label for example in examples]
    counts = {kind: kinds.count(kind) for kind in sorted(set(kinds))}
    # The square root tempers the balance: goals outnumber definitions forty to one here, and by far less in documents.
    return softmax(rows, kinds, [example.weight * (len(kinds) / counts[example.label]) ** 0.5 for example in examples], scaled)


def _figures(examples: Sequence[Example], guessed: NDArray[np.str_]) -> dict[str, object]:
    """Return accuracy, F1 per kind, and how many goals are found and other statements taken for goals."""
    import numpy as np  # noqa: PLC0415 - training only
    from sklearn.metrics import f1_score  # noqa: PLC0415 - training only

    kinds = np.array([example.label for example in examples])
    labels = sorted(set(kinds.tolist()))
    scores = f1_score(kinds, guessed, labels=labels, average=None)
    return {
        "accuracy": round(float((kinds == guessed).mean()), 3),
        "f1": {label: round(float(score), 3) for label, score in zip(labels, scores, strict=True)},
        "goals found": round(float((guessed[kinds == "goal"] == "goal").mean()), 3),
        "others taken for goals": round(float((guessed[kinds != "goal"] == "goal").mean()), 3),
    }


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


RECIPE = Recipe("statements", "wording", _CARD, load_examples, text_features, fit, _figures)
