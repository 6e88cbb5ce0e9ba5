"""What the recipes of the linear classifiers share: reading lines, softmax regression, figures held out by industry, model folders.

Every classifier comes in two forms: one over encoder vectors and wording features for the shipped encoder, one over wording features
alone for any other. No text is ever judged, for a figure, by weights that have seen its industry.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from aligner.extract.classifier import LinearClassifier, data_hash

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from aligner.domain.encoding import Encoder

__all__ = ["Example", "Recipe", "guess_held_out", "read_lines", "softmax"]

SEED = 7
FOLDS = 5
_VECTOR_SCALE = 5.0
"""Encoder components are some .05 in size, features 0 or 1: without this the penalty would keep the vectors from being heard."""
_PENALTY = 0.3
_ROUNDS = 400

_log = logging.getLogger(__name__)


class Example(Protocol):
    """A labelled text."""

    @property
    def text(self) -> str:
        """What is judged."""

    @property
    def label(self) -> str:
        """What it is."""

    @property
    def industry(self) -> str:
        """For whom it was written: the unit that figures hold out."""


E = TypeVar("E", bound=Example)


@dataclass(frozen=True, slots=True)
class Recipe(Generic[E]):
    """How one classifier is made.

    Attributes:
        name: folder under ``models``. bare: subfolder of the form without an encoder.
        card: what the model is for and from what it was trained.
        load: examples of a corpus folder, in file order.
        features: wording features of texts, shape ``(n, f)``.
        fit: weights from rows of shape ``(n, d)`` and their examples; ``scaled`` leading columns are encoder components.
        figures: held-out figures from the true and the guessed labels.
    """

    name: str
    bare: str
    card: str
    load: Callable[[Path], Sequence[E]]
    features: Callable[[Sequence[str]], NDArray[np.float32]]
    fit: Callable[[NDArray[np.float32], Sequence[E], int], LinearClassifier]
    figures: Callable[[Sequence[E], NDArray[np.str_]], dict[str, object]]

    def train(self, corpus: Path, out: Path, encoder: Encoder) -> dict[str, object]:
        """Write both forms under ``out`` and return the figures of the one with the encoder.

        Raises:
            FileNotFoundError: the corpus holds no examples.
        """
        import numpy as np  # noqa: PLC0415 - training only

        examples = self.load(corpus)
        texts = [example.text for example in examples]
        about: dict[str, object] = {
            "card": self.card,
            "licence": "Apache-2.0",
            "seed": SEED,
            "examples": len(examples),
            "data_sha256": data_hash([f"{example.industry}\t{example.label}\t{example.text}" for example in examples]),
            "recipe": f"aligner train {self.name} --corpus corpora --out models",
        }
        wording = self.features(texts)
        encoded = np.hstack([encoder.encode(texts), wording]).astype(np.float32)
        known = {**about, "encoder": encoder.name, "encoder_sha256": encoder.sha256}
        figures = self._write(out / "encoded", encoded, examples, encoder.dimension, known)
        self._write(out / self.bare, wording, examples, 0, about)
        return figures

    def evaluate(self, rows: NDArray[np.float32], examples: Sequence[E], scaled: int) -> dict[str, object]:
        """Return figures held out by industry."""
        return {"folds": FOLDS, **self.figures(examples, guess_held_out(rows, examples, self.fit, scaled))}

    def _write(
        self, out: Path, rows: NDArray[np.float32], examples: Sequence[E], scaled: int, about: dict[str, object]
    ) -> dict[str, object]:
        figures = self.evaluate(rows, examples, scaled)
        _log.info("%s %s", out, json.dumps(figures))
        model = self.fit(rows, examples, scaled)
        LinearClassifier(model.labels, model.weights, model.bias, {**about, "held out by industry": figures}).save(out)
        return figures


def read_lines(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of every ``*.jsonl`` of a folder, files in the order of their names."""
    for path in sorted(folder.glob("*.jsonl")):
        yield from map(json.loads, path.read_text("utf-8").splitlines())


def softmax(rows: NDArray[np.float32], labels: Sequence[str], weights: Sequence[float], scaled: int) -> LinearClassifier:
    """Fit softmax regression with a ridge.

    Args:
        rows: shape ``(n, d)``.
        labels: one per row, at least two different ones.
        weights: how much each row counts.
        scaled: how many leading columns are encoder components.
    """
    import numpy as np  # noqa: PLC0415 - training only
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - training only

    scale = np.ones(rows.shape[1], dtype=np.float32)
    scale[:scaled] = _VECTOR_SCALE
    model = LogisticRegression(C=_PENALTY, max_iter=_ROUNDS, random_state=SEED)
    model.fit(rows * scale, list(labels), sample_weight=np.asarray(weights, dtype=np.float64))
    coefficients, intercepts = model.coef_, model.intercept_
    if len(coefficients) == 1:  # two classes are stored as one
        coefficients = np.vstack([-coefficients, coefficients]) / 2
        intercepts = np.array([-intercepts[0], intercepts[0]]) / 2
    names = tuple(str(name) for name in model.classes_)
    return LinearClassifier(names, (coefficients * scale).T.astype(np.float32), intercepts.astype(np.float32), {})


def guess_held_out(
    rows: NDArray[np.float32], examples: Sequence[E], fit: Callable[[NDArray[np.float32], Sequence[E], int], LinearClassifier], scaled: int
) -> NDArray[np.str_]:
    """Return a label for every row from weights that have not seen its industry."""
    import numpy as np  # noqa: PLC0415 - training only
    from sklearn.model_selection import GroupKFold  # noqa: PLC0415 - training only

    guessed = np.empty(len(examples), dtype="<U40")
    for train, test in GroupKFold(FOLDS).split(rows, None, [example.industry for example in examples]):
        model = fit(rows[train], [examples[index] for index in train], scaled)
        guessed[test] = np.array(model.labels)[model.probabilities(rows[test]).argmax(axis=1)]
    return guessed
