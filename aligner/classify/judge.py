"""The softmax regression over marks: each sort of mark has its own voice, however many marks of other sorts a document has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.extract.classifier import LinearClassifier
from aligner.extract.grams import GramModel

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["KindModel", "voices"]

_VOICES: Mapping[str, float] = {"t": 2.0, "h": 1.2, "w": 1.5, "b": 1.2, "c": 1.5, "r": 1.0, "n": 0.7, "p": 0.2, "s": 1.2}
"""How loud titles, headings, words and pairs of the opening, columns, rows, the file's name, its properties and counts speak."""


def voices(marks: Sequence[str]) -> list[float]:
    """Return the weight of each mark: together those of one sort have the length that its voice says, whatever their number."""
    counts = Counter(mark[0] for mark in marks)
    return [_VOICES[mark[0]] / counts[mark[0]] ** 0.5 for mark in marks]


@dataclass(frozen=True)
class KindModel:
    """Weights of marks by kind.

    Attributes:
        classifier: labels, weights of shape ``(n, k)`` and bias.
        rows: row of the weights by mark.
    """

    classifier: LinearClassifier
    rows: Mapping[str, int]

    @classmethod
    def load(cls, folder: Path) -> KindModel:
        """Read a model folder.

        Raises:
            ModelError: a file is missing, unreadable, or not the one the manifest describes.
        """
        stored = GramModel.load(folder)
        return cls(stored.classifier, stored.rows)

    def save(self, folder: Path) -> None:
        """Write weights, manifest and marks; the same model gives the same bytes."""
        GramModel(self.classifier, self.rows).save(folder)

    def known(self, marks: Sequence[str]) -> list[str]:
        """Return the marks that have weights, sorted."""
        return sorted(mark for mark in marks if mark in self.rows)

    def chances(self, marked: Sequence[Sequence[str]]) -> NDArray[np.float64]:
        """Return the probability of every label for every document, shape ``(len(marked), k)``."""
        import numpy as np  # noqa: PLC0415 - keeps `aligner --help` free of numpy

        logits = np.tile(self.classifier.bias, (len(marked), 1)).astype(np.float64)
        for row, marks in enumerate(marked):
            known = self.known(marks)
            if known:
                weights = self.classifier.weights[[self.rows[mark] for mark in known]].astype(np.float64)
                logits[row] += np.asarray(voices(known)) @ weights
        raised = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(raised / raised.sum(axis=1, keepdims=True), dtype=np.float64)
